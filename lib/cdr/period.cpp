// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/period.hpp>

#include <string>

#include <almon/cdr/error.hpp>

namespace almon::inline v0::cdr {

namespace {

/// When the day after that of `t` begins.
instant next_day(instant t, const time_zone& zone) {
    constexpr std::chrono::hours into_it{36}; // however clocks are changed
    civil_time day = zone.to_local(t + into_it);
    day.hour = day.minute = day.second = 0;
    day.micro = 0;
    return zone.to_utc(day);
}

enum class day_means : std::uint8_t { its_beginning, its_end };

result<instant> time_of(std::string_view text, day_means day, const time_zone& zone) {
    if (const auto t = parse_rfc3339(text)) return *t;
    if (const auto t = parse_civil_time(text)) return zone.to_utc(*t);
    const auto midnight = parse_civil_time(std::string(text) + " 00:00:00");
    if (!midnight) return error(core_errc::malformed_time);
    const instant begin = zone.to_utc(*midnight);
    return day == day_means::its_end ? next_day(begin, zone) : begin;
}

} // namespace

result<period> period::between(std::string_view since, std::string_view until, const time_zone& zone) {
    period p;
    if (!since.empty()) {
        const auto t = time_of(since, day_means::its_beginning, zone);
        if (!t) return t.error();
        p.from = *t;
    }
    if (!until.empty()) {
        const auto t = time_of(until, day_means::its_end, zone);
        if (!t) return t.error();
        p.until = *t;
    }
    if (p.until <= p.from) return errc::empty_period;
    return p;
}

} // namespace almon::inline v0::cdr
