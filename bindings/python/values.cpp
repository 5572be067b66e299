// SPDX-License-Identifier: BSL-1.0
#include "values.hpp"

#include <cmath>

#include <datetime.h>

namespace almon::python {

namespace {

void import_datetime() {
    if (!PyDateTimeAPI) PyDateTime_IMPORT;
    if (!PyDateTimeAPI) throw py::error_already_set();
}

} // namespace

instant instant_of(const py::object& at) {
    if (at.is_none()) return system_now();
    if (PyUnicode_Check(at.ptr())) return value_of(parse_rfc3339(std::string(py::str(at))));
    import_datetime();
    if (!PyDateTime_Check(at.ptr())) throw py::type_error("at: a datetime, an RFC 3339 text or None is needed");
    if (at.attr("utcoffset")().is_none()) throw py::value_error("at: the datetime needs a time zone");
    // exact: a double holds microseconds since 1970 for some 280 years
    const double seconds = py::cast<double>(at.attr("timestamp")());
    return instant(microseconds(std::llround(seconds * 1e6)));
}

std::string day_or_time(const py::object& at, const char* name) {
    if (at.is_none()) return {};
    if (PyUnicode_Check(at.ptr())) return py::str(at);
    import_datetime();
    if (!PyDate_Check(at.ptr()))
        throw py::type_error(std::string(name) + ": a date, a datetime, a text or None is needed");
    return py::str(at.attr("isoformat")());
}

py::object datetime_of(instant t, const time_zone& zone) {
    import_datetime();
    const auto own = [](PyObject* made) {
        if (!made) throw py::error_already_set();
        return py::reinterpret_steal<py::object>(made);
    };
    const py::object offset = own(PyDelta_FromDSU(0, zone.offset_at(t), 0));
    const py::object tz = own(PyTimeZone_FromOffset(offset.ptr()));
    const civil_time c = zone.to_local(t);
    return own(PyDateTimeAPI->DateTime_FromDateAndTime(c.year, c.month, c.day, c.hour, c.minute, c.second,
                                                       static_cast<int>(c.micro), tz.ptr(),
                                                       PyDateTimeAPI->DateTimeType));
}

std::string path_of(const py::object& path) {
    const py::object plain = py::reinterpret_steal<py::object>(PyOS_FSPath(path.ptr()));
    if (!plain) throw py::error_already_set();
    PyObject* bytes = nullptr;
    if (!PyUnicode_FSConverter(plain.ptr(), &bytes)) throw py::error_already_set();
    return std::string(py::reinterpret_steal<py::bytes>(bytes));
}

} // namespace almon::python
