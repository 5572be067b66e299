// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_cel.hpp>

#include <algorithm>
#include <array>

#include <almon/cdr/readers/asterisk_sql.hpp>

#include "../names.hpp"
#include "asterisk_words.hpp"
#include "civil_clock.hpp"
#include "core/ascii.hpp"
#include "csv_row.hpp"
#include "json_scan.hpp"
#include "lines.hpp"
#include "restart_watch.hpp"
#include "shown.hpp"

namespace almon::inline v0::cdr {

namespace {

constexpr std::string_view cel_columns[] = {"eventtype", "eventtime", "cid_name",  "cid_num",     "cid_ani",
                                            "cid_rdnis", "cid_dnid",  "exten",     "context",     "channame",
                                            "appname",   "appdata",   "amaflags",  "accountcode", "uniqueid",
                                            "linkedid",  "peer",      "userfield", "userdeftype", "eventextra"};

enum cel_column : std::uint8_t {
    eventtype,
    eventtime,
    cid_name,
    cid_num,
    cid_ani,
    exten = 7,
    context,
    channame,
    appname,
    appdata,
    accountcode = 13,
    uniqueid,
    linkedid,
    peer,
    userdeftype = 18,
    eventextra,
    cel_columns_end,
};

/// What tables call them: cel_odbc and cel_pgsql, cel_sqlite3_custom's sample.
constexpr std::pair<std::string_view, cel_column> other_names[] = {
    {"extra", eventextra}, {"channel", channame},     {"cidname", cid_name},
    {"cidnum", cid_num},   {"acctcode", accountcode}, {"usereventname", userdeftype},
};

class cel_reader final : public reader {
public:
    cel_reader(source s, on_diagnostic tell) : reader(std::move(tell)), source_(std::move(s)), clock_(source_.zone) {
        for (std::size_t i = 0; i < at_.size(); ++i) at_[i] = static_cast<int>(i);
        if (table_rows::kind_of(source_.columns) == format::asterisk_cel)
            set_columns(source_.columns); // not a record's
    }

    void feed(std::string_view bytes, evidence_sink& out) override {
        cutter_.feed(
            bytes, [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); },
            [&](std::string_view text) { return row_.find_line(text); });
    }
    void finish(evidence_sink& out) override {
        at_end_ = cutter_.has_rest();
        cutter_.finish(
            [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); });
        if (cutter_.number() == 0) report(errc::empty_file, source_, 0, severity::rejected);
    }

private:
    void set_columns(const std::vector<std::string>& names) {
        at_.fill(-1);
        wanted_of_ = 0;
        width_ = names.size();
        for (std::size_t i = 0; i < names.size(); ++i)
            for (std::size_t c = 0; c < at_.size(); ++c)
                if (almon::detail::is_in_any_case(names[i], cel_columns[c])) at_[c] = static_cast<int>(i);
        for (const auto& [name, c] : other_names)
            for (std::size_t i = 0; i < names.size() && at_[c] < 0; ++i)
                if (almon::detail::is_in_any_case(names[i], name)) at_[c] = static_cast<int>(i);
    }
    [[nodiscard]] std::string_view field(cel_column c) const noexcept { return text_[c]; }
    bool split(std::string_view line, std::uint32_t number);
    bool take_header(std::uint32_t number);
    void spread();
    void take_line(std::string_view line, std::uint32_t number, evidence_sink& out);
    void take_event(evidence& e, evidence_sink& out);
    void take_app(evidence& e, evidence_sink& out, fact what);
    void take_extra(evidence& e, std::string_view type, evidence_sink& out);
    [[nodiscard]] std::optional<instant> time_of(std::string_view text);

    source source_;
    civil_clock clock_;
    csv_row row_;
    line_cutter cutter_;
    std::array<int, cel_columns_end> at_{};
    std::size_t width_ = 0;
    std::string header_ = "eventtype"; // its first field
    // of one row; columns that are missing stay empty
    std::vector<csv_row::wanted> wanted_;
    std::size_t wanted_of_ = 0; // how many fields the rows have that these are wanted of
    std::array<std::string_view, cel_columns_end> text_;
    bool at_end_ = false;
    std::string clean_, name_;
    json_scan extra_;
    restart_watch restarts_;
};

std::optional<instant> cel_reader::time_of(std::string_view text) {
    if (text.size() == 17 && text[10] == '.') { // 1795297099.349743
        const std::uint32_t hundreds = eight_digits(eight_at(text.data())), micro = six_digits_before(text.data() + 17);
        const unsigned tens = static_cast<unsigned char>(text[8]) - unsigned{'0'};
        const unsigned ones = static_cast<unsigned char>(text[9]) - unsigned{'0'};
        if (hundreds == no_number || micro == no_number || tens > 9 || ones > 9) return std::nullopt;
        return instant(microseconds((std::int64_t{hundreds} * 100 + tens * 10 + ones) * 1000000 + micro));
    }
    if (const auto t = clock_.read(text)) return t;
    return read_epoch(text);
}

/// Cuts the line into fields; false where it has none (and that was reported).
bool cel_reader::split(std::string_view line, std::uint32_t number) {
    if (line.empty()) return false;
    if (row_.take_found(line)) return true;
    if (line.find('\0') != std::string_view::npos) {
        clean_.assign(line);
        std::erase(clean_, '\0');
        report(errc::nul_bytes, source_, number, clean_.empty() ? severity::rejected : severity::repaired);
        if (clean_.empty()) return false;
        line = clean_;
    }
    if (row_.split(line) == csv_row::state::good) return true;
    report(at_end_ ? errc::truncated : errc::unclosed_quote, source_, number, severity::rejected);
    return false;
}

/// Stands on the first line; files that were put together have it again.
bool cel_reader::take_header(std::uint32_t number) {
    const std::string_view first = almon::detail::first_name(row_[0]);
    const bool usual = row_.count() > 3 && (first == "eventtype" || row_[1] == "eventtime");
    if (!usual && number != 1 && first != header_) return false;
    std::vector<std::string> names = row_.texts();
    names.front() = std::string(first);
    if (!usual && table_rows::kind_of(names) != format::asterisk_cel) return false;
    header_ = names.front();
    set_columns(names);
    return true;
}

/// Puts the fields of the row to their columns. Doubled quotes of the extra stay doubled until they are asked for.
void cel_reader::spread() {
    if (wanted_of_ != row_.count()) {
        wanted_of_ = row_.count();
        wanted_.clear();
        text_ = {};
        for (std::size_t c = 0; c < at_.size(); ++c)
            if (at_[c] >= 0 && static_cast<std::size_t>(at_[c]) < std::min(row_.count(), csv_row::most))
                wanted_.push_back({static_cast<std::uint8_t>(at_[c]), static_cast<std::uint8_t>(c)});
    }
    row_.spread(wanted_, text_);
    const csv_scan::bits doubled = row_.doubled();
    if (doubled == csv_scan::bits{}) return;
    for (const csv_row::wanted& w : wanted_)
        if (w.place != eventextra && (doubled[w.field / 64] >> (w.field % 64) & 1) != 0) text_[w.place] = row_[w.field];
}

void cel_reader::take_line(std::string_view line, std::uint32_t number, evidence_sink& out) {
    if (!split(line, number) || take_header(number)) return;
    const std::size_t least = width_ ? width_ : 16; // older versions have no peer and no extra
    if (row_.count() < least || row_.count() > (width_ ? width_ : 24))
        return report(row_.count() < least ? (at_end_ ? errc::truncated : errc::too_few_columns)
                                           : errc::too_many_columns,
                      source_, number, severity::rejected, std::to_string(row_.count()) + " columns",
                      std::to_string(width_ ? width_ : 20));
    spread();
    const auto time = time_of(field(eventtime));
    if (!time)
        return report(errc::malformed_time, source_, number, severity::rejected, "eventtime " + shown(field(eventtime)),
                      "1795297099.349743");
    if (field(channame).empty() || field(uniqueid).empty())
        return report(errc::no_channel, source_, number, severity::rejected);
    evidence e;
    e.at = *time;
    if (field(eventtime).find('.') == std::string_view::npos) e.times = precision::floored;
    e.file = source_.file;
    e.line = number;
    e.channel = field(channame);
    e.id = field(uniqueid);
    e.group = field(linkedid);
    take_event(e, out);
}

void cel_reader::take_app(evidence& e, evidence_sink& out, fact what) {
    const activity doing = asterisk::activity_of(field(appname));
    if (doing == activity::none || field(exten) == "h") return;
    evidence at = e;
    at.what = what;
    at.doing = doing;
    at.argument = field(appdata);
    if (doing == activity::outgoing) {
        // a phone that a queue called carries the queue as its extension
        at.what = fact::described;
        at.argument = field(appname) == "AppQueue" ? field(exten) : std::string_view{};
        if (field(appname) == "AppDial2") { // called for somebody else, of whom a path shows the number as its line's
            const bool path = field(cid_num) == field(exten) && !asterisk::known(field(cid_ani)).empty();
            at.presented = asterisk::known(field(path ? cid_ani : cid_num));
        }
    } else if (doing == activity::other) {
        if (field(appname) == "MixMonitor") {
            at.what = fact::described;
            at.doing = activity::none;
            at.recording = what == fact::began ? first_part(field(appdata)) : std::string_view{};
        } else if (what == fact::seen_at) {
            return;
        }
    }
    if (at.what != fact::described) at.dialled = field(exten);
    out.take(at);
}

void cel_reader::take_extra(evidence& e, std::string_view type, evidence_sink& out) {
    if (!field(eventextra).empty()) text_[eventextra] = row_[static_cast<std::size_t>(at_[eventextra])];
    extra_.read(field(eventextra));
    if (type == "BRIDGE_ENTER" || type == "BRIDGE_EXIT") {
        const bool waits = extra_["bridge_technology"] == "holding_bridge";
        if (waits) return;
        e.what = type == "BRIDGE_ENTER" ? fact::joined : fact::left;
        e.room = extra_["bridge_id"];
        if (asterisk::activity_of(field(appname)) == activity::conference) e.doing = activity::conference;
    } else if (type == "HANGUP") {
        e.what = fact::gone;
        e.argument = extra_["hangupsource"];
        e.result = asterisk::outcome_of_dial(extra_["dialstatus"]);
        std::int32_t cause = 0;
        for (const char c : extra_["hangupcause"])
            if (c >= '0' && c <= '9' && cause < 1000) cause = cause * 10 + (c - '0');
        e.cause = cause;
    } else if (type == "BLINDTRANSFER") {
        e.what = fact::transferred;
        e.transfer = handover::blind;
        e.argument = extra_["extension"];
    } else if (type == "ATTENDEDTRANSFER") {
        e.what = fact::transferred;
        e.transfer = handover::attended;
        e.peer = extra_["channel2_name"];
        e.peer_id = extra_["channel2_uniqueid"];
    } else if (type == "PICKUP") {
        e.what = fact::taken;
        e.peer = extra_["pickup_channel"];
        e.peer_id = extra_["pickup_channel_uniqueid"];
    } else if (type == "LOCAL_OPTIMIZE" || type == "LOCAL_OPTIMIZE_BEGIN") {
        e.what = fact::wired;
        e.peer = extra_["local_two"];
        e.peer_id = extra_["local_two_uniqueid"];
    } else {
        return;
    }
    out.take(e);
}

void cel_reader::take_event(evidence& e, evidence_sink& out) {
    const std::string_view type = asterisk::event_named(field(eventtype));
    if (type.empty() && !field(eventtype).empty())
        return report(errc::malformed_event, source_, e.line, severity::rejected,
                      "event type " + shown(field(eventtype)), "1 to 21, as Asterisk 12 and later number them");
    ++counts_.records;
    if (type == "CHAN_START") {
        e.what = fact::appeared;
        e.caller = asterisk::known(field(cid_num));
        name_ = field(cid_name);
        if (!is_utf8(name_)) name_ = to_utf8(name_).text;
        e.caller_name = name_;
        e.dialled = asterisk::known(field(exten));
        e.context = field(context);
        e.account = field(accountcode);
        e.born = asterisk::born(e.id);
        out.take(e);
        if (const auto since = restarts_.born(e.id)) {
            e.what = fact::restarted;
            e.at -= *since;
            out.take(e);
        }
        return;
    }
    if (type == "APP_START") return take_app(e, out, fact::began);
    if (type == "APP_END") {
        e.what = fact::ended;
        e.doing = asterisk::activity_of(field(appname));
        if (e.doing != activity::other && e.doing != activity::none) out.take(e);
        return;
    }
    if (!field(appname).empty()) take_app(e, out, fact::seen_at);
    if (type == "ANSWER") {
        e.what = fact::picked_up;
        e.caller = asterisk::known(field(cid_num));
        out.take(e);
    } else if (type == "LINKEDID_END") {
        e.what = fact::call_over;
        out.take(e);
    } else if (type == "PARK_START" || type == "PARK_END") {
        e.what = type == "PARK_START" ? fact::began : fact::ended;
        e.doing = activity::park;
        out.take(e);
    } else if (type == "STREAM_BEGIN" || type == "STREAM_END") {
        if (!field(userdeftype).starts_with("MOH")) return;
        e.what = type == "STREAM_BEGIN" ? fact::music_on : fact::music_off;
        out.take(e);
    } else if (type == "DTMF") {
        e.what = fact::pressed;
        out.take(e);
    } else {
        take_extra(e, type, out);
    }
}

} // namespace

std::unique_ptr<reader> make_asterisk_cel_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<cel_reader>(std::move(s), std::move(tell));
}

} // namespace almon::inline v0::cdr
