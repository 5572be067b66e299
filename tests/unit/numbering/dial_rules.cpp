// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/dial_rules.hpp>

#include <string>

#include <gtest/gtest.h>

#include <almon/numbering/parse.hpp>
#include <almon/numbering/plan.hpp>

namespace {

using namespace almon;
using namespace almon::numbering;

dial_rules moscow(spelling s, std::string outside = "", std::string technical = "") {
    dial_rules rules;
    rules.home = "RU";
    rules.area = "495";
    rules.writes = s;
    rules.outside_prefix = std::move(outside);
    rules.technical_prefix = std::move(technical);
    return rules;
}

constexpr spelling all[] = {spelling::plus, spelling::international, spelling::national, spelling::ten_digit,
                            spelling::local};

TEST(DialRules, WriteAsTheTrunkExpects) {
    struct row {
        const char* number;
        const char* written[5];
    };
    for (const row& r :
         {row{"+79161234567", {"+79161234567", "79161234567", "89161234567", "9161234567", "89161234567"}},
          row{"+74951234567", {"+74951234567", "74951234567", "84951234567", "4951234567", "1234567"}},
          row{"+442079460958",
              {"+442079460958", "442079460958", "810442079460958", "810442079460958", "810442079460958"}},
          row{"+77012345678", {"+77012345678", "77012345678", "87012345678", "7012345678", "87012345678"}}})
        for (std::size_t i = 0; i < std::size(all); ++i)
            EXPECT_EQ(dial_string(*parse(r.number), moscow(all[i])), r.written[i]) << to_string(all[i]);
    EXPECT_EQ(dial_string(*parse("+79161234567"), moscow(spelling::national, "9")), "989161234567");
    EXPECT_EQ(dial_string(*parse("+79161234567"), moscow(spelling::ten_digit, "", "77#")), "77#9161234567");
}

TEST(DialRules, RoundTripEveryExampleOfTheWorldFromEveryHome) {
    std::size_t spelled_as_asked = 0, written = 0;
    for (const char* home : {"RU", "US", "IT", "AR", "BR"})
        for (const spelling s : all)
            for (const char* prefix : {"", "9"})
                for (char a = 'A'; a <= 'Z'; ++a)
                    for (char b = 'A'; b <= 'Z'; ++b)
                        for (std::size_t t = 1; t <= 11; ++t) {
                            const std::string region = {a, b};
                            const auto n = example(region, static_cast<number_type>(t));
                            if (!n) continue;
                            dial_rules rules = moscow(s, prefix);
                            rules.home = home;
                            const std::string digits = dial_string(*n, rules);
                            const result<number> back = read_dialled(digits, rules);
                            ASSERT_TRUE(back) << home << ' ' << to_string(s) << ' ' << region;
                            ASSERT_EQ(*back, *n) << home << ' ' << to_string(s) << ' ' << region;
                            ++written;
                            spelled_as_asked += (digits.find('+') != std::string::npos) == (s == spelling::plus);
                        }
    EXPECT_GT(written, 50'000u);
    EXPECT_GT(spelled_as_asked * 100, written * 85); // few plans clash; Brazil's international prefix needs a carrier
}

TEST(DialRules, NeverAlterEmergencyAndShortNumbers) {
    const dial_rules rules = moscow(spelling::national, "9", "77#");
    EXPECT_EQ(dial_string(address::short_code("112"), rules), "112");
    EXPECT_EQ(dial_string(address::short_code("0611"), rules), "0611");
    EXPECT_EQ(dial_string(address::extension("101"), rules), "101");
    EXPECT_EQ(dial_string(address::of(*parse("+79161234567"), ""), rules), "77#989161234567");
    EXPECT_FALSE(dial_string(address::nobody(absence::withheld), rules));
}

TEST(DialRules, ReadWithAndWithoutTheirPrefixes) {
    const dial_rules rules = moscow(spelling::ten_digit, "9");
    EXPECT_EQ(read_dialled("9161234567", rules)->value(), 79161234567u); // begins with 9 all the same
    EXPECT_EQ(read_dialled("99161234567", rules)->value(), 79161234567u);
    EXPECT_EQ(read_dialled("+79161234567", rules)->value(), 79161234567u);
}

} // namespace
