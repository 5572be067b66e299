// SPDX-License-Identifier: BSL-1.0
#include "asterisk_cdr_rows.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>

#include <almon/cdr/readers/asterisk_sql.hpp>

#include "asterisk_words.hpp"
#include "byte_masks.hpp"
#include "core/ascii.hpp"
#include "core/digits.hpp"
#include "shown.hpp"

namespace almon::inline v0::cdr {

namespace {

using std::chrono::seconds;

/// What FreePBX and its kin run when a channel is over, as a macro or a subroutine: the record then names it.
constexpr std::string_view clean_up_context = "macro-hangupcall";

/// Not a microsecond count of `read_seconds`, which an optional one would have to be waited for.
constexpr std::int64_t no_count = std::numeric_limits<std::int64_t>::min();

/// Microseconds of `3` or `3.712216` seconds; `no_count` where it is none.
[[gnu::cold]] std::int64_t read_any_seconds(std::string_view text) noexcept {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > 20) return no_count;
    std::int64_t whole = 0, micro = 0, unit = 100000;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != '.'; ++i) {
        if (text[i] < '0' || text[i] > '9' || i > 10) return no_count;
        whole = whole * 10 + (text[i] - '0');
    }
    for (++i; i < text.size(); ++i, unit /= 10) {
        if (text[i] < '0' || text[i] > '9') return no_count;
        micro += (text[i] - '0') * unit;
    }
    const std::int64_t value = whole * 1000000 + micro;
    return negative ? -value : value;
}

// what the first and the second of so many digits count
constexpr std::uint32_t of_first[] = {0, 0, 10, 100}, of_second[] = {0, 0, 0, 10};

/// The number that one to three digits are, without a branch for how many there are; `no_number` where one is none.
std::uint32_t up_to_three_digits(const char* text, std::size_t digits) noexcept {
    const auto digit = [text](std::size_t i) { return static_cast<unsigned char>(text[i]) - std::uint32_t{'0'}; };
    const std::uint32_t first = digit(0), second = digit(digits / 2), last = digit(digits - 1);
    if ((first > 9) | (second > 9) | (last > 9)) return no_number;
    return first * of_first[digits] + second * of_second[digits] + last;
}

/// The same; up to three digits, or such and six behind a point, as nearly all are, have a way of their own.
std::int64_t read_seconds(std::string_view text) noexcept {
    constexpr std::size_t fraction = 7, most_digits = 3;
    std::size_t digits = text.size();
    std::uint32_t micro = 0;
    if (digits > fraction && text[digits - fraction] == '.') {
        micro = six_digits_before(text.data() + digits);
        digits -= fraction;
    }
    if (digits == 0 || digits > most_digits || micro == no_number) return read_any_seconds(text);
    const std::uint32_t whole = up_to_three_digits(text.data(), digits);
    if (whole == no_number) return read_any_seconds(text);
    return std::int64_t{whole} * 1000000 + micro;
}

/// -1 where it is no number.
std::int64_t read_sequence(std::string_view text) noexcept {
    constexpr std::size_t most_digits = 18;
    std::int64_t value = 0;
    bool plain = !text.empty() && text.size() <= most_digits;
    for (std::size_t i = 0; plain && i < text.size(); ++i) {
        const unsigned digit = static_cast<unsigned char>(text[i]) - unsigned{'0'};
        plain = digit <= 9;
        value = value * 10 + digit;
    }
    if (plain) return value;
    value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Nothing begins before its channel: the zone is wrong, or the clock was. `in_utc` is the start read as UTC, as
/// `usegmtime` writes it: where that lies within an hour of the channel's birth, it is a later record of the channel. So it is
/// in another zone, which is whole quarters of an hour off, up to a quarter after the birth.
[[gnu::cold]] void begin_with_channel(evidence& e, std::optional<instant> in_utc) noexcept {
    constexpr seconds quarter(900), slack(2);
    const auto early = std::chrono::ceil<seconds>(e.born - e.at);
    const seconds quarters((early + slack) / quarter * quarter);
    microseconds shift = std::chrono::floor<seconds>(e.born - e.at);
    if (early - quarters <= slack && quarters.count() > 0) shift = quarters;
    else if (in_utc && *in_utc >= e.born - slack && *in_utc - e.born < std::min(early, seconds(3600)))
        shift = *in_utc - e.at;
    else if (quarters.count() > 0) {
        shift = quarters + quarter;
        e.zone_guessed = true;
    }
    e.at += shift;
    e.end += shift;
    e.answer += shift;
}

} // namespace

void cdr_reader::feed(std::string_view bytes, evidence_sink& out) {
    cutter_.feed(
        bytes, [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
        [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); },
        [&](std::string_view text) { return row_.find_line(text); });
}

void cdr_reader::finish(evidence_sink& out) {
    cut_off_ = cutter_.has_rest();
    cutter_.finish([&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
                   [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); });
    flush(out);
    if (cutter_.number() == 0) report(errc::empty_file, source_, 0, severity::rejected);
}

void cdr_reader::take_line(std::string_view line, std::uint32_t number, evidence_sink& out) {
    if (line.empty()) return;
    if (row_.take_found(line)) return take_split(line, number, out);
    if (line.find('\0') != std::string_view::npos) {
        without_nul_.assign(line);
        std::erase(without_nul_, '\0');
        if (without_nul_.empty()) return report(errc::nul_bytes, source_, number, severity::rejected);
        report(errc::nul_bytes, source_, number, severity::repaired);
        line = without_nul_;
    }
    if (row_.split(line) == csv_row::state::unclosed_quote)
        return report(cut_off(number) ? errc::truncated : errc::unclosed_quote, source_, number, severity::rejected);
    take_split(line, number, out);
}

void cdr_reader::take_split(std::string_view line, std::uint32_t number, evidence_sink& out) {
    const layout* l = layout_of(row_, line, number, out);
    if (l) take_row(*l, number, out);
}

void cdr_reader::set_layout(const layout& l) {
    using enum column;
    constexpr column used[] = {clid,      src,         dst,           dcontext,     channel,  dstchannel, lastapp,
                               lastdata,  start,       answer,        end,          duration, billsec,    duration_f,
                               billsec_f, disposition, accountcode,   uniqueid,     linkedid, sequence,   did,
                               cnum,      cnam,        outbound_cnum, recordingfile};
    layout_ = &l;
    wanted_ = l.wanted(used);
    field_of_.fill(csv_scan::no_field);
    for (const csv_row::wanted& w : wanted_) field_of_[w.place] = w.field;
    caller_field_ = {};
    if (l.has(column::clid)) {
        const auto field = static_cast<std::size_t>(l[column::clid]);
        caller_field_[field / 64] = std::uint64_t{1} << (field % 64);
    }
    text_ = {};
}

void cdr_reader::take_row(const layout& l, std::uint32_t number, evidence_sink& out) {
    if (layout_ != &l) set_layout(l);
    const csv_scan::bits doubled = row_.doubled();
    const csv_scan::bits caller{doubled[0] & caller_field_[0], doubled[1] & caller_field_[1]};
    doubled_caller_ = caller != csv_scan::bits{}; // `read_caller` sees to it
    in_line_ = row_.all_between_quotes() && doubled == caller;
    if (!in_line_) row_.spread(wanted_, text_);
    if (doubled != caller) make_single(doubled);
    if (!read_row(number, evidence_)) return;
    ++counts_.records;
    out.take(evidence_);
}

std::vector<std::string> cdr_reader::header_in_row() const {
    if (!may_be_header(row_)) return {};
    std::vector<std::string> names = row_.texts();
    names.front() = std::string(almon::detail::first_name(names.front()));
    if (table_rows::kind_of(names) != format::asterisk_cdr_custom) names.clear();
    return names;
}

void cdr_reader::make_single(const csv_scan::bits& doubled) {
    for (const csv_row::wanted& w : wanted_)
        if ((doubled[w.field / 64] >> (w.field % 64) & 1) != 0 && static_cast<column>(w.place) != column::clid)
            text_[w.place] = row_[w.field];
}

void cdr_reader::wrong_width(std::size_t found, std::size_t expected, std::uint32_t number) {
    const bool few = found < expected;
    report(few && cut_off(number) ? errc::truncated
           : few                  ? errc::too_few_columns
                                  : errc::too_many_columns,
           source_, number, severity::rejected, std::to_string(found) + " columns", std::to_string(expected));
}

/// The moment that `20261122-003849` names; none where it is no such text.
instant cdr_reader::moment_named(std::string_view t) {
    if (!detail::all_digits(t.substr(0, 8)) || !detail::all_digits(t.substr(9))) return {};
    char text[] = "0000-00-00 00:00:00";
    constexpr std::size_t from[] = {0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14};
    constexpr std::size_t to[] = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18};
    for (std::size_t k = 0; k < std::size(from); ++k) text[to[k]] = t[from[k]];
    return clock_.read(text).value_or(instant{});
}

/// `in-74951234567-79161234567-20261122-003849-1795297129.61.wav`: recordings are named by when they began, in FreePBX
/// and in most dial plans that learnt from it. Others begin with that: `/monitor/20261122-003849-79161234567.wav`.
instant cdr_reader::recorded_at(std::string_view file) {
    constexpr std::size_t length = 17, at_once = 64; // -20261122-003849-
    if (file.size() < length) return {};
    const std::size_t last = file.size() - length; // where such a part may begin
    for (std::size_t at = 0; at <= last; at += at_once - length + 1) {
        const std::uint64_t dashes = places_of('-', file.substr(at, at_once));
        for (std::uint64_t all = dashes & dashes >> 9 & dashes >> 16; all != 0; all &= all - 1) {
            const std::string_view t = file.substr(at + static_cast<std::size_t>(std::countr_zero(all)) + 1, 15);
            if (const instant named = moment_named(t); named != instant{}) return named;
        }
    }
    const std::string_view end = file.substr(file.size() - std::min(file.size(), at_once));
    const std::uint64_t slashes = places_of('/', end);
    if (slashes != 0) file = end.substr(at_once - static_cast<std::size_t>(std::countl_zero(slashes)));
    else if (file.size() > at_once) file.remove_prefix(file.rfind('/') + 1);
    const bool parted = file.size() >= length && (file[8] == '-' || file[8] == '_');
    if (parted && (file[15] < '0' || file[15] > '9')) return moment_named(file.substr(0, 15));
    return {};
}

/// What the record's times say. `answer` is the start where there was none.
[[gnu::always_inline]] inline void cdr_reader::place(const record_times& t, std::uint32_t number, evidence& e) {
    const bool has_end = !text(column::end).empty();
    e.at = t.start;
    e.has_answer = layout_->has(column::answer) ? t.answered : e.result == outcome::answered;
    e.end = has_end ? t.end : t.start + e.lasted;
    e.answer = layout_->has(column::answer) ? t.answer : e.end - e.connected;
    if (e.end < e.at) {
        // a clock set back makes an end before the start, whole quarters of an hour off
        const auto off = std::chrono::floor<seconds>(e.at + e.lasted - e.end).count();
        if (off % 900 > 2 && off % 900 < 898) report(errc::ends_before_start, source_, number, severity::repaired);
    }
    // whole durations are cut, not rounded: 1 s may be 1.9 s, and the end's own second says which
    const auto whole = [](instant from, instant to, microseconds said) {
        const microseconds between = to - from;
        return between > said && between <= said + seconds(1) ? between : said;
    };
    if (e.times == precision::seconds && has_end) {
        e.lasted = whole(e.at, e.end, e.lasted);
        if (e.has_answer && t.answered) e.connected = std::min(whole(e.answer, e.end, e.connected), e.lasted);
    }
    // nobody asks where the answer was the person's own
    const bool by_pbx = e.has_answer && e.lasted - e.connected <= seconds(1);
    e.recorded = by_pbx ? recorded_at(text(column::recordingfile)) : instant{};
    e.born = asterisk::born(text(column::uniqueid));
    e.zone_guessed = false;
    if (e.born != instant{} && e.at < e.born - seconds(2)) begin_with_channel(e, utc_.read(text(column::start)));
}

bool cdr_reader::read_times(std::uint32_t number, evidence& e) {
    const std::string_view end_text = text(column::end), answer_text = text(column::answer);
    const auto start = clock_.read(text(column::start));
    const auto end = end_text.empty() ? start : clock_.read(end_text);
    const auto answer = answer_text.empty() ? start : clock_.read(answer_text);
    if (!start || !end || !answer) return read_other_times(number, e);
    if (!read_durations(number, e)) return false;
    place({*start, *end, *answer, !answer_text.empty()}, number, e);
    return true;
}

/// As `start(int64)`, `start(double)` and `start(%FT%T%z)` of cdr_custom write a time.
std::optional<instant> cdr_reader::read_other_time(std::string_view text) {
    if (const auto t = read_epoch(text)) return t;
    constexpr std::size_t civil = 19;
    const bool has_zone = text.size() > civil && text.find_first_of("+-Z", civil) != std::string_view::npos;
    return has_zone ? read_with_offset(utc_, text) : clock_.read(text);
}

/// Times that are not all civil ones. Those with fractions of a second tell the durations better than their columns do.
bool cdr_reader::read_other_times(std::uint32_t number, evidence& e) {
    const std::string_view start_text = text(column::start), end_text = text(column::end);
    std::string_view answer_text = text(column::answer);
    if (answer_text.find_first_not_of("0.") == std::string_view::npos) answer_text = {}; // 0.000000: never
    const auto start = read_other_time(start_text);
    const auto end = end_text.empty() ? start : read_other_time(end_text);
    const auto answer = answer_text.empty() ? start : read_other_time(answer_text);
    if (!start || !end || !answer) {
        if (obeys_header()) return false;
        const std::string found = !start ? "start " + shown(start_text)
                                  : !end ? "end " + shown(end_text)
                                         : "answer " + shown(answer_text);
        report(errc::malformed_time, source_, number, severity::rejected, found, "2026-11-22 00:38:19");
        return false;
    }
    if (!read_durations(number, e)) return false;
    place({*start, *end, *answer, !answer_text.empty()}, number, e);
    if (start_text.find('.') == std::string_view::npos || end_text.empty() || e.end < e.at) return true;
    e.lasted = e.end - e.at;
    if (!answer_text.empty()) e.connected = std::clamp(e.end - e.answer, microseconds(0), e.lasted);
    e.times = precision::exact;
    return true;
}

bool cdr_reader::read_durations(std::uint32_t number, evidence& e) {
    const bool fractions = layout_->has(column::duration_f) && !text(column::duration_f).empty();
    const std::int64_t lasted = read_seconds(text(fractions ? column::duration_f : column::duration));
    const std::int64_t connected =
        read_seconds(text(fractions && layout_->has(column::billsec_f) ? column::billsec_f : column::billsec));
    if (lasted < 0 || connected == no_count) {
        const bool of_talk = lasted >= 0;
        const column wrong = of_talk
                                 ? (fractions && layout_->has(column::billsec_f) ? column::billsec_f : column::billsec)
                             : fractions ? column::duration_f
                                         : column::duration;
        report(errc::malformed_number, source_, number, severity::rejected,
               (of_talk ? "billsec " : "duration ") + shown(text(wrong)), "a duration in seconds");
        return false;
    }
    e.lasted = microseconds(lasted);
    e.connected = microseconds(std::clamp(connected, std::int64_t{0}, lasted));
    e.times = fractions ? precision::exact : precision::seconds;
    return true;
}

/// *Lifetime*: the name views the row, or `name_`.
void cdr_reader::read_caller(std::string_view& name, std::string_view& number) {
    if (doubled_caller_ && split_doubled_caller(text(column::clid), name, number)) return;
    caller_field who =
        split_caller(doubled_caller_ ? row_[static_cast<std::size_t>((*layout_)[column::clid])] : text(column::clid));
    name_ = std::move(who.name);
    name = name_;
    number = who.number;
}

void cdr_reader::read_parties(std::uint32_t number, evidence& e) {
    const std::string_view src = text(column::src);
    read_caller(e.caller_name, e.caller);
    if (!src.empty()) e.caller = src;
    e.caller = asterisk::known(e.caller);
    const std::string_view written_name = text(column::cnam);
    if (!written_name.empty()) e.caller_name = written_name;
    if (!is_utf8(e.caller_name)) {
        name_ = to_utf8(e.caller_name).text;
        e.caller_name = name_;
        report(errc::broken_encoding, source_, number, severity::repaired);
    }
    e.dialled = asterisk::known(text(column::dst));
    e.context = text(column::dcontext);
    // where the dial plan's `h` went on; one of some length was something else before
    const bool calls = e.doing == activity::dial || e.doing == activity::queue || !e.peer.empty();
    if (e.context == clean_up_context && e.lasted < seconds(1) && !calls) e.dialled = "h";
    e.did = text(column::did);
    e.presented = text(column::outbound_cnum);
    e.own_number = text(column::cnum);
    e.recording = text(column::recordingfile);
    e.account = text(column::accountcode);
}

bool cdr_reader::read_row(std::uint32_t number, evidence& e) {
    e.what = fact::segment;
    e.file = source_.file;
    e.line = number;
    e.channel = text(column::channel);
    if (e.channel.empty()) {
        report(errc::no_channel, source_, number, severity::rejected);
        return false;
    }
    e.peer = text(column::dstchannel);
    e.id = text(column::uniqueid);
    e.group = text(column::linkedid);
    e.doing = asterisk::activity_of(text(column::lastapp));
    e.argument = text(column::lastdata);
    const std::string_view disposition = text(column::disposition);
    auto result = asterisk::outcome_of_record(disposition);
    if (!result) result = asterisk::outcome_of_number(disposition);
    e.result = result.value_or(outcome::unknown);
    e.sequence = read_sequence(text(column::sequence));
    if (!read_times(number, e)) return false;
    read_parties(number, e);
    return true;
}

} // namespace almon::inline v0::cdr
