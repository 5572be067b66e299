// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sqlite3.h>

#include <almon/store/error.hpp>

namespace almon::inline v0::store {

/// What SQLite's `code`, extended or not, means to whoever named the file.
[[nodiscard]] inline errc meaning_of(int code) noexcept {
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return errc::locked;
    case SQLITE_CORRUPT: return errc::corrupted;
    case SQLITE_NOTADB: return errc::not_ours;
    case SQLITE_READONLY: return errc::read_only;
    case SQLITE_FULL: return errc::full;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return errc::unreadable;
    default: return errc::io;
    }
}

} // namespace almon::inline v0::store
