// SPDX-License-Identifier: BSL-1.0
// To whom callers were sent on, by records that know parts of seconds and where in the dial plan each channel was.
#include <almon/cdr/assembler.hpp>

#include <gtest/gtest.h>

#include "support/calls_in.hpp"

using namespace almon;

namespace {

constexpr std::string_view head =
    "src,dst,dcontext,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,"
    "duration_f,billsec_f,disposition,uniqueid,linkedid,sequence\n";

/// 101 holds the caller of line 01, calls queue 500 on a second line, and joins the two while 102 rings for the queue, who then
/// answers. What 101's second line and the caller are said to have dialled is `asked` and `led`.
std::vector<cdr::call> joined_with_waiting_queue(const std::string& asked, const std::string& led) {
    const std::string rows =
        "101," + asked +
        ",PJSIP/101-0b,Local/102@agents-01;1,Queue,\"sales,tT\",2026-11-22 00:44:12,2026-11-22 00:44:12," +
        "2026-11-22 00:44:13,0,0,0.807395,0.807395,ANSWERED,1795297452.18,1795297452.18,20\n" +
        "+79161234567,01,lines,PJSIP/mango-09,PJSIP/101-0a,Dial,\"PJSIP/101,10\",2026-11-22 00:44:10,2026-11-22 "
        "00:44:11," +
        "2026-11-22 00:44:13,3,2,3.322217,2.317428,ANSWERED,1795297450.16,1795297450.16,13\n" + "+79161234567," + led +
        ",PJSIP/mango-09,Local/102@agents-01;1,Queue,\"sales,tT\",2026-11-22 00:44:13,2026-11-22 00:44:13," +
        "2026-11-22 00:44:17,4,4,4.003780,4.003780,ANSWERED,1795297450.16,1795297450.16,23\n" +
        "+79161234567,102,agents,Local/102@agents-01;2,PJSIP/102-0d,Dial,\"PJSIP/102,20\",2026-11-22 00:44:12," +
        "2026-11-22 00:44:15,2026-11-22 00:44:17,4,1,4.811666,1.806567,ANSWERED,1795297452.22,1795297452.18,19\n";
    return test::calls_in(cdr::format::asterisk_cdr_custom, std::string(head) + rows);
}

TEST(RowTransfers, WhoIsJoinedWithAWaitingQueueIsSentThere) {
    const auto calls = joined_with_waiting_queue("500,office", "500,office");
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].kind, cdr::transfer_kind::blond);
    EXPECT_EQ(calls[0].transfers[0].by, "101");
    EXPECT_EQ(calls[0].transfers[0].to, "500");
    EXPECT_EQ(calls[0].queue, "sales");
}

TEST(RowTransfers, TwoChannelsThatChangedPlacesDidNotDialWhatTheyAreSaidToHave) {
    const auto calls = joined_with_waiting_queue("01,lines", "500,office");
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].to, "500");
}

} // namespace
