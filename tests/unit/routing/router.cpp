// SPDX-License-Identifier: BSL-1.0
#include <almon/routing/router.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <almon/numbering/parse.hpp>

#include "office.hpp"

namespace {

using namespace almon;
using namespace almon::routing;
using test::num;
using testing::ElementsAre;

class router : public testing::Test {
protected:
    tenant::tenant office = test::agency();
    rules how = test::agency_rules();

    request call(const char* user, const char* to) {
        request r;
        r.caller = office.find_user(user);
        r.where.to = num(to);
        r.allowed = {true, "role.operator"};
        r.at = parse_rfc3339("2026-11-23T12:00:00+03:00").value();
        return r;
    }
    route find(const request& r) { return find_route(office, how, r, test::whose); }

    static std::vector<std::string> names(const route& r) {
        std::vector<std::string> all;
        for (const hop& h : r.hops) all.push_back(h.trunk->name);
        return all;
    }
    static std::string why(const route& r, std::string_view trunk) {
        for (const trace_entry& t : r.trace)
            if (t.trunk && t.trunk->name == trunk) return t.rejected ? std::string(t.rejected->code()) : "carries";
        return "not in the trace";
    }
};

TEST_F(router, takes_the_trunk_of_the_called_operator_and_presents_its_number) {
    const route r = find(call("ivanova", "+79165550001"));
    EXPECT_EQ(r.operator_brand, "mts");
    ASSERT_THAT(names(r), ElementsAre("mts", "landline", "beeline", "backup")) << "the rest by cost";
    EXPECT_EQ(r.hops[0].because, rank::operator_match);
    EXPECT_EQ(r.hops[0].present, num("+79161230001"));
    EXPECT_EQ(r.hops[1].present, num("+74951234568")) << "her direct number, which this trunk has";
    EXPECT_EQ(why(r, "hr-1"), "routing.not_of_department");
    EXPECT_EQ(why(r, "mute"), "routing.not_of_department");
    EXPECT_EQ(names(find(call("ivanova", "+79035550001"))).front(), "beeline");
}

TEST_F(router, takes_the_default_trunk_when_nobody_knows_the_operator) {
    const route r = find(call("petrov", "+74956660000"));
    EXPECT_EQ(r.operator_brand, "");
    EXPECT_EQ(names(r).front(), "landline");
    EXPECT_EQ(r.hops[0].because, rank::default_trunk);
    for (const hop& h : r.hops) EXPECT_NE(h.because, rank::operator_match) << h.trunk->name;
    const route blind = find_route(office, how, call("petrov", "+79165550001"));
    EXPECT_EQ(names(blind).front(), "landline") << "without a directory nobody knows any operator";
}

TEST_F(router, ranks_by_cost_where_no_trunk_is_the_operators_own) {
    const route r = find(call("petrov", "+79265550001"));
    EXPECT_EQ(r.operator_brand, "megafon");
    EXPECT_EQ(names(r).front(), "landline");
    EXPECT_EQ(r.hops[0].because, rank::cost);
    ASSERT_TRUE(r.hops[0].cost && r.hops[1].cost);
    EXPECT_LT(*r.hops[0].cost, *r.hops[1].cost);
    EXPECT_EQ(r.hops.back().cost, std::nullopt) << "the trunk without a tariff comes last";
}

TEST_F(router, lets_the_caller_choose_among_what_is_allowed) {
    request c = call("ivanova", "+79165550001");
    c.trunk = "backup";
    EXPECT_EQ(names(find(c)).front(), "backup");
    EXPECT_EQ(find(c).hops[0].because, rank::chosen);
    c.trunk = "hr-1";
    EXPECT_EQ(names(find(c)).front(), "mts") << "not his department's";
    EXPECT_EQ(why(find(c), "hr-1"), "routing.not_of_department");
    c.trunk = "nonesuch";
    const route r = find(c);
    EXPECT_EQ(names(r).front(), "mts");
    EXPECT_TRUE(std::any_of(r.trace.begin(), r.trace.end(),
                            [](const trace_entry& t) { return t.rejected && *t.rejected == errc::unknown_trunk; }));
}

TEST_F(router, maps_each_number_of_the_personnel_department_to_one_trunk) {
    const route first = find(call("smirnova", "+79165550001")), second = find(call("volkov", "+79165550001"));
    EXPECT_THAT(names(first), ElementsAre("hr-1", "hr-2"));
    EXPECT_EQ(first.hops[0].present, num("+74951239001"));
    EXPECT_EQ(first.hops[0].because, rank::own_number);
    EXPECT_THAT(names(second), ElementsAre("hr-2", "hr-1"));
    EXPECT_EQ(second.hops[0].present, num("+74951239002"));
}

TEST_F(router, presents_only_what_the_trunk_has) {
    request c = call("ivanova", "+79165550001");
    c.line = num("+74951234567");
    for (const hop& h : find(c).hops) {
        ASSERT_TRUE(h.present);
        EXPECT_THAT(h.trunk->presents, testing::Contains(*h.present)) << h.trunk->name;
        if (h.trunk->name == "landline") {
            EXPECT_EQ(h.present, c.line) << "the line that the call belongs to";
        }
    }
    request forwarded = call("ivanova", "+79165550001");
    forwarded.caller = nullptr;
    forwarded.line = num("+79261234567"); // the client's: never ours to show
    for (const hop& h : find(forwarded).hops) EXPECT_NE(h.present, forwarded.line);
    EXPECT_EQ(why(find(forwarded), "mute"), "routing.presents_nothing");
}

TEST_F(router, skips_trunks_that_are_busy_or_down) {
    request c = call("ivanova", "+79165550001");
    const trunk_load load[] = {{"mts", 2, trunk_load::state::up},
                               {"landline", 29, trunk_load::state::up},
                               {"beeline", 0, trunk_load::state::down}};
    c.load = load;
    const route r = find(c);
    EXPECT_THAT(names(r), ElementsAre("landline", "backup"));
    EXPECT_EQ(why(r, "mts"), "routing.no_free_channel");
    EXPECT_EQ(why(r, "beeline"), "routing.trunk_down");
}

TEST_F(router, follows_limits_of_type_hours_and_lists) {
    how.limits = {{"mts", {numbering::number_type::mobile}, {}, {}, {}},
                  {"beeline", {}, {}, {"+7916"}, {}},
                  {"backup", {}, {"7495"}, {}, {}}};
    how.limits.push_back({"landline", {}, {}, {}, {{{tenant::parse_weekdays("mon-fri"), 9 * 60, 11 * 60}}, {}}});
    const route mobile = find(call("ivanova", "+79165550001"));
    EXPECT_THAT(names(mobile), ElementsAre("mts"));
    EXPECT_EQ(why(mobile, "beeline"), "routing.never_carried");
    EXPECT_EQ(why(mobile, "backup"), "routing.not_whitelisted");
    EXPECT_EQ(why(mobile, "landline"), "routing.closed");
    const route fixed = find(call("ivanova", "+74956660000"));
    EXPECT_EQ(why(fixed, "mts"), "routing.type_not_carried");
    EXPECT_THAT(names(fixed), ElementsAre("beeline", "backup"));
}

TEST_F(router, refuses_what_policy_or_office_forbid) {
    request c = call("ivanova", "+79165550001");
    c.allowed = {false, "role.agent line 12"};
    EXPECT_EQ(find(c).refused, error(errc::policy_forbids));
    EXPECT_TRUE(find(c).hops.empty());
    EXPECT_EQ(find(c).trace.back().detail, "role.agent line 12");
    how.blacklist = {"+7916"};
    EXPECT_EQ(find(call("ivanova", "+79165550001")).refused, error(errc::blacklisted));
    office.trunks.clear();
    EXPECT_EQ(find(call("ivanova", "+79035550001")).refused, error(errc::no_trunk));
}

TEST_F(router, sends_emergency_calls_out_whatever_stands_against_it) {
    request c = call("smirnova", "+79165550001");
    c.where = {std::nullopt, "112"};
    c.allowed = {false, "nobody may call"};
    how.blacklist = {"112"};
    const trunk_load load[] = {{"landline", 30, trunk_load::state::up}, {"mts", 0, trunk_load::state::down}};
    route r = find(c);
    EXPECT_TRUE(r.emergency);
    EXPECT_FALSE(r.refused);
    EXPECT_EQ(r.hops.size(), office.trunks.size()) << "even trunks of others, and those that can present nothing";
    EXPECT_EQ(r.hops[0].trunk->name, "landline");
    c.load = load;
    r = find(c);
    EXPECT_EQ(r.hops[0].trunk->name, "beeline") << "the busy and the dead come last, but they come";
    EXPECT_EQ(r.hops.back().trunk->name, "mts");
    EXPECT_EQ(r.hops.size(), office.trunks.size());
}

TEST_F(router, is_pure) {
    const request c = call("ivanova", "+79165550001");
    const route a = find(c), b = find(c);
    EXPECT_EQ(names(a), names(b));
    EXPECT_EQ(a.trace.size(), b.trace.size());
}

TEST_F(router, keeps_full_numbers_out_of_the_trace) {
    for (const char* to : {"+79165550001", "+74956660000"})
        for (const trace_entry& t : find(call("ivanova", to)).trace) EXPECT_EQ(t.detail.find("000"), std::string::npos);
}

TEST(emergency_code, is_112_always_and_others_by_list_or_outside_prefix) {
    tenant::tenant office;
    office.extensions = {"10x"};
    office.outside_prefix = "9";
    EXPECT_EQ(emergency_code(office, "112"), "112");
    EXPECT_EQ(emergency_code(office, "9112"), "112");
    EXPECT_EQ(emergency_code(office, "101"), "") << "a phone of the office";
    EXPECT_EQ(emergency_code(office, "9101"), "101");
    EXPECT_EQ(emergency_code(office, "911"), "");
    office.emergency = {"911", "101"};
    EXPECT_EQ(emergency_code(office, "911"), "911");
    EXPECT_EQ(emergency_code(office, "101"), "") << "extensions win";
    office.extensions = {"112", "91xx"};
    EXPECT_EQ(emergency_code(office, "112"), "112");
    EXPECT_EQ(emergency_code(office, "9101"), "") << "an extension of four digits";
    EXPECT_EQ(emergency_code(office, "101"), "101");
    EXPECT_EQ(emergency_code(office, ""), "");
}

TEST(direct_number, is_the_one_line_that_ends_at_the_user) {
    tenant::tenant office = test::agency();
    EXPECT_EQ(direct_number(office, *office.find_user("smirnova")), num("+74951239001"));
    EXPECT_EQ(direct_number(office, *office.find_user("petrov")), std::nullopt);
    const tenant::line hers = *office.find_line(num("+74951239001"));
    office.lines.push_back(hers);
    office.lines.back().number = num("+74951239009");
    EXPECT_EQ(direct_number(office, *office.find_user("smirnova")), std::nullopt)
        << "of two lines neither is hers alone";
}

} // namespace
