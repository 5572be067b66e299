// SPDX-License-Identifier: BSL-1.0
#include "records.hpp"

#include <algorithm>

#include <almon/office/record_tables.hpp>

namespace almon::c {

bool is_whole(const almon_records* records) noexcept {
    if (!fits(records) || (records->file_count && !records->files) || (records->column_count && !records->columns) ||
        (records->office_count && !records->offices))
        return false;
    return std::all_of(records->offices, records->offices + records->office_count,
                       [](const almon_office* o) { return o != nullptr; });
}

std::vector<std::string> texts(const char* const* from, size_t count) {
    std::vector<std::string> out;
    for (size_t i = 0; i < count; ++i) out.emplace_back(text(from[i]));
    return out;
}

std::vector<const office::office*> offices_of(const almon_records& wanted) {
    std::vector<const office::office*> out;
    for (size_t i = 0; i < wanted.office_count; ++i) out.push_back(&wanted.offices[i]->front);
    return out;
}

cdr::record_files::settings settings_of(const almon_records& wanted) {
    cdr::record_files::settings how;
    if (wanted.office_count) how.zone = wanted.offices[0]->front.file()->tenant.zone;
    if (!text(wanted.zone).empty()) how.zone = time_zone::find(wanted.zone).value();
    if (const std::string_view format = text(wanted.format); !format.empty() && format != "auto") {
        how.from = cdr::parse_format(format);
        if (!how.from) throw failure(cdr::errc::unknown_format);
    }
    how.columns = texts(wanted.columns, wanted.column_count);
    how.open_tables = office::record_tables();
    return how;
}

void note(const almon_records& wanted, const diagnostic& d) {
    if (!wanted.on_mistake) return;
    const almon_mistake m = {sizeof m, d.reason.code().data(), d.reason.message().data(), d.file.c_str(), d.line,
                             d.column, d.found.c_str(),        d.expected.c_str()};
    wanted.on_mistake(&m, wanted.user);
}

} // namespace almon::c
