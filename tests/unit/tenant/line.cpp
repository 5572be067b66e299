// SPDX-License-Identifier: BSL-1.0
#include <almon/tenant/line.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon::tenant;

TEST(target, reads_and_writes_what_the_office_file_says) {
    for (const char* text : {"queue:500", "menu:main", "extension:101", "user:ivanov", "announce:night", "reject"}) {
        const auto parsed = parse_target(text);
        ASSERT_TRUE(parsed) << text;
        EXPECT_EQ(to_string(*parsed), text);
    }
    for (const char* text : {"", "queue", "queue:", "reject:x", "Queue:500", "500"})
        EXPECT_FALSE(parse_target(text)) << text;
}

} // namespace
