// SPDX-License-Identifier: BSL-1.0
#pragma once

// When a number may be called: within the hours of every time zone in which its owner may be, and not at all where he
// asked not to be.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <almon/core/clock.hpp>
#include <almon/numbering/number.hpp>

namespace almon::inline v0::numbering {

/// Hours of some weekdays, as the called party's clock shows them. An end at or before the beginning is the next day's.
struct calling_window {
    std::uint8_t weekdays = 0x7F;  ///< bit 0 is Monday
    std::uint16_t from = 9 * 60;   ///< minutes after midnight
    std::uint16_t until = 21 * 60; ///< the first minute that is too late
};

/// Whether a clock that shows `local` is within one of the windows.
[[nodiscard]] bool is_within(std::span<const calling_window> windows, const civil_time& local) noexcept;

/// True only within a window in all `zones`; false where there is none, because nothing is known then.
[[nodiscard]] bool safe_to_call(std::span<const time_zone> zones, instant now, std::span<const calling_window> windows);

/// What an office allows.
struct calling_hours {
    std::vector<calling_window> windows = {calling_window{}};
    std::vector<number> do_not_call;
};

/// The same for a number in `zones`, which are names of the tz database: not where one is on the do-not-call list, nor
/// where the system knows a zone not.
[[nodiscard]] bool safe_to_call(number n, std::span<const std::string> zones, instant now, const calling_hours& rules);

/// The same with the zones of the plan. Where an operator directory knows the region, ask `office::safe_to_call`: a
/// Russian mobile number alone may be in sixteen.
[[nodiscard]] bool safe_to_call(number n, instant now, const calling_hours& rules);

} // namespace almon::inline v0::numbering
