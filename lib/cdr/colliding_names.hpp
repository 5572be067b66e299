// SPDX-License-Identifier: BSL-1.0
#pragma once

// Rows whose channels' names do not tell one channel from another: cut short, made unrecognizable before the file was
// given away, or of several PBXs. Ids then have to do alone.

#include <span>
#include <string_view>

#include <almon/cdr/evidence.hpp>

namespace almon::inline v0::cdr {

/// What ties a row to its call where names do not: the linked id, else the channel's own.
[[nodiscard]] inline std::string_view own_call(const evidence& row) noexcept {
    return row.group.empty() ? row.id : row.group;
}

/// Whether these are rows with ids, and two of different calls tell of one channel at one time, which no PBX has.
[[nodiscard]] bool names_collide(std::span<const evidence> items);

} // namespace almon::inline v0::cdr
