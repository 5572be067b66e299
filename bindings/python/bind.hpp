// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the sources of the extension share: one function for each part of the module, and the conversions between
// almon's values and Python's.

#include <optional>
#include <string>
#include <string_view>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <almon/core/clock.hpp>
#include <almon/core/diagnostic.hpp>
#include <almon/core/result.hpp>
#include <almon/numbering/parse.hpp>

namespace almon::python {

namespace py = pybind11;

// Each adds its part to the module. Order matters: errors first, then what others return.
void add_errors(py::module_& m);
void add_number(py::module_& m);
void add_numbers(py::module_& m);

/// Raises `Error`, or `ParseError` where the error is about a text that was given.
[[noreturn]] void raise(const error& e);

/// The exception that `e` is, not raised.
[[nodiscard]] py::object exception_of(const error& e);

/// The value, or the Python exception.
template <class T>
[[nodiscard]] T value_of(result<T> r) {
    if (!r) raise(r.error());
    return std::move(*r);
}

[[nodiscard]] inline py::str text(std::string_view s) {
    return py::str(s.data(), s.size());
}

/// Raises a `TypeError` that tells the types of what was given and never their values, which may be phone numbers.
[[noreturn]] void refuse(const char* function, const py::args& given, const py::kwargs& named, bool has_self);

// pybind11's own TypeError quotes the arguments. Whatever takes arguments is therefore defined by one of these four,
// which add an overload that takes all calls that fit nothing else.

template <class Class, class Function, class... Extra>
void method(Class& c, const char* name, Function&& f, const Extra&... extra) {
    c.def(name, std::forward<Function>(f), extra...);
    c.def(name, [name](const py::args& a, const py::kwargs& k) { refuse(name, a, k, true); });
}

template <class Class, class Function, class... Extra>
void static_method(Class& c, const char* name, Function&& f, const Extra&... extra) {
    c.def_static(name, std::forward<Function>(f), extra...);
    c.def_static(name, [name](const py::args& a, const py::kwargs& k) { refuse(name, a, k, false); });
}

template <class Function, class... Extra>
void function(py::module_& m, const char* name, Function&& f, const Extra&... extra) {
    m.def(name, std::forward<Function>(f), extra...);
    m.def(name, [name](const py::args& a, const py::kwargs& k) { refuse(name, a, k, false); });
}

template <class Type, class Class, class Function, class... Extra>
void constructor(Class& c, const char* name, Function&& f, const Extra&... extra) {
    c.def(py::init(std::forward<Function>(f)), extra...);
    c.def(py::init([name](const py::args& a, const py::kwargs& k) -> Type { refuse(name, a, k, false); }));
}

/// `None` for what is empty.
[[nodiscard]] inline py::object text_or_none(std::string_view s) {
    return s.empty() ? py::object(py::none()) : py::object(text(s));
}

} // namespace almon::python
