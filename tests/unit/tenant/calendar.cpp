// SPDX-License-Identifier: BSL-1.0
#include <almon/tenant/calendar.hpp>

#include <gtest/gtest.h>

using namespace almon;
using namespace std::chrono_literals;

namespace {

const time_zone moscow = time_zone::find("Europe/Moscow").value();

instant at(std::string_view text) {
    return parse_rfc3339(text).value();
}

/// The same, minute by minute.
milliseconds counted(const tenant::calendar& hours, instant from, instant to, const time_zone& zone) {
    milliseconds sum(0);
    for (; from < to; from += 1min) sum += hours.open_at(from, zone) ? 1min : 0min;
    return sum;
}

TEST(Calendar, OpenTimeBetweenTwoMomentsIsThatOfEachMinute) {
    tenant::calendar office;
    office.windows = {{0x1f, 9 * 60, 18 * 60}, {0x10, 17 * 60, 20 * 60}, {0x20, 22 * 60, 2 * 60}};
    office.special_days = {{2026, 11, 25, {}}, {2026, 11, 29, {{0, 10 * 60, 12 * 60}}}};
    tenant::calendar specials_only;
    specials_only.special_days = office.special_days;
    const time_zone berlin = time_zone::find("Europe/Berlin").value();
    const std::pair<std::string_view, std::string_view> spans[] = {
        {"2026-11-23T12:00:00+03:00", "2026-11-23T12:30:00+03:00"},
        {"2026-11-23T17:30:00+03:00", "2026-11-24T09:30:00+03:00"},
        {"2026-11-23T00:00:00+03:00", "2026-11-30T00:00:00+03:00"},
        {"2026-11-28T23:00:00+03:00", "2026-11-29T01:00:00+03:00"},
        {"2026-10-24T00:00:00+02:00", "2026-10-27T00:00:00+01:00"}, // the clocks are set back
        {"2026-11-25T00:00:00+03:00", "2026-11-25T23:00:00+03:00"}};
    for (const auto& [from, to] : spans)
        for (const tenant::calendar& hours : {office, specials_only, tenant::calendar()})
            for (const time_zone& zone : {moscow, berlin})
                EXPECT_EQ(hours.open_between(at(from), at(to), zone), counted(hours, at(from), at(to), zone)) << from;
    EXPECT_EQ(office.open_between(at(spans[0].second), at(spans[0].first), moscow), 0ms) << "backwards";
}

TEST(Calendar, ANightIsOfTheDayBeforeAlsoWhereTheClocksChange) {
    const time_zone berlin = time_zone::find("Europe/Berlin").value();
    tenant::calendar nights;
    nights.windows = {{0x40, 22 * 60, 2 * 60}}; // Sundays
    for (const std::string_view open : {"2026-03-30T00:30:00+02:00", "2026-10-26T00:30:00+01:00",
                                        "2026-11-30T01:59:00+01:00", "2026-03-29T22:00:00+02:00"}) {
        EXPECT_TRUE(nights.open_at(at(open), berlin)) << open;
        EXPECT_TRUE(tenant::holds(nights.windows.front(), at(open), berlin)) << open;
    }
    for (const std::string_view closed :
         {"2026-03-29T00:30:00+01:00", "2026-03-30T02:00:00+02:00", "2026-03-31T00:30:00+02:00"}) {
        EXPECT_FALSE(nights.open_at(at(closed), berlin)) << closed;
        EXPECT_FALSE(tenant::holds(nights.windows.front(), at(closed), berlin)) << closed;
    }
}

TEST(Calendar, WithoutWindowsOnlySpecialDaysAreClosed) {
    tenant::calendar holidays;
    holidays.special_days = {{2027, 1, 1, {}}};
    EXPECT_TRUE(holidays.open_at(at("2026-12-31T12:00:00+03:00"), moscow));
    EXPECT_FALSE(holidays.open_at(at("2027-01-01T12:00:00+03:00"), moscow));
}

} // namespace
