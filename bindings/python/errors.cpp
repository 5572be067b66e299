// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <utility>

#include <almon/cdr/error.hpp>
#include <almon/masking/redact.hpp>
#include <almon/office/load.hpp>

#include "bind.hpp"

namespace almon::python {

namespace {

/// The exception classes of this process; made once, when the module is imported.
struct exception_classes {
    PyObject *base = nullptr, *parse = nullptr, *office = nullptr, *store = nullptr;
};

exception_classes& classes() {
    static exception_classes all;
    return all;
}

PyObject* add_class(py::module_& m, const char* name, const char* doc, const py::tuple& bases) {
    const std::string full = std::string("almon.") + name;
    PyObject* made = PyErr_NewExceptionWithDoc(full.c_str(), doc, bases.ptr(), nullptr);
    if (!made) throw py::error_already_set();
    m.add_object(name, py::reinterpret_borrow<py::object>(made));
    return made;
}

/// Whether the error is about a text that the caller gave, so that a `ValueError` is meant.
bool is_about_text(const error& e) {
    return e.code().starts_with("numbering.") || e.code().starts_with("policy.") || e == core_errc::malformed_time ||
           e == core_errc::unknown_time_zone || e == core_errc::invalid_argument || e == cdr::errc::unknown_format;
}

py::object make(PyObject* type, const error& e, const std::string& message) {
    py::object made = py::reinterpret_borrow<py::object>(type)(message);
    made.attr("code") = text(e.code());
    made.attr("offset") = e.offset();
    return made;
}

std::string message_of(const error& e) {
    return std::string(e.code()) + ": " + std::string(e.message());
}

void set_error(const py::object& exception) {
    PyErr_SetObject(py::type::handle_of(exception).ptr(), exception.ptr());
}

void translate(std::exception_ptr thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const office::office_error& e) {
        py::object made = make(classes().office, e.reason(), e.what());
        made.attr("mistakes") = py::cast(e.mistakes());
        set_error(made);
    } catch (const store_error& e) {
        set_error(make(classes().store, e.reason(), e.what()));
    } catch (const failure& e) {
        set_error(exception_of(e.reason()));
    }
}

} // namespace

py::object exception_of(const error& e) {
    return make(is_about_text(e) ? classes().parse : classes().base, e, message_of(e));
}

void raise(const error& e) {
    set_error(exception_of(e));
    throw py::error_already_set();
}

void raise(const diagnostic& d) {
    set_error(make(is_about_text(d.reason) ? classes().parse : classes().base, d.reason, masking::redact(d)));
    throw py::error_already_set();
}

void refuse(const char* function, const py::args& given, const py::kwargs& named, bool has_self) {
    std::string types;
    const auto add = [&](const std::string& label, py::handle value) {
        types += types.empty() ? "" : ", ";
        types += label + Py_TYPE(value.ptr())->tp_name;
    };
    bool skip = has_self;
    for (const py::handle value : given) {
        if (!std::exchange(skip, false)) add("", value);
    }
    for (const auto& [key, value] : named) add(std::string(py::str(key)) + "=", value);
    throw py::type_error(std::string(function) + "() does not take (" + types + "); help(almon) tells what it takes");
}

void add_errors(py::module_& m) {
    const auto builtin = [](PyObject* type) { return py::reinterpret_borrow<py::object>(type); };
    exception_classes& all = classes();
    all.base = add_class(m, "Error",
                         "What almon could not do. `code` is the stable name that all languages share, such as "
                         "`numbering.too_short`; no message holds a full phone number.",
                         py::make_tuple(builtin(PyExc_Exception)));
    const py::object base = builtin(all.base);
    base.attr("code") = "";
    base.attr("offset") = 0;
    all.parse = add_class(m, "ParseError",
                          "A text that cannot be read. `offset` is the byte, in UTF-8, at which reading stopped.",
                          py::make_tuple(base, builtin(PyExc_ValueError)));
    all.office = add_class(m, "OfficeError", "An office file with mistakes; `mistakes` lists all of them.",
                           py::make_tuple(base));
    builtin(all.office).attr("mistakes") = py::tuple();
    all.store = add_class(m, "StoreError", "A resource that almon needs (database, disk, entropy) is broken.",
                          py::make_tuple(base));
    py::register_exception_translator(translate);

    py::class_<diagnostic>(m, "Mistake", "One mistake in a file that a person will mend.")
        .def_property_readonly(
            "code", [](const diagnostic& d) { return text(d.reason.code()); }, "The stable name.")
        .def_property_readonly(
            "message", [](const diagnostic& d) { return text(d.reason.message()); }, "Cause and cure in one sentence.")
        .def_property_readonly(
            "file", [](const diagnostic& d) { return d.file; }, "Its file, as it was named.")
        .def_property_readonly(
            "line", [](const diagnostic& d) { return d.line; },
            "Its line, counted from 1; 0 where the whole file is meant.")
        .def_property_readonly(
            "column", [](const diagnostic& d) { return d.column; },
            "Its column, counted from 1; 0 where the whole line is meant.")
        .def_property_readonly(
            "found", [](const diagnostic& d) { return d.found; }, "What stood there, masked.")
        .def_property_readonly(
            "expected", [](const diagnostic& d) { return d.expected; }, "What would be right.")
        .def_property_readonly(
            "severity",
            [](const diagnostic& d) {
                return d.level == severity::warning    ? "warning"
                       : d.level == severity::repaired ? "repaired"
                                                       : "rejected";
            },
            "`warning`, `repaired` or `rejected`.")
        .def("__str__", [](const diagnostic& d) { return masking::redact(d); })
        .def("__repr__", [](const diagnostic& d) { return "<Mistake " + masking::redact(d) + ">"; });
}

} // namespace almon::python
