// SPDX-License-Identifier: BSL-1.0
// A call as a row of CSV.
#include <almon/cdr/json.hpp>

#include "names.hpp"
#include "plain_text.hpp"
#include "text_writer.hpp"

namespace almon::inline v0::cdr {

std::string_view csv_header() noexcept {
    return "id,direction,by,external,external_text,name,withheld,alias,operator,region,did,campaign,trunk,queue,"
           "start,end,ring_ms,menu_ms,wait_ms,talk_ms,hold_ms,other_ms,duration_ms,disposition,outcome,"
           "rang,answered_by,transfers,responsible,recordings,hangup_by,cause";
}

namespace {

/// Writes the fields of one row to the end of a string.
class csv_writer : public text_writer {
public:
    csv_writer(std::string& out, local_clock& clock) : text_writer(out, clock) {}

    void field(std::string_view text) {
        separate();
        if (char* const p = room(text.size()); copy_plain<','>(p, text)) p_ = p + text.size();
        else put_special(text);
    }
    void field(std::int64_t value) {
        separate();
        number(value);
    }
    void field(instant t) {
        separate();
        put_time(t);
    }
    /// All in one field, parted by spaces.
    void field(const std::vector<std::string>& values) {
        if (values.size() == 1) return field(std::string_view(values.front()));
        joined_.clear();
        for (const std::string& v : values) joined_.append(joined_.empty() ? "" : " ").append(v);
        field(std::string_view(joined_));
    }

private:
    void separate() {
        if (!first_) raw(",");
        first_ = false;
    }
    /// Bytes that are no UTF-8 are kept as the characters of their numbers.
    void put_special(std::string_view text) {
        std::string utf8;
        if (!is_utf8(text)) text = utf8 = to_utf8(text).text;
        if (text.find_first_of(",\"\r\n") == std::string_view::npos) return put(text);
        raw("\"");
        for (const char c : text) {
            if (c == '"') raw("\"");
            put({&c, 1});
        }
        raw("\"");
    }

    bool first_ = true;
    std::string joined_;
};

/// `blind:101>102:answered …`
std::string transfers_of(const call& c) {
    std::string all;
    for (const transfer& t : c.transfers) {
        if (!all.empty()) all += ' ';
        all.append(to_string(t.kind)).append(":").append(t.by).append(">").append(t.to);
        all.append(":").append(to_string(t.result));
    }
    return all;
}

void add_external(csv_writer& w, const std::optional<external_party>& e) {
    static const external_party nobody;
    const external_party& party = e ? *e : nobody;
    w.field(party.e164 ? party.e164->e164() : std::string());
    w.field(party.text);
    w.field(party.name);
    w.field(!e ? "" : party.withheld ? "1" : "0");
    w.field(party.alias);
    w.field(party.operator_name);
    w.field(party.region);
}

} // namespace

void to_csv(const call& c, const json_options& options, std::string& out) {
    thread_local local_clock clock{time_zone()}; // the zone is asked once a quarter of an hour, not once a call
    clock.set_zone(options.zone);
    csv_writer w(out, clock);
    w.field(c.id);
    w.field(to_string(c.direction));
    w.field(c.by);
    add_external(w, c.external);
    w.field(c.did);
    w.field(c.campaign);
    w.field(c.trunk);
    w.field(c.queue);
    w.field(c.start);
    w.field(c.end);
    w.field(c.spans.ring.count());
    w.field(c.spans.menu.count());
    w.field(c.spans.wait.count());
    w.field(c.spans.talk.count());
    w.field(c.spans.hold.count());
    w.field(c.spans.other.count());
    w.field(std::chrono::duration_cast<milliseconds>(c.end - c.start).count());
    w.field(to_string(c.disposition));
    w.field(to_string(c.outcome));
    w.field(c.rang);
    w.field(c.answered_by);
    w.field(transfers_of(c));
    w.field(c.responsible);
    w.field(c.recordings);
    w.field(c.hung_up_by);
    if (c.cause) w.field(std::int64_t{*c.cause});
    else w.field("");
}

} // namespace almon::inline v0::cdr
