// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_cdr.hpp>

#include <algorithm>
#include <charconv>

#include "../names.hpp"
#include "asterisk_words.hpp"
#include "civil_clock.hpp"
#include "columns.hpp"
#include "csv_row.hpp"
#include "lines.hpp"

namespace almon::inline v0::cdr {

namespace {

using std::chrono::seconds;

/// `3` or `3.712216` seconds; nothing where it is no count.
std::optional<microseconds> read_seconds(std::string_view text) noexcept {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > 20) return std::nullopt;
    std::int64_t whole = 0, micro = 0, unit = 100000;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != '.'; ++i) {
        if (text[i] < '0' || text[i] > '9' || i > 10) return std::nullopt;
        whole = whole * 10 + (text[i] - '0');
    }
    for (++i; i < text.size(); ++i, unit /= 10) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        micro += (text[i] - '0') * unit;
    }
    const microseconds value(whole * 1000000 + micro);
    return negative ? -value : value;
}

/// What both kinds of file share: one row to one piece of evidence.
class cdr_reader : public reader {
public:
    cdr_reader(source s, on_diagnostic tell) : reader(std::move(tell)), source_(std::move(s)), clock_(source_.zone) {}

    void feed(std::string_view bytes, evidence_sink& out) override {
        cutter_.feed(
            bytes, [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); });
    }

    void finish(evidence_sink& out) override {
        cut_off_ = cutter_.has_rest();
        cutter_.finish(
            [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); });
        flush(out);
        if (cutter_.number() == 0) report(errc::empty_file, source_, 0, severity::rejected);
    }

protected:
    /// The layout of the row that was just split; null where there is none (and that was reported).
    virtual const layout* layout_of(const csv_row& row, std::string_view text, std::uint32_t line,
                                    evidence_sink& out) = 0;
    virtual void flush(evidence_sink&) {}

    void take_line(std::string_view line, std::uint32_t number, evidence_sink& out) {
        if (line.empty()) return;
        if (line.find('\0') != std::string_view::npos) {
            without_nul_.assign(line);
            std::erase(without_nul_, '\0');
            if (without_nul_.empty()) return report(errc::nul_bytes, source_, number, severity::rejected);
            report(errc::nul_bytes, source_, number, severity::repaired);
            line = without_nul_;
        }
        if (row_.split(line) == csv_row::state::unclosed_quote)
            return report(cut_off(number) ? errc::truncated : errc::unclosed_quote, source_, number,
                          severity::rejected);
        const layout* l = layout_of(row_, line, number, out);
        if (l) take_row(row_, *l, number, out);
    }

    void take_row(const csv_row& row, const layout& l, std::uint32_t number, evidence_sink& out) {
        evidence e;
        if (!read_row(row, l, number, e)) return;
        ++counts_.records;
        out.take(e);
    }

    void wrong_width(std::size_t found, std::size_t expected, std::uint32_t number) {
        const bool few = found < expected;
        report(few && cut_off(number) ? errc::truncated
               : few                  ? errc::too_few_columns
                                      : errc::too_many_columns,
               source_, number, severity::rejected, std::to_string(found) + " columns", std::to_string(expected));
    }

    /// Whether this is the last line, and nothing ends it.
    [[nodiscard]] bool cut_off(std::uint32_t number) const noexcept { return cut_off_ && number == cutter_.number(); }

    source source_;
    csv_row row_;

private:
    bool read_row(const csv_row& row, const layout& l, std::uint32_t number, evidence& e);
    bool read_times(const csv_row& row, const layout& l, std::uint32_t number, evidence& e);
    instant recorded_at(std::string_view file);
    void read_parties(const csv_row& row, const layout& l, std::uint32_t number, evidence& e);
    std::string_view text(const csv_row& row, const layout& l, column c, std::uint32_t number, std::string& repaired);

    static std::string_view field(const csv_row& row, const layout& l, column c) noexcept {
        return l.has(c) ? row[static_cast<std::size_t>(l[c])] : std::string_view{};
    }

    line_cutter cutter_;
    bool cut_off_ = false; // the file does not end with a line's end
    civil_clock clock_;
    std::string without_nul_, name_, repaired_name_;
};

/// `in-74951234567-79161234567-20261122-003849-1795297129.61.wav`: recordings are named by when they began, in FreePBX
/// and in most dial plans that learnt from it.
instant cdr_reader::recorded_at(std::string_view file) {
    const auto digits = [&](std::size_t from, std::size_t count) {
        return std::all_of(file.begin() + static_cast<std::ptrdiff_t>(from),
                           file.begin() + static_cast<std::ptrdiff_t>(from + count),
                           [](char c) { return c >= '0' && c <= '9'; });
    };
    constexpr std::size_t length = 17; // -20261122-003849-
    for (std::size_t i = file.find('-'); i != std::string_view::npos && i + length <= file.size();
         i = file.find('-', i + 1)) {
        if (file[i + 9] != '-' || file[i + 16] != '-' || !digits(i + 1, 8) || !digits(i + 10, 6)) continue;
        const std::string_view t = file.substr(i + 1);
        char text[] = "0000-00-00 00:00:00";
        constexpr std::size_t from[] = {0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14};
        constexpr std::size_t to[] = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18};
        for (std::size_t k = 0; k < std::size(from); ++k) text[to[k]] = t[from[k]];
        return clock_.read(text).value_or(instant{});
    }
    return {};
}

bool cdr_reader::read_times(const csv_row& row, const layout& l, std::uint32_t number, evidence& e) {
    const std::string_view end_text = field(row, l, column::end), answer_text = field(row, l, column::answer);
    const auto start = clock_.read(field(row, l, column::start));
    const auto end = end_text.empty() ? start : clock_.read(end_text);
    const auto answer = answer_text.empty() ? start : clock_.read(answer_text);
    if (!start || !end || !answer) {
        report(errc::malformed_time, source_, number, severity::rejected, {}, "2026-11-22 00:38:19");
        return false;
    }
    const bool fractions = l.has(column::duration_f) && !field(row, l, column::duration_f).empty();
    const auto lasted = read_seconds(field(row, l, fractions ? column::duration_f : column::duration));
    const auto connected =
        read_seconds(field(row, l, fractions && l.has(column::billsec_f) ? column::billsec_f : column::billsec));
    if (!lasted || !connected || lasted->count() < 0) {
        report(errc::malformed_number, source_, number, severity::rejected, {}, "a duration in seconds");
        return false;
    }
    e.at = *start;
    e.lasted = *lasted;
    e.connected = std::clamp(*connected, microseconds(0), *lasted);
    e.has_answer = l.has(column::answer) ? !answer_text.empty() : e.result == outcome::answered;
    e.times = fractions ? precision::exact : precision::seconds;
    e.end = end_text.empty() ? *start + *lasted : *end;
    e.answer = l.has(column::answer) ? *answer : e.end - e.connected;
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
    if (!fractions && !end_text.empty()) {
        e.lasted = whole(e.at, e.end, e.lasted);
        if (e.has_answer && !answer_text.empty()) e.connected = std::min(whole(e.answer, e.end, e.connected), e.lasted);
    }
    e.recorded = recorded_at(field(row, l, column::recordingfile));
    e.born = asterisk::born(field(row, l, column::uniqueid));
    if (e.born != instant{} && e.at < e.born - seconds(2)) {
        // nothing begins before its channel: the zone is wrong, or the clock was
        const auto early = std::chrono::ceil<seconds>(e.born - e.at);
        const seconds quarters((early.count() + 2) / 900 * 900);
        const seconds shift = early - quarters <= seconds(2) && quarters.count() > 0
                                  ? quarters
                                  : std::chrono::floor<seconds>(e.born - e.at);
        e.at += shift;
        e.end += shift;
        e.answer += shift;
    }
    return true;
}

void cdr_reader::read_parties(const csv_row& row, const layout& l, std::uint32_t number, evidence& e) {
    const std::string_view clid = field(row, l, column::clid);
    const std::string_view src = field(row, l, column::src);
    caller_field who = split_caller(clid);
    e.caller = asterisk::known(!src.empty() ? src : who.number);
    name_ = std::move(who.name);
    const std::string_view written_name = field(row, l, column::cnam);
    if (!written_name.empty()) name_ = written_name;
    if (!is_utf8(name_)) {
        repaired_name_ = to_utf8(name_).text;
        name_ = repaired_name_;
        report(errc::broken_encoding, source_, number, severity::repaired);
    }
    e.caller_name = name_;
    e.dialled = asterisk::known(field(row, l, column::dst));
    e.context = field(row, l, column::dcontext);
    e.did = field(row, l, column::did);
    e.presented = field(row, l, column::outbound_cnum);
    e.own_number = field(row, l, column::cnum);
    e.recording = field(row, l, column::recordingfile);
    e.account = field(row, l, column::accountcode);
}

bool cdr_reader::read_row(const csv_row& row, const layout& l, std::uint32_t number, evidence& e) {
    e.what = fact::segment;
    e.file = source_.file;
    e.line = number;
    e.channel = field(row, l, column::channel);
    if (e.channel.empty()) {
        report(errc::no_channel, source_, number, severity::rejected);
        return false;
    }
    e.peer = field(row, l, column::dstchannel);
    e.id = field(row, l, column::uniqueid);
    e.group = field(row, l, column::linkedid);
    e.doing = asterisk::activity_of(field(row, l, column::lastapp));
    e.argument = field(row, l, column::lastdata);
    e.result = asterisk::outcome_of_record(field(row, l, column::disposition)).value_or(outcome::unknown);
    const std::string_view sequence = field(row, l, column::sequence);
    std::from_chars(sequence.data(), sequence.data() + sequence.size(), e.sequence);
    if (!read_times(row, l, number, e)) return false;
    read_parties(row, l, number, e);
    return true;
}

class csv_reader final : public cdr_reader {
public:
    using cdr_reader::cdr_reader;

private:
    const layout* layout_of(const csv_row& row, std::string_view, std::uint32_t line, evidence_sink&) override {
        const std::size_t kept = std::min(row.count(), csv_row::most);
        const layout* l = master_layout(row.count(), row[kept - 1]);
        if (!l) wrong_width(row.count(), 18, line);
        return l;
    }
};

class custom_reader final : public cdr_reader {
public:
    custom_reader(source s, on_diagnostic tell) : cdr_reader(std::move(s), std::move(tell)) {
        if (!source_.columns.empty()) set_columns(source_.columns);
    }

    void rest(evidence_sink& out) override {
        if (!waiting_.empty() && infer()) deliver_waiting(out);
    }
    bool holds_back() const noexcept override { return !waiting_.empty(); }

private:
    static constexpr std::size_t enough_rows = 200;
    struct waiting_row {
        std::string text;
        text_row fields;
        std::uint32_t line;
    };

    void set_columns(std::span<const std::string> names) {
        std::vector<column> order;
        for (const std::string& n : names) order.push_back(column_named(n));
        layout_.emplace(order);
    }

    const layout* layout_of(const csv_row& row, std::string_view text, std::uint32_t line,
                            evidence_sink& out) override {
        if (refused_) return nullptr;
        if (layout_) {
            if (row.count() == layout_->width()) return &*layout_;
            wrong_width(row.count(), layout_->width(), line);
            return nullptr;
        }
        text_row fields;
        for (std::size_t i = 0; i < std::min(row.count(), csv_row::most); ++i) fields.emplace_back(row[i]);
        const auto named = std::count_if(fields.begin(), fields.end(),
                                         [](const std::string& f) { return column_named(f) != column::other; });
        if (waiting_.empty() && named >= 5) { // a header
            set_columns(fields);
            return nullptr;
        }
        waiting_.push_back({std::string(text), std::move(fields), line});
        if (waiting_.size() >= enough_rows) decide(out);
        return nullptr;
    }

    void flush(evidence_sink& out) override {
        if (!waiting_.empty()) decide(out);
    }

    /// The width that most rows have, and what the rows of that width tell.
    bool infer() {
        std::vector<std::size_t> widths;
        for (const waiting_row& w : waiting_) widths.push_back(w.fields.size());
        std::sort(widths.begin(), widths.end());
        const std::size_t width = widths[widths.size() / 2];
        std::vector<text_row> sample;
        for (const waiting_row& w : waiting_)
            if (w.fields.size() == width) sample.push_back(w.fields);
        inferred answer = infer_columns(sample);
        layout_ = std::move(answer.columns);
        reasons_ = std::move(answer.reasons);
        return layout_.has_value();
    }

    void decide(evidence_sink& out) {
        if (infer()) return deliver_waiting(out);
        refused_ = true;
        std::string why;
        for (const std::string& r : reasons_) why += (why.empty() ? "" : "; ") + r;
        report(errc::unknown_columns, source_, waiting_.front().line, severity::rejected, why, "--columns NAME,NAME,…");
        counts_.rejected += waiting_.size() - 1;
        waiting_.clear();
    }

    void deliver_waiting(evidence_sink& out) {
        std::vector<waiting_row> rows;
        rows.swap(waiting_);
        for (const waiting_row& w : rows) replay(w, out);
    }

    void replay(const waiting_row& w, evidence_sink& out) {
        if (w.fields.size() != layout_->width()) return wrong_width(w.fields.size(), layout_->width(), w.line);
        row_.split(w.text);
        take_row(row_, *layout_, w.line, out);
    }

    std::optional<layout> layout_;
    std::vector<waiting_row> waiting_;
    std::vector<std::string> reasons_; // why the columns cannot be told
    bool refused_ = false;
};

} // namespace

std::unique_ptr<reader> make_asterisk_csv_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<csv_reader>(std::move(s), std::move(tell));
}

std::unique_ptr<reader> make_asterisk_cdr_custom_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<custom_reader>(std::move(s), std::move(tell));
}

} // namespace almon::inline v0::cdr
