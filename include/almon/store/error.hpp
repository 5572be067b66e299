// SPDX-License-Identifier: BSL-1.0
#pragma once

// What can be wrong with a store. All are thrown as `store_error`.

#include <almon/core/error.hpp>

namespace almon::inline v0::store {

enum class errc : std::uint16_t {
    locked = 901,
    corrupted = 902,
    missing = 903,
    read_only = 904,
    full = 905,
    newer_schema = 906,
    not_ours = 907,
    unreadable = 908,
    io = 909,
    malformed_location = 910,
};

inline constexpr error_info errc_table[] = {
    {901, "store.locked", "another program held the database for longer than we were told to wait; try again"},
    {902, "store.corrupted", "the database is damaged; restore it from a backup, nothing was changed"},
    {903, "store.missing", "there is no database at this place"},
    {904, "store.read_only", "the database may be read but not written; see the permissions of file and folder"},
    {905, "store.full", "the disk is full; what was there before is unchanged"},
    {906, "store.newer_schema", "the database was written by a newer version of almon; update this one"},
    {907, "store.not_ours", "this file is no database of almon's"},
    {908, "store.unreadable", "the database could not be opened; see the permissions of file and folder"},
    {909, "store.io", "reading or writing the database failed; see the system's log"},
    {910, "store.malformed_location", "a store is written as sqlite:PATH"},
};

constexpr const error_info& describe(errc code) noexcept {
    return find_error(errc_table, code);
}

/// What SQLite's `code`, extended or not, means to whoever named the file.
[[nodiscard]] errc meaning_of_sqlite(int code) noexcept;

} // namespace almon::inline v0::store
