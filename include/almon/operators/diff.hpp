// SPDX-License-Identifier: BSL-1.0
#pragma once

// What changed between two snapshots, counted in numbers.

#include <cstdint>
#include <string>
#include <vector>

#include <almon/operators/directory.hpp>

namespace almon::inline v0::operators {

/// Numbers that went from one operator to another. A null side is nobody: newly assigned, or given back.
/// *Lifetime*: the operators lie in the compared directories.
struct transfer {
    const operator_info* from = nullptr;
    const operator_info* to = nullptr;
    std::uint64_t numbers = 0;
};

struct difference {
    std::uint64_t unchanged = 0;     ///< held by the same operator in both
    std::uint64_t moved = 0;         ///< held by another
    std::uint64_t added = 0;         ///< held only after
    std::uint64_t removed = 0;       ///< held only before
    std::vector<transfer> transfers; ///< the largest first
};

/// Compares by identity: the ИНН, or the name where one of the two has none. A new spelling is no change.
[[nodiscard]] difference compare(const directory& before, const directory& after);

} // namespace almon::inline v0::operators
