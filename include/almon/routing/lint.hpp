// SPDX-License-Identifier: BSL-1.0
#pragma once

// What is wrong with the routing of an office though every call finds some way: operators that no trunk serves, numbers
// shown to clients that nobody answers, trunks that nobody can use, prices that leave the cost open.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <almon/routing/router.hpp>

namespace almon::inline v0::routing {

/// How many numbers a brand holds, for telling which operators matter.
struct brand_share {
    std::string_view brand;
    std::uint64_t numbers = 0;
};

/// One thing that somebody should look at.
struct finding {
    error what;
    std::string subject; ///< the trunk, operator, tariff or (masked) number that it is about
    std::string detail;
};

/// All findings. `brands` comes from the operator
/// directory; only those with at least a fiftieth of all numbers are missed when no trunk serves them.
[[nodiscard]] std::vector<finding> lint(const tenant::tenant& office, const rules& how, instant at,
                                        std::span<const brand_share> brands = {});

} // namespace almon::inline v0::routing
