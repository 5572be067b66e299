// SPDX-License-Identifier: BSL-1.0
#pragma once

// The ranges of the benchmark: real registers where they lie beside the project, and synthetic landline ranges up to
// the size of the whole present register.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <almon/operators/directory.hpp>

namespace bench {

struct range {
    std::uint64_t first, last;
    std::uint32_t holder; ///< 1-based; what a lookup must answer, 0 being nobody
};

struct data {
    std::vector<std::byte> snapshot;
    std::vector<range> ranges; ///< sorted, from the snapshot itself: every peer holds the same
    std::size_t real = 0, synthetic = 0;
};

/// About `wanted` ranges.
[[nodiscard]] data make_data(std::size_t wanted);

} // namespace bench
