// SPDX-License-Identifier: BSL-1.0
#pragma once

// Times and files between Python and almon.

#include <string>
#include <vector>

#include "bind.hpp"

namespace almon::python {

/// The moment that `at` means: an aware `datetime`, an RFC 3339 text, or None for now.
[[nodiscard]] instant instant_of(const py::object& at);

/// An aware `datetime` with the zone's offset at that moment.
[[nodiscard]] py::object datetime_of(instant t, const time_zone& zone);

/// The text of a day or a time as `cdr::period` reads it: of a `date`, a `datetime` (a naive one shows the office's
/// clock), or a text; empty for None. `name` is the argument's.
[[nodiscard]] std::string day_or_time(const py::object& at, const char* name);

/// A path given as str or `os.PathLike`.
[[nodiscard]] std::string path_of(const py::object& path);

/// The words as a list of str.
template <class Words>
[[nodiscard]] py::list list_of(const Words& words) {
    py::list out;
    for (const auto& w : words) out.append(text(w));
    return out;
}

/// What a JSON text holds, as Python's own values.
[[nodiscard]] inline py::object from_json(const std::string& json) {
    return py::module_::import("json").attr("loads")(text(json));
}

} // namespace almon::python
