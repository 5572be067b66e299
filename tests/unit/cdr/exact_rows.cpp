// SPDX-License-Identifier: BSL-1.0
// What rows of call records mean that know parts of seconds, said in as few as show it.
#include <almon/cdr/assembler.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/calls_in.hpp"

using namespace almon;
using testing::ElementsAre;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view head =
    "channel,dstchannel,lastapp,lastdata,src,start,answer,end,duration,billsec,disposition,uniqueid,linkedid\n";

/// A row of the call 1795372811.142, whose times are seconds after 1795372000.
std::string row(std::string_view channels, std::string_view did_what, double start, double answer, double end,
                std::string_view disposition, std::string_view id = "1795372811.142") {
    const auto time = [](double t) { return t == 0 ? std::string("0.000000") : fmt::format("{:.6f}", 1795372000 + t); };
    return fmt::format("{},{},+79161234567,{},{},{},{:.0f},{:.0f},{},{},1795372811.142\n", channels, did_what,
                       time(start), time(answer), time(end), end - start, answer == 0 ? 0 : end - answer, disposition,
                       id);
}

std::vector<cdr::call> calls_in(const std::string& rows) {
    return test::calls_in(cdr::format::asterisk_cdr_custom, std::string(head) + rows);
}

TEST(ExactRows, WhoeverAsksThroughAPathTalksBeforeTheCallerIsJoinedToIt) {
    constexpr std::string_view dial = "Dial,\"PJSIP/101,15\"";
    const auto calls =
        calls_in(row("PJSIP/mango-76,PJSIP/101-77", dial, 811.9, 812.91, 816.2208, "ANSWERED") +
                 row("PJSIP/mango-76,Local/104@office-0000000c;1", dial, 816.2208, 818.9781, 819.44, "ANSWERED") +
                 row("PJSIP/101-77,Local/104@office-0000000c;1", "AppDial,(Outgoing Line)", 816.2211, 816.2211, 818.978,
                     "ANSWERED", "1795372811.143") +
                 row("Local/104@office-0000000c;2,PJSIP/104-79", "Dial,\"PJSIP/104,8\"", 816.2215, 817.23, 819.44,
                     "ANSWERED", "1795372816.146") +
                 row("PJSIP/mango-76,PJSIP/104-79", dial, 819.44, 819.44, 820.98, "ANSWERED"));
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].kind, cdr::transfer_kind::attended);
    EXPECT_EQ(calls[0].transfers[0].to, "104");
}

TEST(ExactRows, APathIsOfThePhoneThatMadeItNotOfTheCallerWhoWasJoinedToIt) {
    constexpr std::string_view dial = "Dial,\"PJSIP/101,15\"";
    const auto calls =
        calls_in(row("PJSIP/mango-76,PJSIP/101-77", dial, 811.9, 812.91, 816.2208, "ANSWERED") +
                 row("PJSIP/mango-76,Local/103@office-0000000d;1", dial, 816.2208, 817.27, 822.15, "ANSWERED") +
                 row("PJSIP/101-77,Local/103@office-0000000d;1", "AppDial,(Outgoing Line)", 816.2211, 816.2211, 817.27,
                     "ANSWERED", "1795372811.143") +
                 row("Local/103@office-0000000d;2,PJSIP/103-7d", "Dial,\"PJSIP/103,8\"", 816.2215, 0, 822.15,
                     "NO ANSWER", "1795372816.146") +
                 row("PJSIP/mango-76,PJSIP/101-80", dial, 823.15, 823.15, 828.66, "ANSWERED"));
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].kind, cdr::transfer_kind::blond);
    EXPECT_EQ(calls[0].transfers[0].result, cdr::transfer_result::no_answer_returned);
}

TEST(ExactRows, WhoseRingingPhoneWasRobbedRangAsLongAsItsOwnRecord) {
    const auto calls =
        calls_in(row("PJSIP/101-64,", "AppDial,(Outgoing Line)", 811.9, 0, 813.55, "FAILED", "1795372811.143") +
                 row("PJSIP/mango-63,PJSIP/101-64", "Dial,\"PJSIP/101,15\"", 811.9, 0, 811.93, "FAILED") +
                 row("PJSIP/mango-63,PJSIP/104-65", "Dial,\"PJSIP/101,15\"", 813.55, 813.55, 816, "ANSWERED"));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].rang, std::vector<std::string>{"101"});
    EXPECT_EQ(calls[0].answered_by, std::vector<std::string>{"104"});
}

TEST(ExactRows, WhoCameIntoARoomLaterLeftItWhenARecordOfExactTimesSays) {
    const auto calls = calls_in(
        row("PJSIP/102-ab,PJSIP/mango-ac", "ConfBridge,800", 944.29, 944.29, 948.301, "ANSWERED", "1795372944.207") +
        row("PJSIP/mango-ac,", "ConfBridge,800", 945.796, 945.796, 945.7961, "ANSWERED", "1795372945.210"));
    ASSERT_EQ(calls.size(), 2u);
    for (const cdr::call& c : calls)
        EXPECT_EQ(c.end - c.start, c.direction == cdr::direction::internal ? 4011ms : 2505ms);
}

TEST(ExactRows, WhomTheDialPlanCallsAgainTalksASecondTime) {
    const auto calls =
        calls_in(row("PJSIP/mango-76,PJSIP/101-77", "Dial,\"PJSIP/101,15\"", 811.9, 812.91, 814.4, "ANSWERED") +
                 row("PJSIP/mango-76,PJSIP/101-78", "Dial,\"PJSIP/101,10\"", 814.4, 814.4, 817, "ANSWERED"));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].talks.size(), 2u);
    EXPECT_THAT(calls[0].answered_by, ElementsAre("101"));
}

} // namespace
