// SPDX-License-Identifier: BSL-1.0
#pragma once

// Many numbers in eight bytes each.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bind.hpp"

namespace almon::python {

/// What came of many texts: a number for each, or 0 and the error.
struct numbers {
    struct failed {
        std::size_t index;
        error reason;
    };
    std::vector<std::uint64_t> values;
    std::vector<failed> failures; ///< in order
};

} // namespace almon::python
