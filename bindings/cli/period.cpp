// SPDX-License-Identifier: BSL-1.0
#include "period.hpp"

#include <iostream>
#include <string_view>

#include <fmt/format.h>

#include "command.hpp"

namespace almon::cli {

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

instant time_of(std::string_view option, const std::string& text, day_means day, const time_zone& zone) {
    if (const auto t = parse_rfc3339(text)) return *t;
    if (const auto t = parse_civil_time(text)) return zone.to_utc(*t);
    if (const auto t = parse_civil_time(text + " 00:00:00"))
        return day == day_means::its_end ? next_day(zone.to_utc(*t), zone) : zone.to_utc(*t);
    std::cerr << fmt::format("almon: {}: write a day like 2026-11-22 or a time like 2026-11-22T09:00:00+03:00\n",
                             option);
    throw leave{usage};
}

} // namespace

cdr::period period_between(const std::string& since, const std::string& until, const time_zone& zone) {
    cdr::period p;
    if (!since.empty()) p.from = time_of("--since", since, day_means::its_beginning, zone);
    if (!until.empty()) p.until = time_of("--until", until, day_means::its_end, zone);
    if (p.from < p.until) return p;
    std::cerr << "almon: --until: is not after --since\n";
    throw leave{usage};
}

} // namespace almon::cli
