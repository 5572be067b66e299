// SPDX-License-Identifier: BSL-1.0
#include "missed.hpp"

#include <optional>

#include <almon/masking/redact.hpp>
#include <almon/office/missed_calls.hpp>

#include "office.hpp"
#include "records.hpp"
#include "values.hpp"

namespace almon::php {

namespace {

json::array texts_of(const std::vector<cdr::missed_call>& calls, const time_zone& zone) {
    json::array out;
    for (const cdr::missed_call& m : calls) out.emplace_back(cdr::to_json(m, zone));
    return out;
}

} // namespace

answer missed_read(const std::vector<std::string_view>& files, std::string_view format,
                   const std::vector<std::string_view>& offices, std::string_view zone,
                   const std::vector<std::string_view>& columns, std::string_view since, std::string_view until,
                   std::string_view viewer, std::int64_t at) {
    records_asked asked = records_of(files, format, offices, zone, columns);
    json::array mistakes;
    std::optional<diagnostic> unread;
    office::missed_request wanted;
    wanted.files = std::move(asked.files);
    wanted.reading = std::move(asked.how);
    for (const auto& o : asked.offices) wanted.offices.push_back(o.get());
    wanted.viewer = viewer;
    wanted.since = since;
    wanted.until = until;
    wanted.now = instant_of(at);
    wanted.bad_record = [&](const diagnostic& d) { mistakes.push_back(to_array(d)); };
    wanted.bad_file = [&](const diagnostic& d) {
        if (unread || d.reason == cdr::errc::empty_file) mistakes.push_back(to_array(d));
        else unread = d;
    };
    const auto found = office::read_missed_calls(wanted);
    if (!found) return failed(found.error());
    if (unread) {
        json::object why = failed(unread->reason);
        why["message"] = masking::redact(*unread);
        return why;
    }
    return json::object{{"missed", texts_of(found->report.missed, found->zone)},
                        {"short_abandons", texts_of(found->report.short_abandons, found->zone)},
                        {"totals", cdr::totals_as_json(found->report)},
                        {"mistakes", std::move(mistakes)}};
}

} // namespace almon::php
