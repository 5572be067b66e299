// SPDX-License-Identifier: BSL-1.0
#pragma once

// A database to be, in which full numbers will lie.

#include <string>

namespace almon::inline v0::store {

/// Makes an empty file, that SQLite may fill, where there is none: its owner may read and write it, his group as the umask
/// says, and nobody else (SQLite would let everybody read). SQLite gives its log the same permissions. Where no file can
/// be made, whoever opens it tells.
void make_private_file(const std::string& path);

} // namespace almon::inline v0::store
