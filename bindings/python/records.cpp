// SPDX-License-Identifier: BSL-1.0
#include "records.hpp"

#include <utility>

#include <almon/office/record_tables.hpp>

#include "values.hpp"

namespace almon::python {

namespace {

bool is_list(const py::object& given) {
    return py::isinstance<py::list>(given) || py::isinstance<py::tuple>(given);
}

} // namespace

std::vector<std::string> paths_of(const py::object& given) {
    std::vector<std::string> all;
    if (!is_list(given)) all.push_back(path_of(given));
    else
        for (const py::handle one : given) all.push_back(path_of(py::reinterpret_borrow<py::object>(one)));
    for (std::string& p : all)
        if (p == "-") p = "./-"; // a file of that name, not the standard input
    return all;
}

std::vector<std::shared_ptr<office::office>> offices_of(const py::object& given) {
    std::vector<std::shared_ptr<office::office>> all;
    if (given.is_none()) return all;
    const py::list items = is_list(given) ? py::list(given) : py::list(py::make_tuple(given));
    for (const py::handle item : items) {
        const auto one = py::reinterpret_borrow<py::object>(item);
        all.push_back(py::isinstance<office::office>(one)
                          ? py::cast<std::shared_ptr<office::office>>(one)
                          : std::make_shared<office::office>(office::office::open(path_of(one)).value()));
    }
    return all;
}

cdr::record_files::settings settings_of(const std::string& format, const std::string& tz,
                                        std::vector<std::string> columns,
                                        const std::vector<std::shared_ptr<office::office>>& offices) {
    cdr::record_files::settings how;
    if (format != "auto") {
        how.from = cdr::parse_format(format);
        if (!how.from) raise(cdr::errc::unknown_format);
    }
    if (!offices.empty()) how.zone = offices.front()->file()->tenant.zone;
    if (!tz.empty()) how.zone = value_of(time_zone::find(tz));
    how.columns = std::move(columns);
    how.open_tables = office::record_tables();
    return how;
}

} // namespace almon::python
