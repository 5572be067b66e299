// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/outcome.hpp>

#include <gtest/gtest.h>

#include <almon/numbering/parse.hpp>

#include "support/allocations.hpp"

using namespace almon;
using namespace std::chrono_literals;
using cdr::call_outcome;
using cdr::direction;
using cdr::disposition;

namespace {

const instant monday_noon{std::chrono::seconds(1795424400)}; // 2026-11-23T12:00:00+03:00

cdr::call call_of(direction d, disposition how, milliseconds lasted, milliseconds talk = 0ms) {
    cdr::call c;
    c.direction = d;
    c.disposition = how;
    c.start = monday_noon;
    c.end = c.start + lasted;
    c.spans.talk = talk;
    return c;
}

call_outcome counted(const cdr::call& c, const cdr::outcome_policy& rules = {},
                     const tenant::tenant* office = nullptr) {
    return rules.decide(c, office).is;
}

TEST(Outcome, TheDefaultRulesLeaveNoCallOver) {
    struct row {
        direction way;
        disposition how;
        milliseconds lasted, talk;
        call_outcome expected;
    };
    const row rows[] = {
        {direction::inbound, disposition::answered, 60s, 50s, call_outcome::held},
        {direction::outbound, disposition::answered, 60s, 50s, call_outcome::held},
        {direction::inbound, disposition::answered, 10s, 1s, call_outcome::held},
        {direction::inbound, disposition::answered, 10s, 999ms, call_outcome::not_held},
        {direction::internal, disposition::answered, 60s, 50s, call_outcome::ignored},
        {direction::internal, disposition::service, 3s, 0s, call_outcome::ignored},
        {direction::inbound, disposition::agent_login, 3600s, 0s, call_outcome::ignored},
        {direction::inbound, disposition::voicemail, 30s, 0s, call_outcome::voicemail},
        {direction::inbound, disposition::cancelled, 5s, 0s, call_outcome::short_abandon},
        {direction::inbound, disposition::cancelled, 5001ms, 0s, call_outcome::missed},
        {direction::inbound, disposition::abandoned_queue, 4s, 0s, call_outcome::short_abandon},
        {direction::inbound, disposition::abandoned_queue, 40s, 0s, call_outcome::missed},
        {direction::inbound, disposition::abandoned_ivr, 2s, 0s, call_outcome::short_abandon},
        {direction::inbound, disposition::missed, 3s, 0s, call_outcome::missed},
        {direction::inbound, disposition::busy, 0s, 0s, call_outcome::missed},
        {direction::inbound, disposition::failed, 0s, 0s, call_outcome::missed},
        {direction::inbound, disposition::queue_timeout, 30s, 0s, call_outcome::missed},
        {direction::inbound, disposition::cut_while_ringing, 30s, 0s, call_outcome::missed},
        {direction::inbound, disposition::no_human, 30s, 0s, call_outcome::not_held},
        {direction::outbound, disposition::cancelled, 3s, 0s, call_outcome::not_held},
        {direction::outbound, disposition::no_answer, 30s, 0s, call_outcome::not_held},
        {direction::outbound, disposition::no_answer_agent, 30s, 0s, call_outcome::not_held},
        {direction::outbound, disposition::busy, 1s, 0s, call_outcome::not_held},
    };
    for (const row& r : rows)
        EXPECT_EQ(counted(call_of(r.way, r.how, r.lasted, r.talk)), r.expected)
            << to_string(r.way) << ' ' << to_string(r.how) << ' ' << r.lasted.count();
}

TEST(Outcome, TheTwoLimitsMoveTheDefaultRules) {
    const cdr::outcome_policy strict({}, {10s, 0s});
    EXPECT_EQ(counted(call_of(direction::inbound, disposition::answered, 30s, 9s), strict), call_outcome::not_held);
    EXPECT_EQ(counted(call_of(direction::inbound, disposition::cancelled, 1s), strict), call_outcome::missed);
}

TEST(Outcome, TheFirstRuleOfTheOfficeThatFitsWins) {
    cdr::outcome_rule vip, rest;
    vip.is = call_outcome::held;
    vip.campaigns = {"vip"};
    vip.line = 7;
    rest.is = call_outcome::ignored;
    rest.dispositions = 1u << static_cast<unsigned>(disposition::missed);
    rest.line = 9;
    const cdr::outcome_policy rules({vip, rest});
    cdr::call c = call_of(direction::inbound, disposition::missed, 20s);
    EXPECT_EQ(rules.decide(c, nullptr).line, 9u);
    c.campaign = "vip";
    EXPECT_EQ(rules.decide(c, nullptr).line, 7u);
    c.campaign.clear();
    c.disposition = disposition::busy;
    EXPECT_EQ(rules.decide(c, nullptr).line, 0u) << "then the default ones";
}

TEST(Outcome, EveryConditionCounts) {
    tenant::tenant office;
    office.zone = time_zone::find("Europe/Moscow").value();
    office.hours.windows = {{0x1f, 9 * 60, 18 * 60}};
    office.not_clients = {numbering::parse("+74957000000").value()};
    office.users.push_back({"smirnova", {}, "hr", "201", {}, {}, {}});
    cdr::call c = call_of(direction::inbound, disposition::missed, 20s);
    c.spans.wait = 8s;
    c.spans.ring = 4s;
    c.did = "+74951234567";
    c.queue = "500";
    c.trunk = "mango";
    c.rang = {"201"};
    c.external.emplace();
    c.external->e164 = numbering::parse("+74957000000").value();
    const auto fits = [&](auto change) {
        cdr::outcome_rule r;
        change(r);
        return r.fits(c, &office);
    };
    EXPECT_TRUE(fits([](auto&) {}));
    EXPECT_TRUE(fits([](auto& r) { r.waited = {12s, 12s}; }));
    EXPECT_FALSE(fits([](auto& r) { r.waited.least = 13s; }));
    EXPECT_FALSE(fits([](auto& r) { r.lasted.most = 19s; }));
    EXPECT_FALSE(fits([](auto& r) { r.talk.least = 1ms; }));
    EXPECT_FALSE(fits([](auto& r) { r.directions = 2; }));
    EXPECT_TRUE(fits([](auto& r) { r.rang = true; }));
    EXPECT_FALSE(fits([](auto& r) { r.rang = false; }));
    EXPECT_FALSE(fits([](auto& r) { r.withheld = true; }));
    EXPECT_TRUE(fits([](auto& r) { r.open = true; }));
    EXPECT_FALSE(fits([](auto& r) { r.open = false; }));
    EXPECT_TRUE(fits([](auto& r) { r.not_client = true; }));
    EXPECT_TRUE(fits([](auto& r) { r.lines = {"+74951234567"}; }));
    EXPECT_FALSE(fits([](auto& r) { r.lines = {"+74951234568"}; }));
    EXPECT_TRUE(fits([](auto& r) { r.queues = {"600", "500"}; }));
    EXPECT_FALSE(fits([](auto& r) { r.campaigns = {"cian"}; }));
    EXPECT_FALSE(fits([](auto& r) { r.trunks = {"mts"}; }));
    EXPECT_TRUE(fits([](auto& r) { r.departments = {"hr"}; }));
    EXPECT_FALSE(fits([](auto& r) { r.departments = {"sales"}; }));
    EXPECT_TRUE(fits([](auto& r) { r.hours = {{0x01, 11 * 60, 13 * 60}}; })) << "Monday at noon";
    EXPECT_FALSE(fits([](auto& r) { r.hours = {{0x02, 11 * 60, 13 * 60}}; }));
    EXPECT_TRUE(fits([](auto& r) { r.hours = {{0x40, 22 * 60, 21 * 60}}; })) << "Sunday night until Monday evening";
}

TEST(Outcome, WhatAsksTheOfficeFailsWithoutOne) {
    cdr::outcome_rule r;
    r.open = false;
    EXPECT_FALSE(r.fits(call_of(direction::inbound, disposition::missed, 20s), nullptr));
}

TEST(Outcome, ARuleCoversAnotherThatAsksMore) {
    cdr::outcome_rule wide, narrow;
    wide.directions = 3;
    wide.talk.least = 1s;
    narrow.directions = 1;
    narrow.talk = {2s, 5s};
    narrow.queues = {"500"};
    EXPECT_TRUE(wide.covers(narrow));
    EXPECT_FALSE(narrow.covers(wide));
    EXPECT_TRUE(cdr::outcome_rule().covers(wide));
    EXPECT_FALSE(wide.covers(cdr::outcome_rule()));
    narrow.open = true;
    EXPECT_TRUE(wide.covers(narrow));
    wide.open = false;
    EXPECT_FALSE(wide.covers(narrow));
}

TEST(Outcome, DecidingAllocatesNothing) {
    tenant::tenant office;
    office.zone = time_zone::find("Europe/Moscow").value();
    office.hours.windows = {{0x1f, 9 * 60, 18 * 60}};
    cdr::outcome_rule closed, department;
    closed.open = false;
    department.departments = {"the department of human resources"};
    const cdr::outcome_policy rules({closed, department});
    const cdr::call c = call_of(direction::inbound, disposition::missed, 20s);
    (void)counted(c, rules, &office); // the zone is found once
    const std::size_t before = test::allocations();
    EXPECT_EQ(counted(c, rules, &office), call_outcome::missed);
    EXPECT_EQ(test::allocations(), before);
}

} // namespace
