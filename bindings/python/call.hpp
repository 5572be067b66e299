// SPDX-License-Identifier: BSL-1.0
#pragma once

// A call for Python, with the zone that its times are told in.

#include <optional>

#include <almon/cdr/call.hpp>
#include <almon/core/clock.hpp>

#include "bind.hpp"

namespace almon::python {

struct told_call {
    cdr::call call;
    time_zone zone;
    bool explain = false;
    std::uint32_t version = 1;
};

/// A Number, or None.
[[nodiscard]] py::object number_or_none(const std::optional<number>& n);

void add_call(py::module_& m);

} // namespace almon::python
