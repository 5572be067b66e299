// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the system says of a file, in codes that all languages share.

#include <cerrno>

#include <almon/core/error.hpp>

namespace almon::inline v0 {

/// What the system's `reason` (errno) means to whoever named the file.
[[nodiscard]] constexpr core_errc meaning_of_errno(int reason) noexcept {
    switch (reason) {
    case ENOENT:
    case ENOTDIR: return core_errc::not_found;
    case EACCES:
    case EPERM:
    case EROFS: return core_errc::no_permission;
    case EISDIR: return core_errc::is_directory;
    case ENOSPC:
    case EDQUOT: return core_errc::no_space;
    case ENOMEM: return core_errc::no_memory;
    default: return core_errc::io;
    }
}

} // namespace almon::inline v0
