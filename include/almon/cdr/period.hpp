// SPDX-License-Identifier: BSL-1.0
#pragma once

// A span of time of which calls are asked for: from one day or moment to another.

#include <string_view>

#include <almon/core/clock.hpp>

namespace almon::inline v0::cdr {

/// Of calls, those that begin within it.
struct period {
    instant from = instant::min(), until = instant::max(); ///< `until` is outside

    /// From `since` on and before `until`, each empty or a time: RFC 3339, `2026-11-22 09:00:00` on a clock in `zone`, or
    /// a day (`2026-11-22`), which is meant whole. `core.malformed_time`, `cdr.empty_period`.
    [[nodiscard]] static result<period> between(std::string_view since, std::string_view until, const time_zone& zone);

    [[nodiscard]] constexpr bool has(instant t) const noexcept { return from <= t && t < until; }
    [[nodiscard]] constexpr bool is_limited() const noexcept {
        return from != instant::min() || until != instant::max();
    }
};

} // namespace almon::inline v0::cdr
