// SPDX-License-Identifier: BSL-1.0
#pragma once

// The office for Python: what it answers with.

#include <memory>

#include <almon/office/office.hpp>
#include <almon/routing/router.hpp>

#include "bind.hpp"

namespace almon::python {

/// A route, and what its pointers point into.
struct told_route {
    std::shared_ptr<const office::office_file> file;
    std::shared_ptr<const operators::directory> directory;
    routing::route found;
};

/// What Python knows as `Aliases`.
struct alias_desk {
    std::shared_ptr<office::office> office;
};

void add_instructions(py::module_& m);
void add_route(py::module_& m);
void add_aliases(py::module_& m);

} // namespace almon::python
