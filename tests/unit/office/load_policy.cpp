// SPDX-License-Identifier: BSL-1.0
#include <almon/office/load.hpp>

#include <string>

#include <gtest/gtest.h>

#include <almon/policy/expectation.hpp>

namespace {

using namespace almon;

constexpr std::string_view head = R"(schema = 1
[office]
tenant = "t"
timezone = "Europe/Moscow"
[[user]]
name = "ivanov"
role = ["zeta", "alpha"]
queues = ["500"]
)";

std::string with(std::string_view rest) {
    return std::string(head).append(rest);
}

TEST(load_policy, reads_roles_in_the_order_of_the_file_with_rules_and_tests) {
    const auto file = office::load_text(with(R"([role.zeta]
permit = ["stats.view@queue"]
record = "always"
[[role.zeta.rule]]
effect = "permit"
verbs = ["call.external"]
when = { class = ["whitelist", "client"], hours = "mon-fri 09:00-18:00" }
[role.alpha]
inherits = ["zeta"]
[[policy.test]]
user = "ivanov"
verb = "call.external"
given = { class = "client", hours = "mon 10:00" }
expect = "allow"
record = "always"
)"),
                                        "office.toml");
    ASSERT_TRUE(file) << to_string(file.error().mistakes.front());
    ASSERT_EQ(file->rules.roles.size(), 2u);
    EXPECT_EQ(file->rules.roles[0].name.text, "zeta");
    EXPECT_EQ(file->rules.roles[0].rules[0].when.size(), 2u);
    EXPECT_TRUE(file->policy.decide("ivanov", "stats.view", {policy::object_kind::queue, 0}).allowed);
    const policy::test_report report = policy::run_tests(file->policy, file->rules);
    ASSERT_EQ(report.outcomes.size(), 1u);
    EXPECT_TRUE(report.outcomes[0].passed) << report.outcomes[0].why;
}

TEST(load_policy, points_at_each_misspelt_word) {
    const auto file = office::load_text(with(R"([role.zeta]
permit = ["call.answer", "recording.lissten"]
[role.alpha]
show_number = "alais"
colour = "red"
)"),
                                        "office.toml");
    ASSERT_FALSE(file);
    const auto& mistakes = file.error().mistakes;
    ASSERT_EQ(mistakes.size(), 3u);
    EXPECT_EQ(to_string(mistakes[0]).substr(0, 38), "office.toml:10:26: policy.unknown_verb");
    EXPECT_EQ(mistakes[0].expected, "\"recording.listen\"");
    EXPECT_EQ(mistakes[1].expected, "\"alias\"");
    EXPECT_EQ(mistakes[2].line, 13u);
}

TEST(load_policy, tells_a_users_unknown_role_once_and_with_its_place) {
    const auto file = office::load_text(with("[role.zeta]\n[role.alpah]\n"), "office.toml");
    ASSERT_FALSE(file);
    ASSERT_EQ(file.error().mistakes.size(), 1u);
    EXPECT_EQ(file.error().mistakes[0].line, 7u);
}

TEST(load_policy, lets_the_example_office_pass_its_own_tests) {
    const auto file = office::load(ALMON_SOURCE_DIR "/examples/office/office.toml");
    ASSERT_TRUE(file);
    const policy::test_report report = policy::run_tests(file->policy, file->rules);
    EXPECT_TRUE(report.problems.empty());
    EXPECT_GE(report.outcomes.size(), 10u);
    for (const policy::outcome& o : report.outcomes) EXPECT_TRUE(o.passed) << o.test->verb.line << ": " << o.why;
}

} // namespace
