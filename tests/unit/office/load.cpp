// SPDX-License-Identifier: BSL-1.0
#include <almon/office/load.hpp>

#include <algorithm>

#include <gtest/gtest.h>

namespace {

using namespace almon;

std::string told(const office::load_failure& failure) {
    std::string all;
    for (const diagnostic& d : failure.mistakes) all += to_string(d) + "\n";
    return all;
}

std::string mistakes_of(std::string_view toml) {
    const auto loaded = office::load_text(toml, "office.toml");
    return loaded ? "" : told(loaded.error());
}

constexpr std::string_view head = "schema = 1\n[office]\ntenant = \"t\"\nhome = \"RU\"\narea = \"495\"\n"
                                  "timezone = \"Europe/Moscow\"\noutside_prefix = \"9\"\n[role.clerk]\n";

std::string with(std::string_view rest) {
    return std::string(head) + std::string(rest);
}

TEST(office_load, reads_lines_trunks_departments_and_users) {
    const auto loaded = office::load_text(with(R"(
[[trunk]]
name = "mts"
match = ["PJSIP/mts-*"]
presents = ["8 916 123-00-01"]
channels = 2
writes = "ten-digit"
default = true
[[line]]
number = "+79161230001"
campaign = "door"
to = "queue:operators"
[[department]]
name = "sales"
trunks = ["mts"]
[[user]]
name = "petrova"
role = "clerk"
department = "sales"
extension = "101"
)"),
                                          "dir/office.toml");
    ASSERT_TRUE(loaded) << told(loaded.error());
    const tenant::tenant& t = loaded->tenant;
    ASSERT_EQ(t.trunks.size(), 1u);
    EXPECT_EQ(t.trunks[0].presents.at(0).value(), 79161230001u);
    EXPECT_EQ(t.trunks[0].rules.writes, numbering::spelling::ten_digit);
    EXPECT_EQ(t.trunk_of_channel("PJSIP/mts-00000001"), &t.trunks[0]);
    EXPECT_EQ(t.lines.at(0).to, (tenant::target{tenant::target::kind_type::queue, "operators"}));
    EXPECT_EQ(t.user_of_extension("101"), &t.users[0]);
    EXPECT_TRUE(loaded->warnings.empty());
}

TEST(office_load, completes_paths_from_its_own_folder) {
    const auto loaded = office::load_text(
        "schema = 1\n[office]\ntenant = \"t\"\nstore = \"sqlite:a.db\"\noperators = \"/abs/o.almon\"\n",
        "dir/office.toml");
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->store, "sqlite:dir/a.db");
    EXPECT_EQ(loaded->operators, "/abs/o.almon");
}

TEST(office_load, tells_the_first_syntax_error_with_its_place) {
    const std::string told = mistakes_of("schema = 1\n[office\n");
    EXPECT_EQ(told.substr(0, 33), "office.toml:2:8: office.syntax: t") << told;
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 1);
}

TEST(office_load, tells_every_mistake_at_once) {
    const std::string told = mistakes_of(R"(schema = 2
[office]
tenant = ""
home = "XX"
timezone = "Europe/Moskva"
extensions = ["10y"]
colour = "red"
[[trunk]]
name = "mts"
chanels = 2
presents = ["12"]
writes = "ten-digits"
[[trunk]]
name = "mts"
default = 1
[[line]]
to = "qeue:operators"
[[user]]
name = "ivanov"
role = "agnet"
department = "sales"
[role.agent]
)");
    for (const char* expected :
         {"office.toml:1:10: office.schema", "office.toml:3:10: office.bad_value", "office.toml:4:8: office.bad_value",
          "office.toml:5:12: office.bad_value", "office.toml:6:15: office.bad_value",
          "office.toml:7:1: office.unknown_key", "office.toml:10:1: office.unknown_key", "expected \"channels\"",
          "office.toml:11:13: office.bad_value", "expected \"ten-digit\"", "office.toml:14:8: office.duplicate",
          "office.toml:15:11: office.wrong_type", "office.toml:16:1: office.missing_key",
          "office.toml:17:6: office.bad_value", "office.toml:20:8: office.dangling_name", "expected \"agent\"",
          "office.toml:21:14: office.dangling_name"})
        EXPECT_NE(told.find(expected), std::string::npos) << expected << "\nin\n" << told;
}

TEST(office_load, shows_no_full_number_in_a_message) {
    const std::string told = mistakes_of(with("[[line]]\nnumber = \"+7 916 123-45-67-999999999\"\n"));
    EXPECT_NE(told.find("office.bad_value"), std::string::npos);
    EXPECT_EQ(told.find("4567"), std::string::npos) << told;
    EXPECT_EQ(told.find("45-67"), std::string::npos) << told;
}

TEST(office_load, warns_of_extensions_that_look_like_emergency_numbers) {
    const auto loaded =
        office::load_text("schema = 1\n[office]\ntenant = \"t\"\nextensions = [\"10x\", \"112\"]\n", "o.toml");
    ASSERT_TRUE(loaded);
    ASSERT_EQ(loaded->warnings.size(), 5u) << "112, and 101 to 104 which no outside prefix makes reachable";
    EXPECT_EQ(loaded->warnings[0].reason, office::errc::emergency_clash);
}

TEST(office_load, names_the_mistake_and_not_the_warning_before_it) {
    const auto loaded =
        office::load_text("schema = 1\n[office]\ntenant = \"t\"\nextensions = [\"101\"]\narea = 495\n", "o.toml");
    ASSERT_FALSE(loaded);
    const office::office_error thrown(loaded.error());
    EXPECT_EQ(thrown.reason(), office::errc::wrong_type);
    EXPECT_EQ(std::string_view(thrown.what()).substr(0, 46), "warning: o.toml:4:14: office.emergency_clash: ");
}

TEST(office_load, refuses_what_no_phone_can_dial) {
    const std::string told = mistakes_of(R"(schema = 1
[office]
tenant = "t"
area = "Moscow"
outside_prefix = "nine"
emergency = ["112", "police"]
[[trunk]]
name = "m"
dial_rules = { home = "RUS", technical_prefix = "#7x" }
[hours]
open = ["8 916 123-45-67"]
)");
    for (const char* expected : {"office.toml:4:8: office.bad_value", "office.toml:5:18: office.bad_value",
                                 "office.toml:6:21: office.bad_value", "office.toml:9:23: office.bad_value",
                                 "office.toml:9:49: office.bad_value", "office.toml:11:9: office.bad_value"})
        EXPECT_NE(told.find(expected), std::string::npos) << expected << "\nin\n" << told;
    EXPECT_EQ(told.find("45-67"), std::string::npos) << told;
}

TEST(office_load, warns_of_the_name_that_calls_of_nobody_have) {
    const auto loaded = office::load_text("schema = 1\n[office]\ntenant = \"default\"\n", "o.toml");
    ASSERT_TRUE(loaded);
    ASSERT_EQ(loaded->warnings.size(), 1u);
    EXPECT_EQ(loaded->warnings[0].reason, office::errc::bad_value);
    EXPECT_EQ(loaded->warnings[0].line, 3u);
    EXPECT_EQ(mistakes_of("schema = 7\n").find("default"), std::string::npos) << "a name that nobody wrote";
}

TEST(office_load, refuses_a_slash_in_the_tenants_name) {
    const std::string told = mistakes_of("schema = 1\n[office]\ntenant = \"a/b\"\n");
    EXPECT_NE(told.find("3:10: office.bad_value"), std::string::npos) << told;
    EXPECT_NE(told.find("a name without a slash"), std::string::npos) << told;
}

TEST(office_load, reads_which_trunks_are_tie_lines) {
    const auto loaded =
        office::load_text(with("[[trunk]]\nname=\"a\"\nmatch=[\"IAX2/"
                               "a-*\"]\ntie=true\n[[trunk]]\nname=\"b\"\ntie=false\n[[trunk]]\nname=\"c\"\n"),
                          "office.toml");
    ASSERT_TRUE(loaded);
    const auto& t = loaded->tenant;
    EXPECT_EQ(t.trunks[0].tie, true);
    EXPECT_EQ(t.trunks[1].tie, false);
    EXPECT_EQ(t.trunks[2].tie, std::nullopt);
    EXPECT_TRUE(t.may_lead_to_branch(t.trunks[0]));
    EXPECT_FALSE(t.may_lead_to_branch(t.trunks[1]) || t.may_lead_to_branch(t.trunks[2]));
}

TEST(office_load, tells_what_a_tie_line_cannot_be) {
    const auto told = [](const char* trunk) {
        return mistakes_of(with(std::string("[[trunk]]\nname=\"a\"\n") + trunk));
    };
    EXPECT_NE(told("match=[\"IAX2/a-*\"]\ntie=\"yes\"\n").find("true or false"), std::string::npos);
    EXPECT_NE(told("tie=true\n").find("tie = true without match"), std::string::npos);
    EXPECT_NE(told("match=[\"IAX2/a-*\"]\ntie=true\nown_sim=true\n").find("own_sim = true"), std::string::npos);
    EXPECT_NE(told("tye=true\n").find("expected \"tie\""), std::string::npos);
}

TEST(office_load, refuses_two_default_trunks) {
    EXPECT_NE(mistakes_of(with("[[trunk]]\nname=\"a\"\ndefault=true\n[[trunk]]\nname=\"b\"\ndefault=true\n"))
                  .find("office.contradiction"),
              std::string::npos);
}

TEST(office_load, reads_the_example_that_the_documentation_shows) {
    const auto loaded = office::load(ALMON_SOURCE_DIR "/examples/office/office.toml");
    ASSERT_TRUE(loaded) << told(loaded.error());
    EXPECT_TRUE(loaded->warnings.empty()) << to_string(loaded->warnings.front());
    EXPECT_EQ(loaded->tenant.name, "svetly-dom");
    EXPECT_EQ(loaded->tenant.find_trunk("mts-gsm")->channels, 2u);
    EXPECT_EQ(loaded->tenant.default_target.name, "500");
}

TEST(office_load, reads_roles_and_tells_their_mistakes_with_the_others) {
    const std::string told = mistakes_of(R"(schema = 1
[office]
tenant = "t"
[role.agent]
permit = ["call.answr"]
record = "allways"
[[role.agent.rule]]
effect = "permitt"
verbs = ["call.alias"]
when = { direktion = "inbound" }
[[user]]
name = "ivanov"
role = "agnet"
)");
    for (const char* expected : {"office.toml:5:11", "\"call.answer\"", "office.toml:6:10", "office.toml:8:10",
                                 "office.toml:10:10", "office.toml:13:8"})
        EXPECT_NE(told.find(expected), std::string::npos) << expected << "\nin\n" << told;
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 5) << told;
}

TEST(office_load, names_a_file_that_is_not_there) {
    const auto loaded = office::load("/nonexistent/office.toml");
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().mistakes.at(0).reason, office::errc::unreadable);
    EXPECT_THROW((void)loaded.value(), office::office_error);
}

} // namespace
