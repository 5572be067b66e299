// SPDX-License-Identifier: BSL-1.0
// [calls] of the office file.
#include <almon/office/load.hpp>

#include <algorithm>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace std::chrono_literals;

constexpr std::string_view head = R"(schema = 1
[office]
tenant = "t"
home = "RU"
[role.clerk]
[[trunk]]
name = "mango"
[[line]]
number = "+74951234567"
campaign = "cian"
to = "queue:500"
[[department]]
name = "hr"
)"; // thirteen lines

std::string text_of(const std::vector<diagnostic>& all) {
    std::string out;
    for (const diagnostic& d : all) out += to_string(d) + "\n";
    return out;
}

std::string mistakes_of(std::string_view rest) {
    const auto loaded = office::load_text(std::string(head) + std::string(rest), "o.toml");
    return loaded ? "loaded" : text_of(loaded.error().mistakes);
}

TEST(office_load_calls, reads_rules_in_order_before_the_default_ones) {
    const auto loaded = office::load_text(std::string(head) + R"([calls]
held_talk = 10
short_abandon = 2.5
[[calls.outcome]]
name = "personnel"
is = "ignored"
department = "hr"
[[calls.outcome]]
is = "held"
direction = ["inbound", "outbound"]
disposition = "voicemail"
lasted_at_least = 20
waited_at_most = 60
rang = true
open = false
line = ["8 495 123-45-67"]
campaign = "cian"
trunk = "mango"
queue = ["500"]
hours = ["sat,sun 10:00-12:00"]
)",
                                          "o.toml");
    ASSERT_TRUE(loaded) << text_of(loaded.error().mistakes);
    EXPECT_TRUE(loaded->warnings.empty()) << text_of(loaded->warnings);
    const auto& rules = loaded->outcomes.rules();
    const auto defaults = cdr::outcome_policy({}, {10s, 2500ms}).rules();
    ASSERT_EQ(rules.size(), defaults.size() + 2);
    EXPECT_TRUE(std::equal(defaults.begin(), defaults.end(), rules.begin() + 2));
    EXPECT_EQ(rules[0].name, "personnel");
    EXPECT_EQ(rules[0].line, 17u);
    EXPECT_EQ(rules[1].is, cdr::call_outcome::held);
    EXPECT_EQ(rules[1].directions, 3u);
    EXPECT_EQ(rules[1].dispositions, 1u << static_cast<unsigned>(cdr::disposition::voicemail));
    EXPECT_EQ(rules[1].lasted.least, 20s);
    EXPECT_EQ(rules[1].waited.most, 60s);
    EXPECT_EQ(rules[1].rang, true);
    EXPECT_EQ(rules[1].open, false);
    EXPECT_EQ(rules[1].lines, std::vector<std::string>{"+74951234567"});
    EXPECT_EQ(rules[1].hours.at(0).weekdays, 0x60);
}

TEST(office_load_calls, an_office_that_says_nothing_has_the_default_rules) {
    const auto loaded = office::load_text(head, "o.toml");
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded->outcomes.rules() == cdr::outcome_policy().rules());
}

TEST(office_load_calls, tells_every_mistake_with_its_place_and_the_nearest_word) {
    const std::string told = mistakes_of(R"([calls]
held_talk = -1
short_abandonn = 5
[[calls.outcome]]
is = "misssed"
direction = ["inbond"]
disposition = "cancelled_"
talk_at_least = 9
talk_at_most = 3
[[calls.outcome]]
line = ["+74951234560", "x"]
campaign = "avto"
trunk = "mang"
department = "hrr"
waited_at_most = "5"
rang = 1
hours = "weekdays"
talk_at_leest = 2
)");
    for (const char* expected : {"o.toml:15:13: office.bad_value",
                                 "o.toml:16:1: office.unknown_key",
                                 "\"short_abandon\"",
                                 "o.toml:18:6: office.bad_value",
                                 "\"missed\"",
                                 "o.toml:19:14: office.bad_value",
                                 "\"inbound\"",
                                 "o.toml:20:15: office.bad_value",
                                 "\"cancelled\"",
                                 "o.toml:21:17: office.contradiction",
                                 "o.toml:23:1: office.missing_key",
                                 "o.toml:24:9: office.dangling_name",
                                 "o.toml:24:25: office.bad_value",
                                 "o.toml:25:12: office.dangling_name",
                                 "o.toml:26:9: office.dangling_name",
                                 "\"mango\"",
                                 "o.toml:27:14: office.dangling_name",
                                 "\"hr\"",
                                 "o.toml:28:18: office.wrong_type",
                                 "o.toml:29:8: office.wrong_type",
                                 "o.toml:30:9: office.bad_value",
                                 "o.toml:31:1: office.unknown_key",
                                 "\"talk_at_least\""})
        EXPECT_NE(told.find(expected), std::string::npos) << expected << "\nin\n" << told;
    EXPECT_EQ(told.find("1234560"), std::string::npos) << "no full number: " << told;
}

TEST(office_load_calls, warns_of_rules_that_no_call_reaches) {
    const auto loaded = office::load_text(std::string(head) + R"([[calls.outcome]]
is = "held"
disposition = "answered"
[[calls.outcome]]
is = "not_held"
disposition = "answered"
talk_at_most = 5
[[calls.outcome]]
is = "held"
disposition = "missed"
talk_at_least = 5
[[calls.outcome]]
is = "missed"
queue = "501"
)",
                                          "o.toml");
    ASSERT_TRUE(loaded) << text_of(loaded.error().mistakes);
    const std::string told = text_of(loaded->warnings);
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 3) << told;
    for (const char* expected : {"o.toml:17:1: office.unreachable", "the rule at line 14",
                                 "o.toml:24:17: office.unreachable", "o.toml:27:9: office.dangling_name", "\"500\""})
        EXPECT_NE(told.find(expected), std::string::npos) << expected << "\nin\n" << told;
}

} // namespace
