// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/rule.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon::policy;

TEST(word, is_the_same_wherever_it_stands) {
    EXPECT_EQ((word{"permit", 1, 2}), (word{"permit", 7, 9}));
    EXPECT_FALSE((word{"permit", 1, 2}) == (word{"forbid", 1, 2}));
}

} // namespace
