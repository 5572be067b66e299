// SPDX-License-Identifier: BSL-1.0
#include <almon/routing/error.hpp>

#include <set>

#include <gtest/gtest.h>

namespace {

using namespace almon;

TEST(routing_errors, have_a_row_each_with_a_name_of_their_own) {
    std::set<std::string_view> names;
    for (const error_info& row : routing::errc_table) {
        EXPECT_EQ(error(static_cast<routing::errc>(row.number)).number(), row.number);
        EXPECT_TRUE(row.name.starts_with("routing."));
        names.insert(row.name);
    }
    EXPECT_EQ(names.size(), std::size(routing::errc_table));
    EXPECT_EQ(error(routing::errc::malformed_money).code(), "routing.malformed_money");
}

} // namespace
