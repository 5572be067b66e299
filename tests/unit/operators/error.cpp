// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/error.hpp>

#include <set>

#include <gtest/gtest.h>

namespace {

using namespace almon;

TEST(operators_errors, have_a_row_each_with_a_name_of_their_own) {
    std::set<std::string_view> names;
    for (const error_info& row : operators::errc_table) {
        EXPECT_EQ(error(static_cast<operators::errc>(row.number)).number(), row.number);
        EXPECT_TRUE(row.name.starts_with("operators."));
        EXPECT_FALSE(row.cause.empty());
        names.insert(row.name);
    }
    EXPECT_EQ(names.size(), std::size(operators::errc_table));
    EXPECT_EQ(error(operators::errc::hash_mismatch).code(), "operators.hash_mismatch");
}

} // namespace
