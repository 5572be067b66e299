// SPDX-License-Identifier: BSL-1.0
#include <almon/core/clock.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon;

TEST(civil_time, reads_what_asterisk_writes) {
    const auto t = parse_civil_time("2026-11-22 00:38:19.25");
    ASSERT_TRUE(t);
    EXPECT_EQ(t->year, 2026);
    EXPECT_EQ(t->second, 19);
    EXPECT_EQ(t->micro, 250000u);
}

TEST(civil_time, refuses_days_that_never_were_and_tells_where) {
    for (const char* text : {"", "2026", "2026-02-30 00:00:00", "2026-11-22 24:00:00", "2026-11-22 00:38:19 ",
                             "2026-11-22 00:38:19.", "0000-00-00 00:00:00", "yesterday"}) {
        const auto t = parse_civil_time(text);
        ASSERT_FALSE(t) << text;
        EXPECT_EQ(t.error(), core_errc::malformed_time);
        EXPECT_LE(t.error().offset(), std::string_view(text).size());
    }
}

TEST(time_zone, round_trips_through_rfc3339) {
    const auto moscow = time_zone::find("Europe/Moscow").value();
    const auto t = parse_rfc3339("2026-11-22T00:38:19.704+03:00").value();
    EXPECT_EQ(t.time_since_epoch().count(), 1795297099704000);
    EXPECT_EQ(moscow.rfc3339(t), "2026-11-22T00:38:19.704+03:00");
    EXPECT_EQ(time_zone().rfc3339(t), "2026-11-21T21:38:19.704+00:00");
    EXPECT_EQ(moscow.to_utc(moscow.to_local(t)), t);
}

TEST(time_zone, tells_both_moments_of_a_fold) {
    const auto berlin = time_zone::find("Europe/Berlin").value();
    const auto local = parse_civil_time("2026-10-25 02:30:00").value();
    EXPECT_TRUE(berlin.is_ambiguous(local));
    EXPECT_EQ(berlin.to_utc(local, time_zone::fold::later) - berlin.to_utc(local), std::chrono::hours(1));
    const auto gap = parse_civil_time("2026-03-29 02:30:00").value();
    EXPECT_EQ(berlin.rfc3339(berlin.to_utc(gap)), "2026-03-29T03:30:00+02:00");
}

TEST(time_zone, refuses_a_name_that_the_system_lacks) {
    EXPECT_EQ(time_zone::find("Europe/Moskva").error(), core_errc::unknown_time_zone);
}

} // namespace
