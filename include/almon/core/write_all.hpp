// SPDX-License-Identifier: BSL-1.0
#pragma once

// Bytes to a file descriptor, all of them.

#include <cerrno>
#include <string_view>

#include <unistd.h>

namespace almon::inline v0 {

/// Writes all of `bytes`, whatever signals come meanwhile. False where the system refused: `errno` says why.
[[nodiscard]] inline bool write_all(int file, std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t n = ::write(file, bytes.data(), bytes.size());
        if (n >= 0) bytes.remove_prefix(static_cast<std::size_t>(n));
        else if (errno != EINTR) return false;
    }
    return true;
}

} // namespace almon::inline v0
