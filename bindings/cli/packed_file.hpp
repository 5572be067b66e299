// SPDX-License-Identifier: BSL-1.0
#pragma once

// Rotated files that were compressed while almon did not run: unpacked where they are still needed.

#include <cstdint>
#include <string>

namespace almon::cli {

/// A handle of a file without a name that holds what `path` unpacks to, where its first `head` bytes have this hash
/// (`file_identity`; with 0 it may be any); -1 where they do not, or where it cannot be unpacked whole. The caller closes
/// it.
[[nodiscard]] int unpack(const std::string& path, std::uint64_t head, std::uint64_t hash);

} // namespace almon::cli
