// SPDX-License-Identifier: BSL-1.0
#include <almon/tenant/tenant.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace almon::tenant;

TEST(channel_matches, knows_stars_and_question_marks) {
    EXPECT_TRUE(channel_matches("PJSIP/mts-*", "PJSIP/mts-1-0000000e"));
    EXPECT_TRUE(channel_matches("*", ""));
    EXPECT_TRUE(channel_matches("SIP/?-*", "SIP/a-b"));
    EXPECT_FALSE(channel_matches("PJSIP/mts-*", "PJSIP/mtt-backup-0000000e"));
    EXPECT_FALSE(channel_matches("", "x"));
}

TEST(calendar, follows_windows_midnight_and_special_days) {
    calendar c;
    c.windows = {{parse_weekdays("mon-fri"), 9 * 60, 18 * 60}, {parse_weekdays("sat"), 22 * 60, 2 * 60}};
    c.special_days = {{2026, 11, 23, {}}};
    const auto moscow = time_zone::find("Europe/Moscow").value();
    const auto at = [&](const char* local) { return c.open_at(parse_rfc3339(local).value(), moscow); };
    EXPECT_TRUE(at("2026-11-20T09:00:00+03:00"));
    EXPECT_FALSE(at("2026-11-20T18:00:00+03:00"));
    EXPECT_TRUE(at("2026-11-21T23:00:00+03:00"));
    EXPECT_TRUE(at("2026-11-22T01:59:00+03:00")) << "the Saturday window ends on Sunday";
    EXPECT_FALSE(at("2026-11-22T02:00:00+03:00"));
    EXPECT_FALSE(at("2026-11-23T12:00:00+03:00")) << "a holiday";
}

} // namespace
