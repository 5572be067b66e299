// SPDX-License-Identifier: BSL-1.0
#pragma once

// What is to be read, as Python says it, for the functions that read records.

#include <memory>
#include <string>
#include <vector>

#include <almon/cdr/readers/record_files.hpp>
#include <almon/office/office.hpp>

#include "bind.hpp"

namespace almon::python {

/// Of one path, or of a list of them.
[[nodiscard]] std::vector<std::string> paths_of(const py::object& given);

/// Of None, one office, or a list of them; each an `Office` or a path.
[[nodiscard]] std::vector<std::shared_ptr<office::office>> offices_of(const py::object& given);

/// `zone` is the first office's where `tz` is empty.
[[nodiscard]] cdr::record_files::settings settings_of(const std::string& format, const std::string& tz,
                                                      std::vector<std::string> columns,
                                                      const std::vector<std::shared_ptr<office::office>>& offices);

} // namespace almon::python
