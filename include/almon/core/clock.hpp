// SPDX-License-Identifier: BSL-1.0
#pragma once

// Time as almon's values hold it: microseconds since 1970 in UTC, and time zones of the system's tz database to read
// and write local times. No function of the library asks for the present time: whoever calls says what time it is.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <almon/core/result.hpp>

namespace almon::inline v0 {

using std::chrono::microseconds;
using std::chrono::milliseconds;

/// A moment, in UTC.
using instant = std::chrono::sys_time<microseconds>;

/// The present moment by the system's clock. Only bindings call this.
[[nodiscard]] inline instant system_now() noexcept {
    return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now());
}

/// A civil time without a zone, as PBXs write it into their records.
struct civil_time {
    std::int32_t year = 1970;
    std::uint8_t month = 1, day = 1, hour = 0, minute = 0, second = 0;
    std::uint32_t micro = 0;

    friend constexpr auto operator<=>(const civil_time&, const civil_time&) noexcept = default;
};

/// `2026-11-22 00:38:19[.123456]`, a `T` between date and time allowed, and nothing after it.
[[nodiscard]] result<civil_time> parse_civil_time(std::string_view text) noexcept;

/// RFC 3339 with an offset: `2026-11-22T00:38:19.5+03:00` or `…Z`.
[[nodiscard]] result<instant> parse_rfc3339(std::string_view text) noexcept;

/// A time zone of the system's tz database. Cheap to copy; safe to share between threads.
class time_zone {
public:
    /// UTC.
    time_zone() noexcept;
    /// The zone of this name, like `Europe/Moscow`; `core.unknown_time_zone` where the system has none.
    [[nodiscard]] static result<time_zone> find(std::string_view name);

    [[nodiscard]] std::string_view name() const noexcept;

    /// Offset from UTC in seconds at `t`.
    [[nodiscard]] std::int32_t offset_at(instant t) const;
    /// The moment that a local clock showed as `local`. An ambiguous time (clocks set back) gives the first of the two
    /// unless `later_of_two`; one that never was (clocks set forward) is read with the offset before the change.
    enum class fold : std::uint8_t { earlier, later };
    [[nodiscard]] instant to_utc(const civil_time& local, fold which = fold::earlier) const;
    /// Whether a local clock showed `local` twice.
    [[nodiscard]] bool is_ambiguous(const civil_time& local) const;
    [[nodiscard]] civil_time to_local(instant t) const;

    /// `2026-11-22T00:38:19.123+03:00`: milliseconds where there are any, and always the offset.
    [[nodiscard]] std::string rfc3339(instant t) const;

    friend bool operator==(const time_zone& a, const time_zone& b) noexcept { return a.name() == b.name(); }

private:
    const void* zone_; // a date::time_zone, which lives as long as the process
};

} // namespace almon::inline v0
