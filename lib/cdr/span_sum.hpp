// SPDX-License-Identifier: BSL-1.0
#pragma once

// Where the time of one call went: what went on from when to when, added up so that each millisecond counts once.

#include <cstdint>
#include <vector>

#include <almon/cdr/call.hpp>

namespace almon::inline v0::cdr {

/// To the nearest millisecond: what a call tells knows no more.
[[nodiscard]] inline std::int64_t in_ms(instant t) noexcept {
    return std::chrono::floor<milliseconds>(t.time_since_epoch() + microseconds(500)).count();
}
[[nodiscard]] inline instant rounded(instant t) noexcept {
    return instant(milliseconds(in_ms(t)));
}

class span_sum {
public:
    /// What goes on at a moment, several at once perhaps: the first of these that does is what the moment counts as.
    enum kind : std::uint8_t { on_hold, talking, waiting, in_menu, ringing, kinds };

    /// Forgets the last call and begins one from `from` to `to`.
    void begin(instant from, instant to) noexcept;
    [[nodiscard]] instant start() const noexcept { return instant(milliseconds(begin_)); }
    [[nodiscard]] instant end() const noexcept { return instant(milliseconds(end_)); }
    /// Something went on; what lies outside the call is cut off.
    void add(instant from, instant to, kind what);
    /// They add up to what lies between `start()` and `end()`.
    [[nodiscard]] spans total();

private:
    /// One more or one less of something goes on.
    struct edge {
        std::int64_t at; ///< milliseconds since the epoch
        kind what;
        int change;
    };
    std::int64_t begin_ = 0, end_ = 0;
    std::vector<edge> edges_; // in pairs, until they are put into order
};

} // namespace almon::inline v0::cdr
