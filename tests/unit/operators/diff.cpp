// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/diff.hpp>

#include <gtest/gtest.h>

#include "support.hpp"

namespace {

using namespace almon;
using namespace almon::operators;

const std::string six = "АВС/ DEF;От;До;Емкость;Оператор;Регион\n";
const std::string seven = "АВС/ DEF;От;До;Емкость;Оператор;Регион;ИНН\n";

TEST(compare, counts_numbers_by_operator) {
    const test::built before({{"a.csv", six + "900;0000000;0000099;100;ПАО \"МТС\";Тверская область\n"
                                              "900;0000100;0000199;100;ООО \"Альфа\";Тверская область\n"
                                              "900;0000300;0000399;100;ООО \"Бета\";Тверская область\n"}});
    const test::built after(
        {{"b.csv", seven + "900;0000000;0000049;50;ПАО \"МОБИЛЬНЫЕ ТЕЛЕСИСТЕМЫ\";Тверская область;7740000076\n"
                           "900;0000050;0000249;200;ООО \"АЛЬФА\";Тверская область;2466007750\n"}});
    const difference d = compare(before.directory, after.directory);
    EXPECT_EQ(d.unchanged, 50u + 100u) << "new spellings are no change, nor is an ИНН for a known name";
    EXPECT_EQ(d.moved, 50u);
    EXPECT_EQ(d.added, 50u);
    EXPECT_EQ(d.removed, 100u);
    ASSERT_EQ(d.transfers.size(), 3u);
    EXPECT_EQ(d.transfers[0].numbers, 100u);
    EXPECT_EQ(d.transfers[0].to, nullptr);
    EXPECT_EQ(d.transfers[0].from->name, "ООО \"Бета\"");
}

TEST(compare, finds_nothing_between_a_snapshot_and_itself) {
    const test::built b({{"a.csv", test::small_register()}});
    const difference d = compare(b.directory, b.directory);
    EXPECT_EQ(d.unchanged, b.directory.numbers());
    EXPECT_EQ(d.moved + d.added + d.removed, 0u);
    EXPECT_TRUE(d.transfers.empty());
}

} // namespace
