// SPDX-License-Identifier: BSL-1.0
// Phones of a branch office, behind a trunk that brings strangers, too.
#include <almon/cdr/assembler.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/calls_in.hpp"

using namespace almon;
using testing::ElementsAre;

namespace {

tenant::tenant office_with_branch() {
    tenant::tenant t = test::records_office();
    t.extensions.emplace_back("15x");
    t.emergency = {"103"};
    tenant::trunk branch;
    branch.name = "tomsk";
    branch.match = {"IAX2/tomsk-*"};
    t.trunks.push_back(branch);
    return t;
}

std::vector<cdr::call> calls_in(const std::string& rows, const tenant::tenant& office) {
    return test::calls_in(
        cdr::format::asterisk_cdr_custom,
        "start,dst,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n" + rows,
        office);
}

/// The one call of rows of `dst,channel,dstchannel,lastdata,src`, which lasted five seconds of which three were talk.
cdr::call call_in(std::string_view rows, std::string_view app = "Dial") {
    std::string text =
        "start,dst,channel,dstchannel,lastapp,lastdata,src,did,duration,billsec,disposition,uniqueid,linkedid\n";
    text.append("2026-11-22 00:44:09,").append(rows);
    text.replace(text.find("APP"), 3, app);
    text += ",5,3,ANSWERED,1795297449.540,1795297449.540\n";
    const tenant::tenant office = office_with_branch();
    const auto calls = test::calls_in(cdr::format::asterisk_cdr_custom, text, office);
    EXPECT_EQ(calls.size(), 1u) << rows;
    return calls.empty() ? cdr::call{} : calls[0];
}

TEST(Branches, ACallToAPhoneOfTheBranchIsWithinTheOffice) {
    const auto c = call_in("150,PJSIP/101-b8,IAX2/tomsk-4660,APP,\"IAX2/tomsk/150,20,tT\",101,");
    EXPECT_EQ(c.direction, cdr::direction::internal);
    EXPECT_EQ(c.by, "101");
    EXPECT_EQ(c.trunk, "");
    EXPECT_THAT(c.rang, ElementsAre("150"));
    EXPECT_THAT(c.answered_by, ElementsAre("150"));
}

TEST(Branches, AClientWhomTheBranchAnswersIsItsResponsibility) {
    const auto c = call_in("08,PJSIP/mango-b8,IAX2/tomsk-4660,APP,\"IAX2/tomsk/150,20,tT\",+79161234567,74951234567");
    EXPECT_EQ(c.direction, cdr::direction::inbound);
    EXPECT_EQ(c.trunk, "mango");
    EXPECT_THAT(c.answered_by, ElementsAre("150"));
    EXPECT_EQ(c.responsible, "150");
}

TEST(Branches, APhoneOfTheBranchThatDialsAnExtensionCallsWithinTheOffice) {
    const auto c = call_in("101,IAX2/tomsk-4660,PJSIP/101-b8,APP,\"PJSIP/101,10\",150,");
    EXPECT_EQ(c.direction, cdr::direction::internal);
    EXPECT_EQ(c.by, "150");
    EXPECT_EQ(c.external, std::nullopt);
}

TEST(Branches, APhoneOfTheBranchThatDialsAClientCallsOut) {
    const auto c = call_in("89161234567,IAX2/tomsk-4660,PJSIP/mango-b8,APP,\"PJSIP/79161234567@mango,40\",150,");
    EXPECT_EQ(c.direction, cdr::direction::outbound);
    EXPECT_EQ(c.by, "150");
    EXPECT_EQ(c.trunk, "mango");
    ASSERT_TRUE(c.external && c.external->e164);
    EXPECT_EQ(c.external->e164->e164(), "+79161234567");
    EXPECT_EQ(c.did, "");
}

TEST(Branches, AStrangerUnderAnExtensionsNumberCallsIn) {
    for (const std::string_view dialled : {"101,", "74951234567,", "89161234567,"}) {
        const bool ours = dialled.front() == '1'; // where the dial plan led a caller on, the record names our line
        const auto c = call_in(std::string(dialled) + "PJSIP/mango-b8,PJSIP/101-b9,APP,\"PJSIP/101,10\",150," +
                               (ours ? "74951234567" : ""));
        EXPECT_EQ(c.direction, cdr::direction::inbound) << dialled;
    }
}

TEST(Branches, AnEmergencyNumberIsNobodysPhone) {
    const auto c = call_in("103,PJSIP/101-b8,PJSIP/mango-b9,APP,\"PJSIP/103@mango,40\",101,");
    EXPECT_EQ(c.direction, cdr::direction::outbound);
}

TEST(Branches, ANumberBehindThePrefixForAnOutsideLineIsNobodysPhone) {
    tenant::tenant office = office_with_branch();
    office.outside_prefix = "9";
    const auto calls =
        calls_in("2026-11-22 00:44:09,9102,PJSIP/101-b8,PJSIP/mango-b9,Dial,\"PJSIP/102@mango,40\",101,5,3,ANSWERED,"
                 "1795297449.540,1795297449.540\n",
                 office);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].direction, cdr::direction::outbound);
}

/// Who sends the number of an extension by `trunk`, and dials an extension.
cdr::call from_trunk(std::string_view trunk, const tenant::tenant& office) {
    const auto calls = calls_in("2026-11-22 00:44:09,101," + std::string(trunk) +
                                    "-4660,PJSIP/101-b8,Dial,\"PJSIP/101,10\",150,5,3,ANSWERED,1795297449.540,"
                                    "1795297449.540\n",
                                office);
    EXPECT_EQ(calls.size(), 1u);
    return calls.empty() ? cdr::call{} : calls[0];
}

TEST(Branches, WhereNoTrunkIsSaidToBeATieLineAnyMayBeOne) {
    const tenant::tenant office = office_with_branch();
    EXPECT_EQ(from_trunk("IAX2/tomsk", office).direction, cdr::direction::internal);
    EXPECT_EQ(from_trunk("PJSIP/mango", office).direction, cdr::direction::internal);
}

TEST(Branches, WhereOneIsSaidToBeATieLineWhoComesByAnotherIsAStranger) {
    tenant::tenant office = office_with_branch();
    office.trunks.back().tie = true;
    EXPECT_EQ(from_trunk("IAX2/tomsk", office).direction, cdr::direction::internal);
    const cdr::call stranger = from_trunk("PJSIP/mango", office);
    EXPECT_EQ(stranger.direction, cdr::direction::inbound);
    EXPECT_EQ(stranger.trunk, "mango");
    EXPECT_THAT(stranger.answered_by, ElementsAre("101"));
    ASSERT_TRUE(stranger.external);
    EXPECT_EQ(stranger.external->text, "150");
}

TEST(Branches, WhereOneIsSaidToBeNoneTheOthersAreNoneEither) {
    tenant::tenant office = office_with_branch();
    office.trunks.front().tie = false;
    EXPECT_EQ(from_trunk("IAX2/tomsk", office).direction, cdr::direction::inbound);
    EXPECT_EQ(from_trunk("PJSIP/mango", office).direction, cdr::direction::inbound);
}

TEST(Branches, AnExtensionSentByATrunkThatIsNoTieLineIsAnOutsideNumber) {
    tenant::tenant office = office_with_branch();
    office.trunks.back().tie = true;
    const std::string row = "2026-11-22 00:44:09,150,PJSIP/101-b8,";
    const std::string rest = ",20\",101,5,3,ANSWERED,1795297449.540,1795297449.540\n";
    const auto by_tie = calls_in(row + "IAX2/tomsk-4660,Dial,\"IAX2/tomsk/150" + rest, office);
    const auto by_other = calls_in(row + "PJSIP/mango-b9,Dial,\"PJSIP/150@mango" + rest, office);
    ASSERT_EQ(by_tie.size() + by_other.size(), 2u);
    EXPECT_EQ(by_tie[0].direction, cdr::direction::internal);
    EXPECT_EQ(by_other[0].direction, cdr::direction::outbound);
}

TEST(Branches, QueuesAndServicesAreDialledByPhones) {
    tenant::tenant office = office_with_branch();
    office.services = {"50x"};
    const auto calls = calls_in(
        "2026-11-22 00:44:09,501,IAX2/tomsk-4660,PJSIP/103-b9,Queue,\"support,tT\",151,5,3,ANSWERED,1795297449.540,"
        "1795297449.540\n"
        "2026-11-22 00:44:09,501,IAX2/tomsk-4660,PJSIP/104-ba,Queue,\"support,tT\",151,2,0,NO ANSWER,1795297449.540,"
        "1795297449.540\n",
        office);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].direction, cdr::direction::internal);
    EXPECT_EQ(calls[0].by, "151");
    EXPECT_EQ(calls[0].queue, "support");
}

} // namespace
