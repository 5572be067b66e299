// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/decide.hpp>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace almon;
using namespace almon::policy_test;

user_id id(const table& t, std::string_view name) {
    return t.find_user(name).value();
}

TEST(decide, denies_what_nothing_permits_and_lets_forbid_win) {
    auto office = agency();
    office.users = {person("x", {"permits", "forbids"}), person("y", {"permits"}), person("z", {})};
    const table t = compiled({role("permits", {"recording.*"}), role("forbids", {}, {"recording.listen"})}, office);
    EXPECT_EQ(t.decide("x", "recording.listen").why, reason::forbidden);
    EXPECT_EQ(t.decide("x", "recording.listen").line, 10u);
    EXPECT_EQ(t.rule(t.decide("x", "recording.listen"))->text, "forbid recording.listen");
    EXPECT_TRUE(t.decide("x", "recording.share").allowed);
    EXPECT_TRUE(t.decide("y", "recording.listen").allowed);
    EXPECT_EQ(t.decide("y", "call.answer").why, reason::not_granted);
    EXPECT_EQ(t.decide("z", "recording.listen").why, reason::not_granted);
    EXPECT_EQ(t.decide("nobody", "recording.listen").why, reason::unknown_user);
    EXPECT_FALSE(t.decide("y", "recording.lissten").allowed);
}

TEST(decide, inherits_rules_and_forbids) {
    raw_role child = role("child", {"call.park"});
    child.inherits = words({"parent"});
    auto office = agency();
    office.users = {person("x", {"child"})};
    const table t = compiled({child, role("parent", {"call.*"}, {"call.premium"})}, office);
    EXPECT_TRUE(t.decide("x", "call.answer").allowed);
    EXPECT_EQ(t.rule(t.decide("x", "call.premium"))->role, "parent");
}

TEST(decide, looks_at_whose_things_it_is_about) {
    auto office = agency();
    office.users = {person("x", {"a"}, "sales"), person("same", {"b"}, "sales"), person("other", {"a"}, "hr"),
                    person("serves", {"b"}, "hr")};
    office.users[0].queues = office.users[3].queues = {"500"};
    struct row {
        const char* scope;
        const char* allowed; // of: own same other serves department:sales role:a queue:500 everything outside
    };
    for (const row& r :
         {row{"own", "100000000"}, row{"department", "110010000"}, row{"role", "101001000"}, row{"queue", "100100100"},
          row{"tenant", "111111110"}, row{"any", "111111111"}, row{"department:hr", "001100000"},
          row{"role:b", "010100000"}, row{"queue:500", "100100100"}}) {
        const table t = compiled({role("a", {fmt::format("stats.view@{}", r.scope)}), role("b", {})}, office);
        const char* expected = r.allowed;
        for (const char* whose :
             {"own", "same", "other", "serves", "department:sales", "role:a", "queue:500", "everything", "outside"}) {
            const object o = find_object(t, id(t, "x"), whose).value();
            EXPECT_EQ(t.decide("x", "stats.view", o).allowed, *expected++ == '1') << r.scope << " of " << whose;
        }
    }
}

TEST(decide, takes_people_without_a_department_for_no_colleagues) {
    auto office = agency();
    office.users = {person("x", {"a"}, ""), person("y", {"a"}, "")};
    const table t = compiled({role("a", {"stats.view@department"})}, office);
    EXPECT_FALSE(t.decide("x", "stats.view", object::of(id(t, "y"))).allowed);
}

TEST(decide, shows_no_number_to_who_may_not_see_numbers_however_his_role_shows_them) {
    raw_role shows = role("shows", {"call.answer"});
    shows.show_number = word{"full", 1, 1};
    raw_role sees = role("sees", {"call.answer", "data.view_number"});
    sees.show_number = shows.show_number;
    auto office = agency();
    office.users = {person("x", {"shows"}), person("y", {"sees"})};
    const table t = compiled({shows, sees}, office);
    const object client{object_kind::outside, 0};
    EXPECT_EQ(t.number_shown_to(id(t, "x"), client, {}), visibility::nothing);
    EXPECT_EQ(t.number_shown_to(id(t, "y"), client, {}), visibility::full);
}

TEST(decide, forbids_a_group_of_which_a_part_is_forbidden) {
    auto office = agency();
    office.users = {person("x", {"a"}, "sales"), person("y", {"a"}, "hr")};
    const table t = compiled({role("a", {"stats.view"}, {"stats.view@department:hr"})}, office);
    const auto may = [&](const char* whose) {
        return t.decide("x", "stats.view", find_object(t, id(t, "x"), whose).value()).allowed;
    };
    EXPECT_TRUE(may("own"));
    EXPECT_TRUE(may("department:sales"));
    EXPECT_FALSE(may("y"));
    EXPECT_FALSE(may("department:hr"));
    EXPECT_FALSE(may("everything")) << "everything includes what is forbidden";
}

TEST(decide, denies_where_a_condition_cannot_be_checked) {
    raw_role r = role("a", {"call.answer"});
    r.rules = {rule("permit", 30, {"call.external"}, {when("class", {"whitelist", "client"})}),
               rule("forbid", 40, {"call.answer"}, {when("evidence", {"withheld"})})};
    auto office = agency();
    office.users = {person("x", {"a"})};
    const table t = compiled({r}, office);
    circumstances given;
    EXPECT_EQ(t.decide("x", "call.external", {}, given).why, reason::fact_unknown);
    EXPECT_EQ(t.decide("x", "call.answer", {}, given).why, reason::fact_unknown);
    given.number_class = number_class::client | number_class::international;
    given.evidence = evidence::verified;
    EXPECT_TRUE(t.decide("x", "call.external", {}, given).allowed);
    EXPECT_TRUE(t.decide("x", "call.answer", {}, given).allowed);
    given.number_class = number_class::stranger;
    given.evidence = evidence::withheld;
    EXPECT_EQ(t.decide("x", "call.external", {}, given).why, reason::not_granted);
    EXPECT_EQ(t.decide("x", "call.answer", {}, given).line, 40u);
}

TEST(decide, keeps_hours_and_lines) {
    raw_role r = role("a", {});
    r.rules = {rule("permit", 30, {"call.external"}, {when("hours", {"fri-sun 22:00-02:00"})}),
               rule("permit", 31, {"call.queue"}, {when("hours", {"office"})}),
               rule("permit", 32, {"call.answer"}, {when("line", {"cian"})})};
    auto office = agency();
    office.hours.windows = {{tenant::parse_weekdays("mon-fri"), 9 * 60, 18 * 60}};
    office.lines = {{almon::detail::make_number(74951234567), "cian", "", {}},
                    {almon::detail::make_number(74951234568), "", "", {}}};
    office.users = {person("x", {"a"})};
    const table t = compiled({r}, office);
    const auto at = [&](const char* verb, const char* time) {
        return t.decide("x", verb, {}, at_time({}, office, parse_rfc3339(time).value())).allowed;
    };
    EXPECT_TRUE(at("call.external", "2026-11-20T22:00:00+03:00"));
    EXPECT_TRUE(at("call.external", "2026-11-23T01:59:00+03:00")) << "the Sunday window ends on Monday";
    EXPECT_FALSE(at("call.external", "2026-11-23T02:00:00+03:00"));
    EXPECT_TRUE(at("call.queue", "2026-11-20T09:00:00+03:00"));
    EXPECT_FALSE(at("call.queue", "2026-11-20T18:00:00+03:00"));
    EXPECT_EQ(t.decide("x", "call.queue").why, reason::fact_unknown);
    circumstances given;
    EXPECT_EQ(t.decide("x", "call.answer", {}, given).why, reason::fact_unknown);
    given.line = 0;
    EXPECT_TRUE(t.decide("x", "call.answer", {}, given).allowed);
    given.line = 1;
    EXPECT_FALSE(t.decide("x", "call.answer", {}, given).allowed);
}

TEST(decide, lets_an_emergency_call_pass_and_nothing_else_of_it) {
    const table t = compiled({role("agent", {}, {"*"})}, [] {
        auto office = agency();
        office.users = {person("x", {"agent"})};
        return office;
    }());
    circumstances help;
    help.number_class = number_class::emergency;
    for (const char* who : {"x", "stranger"}) {
        EXPECT_TRUE(t.decide(who, "call.emergency").allowed);
        const decision d = t.decide(who, "call.external", {}, help);
        EXPECT_EQ(d.why, reason::emergency);
        EXPECT_EQ(d.with.record, recording::never);
        EXPECT_EQ(d.with.present, presentation::own);
        EXPECT_FALSE(t.decide(who, "recording.listen", {}, help).allowed) << "only the call itself passes";
    }
}

TEST(obligations, follow_the_stricter_of_several_roles) {
    raw_role loose = role("loose", {"call.*"}), strict = role("strict", {});
    const auto owe = [](raw_role& r, const char* show, const char* present, const char* record, const char* announce) {
        r.show_number = word{show, 1, 1};
        r.present = word{present, 1, 1};
        r.record = word{record, 1, 1};
        r.announce = word{announce, 1, 1};
    };
    owe(loose, "full", "own", "never", "inbound");
    owe(strict, "alias", "office", "always", "outbound");
    auto office = agency();
    office.users = {person("x", {"loose", "strict"}), person("y", {"loose"}), person("z", {"strict"})};
    const table t = compiled({loose, strict}, office);
    circumstances out, in;
    out.direction = direction::outbound;
    in.direction = direction::internal;
    EXPECT_EQ(t.decide("x", "call.external", {}, out).with,
              (obligations{visibility::alias, presentation::office, recording::always, true}));
    EXPECT_EQ(t.decide("x", "call.internal", object::of(id(t, "x")), in).with.record, recording::never);
    EXPECT_FALSE(t.decide("y", "call.external", {}, out).with.announce) << "never recorded, so nothing to announce";
    EXPECT_EQ(t.decide("z", "call.internal", object::of(id(t, "z")), in).with.record, recording::always);
    EXPECT_EQ(t.decide("z", "call.internal", object::of(id(t, "y")), in).with.record, recording::never)
        << "between staff the colleague's never wins";
}

TEST(obligations, of_a_role_override_what_it_inherits) {
    raw_role parent = role("parent", {"call.*"}), child = role("child", {});
    parent.record = word{"always", 1, 1};
    parent.show_number = word{"alias", 1, 1};
    child.inherits = words({"parent"});
    child.record = word{"on_demand", 1, 1};
    auto office = agency();
    office.users = {person("x", {"child"})};
    const obligations got = compiled({parent, child}, office).decide("x", "call.external").with;
    EXPECT_EQ(got.record, recording::on_demand);
    EXPECT_EQ(got.show_number, visibility::alias);
}

TEST(stricter, has_an_order_for_each_situation) {
    const obligations a{visibility::full, presentation::line, recording::never, true};
    const obligations b{visibility::partial, presentation::own, recording::on_demand, false};
    EXPECT_EQ(stricter(a, b, situation::outside),
              (obligations{visibility::partial, presentation::line, recording::on_demand, true}));
    EXPECT_EQ(stricter(a, b, situation::between_staff).record, recording::never);
}

TEST(find_object, refuses_what_the_office_does_not_know) {
    const table t = agency_table();
    EXPECT_EQ(find_object(t, id(t, "orlova"), "nobody").error(), policy::errc::unknown_user);
    EXPECT_EQ(find_object(t, id(t, "orlova"), "team:x").error(), policy::errc::unknown_object);
    EXPECT_EQ(find_object(t, id(t, "orlova"), "role:x").error(), policy::errc::unknown_object);
    EXPECT_EQ(find_object(t, id(t, "orlova"), "user:petrov").value(), object::of(id(t, "petrov")));
}

} // namespace
