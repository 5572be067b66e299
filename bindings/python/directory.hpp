// SPDX-License-Identifier: BSL-1.0
#pragma once

// The operator directory for Python.

#include <memory>

#include <almon/operators/directory.hpp>

#include "bind.hpp"

namespace almon::python {

/// A mapped snapshot that its answers keep open.
using shared_directory = std::shared_ptr<const operators::directory>;

/// What Python knows as `Directory`.
struct mapped_directory {
    shared_directory shared;
};

/// Whose a number is. *Lifetime*: its texts lie in the snapshot, which it keeps.
struct assignment {
    shared_directory from;
    operators::assignment found;
};

/// The number of a `Number`, or the one that a text spells.
[[nodiscard]] number number_of(const py::object& given, std::string_view home, std::string_view area);

/// An `Assignment`, or None.
[[nodiscard]] py::object look_up(const shared_directory& from, number n);

} // namespace almon::python
