// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/period.hpp>

#include <gtest/gtest.h>

#include <almon/cdr/error.hpp>

using namespace almon;

namespace {

const time_zone moscow = time_zone::find("Europe/Moscow").value();

instant at(const char* text) {
    return parse_rfc3339(text).value();
}

TEST(Period, ADayIsMeantWholeOnTheClockOfTheZone) {
    const cdr::period p = cdr::period::between("2026-11-22", "2026-11-22", moscow).value();
    EXPECT_EQ(p.from, at("2026-11-22T00:00:00+03:00"));
    EXPECT_EQ(p.until, at("2026-11-23T00:00:00+03:00"));
    EXPECT_TRUE(p.is_limited() && p.has(p.from) && !p.has(p.until));
}

TEST(Period, ADayOnWhichClocksAreChangedIsAsLongAsItIs) {
    const time_zone berlin = time_zone::find("Europe/Berlin").value();
    for (const auto& [day, hours] : {std::pair("2026-03-29", 23), {"2026-10-25", 25}, {"2026-10-26", 24}}) {
        const cdr::period p = cdr::period::between(day, day, berlin).value();
        EXPECT_EQ(p.until - p.from, std::chrono::hours(hours)) << day;
    }
}

TEST(Period, TimesAreReadWithAndWithoutAnOffset) {
    const cdr::period p = cdr::period::between("2026-11-22 09:00:00", "2026-11-22T09:00:00Z", moscow).value();
    EXPECT_EQ(p.from, at("2026-11-22T06:00:00Z"));
    EXPECT_EQ(p.until, at("2026-11-22T09:00:00Z"));
}

TEST(Period, AnEmptyTextIsNoLimit) {
    EXPECT_FALSE(cdr::period::between("", "", moscow)->is_limited());
    EXPECT_EQ(cdr::period::between("2026-11-22", "", moscow)->until, instant::max());
}

TEST(Period, WhatIsNoTimeAndWhatHoldsNothingAreTold) {
    for (const char* text : {"yesterday", "2026-13-01", "2026-11-22 09", "9"}) {
        EXPECT_EQ(cdr::period::between(text, "", moscow).error(), core_errc::malformed_time) << text;
        EXPECT_EQ(cdr::period::between("", text, moscow).error(), core_errc::malformed_time) << text;
    }
    EXPECT_EQ(cdr::period::between("2026-11-22", "2026-11-21", moscow).error(), cdr::errc::empty_period);
}

} // namespace
