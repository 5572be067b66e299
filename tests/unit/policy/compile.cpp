// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/compile.hpp>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace almon;
using namespace almon::policy_test;

std::vector<diagnostic> problems_of(std::vector<raw_role> roles, tenant::tenant office = {}) {
    return compile({"office.toml", std::move(roles), {}}, office).problems;
}

TEST(compile, names_the_nearest_word_for_each_misspelt_one) {
    struct row {
        const char* what;
        raw_role role;
        policy::errc code;
        const char* expected;
    };
    std::vector<row> rows;
    rows.push_back({"verb", role("a", {"recording.lissten"}), policy::errc::unknown_verb, "\"recording.listen\""});
    rows.push_back({"group", role("a", {}, {"recordings.*"}), policy::errc::unknown_verb, "\"recording.*\""});
    rows.push_back({"scope", role("a", {"stats.view@departmnt"}), policy::errc::unknown_scope, "\"department\""});
    rows.push_back({"role in a scope", role("aa", {"stats.view@role:ab"}), policy::errc::unknown_role, "\"aa\""});
    raw_role r = role("agent", {});
    r.inherits = words({"agnet"});
    rows.push_back({"role", r, policy::errc::unknown_role, "\"agent\""});
    r = role("a", {});
    r.record = word{"allways", 7, 3};
    rows.push_back({"obligation", r, policy::errc::unknown_value, "\"always\""});
    r = role("a", {});
    r.rules = {rule("forbidd", 4, {"call.answer"})};
    rows.push_back({"effect", r, policy::errc::unknown_effect, "\"forbid\""});
    r.rules = {rule("forbid", 4, {"call.answer"}, {when("directon", {"inbound"})})};
    rows.push_back({"condition", r, policy::errc::unknown_condition, "\"direction\""});
    r.rules = {rule("forbid", 4, {"call.answer"}, {when("class", {"clientt"})})};
    rows.push_back({"class", r, policy::errc::unknown_value, "\"client\""});
    r.rules = {rule("forbid", 4, {"call.answer"}, {when("hours", {"mon-fri 9-18"})})};
    rows.push_back({"hours", r, policy::errc::malformed_hours, ""});
    r.rules = {rule("forbid", 4, {})};
    rows.push_back({"no verbs", r, policy::errc::nothing_stated, ""});
    for (const row& one : rows) {
        const auto problems = problems_of({one.role});
        ASSERT_EQ(problems.size(), 1u) << one.what;
        EXPECT_EQ(problems[0].reason, one.code) << one.what << ": " << to_string(problems[0]);
        EXPECT_EQ(problems[0].expected, one.expected) << one.what;
        EXPECT_GT(problems[0].line, 0u) << one.what;
        EXPECT_GT(problems[0].column, 0u) << one.what;
    }
}

TEST(compile, tells_all_mistakes_at_once_and_compiles_nothing) {
    const auto done =
        compile({"office.toml", {role("a", {"x.y", "call.answer@nowhere"}, {"z"}), role("a", {})}, {}}, {});
    EXPECT_FALSE(done.policy);
    EXPECT_EQ(done.problems.size(), 4u);
}

TEST(compile, points_into_a_pattern_behind_its_at_sign) {
    const auto problems = problems_of({role("a", {"stats.view@role:zzzzzz"})});
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].column, 5u + 11u + 5u) << "the name after \"stats.view@role:\"";
}

TEST(compile, refuses_roles_that_inherit_themselves) {
    raw_role a = role("a", {}), b = role("b", {}), c = role("c", {});
    a.inherits = words({"b"});
    b.inherits = words({"c"});
    c.inherits = words({"a"});
    const auto problems = problems_of({a, b, c});
    ASSERT_EQ(problems.size(), 3u);
    EXPECT_EQ(problems[0].reason, policy::errc::inheritance_cycle);
}

TEST(compile, refuses_a_user_of_an_unknown_role) {
    tenant::tenant office;
    office.users = {person("x", {"agnt"})};
    const auto problems = problems_of({role("agent", {})}, office);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].expected, "\"agent\"");
}

TEST(compile, never_shows_a_number_in_a_message) {
    raw_role r = role("a", {});
    r.rules = {rule("permit", 4, {"call.answer"}, {when("line", {"+79161234567"})})};
    const auto problems = problems_of({r});
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(to_string(problems[0]).find("9161234567"), std::string::npos);
}

TEST(compile, refuses_more_than_a_policy_can_hold) {
    std::vector<raw_role> many;
    for (int i = 0; i < 5000; ++i) many.push_back(role(fmt::format("r{}", i), {}));
    const auto problems = problems_of(many);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].reason, policy::errc::too_large);
}

TEST(read_facts, reads_each_fact_and_refuses_others) {
    tenant::tenant office = agency();
    office.lines = {{almon::detail::make_number(74951234567), "cian", "", {}}};
    const table t = compiled(seed_roles(), office);
    std::vector<diagnostic> problems;
    const std::vector<raw_condition> facts = {when("direction", {"inbound"}), when("class", {"client", "premium"}),
                                              when("state", {"held"}),        when("evidence", {"own_sim"}),
                                              when("line", {"cian"}),         when("hours", {"tue 10:30"}),
                                              when("hours", {"closed"})};
    const circumstances given = read_facts(t, facts, problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(given.direction, direction::inbound);
    EXPECT_EQ(given.number_class, number_class::client | number_class::premium);
    EXPECT_EQ(given.state, call_state::held);
    EXPECT_EQ(given.evidence, evidence::own_sim);
    EXPECT_EQ(given.line, 0u);
    EXPECT_EQ(given.minute_of_week, (24 + 10) * 60 + 30);
    EXPECT_EQ(given.office, circumstances::hours::closed);
    const std::vector<raw_condition> wrong = {when("hours", {"mon-fri 10:00"}), when("state", {"held", "parked"}),
                                              when("weather", {"rain"})};
    (void)read_facts(t, wrong, problems);
    EXPECT_EQ(problems.size(), 3u);
}

} // namespace
