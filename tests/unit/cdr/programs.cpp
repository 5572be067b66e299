// SPDX-License-Identifier: BSL-1.0
// Calls that a program places, as records tell of them: click to call, diallers, call files.
#include <almon/cdr/assembler.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cdr/names.hpp"
#include "support/calls_in.hpp"

using namespace almon;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// The one call of rows of `src,dst,channel,dstchannel,lastdata`, lengths and disposition, in which a trunk is dialled.
cdr::call call_in(const std::string& row) {
    const auto calls =
        test::calls_in(cdr::format::asterisk_cdr_custom,
                       "src,dst,channel,dstchannel,lastdata,start,answer,end,duration,billsec,disposition,lastapp,"
                       "uniqueid,linkedid\n" +
                           row + ",Dial,1795297449.540,1795297449.540\n");
    EXPECT_EQ(calls.size(), 1u) << row;
    return calls.empty() ? cdr::call{} : calls[0];
}

TEST(Programs, APhoneThatShowsTheNumberItCallsWasCalledForThat) {
    const auto c = call_in("89161234567,79161234567,PJSIP/101-b8,PJSIP/mango-b9,\"PJSIP/79161234567@mango,14\","
                           "2026-11-22 00:44:09,2026-11-22 00:44:11,2026-11-22 00:44:15,6,4,ANSWERED");
    EXPECT_EQ(c.direction, cdr::direction::outbound);
    EXPECT_EQ(c.by, "101");
    EXPECT_THAT(c.rang, ElementsAre("101"));
}

TEST(Programs, APhoneThatShowsItsOwnNumberCalledByItself) {
    const auto c = call_in("101,89161234567,PJSIP/101-b8,PJSIP/mango-b9,\"PJSIP/79161234567@mango,14\","
                           "2026-11-22 00:44:09,2026-11-22 00:44:11,2026-11-22 00:44:15,6,4,ANSWERED");
    EXPECT_EQ(c.by, "101");
    EXPECT_THAT(c.rang, IsEmpty());
}

TEST(Programs, APhoneThatShowsANumberOfOursThatEndsAsTheCalledOneDoesCalledByItself) {
    const auto c = call_in("74951234567,89161234567,PJSIP/101-b8,PJSIP/mango-b9,\"PJSIP/89161234567@mango,14\","
                           "2026-11-22 00:44:09,2026-11-22 00:44:11,2026-11-22 00:44:15,6,4,ANSWERED");
    EXPECT_EQ(c.by, "101");
    EXPECT_THAT(c.rang, IsEmpty());
}

TEST(Programs, OneNumberMayBeSpeltInManyWays) {
    for (const auto& [a, b] : {std::pair("89161234567", "+79161234567"), std::pair("989161234567", "+79161234567"),
                               std::pair("0061234567", "+39061234567"), std::pair("2345678", "2345678")})
        EXPECT_TRUE(cdr::is_same_subscriber(a, b)) << a << ' ' << b;
    for (const auto& [a, b] : {std::pair("74951234567", "89161234567"), std::pair("88121234567", "89121234567"),
                               std::pair("101", "101"), std::pair("", "")})
        EXPECT_FALSE(cdr::is_same_subscriber(a, b)) << a << ' ' << b;
}

TEST(Programs, AProgramThatLetsAClientGoWhoDidNotAnswerHadWaitedItsTime) {
    const auto c = call_in("74951234567,89161234567,Local/89161234567@mobile-30;2,PJSIP/mango-b9,"
                           "\"PJSIP/79161234567@mango,20\",2026-11-22 00:44:09,,2026-11-22 00:44:17,8,0,NO ANSWER");
    EXPECT_EQ(c.direction, cdr::direction::outbound);
    EXPECT_EQ(c.disposition, cdr::disposition::no_answer);
}

} // namespace
