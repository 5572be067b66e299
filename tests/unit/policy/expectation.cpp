// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/expectation.hpp>

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace almon;
using namespace almon::policy_test;

raw_test test(std::string user, std::string verb, std::string expect) {
    raw_test t;
    t.user = {std::move(user), 50, 8};
    t.verb = {std::move(verb), 51, 8};
    t.expect = {std::move(expect), 52, 10};
    return t;
}

TEST(run_tests, passes_what_holds_and_says_why_the_rest_fails) {
    raw_policy raw{"office.toml", seed_roles(), {}};
    raw.tests = {test("ivanov", "recording.listen", "deny"), test("ivanov", "recording.listen", "allow"),
                 test("ivanova", "stats.view", "allow"), test("ivanov", "call.alias", "allow")};
    raw.tests[2].object = word{"role:operator", 53, 10};
    raw.tests[3].given = {when("direction", {"outbound"})};
    raw.tests[3].record = word{"never", 54, 10};
    raw.tests[3].show_number = word{"alias", 55, 10};
    const compilation done = compile(raw, agency());
    const test_report report = run_tests(*done.policy, raw);
    EXPECT_TRUE(report.problems.empty());
    ASSERT_EQ(report.outcomes.size(), 4u);
    EXPECT_TRUE(report.outcomes[0].passed);
    EXPECT_FALSE(report.outcomes[1].passed);
    EXPECT_EQ(report.outcomes[1].why.substr(0, 25), "allow expected, got deny:");
    EXPECT_TRUE(report.outcomes[2].passed);
    EXPECT_FALSE(report.outcomes[3].passed);
    EXPECT_EQ(report.outcomes[3].why, "record = never expected, always came");
}

TEST(run_tests, reports_tests_that_cannot_be_read) {
    raw_policy raw{"office.toml", seed_roles(), {}};
    raw.tests = {test("ivanof", "recording.listen", "deny"), test("ivanov", "recording.lissten", "deny"),
                 test("ivanov", "recording.listen", "denied")};
    const compilation done = compile(raw, agency());
    const test_report report = run_tests(*done.policy, raw);
    EXPECT_TRUE(report.outcomes.empty());
    ASSERT_EQ(report.problems.size(), 3u);
    EXPECT_EQ(report.problems[0].expected, "\"ivanov\"");
    EXPECT_EQ(report.problems[1].expected, "\"recording.listen\"");
    EXPECT_EQ(report.problems[1].line, 51u);
}

} // namespace
