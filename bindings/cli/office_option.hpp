// SPDX-License-Identifier: BSL-1.0
#pragma once

// `--office FILE`, for the commands that take it.

#include <string>

#include <almon/office/load.hpp>

#include "command.hpp"

namespace almon::cli {

/// Reads the office file. Mistakes and warnings go to standard error, a line each; with mistakes the command ends
/// (`bad_input`, or `resource` where the file cannot be read).
[[nodiscard]] office::office_file open_office(const std::string& path);

} // namespace almon::cli
