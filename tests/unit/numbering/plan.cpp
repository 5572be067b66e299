// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/plan.hpp>

#include <gtest/gtest.h>

#include <almon/numbering/parse.hpp>

namespace {

using namespace almon;
using namespace almon::numbering;

facts of(const char* text) {
    return look_up(read(text, {""})->number());
}

TEST(Plan, KnowsTypeAndRegion) {
    struct row {
        const char* text;
        number_type type;
        const char* region;
    };
    for (const row& r :
         {row{"+79161234567", number_type::mobile, "RU"}, row{"+74951234567", number_type::fixed_line, "RU"},
          row{"+77012345678", number_type::mobile, "KZ"}, row{"+78001234567", number_type::toll_free, "RU"},
          row{"+16502530000", number_type::fixed_line_or_mobile, "US"},
          row{"+12684601234", number_type::fixed_line, "AG"}, row{"+442079460958", number_type::fixed_line, "GB"},
          row{"+441624756789", number_type::fixed_line, "IM"}, row{"+80012345678", number_type::toll_free, "001"},
          row{"+19002345678", number_type::premium_rate, "US"}, row{"+71234567890", number_type::unknown, ""}}) {
        EXPECT_EQ(of(r.text).type(), r.type) << r.text;
        EXPECT_EQ(of(r.text).region(), r.region) << r.text;
        EXPECT_EQ(of(r.text).valid(), r.type != number_type::unknown);
    }
}

TEST(Plan, SaysWhyALengthIsNotPossible) {
    EXPECT_EQ(of("+79161234567").possible(), possibility::possible);
    EXPECT_EQ(of("+7916123456").possible(), possibility::too_short);
    EXPECT_EQ(of("+791612345678").possible(), possibility::invalid_length);
    EXPECT_EQ(of("+7916123456789012").possible(), possibility::too_long);
    EXPECT_EQ(of("+12530000").possible(), possibility::local_only);
}

TEST(Plan, HasAnExampleOfEveryRegionThatIsValid) {
    std::size_t found = 0;
    for (char a = 'A'; a <= 'Z'; ++a)
        for (char b = 'A'; b <= 'Z'; ++b) {
            const char name[] = {a, b};
            const std::string_view region(name, 2);
            EXPECT_EQ(country_code_of(region).has_value(), example(region, number_type::fixed_line).has_value() ||
                                                               example(region, number_type::mobile).has_value());
            for (std::size_t t = 1; t <= 11; ++t)
                if (const auto n = example(region, static_cast<number_type>(t))) {
                    ++found;
                    EXPECT_TRUE(look_up(*n).valid()) << region;
                }
        }
    EXPECT_GT(found, 1000u);
}

TEST(Plan, KeepsTheAutomatonSmall) {
    EXPECT_LT(tables::automaton_bytes, 200u * 1024);
}

} // namespace
