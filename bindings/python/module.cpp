// SPDX-License-Identifier: BSL-1.0
// The extension `almon._almon`. No logic here: arguments in, library calls, answers out.

#include <almon/core/version.hpp>
#include <almon/numbering/plan.hpp>

#include "bind.hpp"

PYBIND11_MODULE(_almon, m) {
    using namespace almon::python;
    namespace py = pybind11;
    py::options options;
    options.disable_function_signatures(); // the typed signatures are in _almon.pyi
    m.doc() = "almon joins a PBX to a CRM so that nobody in between gets to keep the client.";
    m.attr("__version__") = text(almon::library_version());
    m.attr("metadata_version") = text(almon::numbering::metadata_version());
    add_errors(m);
    add_number(m);
    add_numbers(m);
    add_text_numbers(m);
    add_policy(m);
    add_directory(m);
    add_calls(m);
    add_missed(m);
    add_office(m);
}
