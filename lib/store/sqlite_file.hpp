// SPDX-License-Identifier: BSL-1.0
#pragma once

// The file below a connection: who may read a new one, and how one is read where nothing may be written beside it.

#include <cstdint>
#include <optional>
#include <string>

#include <sqlite3.h>

namespace almon::inline v0::store {

/// What a database's file was at one time, to see whether somebody has written to it since.
struct file_print {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::int64_t changed = 0; ///< nanoseconds since 1970
    bool has_log = false;     ///< or a journal: somebody has it open and writes, or ended uncleanly

    [[nodiscard]] static file_print of(const std::string& path);
    friend bool operator==(const file_print&, const file_print&) = default;
};

/// A handle that only reads; null, and SQLite's code, where there can be none.
struct read_handle {
    sqlite3* handle = nullptr;
    int code = SQLITE_OK;
    /// Set where the handle takes it that nobody writes: it is of no use any more once the file is another.
    std::optional<file_print> alone;

    [[nodiscard]] bool is_stale(const std::string& path) const { return alone && file_print::of(path) != *alone; }
};

/// SQLite reads a database with a write-ahead log only where it may make files beside it. Where it may not, and neither a log
/// nor a journal lies there, nobody has it open to write, and it is read as it stands.
[[nodiscard]] read_handle open_to_read(const std::string& path, int flags = 0);

} // namespace almon::inline v0::store
