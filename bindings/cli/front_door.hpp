// SPDX-License-Identifier: BSL-1.0
#pragma once

// The office's front door, for the commands that ask it.

#include <string>
#include <vector>

#include <almon/office/offices.hpp>

namespace almon::cli {

/// Opens the office. Mistakes and warnings go to standard error; with mistakes the command ends, as in `open_office`.
[[nodiscard]] office::office open_front_door(const std::string& path, const office::options& with = {});

/// The same for several offices that share a PBX; a folder stands for the office files in it.
[[nodiscard]] office::offices open_front_doors(const std::vector<std::string>& paths);

} // namespace almon::cli
