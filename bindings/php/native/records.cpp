// SPDX-License-Identifier: BSL-1.0
#include "records.hpp"

#include <charconv>

#include <almon/office/record_tables.hpp>

#include "office.hpp"
#include "values.hpp"

namespace almon::php {

records_asked records_of(const std::vector<std::string_view>& files, std::string_view format,
                         const std::vector<std::string_view>& offices, std::string_view zone,
                         const std::vector<std::string_view>& columns) {
    records_asked asked;
    for (const std::string_view file : files) {
        if (!is_path(file)) throw failure(core_errc::not_found);
        asked.files.emplace_back(file == "-" ? "./-" : file); // a file of that name, not the standard input
    }
    if (format != "auto") {
        asked.how.from = cdr::parse_format(format);
        if (!asked.how.from) throw failure(cdr::errc::unknown_format);
    }
    for (const std::string_view text : offices) {
        std::int64_t id = -1;
        std::from_chars(text.data(), text.data() + text.size(), id);
        asked.offices.push_back(find_office(id));
        if (!asked.offices.back()) throw failure(core_errc::invalid_argument);
    }
    if (!asked.offices.empty()) asked.how.zone = asked.offices.front()->file()->tenant.zone;
    if (!zone.empty()) asked.how.zone = time_zone::find(zone).value();
    for (const std::string_view column : columns) asked.how.columns.emplace_back(column);
    asked.how.open_tables = office::record_tables();
    return asked;
}

} // namespace almon::php
