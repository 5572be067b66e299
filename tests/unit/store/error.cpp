// SPDX-License-Identifier: BSL-1.0
#include <almon/store/error.hpp>

#include <set>

#include <gtest/gtest.h>

#include <almon/masking/error.hpp>
#include <almon/policy/error.hpp>

namespace {

template <class Table>
void expect_sound(const Table& table, unsigned hundred, std::string_view module) {
    std::set<std::uint16_t> numbers;
    for (const almon::error_info& row : table) {
        EXPECT_EQ(row.number / 100u, hundred) << row.name;
        EXPECT_TRUE(numbers.insert(row.number).second) << row.name;
        EXPECT_TRUE(row.name.starts_with(module)) << row.name;
    }
    EXPECT_EQ(*numbers.rbegin() - *numbers.begin() + 1u, numbers.size()) << "no number is left out";
}

TEST(error_tables, have_one_row_a_code) {
    expect_sound(almon::store::errc_table, 9, "store.");
    expect_sound(almon::masking::errc_table, 5, "masking.");
    expect_sound(almon::policy::errc_table, 6, "policy.");
}

} // namespace
