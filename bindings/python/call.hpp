// SPDX-License-Identifier: BSL-1.0
#pragma once

// A call for Python, with the zone that its times are told in.

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

void add_call(py::module_& m);

} // namespace almon::python
