// SPDX-License-Identifier: BSL-1.0
// almon calls --report missed.
#include <utility>

#include <fmt/format.h>

#include "call_sinks.hpp"
#include "columns.hpp"
#include "out_file.hpp"
#include "printable.hpp"

namespace almon::cli {

namespace {

bool called_back(const cdr::missed_call& m) {
    return m.resolved && m.resolved->how == cdr::resolution::how_type::called_back;
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

void write_title(std::string_view title, const time_zone& zone) {
    write_out(column(std::string(title) + (zone == time_zone() ? ", UTC" : ""), 20) +
              "by               our number    how              hours   waited  rang         then\n");
}

void write_row(const cdr::missed_call& m, const time_zone& zone) {
    const std::string caller = m.caller ? m.caller->e164() : m.text.empty() ? "(withheld)" : m.text;
    const std::string at = zone.rfc3339(std::chrono::floor<std::chrono::seconds>(m.at));
    write_out(printable(column(at.substr(0, 10) + " " + at.substr(11, 8), 20) + column(caller, 16) + column(m.did, 13) +
                        column(to_string(m.disposition), 16) + column(m.open ? *m.open ? "open" : "closed" : "-", 7) +
                        column(minutes(m.waited), 7) + column(m.rang.empty() ? "-" : joined(m.rang), 12) +
                        what_then(m)) +
              "\n");
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

void write_missed(cdr::missed_report& report, const cdr::json_options& how, bool json) {
    if (json) {
        const auto all = report.finish([&how](const cdr::missed_call& m) { write_out(to_json(m, how.zone) + "\n"); });
        write_out(totals_as_json(all) + "\n");
    } else {
        write_title("missed", how.zone);
        bool apart = false;
        const auto all = report.finish([&](const cdr::missed_call& m) {
            if (m.outcome == cdr::call_outcome::short_abandon && !std::exchange(apart, true))
                write_title("gave up at once", how.zone);
            write_row(m, how.zone);
        });
        write_totals(all);
    }
    flush_out();
}

} // namespace almon::cli
