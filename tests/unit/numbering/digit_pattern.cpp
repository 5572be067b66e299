// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/digit_pattern.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon::numbering;

TEST(fits_pattern, knows_x_ranges_and_the_open_end) {
    EXPECT_TRUE(fits_pattern("10x", "101"));
    EXPECT_TRUE(fits_pattern("*80x.", "*80101"));
    EXPECT_FALSE(fits_pattern("10x", "10"));
    EXPECT_FALSE(fits_pattern("10x", "1011"));
    EXPECT_FALSE(fits_pattern("10x", "10a"));
    EXPECT_TRUE(fits_pattern("101-106", "103"));
    EXPECT_FALSE(fits_pattern("101-106", "107"));
    EXPECT_FALSE(fits_pattern("101-106", "10a"));
    EXPECT_FALSE(is_digit_pattern("106-101"));
    EXPECT_FALSE(is_digit_pattern("10y"));
}

} // namespace
