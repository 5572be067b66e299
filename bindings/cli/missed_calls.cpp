// SPDX-License-Identifier: BSL-1.0
// almon calls --report missed.
#include <map>

#include <boost/json.hpp>

#include "call_sinks.hpp"
#include "columns.hpp"
#include "out_file.hpp"

namespace almon::cli {

void write_missed(const std::vector<cdr::missed_call>& missed, const cdr::json_options& how, bool json) {
    namespace js = boost::json;
    std::map<std::pair<std::string, std::string>, std::size_t> by_line_and_hour;
    std::size_t open = 0;
    if (!json) write_out("missed               by               our number    how              waited  then\n");
    for (const cdr::missed_call& m : missed) {
        const std::string caller = m.caller ? m.caller->e164() : m.text.empty() ? "(withheld)" : m.text;
        const std::string at = how.zone.rfc3339(std::chrono::floor<std::chrono::seconds>(m.at));
        const bool back = m.resolved && m.resolved->how == cdr::resolution::how_type::called_back;
        open += !m.resolved;
        if (!m.resolved) ++by_line_and_hour[{m.did, at.substr(11, 2)}];
        if (json) {
            js::object o{{"id", m.id},
                         {"caller", m.caller ? js::value(m.caller->e164()) : js::value()},
                         {"name", m.name.empty() ? js::value() : js::value(m.name)},
                         {"did", m.did.empty() ? js::value() : js::value(m.did)},
                         {"at", how.zone.rfc3339(m.at)},
                         {"waited_ms", m.waited.count()},
                         {"disposition", to_string(m.disposition)},
                         {"tried_back", m.tried_back},
                         {"resolved", nullptr}};
            if (m.resolved)
                o["resolved"] = {{"how", back ? "called_back" : "called_again"},
                                 {"by", m.resolved->by.empty() ? js::value() : js::value(m.resolved->by)},
                                 {"at", how.zone.rfc3339(m.resolved->at)},
                                 {"after_ms", m.resolved->after.count()}};
            write_out(js::serialize(o) + "\n");
            continue;
        }
        std::string then = m.tried_back > 0 ? fmt::format("tried back {} times, ", m.tried_back) : "";
        if (!m.resolved) then += "nobody called back";
        else
            then += fmt::format("{} by {} after {}", back ? "called back" : "called again, answered", m.resolved->by,
                                minutes(m.resolved->after));
        write_out(column(at.substr(0, 10) + " " + at.substr(11, 8), 20) + column(caller, 16) + column(m.did, 13) +
                  column(to_string(m.disposition), 16) + column(minutes(m.waited), 7) + then + "\n");
    }
    if (!json) {
        write_out(fmt::format("{} missed, {} of them never made good\n", missed.size(), open));
        for (const auto& [where, count] : by_line_and_hour)
            write_out(fmt::format("  {}  {}:00  {}\n", where.first.empty() ? "-" : where.first, where.second, count));
    }
    flush_out();
}

} // namespace almon::cli
