// SPDX-License-Identifier: BSL-1.0
#pragma once

// Records that an SQLite file gets while it is followed: its tables of call records and channel events.

#include <memory>
#include <string>

#include "tail.hpp"

namespace almon::cli {

/// Asks for rows behind the last one. Nothing where the file is not SQLite's, or not there.
[[nodiscard]] std::unique_ptr<followed> follow_sqlite(const std::string& path, follow_options& options);

} // namespace almon::cli
