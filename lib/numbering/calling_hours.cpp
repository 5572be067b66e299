// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/calling_hours.hpp>

#include <algorithm>
#include <chrono>

#include <almon/numbering/zones.hpp>

namespace almon::inline v0::numbering {

namespace {

/// 0 is Monday.
unsigned weekday_of(const civil_time& t) noexcept {
    using namespace std::chrono;
    const sys_days day = year(t.year) / month(t.month) / t.day;
    return weekday(day).iso_encoding() - 1;
}

} // namespace

bool is_within(std::span<const calling_window> windows, const civil_time& local) noexcept {
    const unsigned today = weekday_of(local);
    const unsigned yesterday = (today + 6) % 7;
    const unsigned minute = local.hour * 60U + local.minute;
    return std::ranges::any_of(windows, [&](const calling_window& w) {
        const bool starts_today = w.weekdays >> today & 1U;
        if (w.from < w.until) return starts_today && minute >= w.from && minute < w.until;
        const bool began_yesterday = w.weekdays >> yesterday & 1U;
        return (starts_today && minute >= w.from) || (began_yesterday && minute < w.until);
    });
}

bool safe_to_call(std::span<const time_zone> zones, instant now, std::span<const calling_window> windows) {
    return !zones.empty() &&
           std::ranges::all_of(zones, [&](const time_zone& z) { return is_within(windows, z.to_local(now)); });
}

bool safe_to_call(number n, std::span<const std::string> names, instant now, const calling_hours& rules) {
    if (std::ranges::find(rules.do_not_call, n) != rules.do_not_call.end()) return false;
    std::vector<time_zone> where;
    for (const std::string& name : names) {
        const result<time_zone> zone = time_zone::find(name);
        if (!zone) return false; // the system's tz database is older than the plan: nothing is known
        where.push_back(*zone);
    }
    return safe_to_call(where, now, rules.windows);
}

bool safe_to_call(number n, instant now, const calling_hours& rules) {
    std::vector<std::string> names;
    for (const std::string_view name : zones(n)) names.emplace_back(name);
    return safe_to_call(n, names, now, rules);
}

} // namespace almon::inline v0::numbering
