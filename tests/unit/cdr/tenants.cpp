// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/tenants.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <almon/cdr/outcome.hpp>
#include <almon/numbering/parse.hpp>

#include "support/calls_in.hpp"

using namespace almon;

namespace {

/// Two offices with extension 101 behind one trunk.
struct two_offices {
    tenant::tenant alfa = office("alfa", "+74951110000"), beta = office("beta", "+74952220000");

    static tenant::tenant office(std::string name, std::string_view line) {
        tenant::tenant t;
        t.name = name;
        t.extensions = {"10x"};
        t.area = "495";
        t.own.contexts = {name + "-*"};
        t.own.accounts = {name};
        t.phones = {name + "-{extension}"};
        t.lines.push_back({numbering::parse(line).value(), {}, {}, {}});
        tenant::trunk trunk;
        trunk.name = "mango";
        trunk.match = {"PJSIP/mango-*"};
        trunk.shared = true;
        t.trunks.push_back(trunk);
        return t;
    }
    cdr::tenants both() const { return cdr::tenants({&alfa, &beta}); }
};

cdr::evidence row(std::string_view channel, std::string_view context, int second = 0) {
    cdr::evidence e;
    e.what = cdr::fact::segment;
    e.channel = channel;
    e.context = context;
    e.at = instant(std::chrono::seconds(1795340419 + second));
    return e;
}

std::optional<std::size_t> owner(const two_offices& o, std::vector<cdr::evidence> group) {
    const auto found = o.both().owner(group);
    std::reverse(group.begin(), group.end());
    EXPECT_EQ(o.both().owner(group), found) << "whatever the order";
    return found;
}

TEST(Tenants, EachKindOfClaimTellsWhoseACallIs) {
    const two_offices o;
    EXPECT_EQ(owner(o, {row("PJSIP/x-1", "beta-internal")}), 1u);
    EXPECT_EQ(owner(o, {row("PJSIP/alfa-101-1", "")}), 0u);
    EXPECT_EQ(owner(o, {row("PJSIP/x-1", ""), row("PJSIP/beta-102-3", "")}), 1u);
    cdr::evidence did = row("PJSIP/mango-1", "from-trunk");
    did.did = "2220000";
    EXPECT_EQ(owner(o, {did}), 1u);
    cdr::evidence asked = row("PJSIP/mango-1", "from-trunk");
    asked.dialled = "84951110000";
    EXPECT_EQ(owner(o, {asked}), 0u) << "what a trunk's channel asked for is a line of ours";
    asked.channel = "PJSIP/beta-101-1";
    EXPECT_EQ(owner(o, {asked}), 1u) << "what a phone dialled is not";
    cdr::evidence account = row("PJSIP/x-1", "");
    account.account = "beta";
    EXPECT_EQ(owner(o, {account}), 1u);
}

TEST(Tenants, WhatNobodyClaimsIsNobodys) {
    const two_offices o;
    EXPECT_EQ(owner(o, {row("PJSIP/101-1", "from-internal")}), std::nullopt) << "both have a 101";
    EXPECT_EQ(owner(o, {row("PJSIP/mango-1", "from-trunk")}), std::nullopt) << "both use the trunk";
    EXPECT_EQ(owner(o, {}), std::nullopt);
}

TEST(Tenants, TheSurerClaimDecidesAndThenWhereTheCallBegan) {
    const two_offices o;
    cdr::evidence account = row("PJSIP/x-1", "alfa-internal");
    account.account = "beta";
    EXPECT_EQ(owner(o, {account}), 1u);
    EXPECT_EQ(owner(o, {row("PJSIP/x-1", "beta-internal", 5), row("PJSIP/y-1", "alfa-internal", 2)}), 0u);
}

TEST(Tenants, ATrunkThatIsNotSharedTells) {
    two_offices o;
    o.beta.trunks[0].match = {"PJSIP/zadarma-*"};
    EXPECT_EQ(owner(o, {row("PJSIP/zadarma-1", "from-trunk")}), std::nullopt);
    o.beta.trunks[0].shared = false;
    EXPECT_EQ(owner(o, {row("PJSIP/zadarma-1", "from-trunk")}), 1u);
}

TEST(Tenants, ACallHasTheNameExtensionsAndRulesOfItsOwnOffice) {
    const two_offices o;
    const cdr::outcome_policy strict({}, {std::chrono::seconds(100), std::chrono::seconds(0)});
    cdr::context alfa, beta;
    alfa.office = &o.alfa;
    beta.office = &o.beta;
    beta.outcomes = &strict;
    const std::string rows =
        "start,channel,dstchannel,dcontext,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,"
        "linkedid,did\n"
        "2026-11-22 12:40:19,PJSIP/mango-1,PJSIP/alfa-101-2,alfa-in,Dial,PJSIP/alfa-101,+79161234567,"
        "65,60,ANSWERED,1795340419.1,1795340419.1,4951110000\n"
        "2026-11-22 12:40:20,PJSIP/mango-3,PJSIP/beta-101-4,beta-in,Dial,PJSIP/beta-101,+79161234568,"
        "65,60,ANSWERED,1795340420.3,1795340420.3,4952220000\n"
        "2026-11-22 12:40:21,PJSIP/mango-5,PJSIP/101-6,gamma-in,Dial,PJSIP/101,+79161234569,"
        "65,60,ANSWERED,1795340421.5,1795340421.5,\n";
    const auto all =
        test::read(cdr::format::asterisk_cdr_custom, rows, {"rows", 0, {}, {}}, cdr::share({alfa, beta})).calls;
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].id, "alfa/1795340419.1");
    EXPECT_EQ(all[1].id, "beta/1795340420.3");
    EXPECT_EQ(all[2].id, "default/1795340421.5");
    for (std::size_t i : {0u, 1u, 2u}) {
        EXPECT_EQ(all[i].tenant, i);
        EXPECT_EQ(all[i].answered_by, std::vector<std::string>{"101"}) << all[i].id;
    }
    EXPECT_EQ(all[0].outcome, cdr::call_outcome::held);
    EXPECT_EQ(all[1].outcome, cdr::call_outcome::not_held) << "by its own rules";
}

TEST(Tenants, AnOfficeAloneThatClaimsNothingGetsEveryCall) {
    two_offices o;
    cdr::context only;
    only.office = &o.alfa;
    const std::vector<cdr::evidence> strange = {row("PJSIP/101-1", "gamma")};
    EXPECT_EQ(cdr::share({only}).choose(strange), 1u) << "it claims contexts, and this is none of them";
    o.alfa.own = {};
    EXPECT_FALSE(cdr::share({only}).choose) << "nothing to choose";
    EXPECT_EQ(cdr::share({}).contexts.size(), 1u);
}

} // namespace
