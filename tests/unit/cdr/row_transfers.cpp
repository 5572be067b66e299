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

TEST(RowTransfers, AQueueThatSomebodyWasSentToIsNamedAsItWasDialled) {
    tenant::tenant office = test::records_office();
    office.services = {"50x"};
    for (const bool listed : {true, false}) {
        if (!listed) office.services.clear();
        const auto calls = test::calls_in(
            cdr::format::asterisk_cdr_custom,
            "src,dst,channel,dstchannel,lastapp,lastdata,start,duration,billsec,disposition,uniqueid,linkedid\n"
            "+79161234567,01,PJSIP/mango-1,PJSIP/101-2,Dial,\"PJSIP/101,10\",2026-11-22 00:44:10,5,4,ANSWERED,"
            "1795297450.1,1795297450.1\n"
            "+79161234567,500,PJSIP/mango-1,PJSIP/102-3,Queue,\"sales,tT\",2026-11-22 00:44:15,9,9,ANSWERED,"
            "1795297450.1,1795297450.1\n",
            office);
        ASSERT_EQ(calls.size(), 1u);
        ASSERT_EQ(calls[0].transfers.size(), 1u);
        EXPECT_EQ(calls[0].transfers[0].to, listed ? "500" : "sales");
    }
}

TEST(RowTransfers, TwoChannelsThatChangedPlacesDidNotDialWhatTheyAreSaidToHave) {
    const auto calls = joined_with_waiting_queue("01,lines", "500,office");
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].to, "500");
}

TEST(RowTransfers, WhoeverAskedThroughAPathTalkedOnItUntilTheCallerWasJoinedWithinTheSameSecond) {
    const auto row = [](std::string_view channels, std::string_view dial, std::string_view times,
                        std::string_view ids) {
        std::string text("+79161234567,01,lines,");
        for (const std::string_view part : {channels, dial, times, ids}) text.append(part).append(",");
        text.back() = '\n';
        return text;
    };
    constexpr std::string_view columns =
        "src,dst,dcontext,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,"
        "billsec,disposition,uniqueid\n";
    const auto calls = test::calls_in(
        cdr::format::asterisk_cdr_custom,
        std::string(columns) +
            row("PJSIP/101-bc,Local/102@office-28;1", "AppDial,(Outgoing Line)",
                "2026-11-22 00:44:07,2026-11-22 00:44:07,2026-11-22 00:44:10,2,2,ANSWERED", "1795297443.454") +
            row("Local/102@office-28;2,PJSIP/102-bd", "Dial,\"PJSIP/102,10\"",
                "2026-11-22 00:44:07,2026-11-22 00:44:08,2026-11-22 00:44:10,2,1,ANSWERED", "1795297447.456") +
            row("PJSIP/mango-bb,PJSIP/101-bc", "Dial,\"PJSIP/101,10\"",
                "2026-11-22 00:44:03,2026-11-22 00:44:04,2026-11-22 00:44:07,4,3,ANSWERED", "1795297443.453") +
            row("PJSIP/mango-bb,Local/102@office-28;1", "Dial,\"PJSIP/101,10\"",
                "2026-11-22 00:44:07,2026-11-22 00:44:07,2026-11-22 00:44:10,2,2,ANSWERED", "1795297443.453") +
            row("PJSIP/mango-bb,PJSIP/102-bd", "Dial,\"PJSIP/101,10\"",
                "2026-11-22 00:44:10,2026-11-22 00:44:10,2026-11-22 00:44:11,1,1,ANSWERED", "1795297443.453"));
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].talks.size(), 2u);
    EXPECT_EQ(calls[0].talks[0].end - calls[0].talks[0].start, std::chrono::seconds(3));
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].kind, cdr::transfer_kind::attended);
}

} // namespace
