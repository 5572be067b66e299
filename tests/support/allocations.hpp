// SPDX-License-Identifier: BSL-1.0
#pragma once

// Counts what `new` is asked for, for tests that say a path allocates nothing. Its source replaces the global operators
// of the program that it is linked into.

#include <cstddef>

namespace almon::test {

/// How often this thread has allocated so far.
[[nodiscard]] std::size_t allocations() noexcept;

} // namespace almon::test
