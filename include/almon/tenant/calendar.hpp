// SPDX-License-Identifier: BSL-1.0
#pragma once

// When the office is open: weekly windows in local time, and days that differ.

#include <cstdint>
#include <string>
#include <vector>

#include <almon/core/clock.hpp>

namespace almon::inline v0::tenant {

/// `from` to `to` in minutes after local midnight, on the weekdays whose bit is set (Monday is bit 0). A window whose
/// `to` is not after its `from` ends on the next day.
struct weekly_window {
    std::uint8_t weekdays = 0;
    std::uint16_t from = 0;
    std::uint16_t to = 24 * 60;
};

/// A date on which the weekly windows do not count: closed all day, or open as `windows` says (their weekdays ignored).
struct special_day {
    std::int32_t year = 0;
    std::uint8_t month = 0, day = 0;
    std::vector<weekly_window> windows;
};

/// Whether `t`, seen from `zone`, lies in the window.
[[nodiscard]] bool holds(const weekly_window& w, instant t, const time_zone& zone);

struct calendar {
    std::vector<weekly_window> windows; ///< empty means always open
    std::vector<special_day> special_days;

    /// Whether the office is open at `t`, seen from `zone`.
    [[nodiscard]] bool open_at(instant t, const time_zone& zone) const;
    /// For how long it is open between the two.
    [[nodiscard]] milliseconds open_between(instant from, instant to, const time_zone& zone) const;
};

/// `mon-fri`, `sat`, `mon,wed,fri` as weekday bits; 0 where the text is none of these.
[[nodiscard]] std::uint8_t parse_weekdays(std::string_view text) noexcept;

} // namespace almon::inline v0::tenant
