// SPDX-License-Identifier: BSL-1.0
// almon calls --report missed.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "call_sinks.hpp"
#include "columns.hpp"
#include "out_file.hpp"
#include "printable.hpp"

namespace almon::cli {

namespace {

namespace js = boost::json;

js::value text_or_null(const std::string& text) {
    return text.empty() ? js::value() : js::value(text);
}

js::object count_as_json(const cdr::missed_count& n) {
    return {{"missed", n.missed},
            {"messages", n.messages},
            {"outside_hours", n.outside_hours},
            {"unresolved", n.unresolved},
            {"short_abandons", n.short_abandons}};
}

bool called_back(const cdr::missed_call& m) {
    return m.resolved && m.resolved->how == cdr::resolution::how_type::called_back;
}

void write_json(const cdr::missed_call& m, const time_zone& zone) {
    js::object o{{"id", m.id},
                 {"caller", m.caller ? js::value(m.caller->e164()) : js::value()},
                 {"text", text_or_null(m.text)},
                 {"name", text_or_null(m.name)},
                 {"did", text_or_null(m.did)},
                 {"campaign", text_or_null(m.campaign)},
                 {"queue", text_or_null(m.queue)},
                 {"at", zone.rfc3339(m.at)},
                 {"open", m.open ? js::value(*m.open) : js::value()},
                 {"waited_ms", m.waited.count()},
                 {"disposition", to_string(m.disposition)},
                 {"outcome", to_string(m.outcome)},
                 {"rang", js::array(m.rang.begin(), m.rang.end())},
                 {"tried_back", m.tried_back},
                 {"resolved", nullptr}};
    if (m.resolved)
        o["resolved"] = {{"how", called_back(m) ? "called_back" : "called_again"},
                         {"by", text_or_null(m.resolved->by)},
                         {"at", zone.rfc3339(m.resolved->at)},
                         {"after_ms", m.resolved->after.count()},
                         {"after_open_ms", m.resolved->after_open.count()}};
    write_out(js::serialize(o) + "\n");
}

void write_totals_as_json(const cdr::missed_summary& all) {
    js::array lines, people;
    for (const cdr::line_hour& l : all.by_line_and_hour) {
        js::object o{{"did", text_or_null(l.did)}, {"campaign", text_or_null(l.campaign)}, {"hour", l.hour}};
        for (const auto& [key, value] : count_as_json(l.count)) o[key] = value;
        lines.push_back(std::move(o));
    }
    for (const cdr::unanswered& p : all.people) people.push_back({{"who", p.who}, {"missed", p.times}});
    js::object totals = count_as_json(all.all);
    totals["by_line_and_hour"] = std::move(lines);
    totals["rang_unanswered"] = std::move(people);
    write_out(js::serialize(js::object{{"totals", std::move(totals)}}) + "\n");
}

std::string what_then(const cdr::missed_call& m) {
    std::string then = m.tried_back > 0 ? fmt::format("tried back {} times, ", m.tried_back) : "";
    if (!m.resolved) return then + "nobody called back";
    then += fmt::format("{} by {} after {}", called_back(m) ? "called back" : "called again, answered", m.resolved->by,
                        minutes(m.resolved->after));
    if (m.resolved->after_open != m.resolved->after)
        then += fmt::format(" ({} of it in hours)", minutes(m.resolved->after_open));
    return then;
}

void write_rows(const std::vector<cdr::missed_call>& rows, std::string_view title, const time_zone& zone) {
    write_out(column(std::string(title) + (zone == time_zone() ? ", UTC" : ""), 20) +
              "by               our number    how              hours   waited  rang         then\n");
    for (const cdr::missed_call& m : rows) {
        const std::string caller = m.caller ? m.caller->e164() : m.text.empty() ? "(withheld)" : m.text;
        const std::string at = zone.rfc3339(std::chrono::floor<std::chrono::seconds>(m.at));
        write_out(printable(column(at.substr(0, 10) + " " + at.substr(11, 8), 20) + column(caller, 16) +
                            column(m.did, 13) + column(to_string(m.disposition), 16) +
                            column(m.open ? *m.open ? "open" : "closed" : "-", 7) + column(minutes(m.waited), 7) +
                            column(m.rang.empty() ? "-" : joined(m.rang), 12) + what_then(m)) +
                  "\n");
    }
}

void write_totals(const cdr::missed_summary& all) {
    write_out(fmt::format(
        "{} missed, {} of them never made good, {} outside hours, {} with a message; {} gave up at once\n",
        all.all.missed, all.all.unresolved, all.all.outside_hours, all.all.messages, all.all.short_abandons));
    if (!all.by_line_and_hour.empty())
        write_out("our number    campaign         hour   missed  not made good  gave up at once\n");
    for (const cdr::line_hour& l : all.by_line_and_hour)
        write_out(
            printable(column(l.did.empty() ? "-" : l.did, 13) + column(l.campaign.empty() ? "-" : l.campaign, 16)) +
            fmt::format("{:02}:00  {:<7} {:<14} {}\n", l.hour, l.count.missed, l.count.unresolved,
                        l.count.short_abandons));
    std::string people;
    for (const cdr::unanswered& p : all.people)
        people += fmt::format("{}{} {}", people.empty() ? "" : ", ", p.who, p.times);
    if (!people.empty()) write_out("rang and did not answer: " + printable(people) + "\n");
}

} // namespace

void write_missed(const cdr::missed_summary& all, const cdr::json_options& how, bool json) {
    if (json) {
        for (const auto* rows : {&all.missed, &all.short_abandons})
            for (const cdr::missed_call& m : *rows) write_json(m, how.zone);
        write_totals_as_json(all);
    } else {
        write_rows(all.missed, "missed", how.zone);
        if (!all.short_abandons.empty()) write_rows(all.short_abandons, "gave up at once", how.zone);
        write_totals(all);
    }
    flush_out();
}

} // namespace almon::cli
