// SPDX-License-Identifier: BSL-1.0
// A call as a row of CSV.
#include <almon/cdr/json.hpp>

#include "local_clock.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

std::string_view csv_header() noexcept {
    return "id,direction,by,external,external_text,name,withheld,alias,operator,region,did,campaign,trunk,queue,start,"
           "end,ring_ms,menu_ms,"
           "wait_ms,"
           "talk_ms,hold_ms,other_ms,duration_ms,disposition,outcome,rang,answered_by,transfers,responsible,recordings,"
           "hangup_"
           "by,cause";
}

namespace {

void append_field(std::string& out, std::string_view text) {
    if (!out.empty() && out.back() != '\n') out += ',';
    const std::string safe = is_utf8(text) ? std::string() : to_utf8(text).text;
    const std::string_view value = safe.empty() ? text : std::string_view(safe);
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += value;
        return;
    }
    out += '"';
    for (const char c : value) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

std::string joined(const std::vector<std::string>& values) {
    std::string out;
    for (const std::string& v : values) {
        if (!out.empty()) out += ' ';
        out += v;
    }
    return out;
}

} // namespace

void to_csv(const call& c, const json_options& options, std::string& out) {
    std::string row = c.id; // has no comma: a tenant's name and a PBX's id
    if (row.find_first_of(",\"") != std::string::npos) {
        row.clear();
        append_field(row, c.id);
    }
    thread_local local_clock clock{time_zone()}; // the zone is asked once a quarter of an hour, not once a call
    clock.set_zone(options.zone);
    const auto add = [&row](std::string_view text) { append_field(row, text); };
    const auto add_number = [&](std::int64_t n) { add(std::to_string(n)); };
    const auto add_time = [&](instant t) {
        std::string text;
        clock.append(text, t);
        add(text);
    };
    add(to_string(c.direction));
    add(c.by);
    add(c.external && c.external->e164 ? c.external->e164->e164() : std::string());
    add(c.external ? std::string_view(c.external->text) : std::string_view());
    add(c.external ? std::string_view(c.external->name) : std::string_view());
    add(c.external ? (c.external->withheld ? "1" : "0") : "");
    for (const std::string external_party::*word :
         {&external_party::alias, &external_party::operator_name, &external_party::region})
        add(c.external ? std::string_view((*c.external).*word) : std::string_view());
    for (const std::string& s : {c.did, c.campaign, c.trunk, c.queue}) add(s);
    add_time(c.start);
    add_time(c.end);
    for (const milliseconds span :
         {c.spans.ring, c.spans.menu, c.spans.wait, c.spans.talk, c.spans.hold, c.spans.other})
        add_number(span.count());
    add_number(std::chrono::duration_cast<milliseconds>(c.end - c.start).count());
    add(to_string(c.disposition));
    add(to_string(c.outcome));
    add(joined(c.rang));
    add(joined(c.answered_by));
    std::string transfers;
    for (const transfer& t : c.transfers) {
        if (!transfers.empty()) transfers += ' ';
        transfers.append(to_string(t.kind))
            .append(":")
            .append(t.by)
            .append(">")
            .append(t.to)
            .append(":")
            .append(to_string(t.result));
    }
    add(transfers);
    add(c.responsible);
    add(joined(c.recordings));
    add(c.hung_up_by);
    add(c.cause ? std::to_string(*c.cause) : std::string());
    out += row;
}

} // namespace almon::inline v0::cdr
