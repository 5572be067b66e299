// SPDX-License-Identifier: BSL-1.0
#include <almon/tenant/calendar.hpp>

#include <algorithm>
#include <array>
#include <utility>

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

local_day day_of(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    return {static_cast<int>(date.year()), static_cast<std::uint8_t>(static_cast<unsigned>(date.month())),
            static_cast<std::uint8_t>(static_cast<unsigned>(date.day())),
            static_cast<std::uint8_t>(1u << (std::chrono::weekday(day).iso_encoding() - 1))};
}

/// Today's date. The day before is the one before in the calendar: 24 hours earlier it may be the one before that, or still
/// today, where clocks change.
std::chrono::sys_days date_of(instant t, const time_zone& zone) {
    return std::chrono::floor<std::chrono::days>(t + std::chrono::seconds(zone.offset_at(t)));
}

} // namespace

bool holds(const weekly_window& w, instant t, const time_zone& zone) {
    const civil_time c = zone.to_local(t);
    const int minute = c.hour * 60 + c.minute;
    const int to = w.to > w.from ? w.to : w.to + 24 * 60;
    const auto on = [&](const local_day& day, int m) {
        return (w.weekdays & day.weekday_bit) && m >= w.from && m < to;
    };
    const std::chrono::sys_days today = date_of(t, zone);
    return on(day_of(today), minute) || on(day_of(today - std::chrono::days(1)), minute + 24 * 60);
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
    const std::chrono::sys_days today = date_of(t, zone);
    return begins_and_holds(*this, day_of(today), minute) ||
           begins_and_holds(*this, day_of(today - std::chrono::days(1)), minute + 24 * 60);
}

milliseconds calendar::open_between(instant from, instant to, const time_zone& zone) const {
    using namespace std::chrono;
    if (to <= from) return milliseconds(0);
    const auto whole = duration_cast<milliseconds>(to - from);
    if (windows.empty() && special_days.empty()) return whole;
    std::vector<std::pair<instant, instant>> open;
    const auto local_date = [&](instant t) { return floor<days>(t + seconds(zone.offset_at(t))); };
    for (auto day = local_date(from) - days(1); day <= local_date(to); day += days(1)) {
        const year_month_day date(day);
        const std::uint8_t bit = static_cast<std::uint8_t>(1u << (weekday(day).iso_encoding() - 1));
        const auto at = [&](unsigned minute) { // of this day's clock, which may go on into the next day
            const year_month_day d(day + days(minute / (24 * 60)));
            civil_time c;
            c.year = static_cast<int>(d.year());
            c.month = static_cast<std::uint8_t>(static_cast<unsigned>(d.month()));
            c.day = static_cast<std::uint8_t>(static_cast<unsigned>(d.day()));
            c.hour = static_cast<std::uint8_t>(minute / 60 % 24);
            c.minute = static_cast<std::uint8_t>(minute % 60);
            return zone.to_utc(c);
        };
        const auto special = std::find_if(special_days.begin(), special_days.end(), [&](const special_day& s) {
            return s.year == static_cast<int>(date.year()) && s.month == static_cast<unsigned>(date.month()) &&
                   s.day == static_cast<unsigned>(date.day());
        });
        const bool is_special = special != special_days.end();
        if (!is_special && windows.empty()) open.emplace_back(at(0), at(24 * 60));
        for (const weekly_window& w : is_special ? special->windows : windows)
            if (is_special || (w.weekdays & bit))
                open.emplace_back(at(w.from), at(w.to > w.from ? w.to : w.to + 24u * 60u));
    }
    std::sort(open.begin(), open.end());
    microseconds sum(0);
    for (instant done = from; const auto& [begin, end] : open) { // windows may overlap
        const instant first = std::max(done, begin), last = std::min(to, end);
        if (last <= first) continue;
        sum += last - first;
        done = last;
    }
    return duration_cast<milliseconds>(sum);
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
