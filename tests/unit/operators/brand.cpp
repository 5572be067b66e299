// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/brand.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using operators::is_inn;
using operators::normalised_operator;

TEST(brand_finder, knows_operators_by_taxpayer_number_and_by_name) {
    const operators::brand_finder brands;
    ASSERT_TRUE(brands.by_inn("7740000076"));
    EXPECT_EQ(brands.by_inn("7740000076")->name, "mts");
    EXPECT_EQ(brands.by_inn("7740000077"), nullptr);
    for (const char* name : {"Мобильные ТелеСистемы", "ПАО \"Мобильные ТелеСистемы\"", "МТС", "ПАО «МТС»"}) {
        const operators::brand* b = brands.by_name(normalised_operator(name));
        ASSERT_TRUE(b) << name;
        EXPECT_EQ(b->name, "mts") << name;
    }
    EXPECT_EQ(brands.by_name(normalised_operator("ООО \"Рога и копыта\"")), nullptr);
}

TEST(known_brands, have_right_taxpayer_numbers_and_normalised_names) {
    for (const operators::brand& b : operators::known_brands()) {
        EXPECT_TRUE(b.inn.empty() || is_inn(b.inn)) << b.name;
        for (std::string_view rest = b.names; !rest.empty();) {
            const std::size_t bar = rest.find('|');
            EXPECT_EQ(normalised_operator(rest.substr(0, bar)), rest.substr(0, bar)) << b.name;
            rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
        }
    }
}

TEST(normalised_operator, drops_legal_form_quotes_and_case) {
    EXPECT_EQ(normalised_operator("АО \"КБ \"Искра\""), "кб искра");
    EXPECT_EQ(normalised_operator("ООО  \"МЕТРО-ПЭЙ\""), "метро пэй");
    EXPECT_EQ(normalised_operator("Общество с ограниченной ответственностью «Ёлка»"), "елка");
    EXPECT_EQ(normalised_operator("ООО"), "ооо") << "a name that is nothing but a form stays one";
    EXPECT_EQ(normalised_operator(""), "");
}

TEST(is_inn, checks_the_check_digits) {
    for (const char* good : {"7740000076", "7812014560", "7713076301", "500100732259"})
        EXPECT_TRUE(is_inn(good)) << good;
    for (const char* bad : {"", "7740000067", "774000007", "77400000760", "500100732258", "77400o0076"})
        EXPECT_FALSE(is_inn(bad)) << bad;
}

} // namespace
