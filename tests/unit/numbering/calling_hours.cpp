// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/calling_hours.hpp>

#include <array>

#include <gtest/gtest.h>

#include <almon/numbering/parse.hpp>

namespace {

using namespace almon;
using namespace almon::numbering;

instant at(const char* text) {
    return *parse_rfc3339(text);
}

TEST(CallingHours, AsksTheClockOfEveryZone) {
    const std::array zones = {*time_zone::find("Europe/Moscow"), *time_zone::find("Asia/Vladivostok")};
    const std::array windows = {calling_window{0x7F, 9 * 60, 21 * 60}};
    EXPECT_TRUE(safe_to_call(zones, at("2026-11-20T12:00:00+03:00"), windows));  // 19:00 in Vladivostok
    EXPECT_FALSE(safe_to_call(zones, at("2026-11-20T14:00:00+03:00"), windows)); // 21:00 there
    EXPECT_FALSE(safe_to_call(zones, at("2026-11-20T08:59:00+03:00"), windows));
    EXPECT_FALSE(safe_to_call({}, at("2026-11-20T12:00:00+03:00"), windows));
}

TEST(CallingHours, KnowsWeekdaysAndWindowsOverMidnight) {
    const std::array zones = {time_zone()};
    const std::array workdays = {calling_window{0x1F, 9 * 60, 18 * 60}};
    EXPECT_TRUE(safe_to_call(zones, at("2026-11-20T10:00:00Z"), workdays));  // Friday
    EXPECT_FALSE(safe_to_call(zones, at("2026-11-21T10:00:00Z"), workdays)); // Saturday
    const std::array friday_night = {calling_window{0x10, 22 * 60, 2 * 60}};
    EXPECT_TRUE(safe_to_call(zones, at("2026-11-20T23:00:00Z"), friday_night));
    EXPECT_TRUE(safe_to_call(zones, at("2026-11-21T01:59:00Z"), friday_night));
    EXPECT_FALSE(safe_to_call(zones, at("2026-11-21T02:00:00Z"), friday_night));
    EXPECT_FALSE(safe_to_call(zones, at("2026-11-20T01:00:00Z"), friday_night));
}

TEST(CallingHours, LeavesAloneWhoAskedForIt) {
    const number moscow = *parse("+74951234567");
    calling_hours rules;
    EXPECT_TRUE(safe_to_call(moscow, at("2026-11-20T12:00:00+03:00"), rules));
    EXPECT_FALSE(safe_to_call(moscow, at("2026-11-20T22:00:00+03:00"), rules));
    // a mobile may be in Kamchatka, where it is 21:00
    EXPECT_FALSE(safe_to_call(*parse("+79161234567"), at("2026-11-20T12:00:00+03:00"), rules));
    rules.do_not_call.push_back(moscow);
    EXPECT_FALSE(safe_to_call(moscow, at("2026-11-20T12:00:00+03:00"), rules));
}

} // namespace
