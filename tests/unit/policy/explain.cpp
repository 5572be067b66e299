// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/explain.hpp>

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace almon;
using namespace almon::policy_test;

table rules() {
    auto office = agency();
    office.users = {person("x", {"a"}), person("y", {"b"})};
    raw_role a = role("a", {"stats.view@own", "recording.*"}, {"recording.delete"});
    a.rules = {rule("permit", 30, {"call.external"}, {when("class", {"whitelist"})})};
    return compiled({a, role("b", {"admin.users", "stats.view"})}, office);
}

TEST(explain, names_the_rule_that_decided_and_the_nearest_grant) {
    const table t = rules();
    const auto told = [&](std::string_view verb, circumstances given = {}) {
        return to_string(t, explain(t, {*t.find_user("x"), find_verb(verb).value(), {}, given}));
    };
    circumstances stranger;
    stranger.number_class = number_class::stranger;
    EXPECT_EQ(told("recording.listen"), "allow: office.toml:11:5: permit recording.* of role a");
    EXPECT_EQ(told("recording.delete"), "deny: office.toml:10:5: forbid recording.delete of role a; nearest: "
                                        "office.toml:11:5: permit recording.* of role a, which is overruled");
    EXPECT_EQ(told("stats.view"), "deny: no rule permits it; nearest: office.toml:10:5: permit stats.view@own of role "
                                  "a, which covers others' things");
    EXPECT_EQ(told("call.external", stranger),
              "deny: no rule permits it; nearest: office.toml:30:1: permit call.external when class of role a, which "
              "has conditions that do not hold");
    EXPECT_EQ(told("call.external"),
              "deny: office.toml:30:1: permit call.external when class of role a, whose condition asks for a fact that "
              "is not known; nearest: office.toml:30:1: permit call.external when class of role a, which has "
              "conditions that do not hold");
    EXPECT_EQ(told("admin.users"), "deny: no rule permits it; nearest: office.toml:10:5: permit admin.users of role b, "
                                   "which belongs to a role that he lacks");
    EXPECT_EQ(told("admin.keys"), "deny: no rule permits it");
    EXPECT_EQ(told("call.emergency"), "allow: an emergency call passes");
}

TEST(who, agrees_with_every_single_decision) {
    const table t = agency_table();
    const std::size_t users = t.user_count();
    std::vector<object> objects = {{}, {object_kind::outside, 0}};
    for (std::uint32_t i = 0; i < users; ++i) objects.push_back(object::of(user_id{i}));
    for (const verb_info& v : verbs)
        for (const object& o : objects) {
            std::vector<bool> listed(users);
            for (const holder& h : who(t, v.id, o)) listed[policy::detail::underlying(h.user)] = true;
            for (std::uint32_t i = 0; i < users; ++i)
                EXPECT_EQ(listed[i], t.decide({user_id{i}, v.id, o}).allowed) << v.name;
        }
}

TEST(who_at_all, finds_those_who_may_do_it_to_some) {
    const table t = agency_table();
    std::vector<std::string_view> names;
    for (const holder& h : who_at_all(t, verb::stats_view)) {
        names.push_back(t.name(h.user));
        EXPECT_EQ(h.scope, h.user == *t.find_user("ivanova") || h.user == *t.find_user("petrov") ? scope_kind::role
                                                                                                 : scope_kind::any);
    }
    EXPECT_EQ(names, (std::vector<std::string_view>{"orlova", "ivanova", "petrov", "zorin"}));
}

} // namespace
