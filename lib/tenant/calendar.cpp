// SPDX-License-Identifier: BSL-1.0
#include <almon/tenant/calendar.hpp>

#include <algorithm>
#include <array>

namespace almon::inline v0::tenant {

namespace {

constexpr std::array<std::string_view, 7> day_names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

int day_index(std::string_view name) noexcept {
    for (std::size_t i = 0; i < day_names.size(); ++i)
        if (day_names[i] == name) return static_cast<int>(i);
    return -1;
}

struct local_day {
    std::int32_t year;
    std::uint8_t month, day;
    std::uint8_t weekday_bit;
};

/// The windows that begin on `day`.
bool begins_and_holds(const calendar& hours, const local_day& day, int minute) {
    const auto holds = [&](const weekly_window& w, bool any_day) {
        if (!any_day && !(w.weekdays & day.weekday_bit)) return false;
        const int to = w.to > w.from ? w.to : w.to + 24 * 60;
        return minute >= w.from && minute < to;
    };
    for (const special_day& s : hours.special_days)
        if (s.year == day.year && s.month == day.month && s.day == day.day)
            return std::any_of(s.windows.begin(), s.windows.end(), [&](const auto& w) { return holds(w, true); });
    return std::any_of(hours.windows.begin(), hours.windows.end(), [&](const auto& w) { return holds(w, false); });
}

local_day day_of(instant t, const time_zone& zone) {
    const civil_time c = zone.to_local(t);
    const auto days = std::chrono::floor<std::chrono::days>(t + std::chrono::seconds(zone.offset_at(t)));
    const std::chrono::weekday weekday(days);
    return {c.year, c.month, c.day, static_cast<std::uint8_t>(1u << (weekday.iso_encoding() - 1))};
}

} // namespace

bool holds(const weekly_window& w, instant t, const time_zone& zone) {
    const civil_time c = zone.to_local(t);
    const int minute = c.hour * 60 + c.minute;
    const int to = w.to > w.from ? w.to : w.to + 24 * 60;
    const auto on = [&](const local_day& day, int m) {
        return (w.weekdays & day.weekday_bit) && m >= w.from && m < to;
    };
    return on(day_of(t, zone), minute) || on(day_of(t - std::chrono::hours(24), zone), minute + 24 * 60);
}

bool calendar::open_at(instant t, const time_zone& zone) const {
    if (windows.empty() && special_days.empty()) return true;
    const civil_time c = zone.to_local(t);
    const int minute = c.hour * 60 + c.minute;
    if (windows.empty()) {
        const bool special = std::any_of(special_days.begin(), special_days.end(), [&](const special_day& s) {
            return s.year == c.year && s.month == c.month && s.day == c.day;
        });
        if (!special) return true;
    }
    return begins_and_holds(*this, day_of(t, zone), minute) ||
           begins_and_holds(*this, day_of(t - std::chrono::hours(24), zone), minute + 24 * 60);
}

std::uint8_t parse_weekdays(std::string_view text) noexcept {
    std::uint8_t bits = 0;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        const std::string_view part = text.substr(0, comma);
        const std::size_t dash = part.find('-');
        const int first = day_index(part.substr(0, dash));
        const int last = dash == std::string_view::npos ? first : day_index(part.substr(dash + 1));
        if (first < 0 || last < 0) return 0;
        for (int day = first;; day = (day + 1) % 7) {
            bits = static_cast<std::uint8_t>(bits | (1u << day));
            if (day == last) break;
        }
        if (comma == std::string_view::npos) break;
        text.remove_prefix(comma + 1);
        if (text.empty()) return 0;
    }
    return bits;
}

} // namespace almon::inline v0::tenant
