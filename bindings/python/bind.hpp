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
void add_text_numbers(py::module_& m);
void add_policy(py::module_& m);
void add_directory(py::module_& m);
void add_calls(py::module_& m);
void add_missed(py::module_& m);
void add_office(py::module_& m);

/// Raises `Error`, or `ParseError` where the error is about a text that was given.
[[noreturn]] void raise(const error& e);
/// The same, with the file in its words.
[[noreturn]] void raise(const diagnostic& d);

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

// They also begin the docstring with a signature in CPython's form, so that help() and inspect know the parameters.

/// A function's docstring as it grows from what is said of it.
struct described {
    std::string parameters;
    std::string_view doc;

    template <class Other>
    void add(const Other&) {}
    void add(const char* text) { doc = text; }
    void add(const py::kw_only&) { add_word("*"); }
    void add(const py::arg& a) { add_word(a.name); }
    void add(const py::arg_v& a) { add_word(std::string(a.name) + "=" + std::string(py::repr(a.value))); }

    void add_word(const std::string& word) {
        if (!parameters.empty()) parameters += ", ";
        parameters += word;
    }
    [[nodiscard]] std::string text(const char* name) const {
        return std::string(name) + "(" + parameters + ")\n--\n\n" + std::string(doc);
    }
};

template <class... Extra>
[[nodiscard]] std::string docstring(const char* name, const char* self, const Extra&... extra) {
    described d;
    if (*self) d.add_word(self);
    (d.add(extra), ...);
    return d.text(name);
}

template <class Class, class Function, class... Extra>
void method(Class& c, const char* name, Function&& f, const Extra&... extra) {
    c.def(name, std::forward<Function>(f), extra..., docstring(name, "$self", extra...).c_str());
    c.def(name, [name](const py::args& a, const py::kwargs& k) { refuse(name, a, k, true); });
}

template <class Class, class Function, class... Extra>
void static_method(Class& c, const char* name, Function&& f, const Extra&... extra) {
    c.def_static(name, std::forward<Function>(f), extra..., docstring(name, "", extra...).c_str());
    c.def_static(name, [name](const py::args& a, const py::kwargs& k) { refuse(name, a, k, false); });
}

template <class Function, class... Extra>
void function(py::module_& m, const char* name, Function&& f, const Extra&... extra) {
    m.def(name, std::forward<Function>(f), extra..., docstring(name, "", extra...).c_str());
    m.def(name, [name](const py::args& a, const py::kwargs& k) { refuse(name, a, k, false); });
}

/// `Held` is how Python holds the type: itself, or a shared pointer to it.
template <class Held, class Class, class Function, class... Extra>
void constructor(Class& c, const char* name, Function&& f, const Extra&... extra) {
    c.def(py::init(std::forward<Function>(f)), extra..., docstring("__init__", "$self", extra...).c_str());
    c.def(py::init([name](const py::args& a, const py::kwargs& k) -> Held { refuse(name, a, k, false); }));
}

/// `None` for what is empty.
[[nodiscard]] inline py::object text_or_none(std::string_view s) {
    return s.empty() ? py::object(py::none()) : py::object(text(s));
}

} // namespace almon::python
