// SPDX-License-Identifier: BSL-1.0
// Whose phones rang, as the rows of a dial of many tell.
#include <almon/cdr/assembler.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/calls_in.hpp"

using namespace almon;
using testing::ElementsAre;

namespace {

constexpr std::string_view head =
    "start,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n";

std::vector<cdr::call> calls_in(const std::string& rows) {
    return test::calls_in(cdr::format::asterisk_cdr_custom, std::string(head) + rows);
}

TEST(RowRings, PhonesThatRangAlongAreNoRecordsBegunAnew) {
    const auto calls =
        calls_in("2026-11-22 00:44:19,PJSIP/mango-000000b8,PJSIP/101-000000b9,Dial,\"PJSIP/101&PJSIP/103,8\","
                 "+79161234567,5,3,ANSWERED,1795297449.540,1795297449.540\n"
                 "2026-11-22 00:44:19,PJSIP/mango-000000b8,PJSIP/103-000000ba,Dial,\"PJSIP/101&PJSIP/103,8\","
                 "+79161234567,2,0,NO ANSWER,1795297449.540,1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_TRUE(calls[0].transfers.empty());
    EXPECT_EQ(calls[0].answered_by, std::vector<std::string>{"101"});
    EXPECT_EQ(calls[0].end - calls[0].start, std::chrono::seconds(5));
}

TEST(RowRings, PhonesThatARecordHadNoRoomToNameRangAsWell) {
    const std::string all = "PJSIP/101/sip:101@127.0.1.21:5060&PJSIP/102/sip:102@127.0.1.22:5060&PJSIP/103/s";
    const auto row = [&all](std::string_view phone, std::string_view times) {
        return "2026-11-22 00:44:09,PJSIP/mango-000000b8,PJSIP/" + std::string(phone) + "-000000b9,Dial,\"" +
               all.substr(0, 79) + "\",+79161234567," + std::string(times) + ",1795297449.540,1795297449.540\n";
    };
    const auto calls = calls_in(row("101", "3,0,NO ANSWER") + row("102", "3,0,NO ANSWER") +
                                row("103", "3,0,NO ANSWER") + row("104", "3,0,NO ANSWER") + row("105", "9,6,ANSWERED"));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].answered_by, std::vector<std::string>{"105"});
    EXPECT_EQ(calls[0].rang.size(), 5u);
}

TEST(RowRings, PhonesThatARecordHadNoRoomToNameRangAsOftenAsTheDialWasMade) {
    const std::string cut =
        std::string("PJSIP/101&PJSIP/102&PJSIP/103&PJSIP/104&PJSIP/105&PJSIP/106&PJSIP/107&PJSIP/108").substr(0, 79);
    const auto row = [&cut](int begun, int phone, std::string_view lasted) {
        return "2026-11-22 00:44:0" + std::to_string(begun) + ",PJSIP/mango-000000b8,PJSIP/" + std::to_string(phone) +
               "-000000" + std::to_string(begun) + std::to_string(phone - 100) +
               ",Dial,"
               " + cut + "
               ",+79161234567," +
               std::string(lasted) + ",1795297449.540,1795297449.540\n";
    };
    const auto calls =
        calls_in(row(0, 101, "3,0,NO ANSWER") + row(0, 110, "3,0,NO ANSWER") + row(3, 101, "5,0,NO ANSWER") +
                 row(3, 110, "5,0,NO ANSWER") + row(3, 109, "9,4,ANSWERED"));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].answered_by, std::vector<std::string>{"109"});
    EXPECT_THAT(calls[0].rang, ElementsAre("101", "109", "110"));
}

} // namespace
