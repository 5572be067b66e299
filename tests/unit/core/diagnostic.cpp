// SPDX-License-Identifier: BSL-1.0
#include <almon/core/diagnostic.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon;

TEST(diagnostic, names_file_line_column_found_and_expected) {
    const diagnostic d{core_errc::unknown_time_zone, "office.toml",       7, 12,
                       "\"Europe/Moskva\"",          "\"Europe/Moscow\"", {}};
    EXPECT_EQ(to_string(d), "office.toml:7:12: core.unknown_time_zone: not a time zone of the system's tz database; "
                            "write one like Europe/Moscow (found \"Europe/Moskva\", expected \"Europe/Moscow\")");
}

TEST(nearest_word, finds_a_slip_and_nothing_for_a_stranger) {
    const std::vector<std::string_view> known = {"extension", "extensions", "department", "role"};
    EXPECT_EQ(nearest_word("extention", known), "extension");
    EXPECT_EQ(nearest_word("roel", known), "role");
    EXPECT_EQ(nearest_word("zzzz", known), "");
}

} // namespace
