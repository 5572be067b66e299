// SPDX-License-Identifier: BSL-1.0
// What single rows of call records mean, said in as few rows as show it.
#include <almon/cdr/assembler.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <almon/numbering/parse.hpp>

#include "support/calls_in.hpp"

using namespace almon;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view head =
    "start,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n";

constexpr std::string_view head_of_plan =
    "start,dst,dcontext,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n";

std::vector<cdr::call> calls_in(const std::string& rows, std::string_view columns = head,
                                const tenant::tenant& office = test::records_office()) {
    return test::calls_in(cdr::format::asterisk_cdr_custom, std::string(columns) + rows, office);
}

TEST(Rows, AnAnswerWithinTheSecondIsAnAnswer) {
    const auto calls =
        calls_in("2026-11-22 00:41:19,PJSIP/mango-48,PJSIP/101-49,Dial,\"PJSIP/101,20\",+79161234567,5,0,"
                 "ANSWERED,1795297279.166,1795297279.166\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::answered);
    EXPECT_EQ(calls[0].answered_by, std::vector<std::string>{"101"});
    EXPECT_EQ(calls[0].spans.talk.count(), 0);
}

TEST(Rows, RecordingsOfOneSecondThatDifferWithinTheirNamesAreTwo) {
    const auto row = [](const std::string& moment) {
        return "2026-11-22 "
               "00:05:20,PJSIP/mango-80,Playback,+79161234567,5,5,ANSWERED,1795295120.80,1795295120.80,20261122-" +
               moment + "-1795295120.80.wav\n";
    };
    const auto calls =
        calls_in(row("000520") + row("000523") + row("000520"),
                 "start,channel,lastapp,src,duration,billsec,disposition,uniqueid,linkedid,recordingfile\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_THAT(calls[0].recordings,
                ElementsAre("20261122-000520-1795295120.80.wav", "20261122-000523-1795295120.80.wav"));
}

TEST(Rows, WhoWasRobbedOfTheCallByAPickUpDidNotAnswer) {
    const auto calls = calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,8\",+79161234567,1,0,"
                                "ANSWERED,1795297449.540,1795297449.540\n"
                                "2026-11-22 00:44:10,PJSIP/mango-b8,PJSIP/104-ba,Dial,\"PJSIP/101,8\",+79161234567,4,4,"
                                "ANSWERED,1795297449.540,1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].answered_by, std::vector<std::string>{"104"});
    EXPECT_EQ(calls[0].rang, std::vector<std::string>{"101"});
}

TEST(Rows, AFailureThatAPhoneNobodyDialledAnsweredWasPickedUp) {
    const auto rang = [](std::string_view dialled, std::string_view seconds) {
        const std::string begin = "2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"" + std::string(dialled) +
                                  ",20\",+79161234567," + std::string(seconds) +
                                  ",0,FAILED,1795297449.540,1795297449.540\n";
        const auto calls =
            calls_in(begin + "2026-11-22 00:44:12,PJSIP/mango-b8,PJSIP/104-ba,Dial,\"" + std::string(dialled) +
                     ",20\",+79161234567,6,6,ANSWERED,1795297449.540,1795297449.540\n");
        return calls.size() == 1 ? calls[0].rang : std::vector<std::string>{"no call"};
    };
    EXPECT_THAT(rang("PJSIP/101", "3"), ElementsAre("101"));
    EXPECT_THAT(rang("PJSIP/101", "0"), ElementsAre("101")) << "nobody else could have been robbed";
    EXPECT_THAT(rang("PJSIP/101&PJSIP/102", "3"), ElementsAre("101"));
    EXPECT_THAT(rang("PJSIP/101&PJSIP/102", "0"), IsEmpty()) << "it may have been the other one";
}

TEST(Rows, APhoneWhoseOwnRecordDidNothingTookTheTalkOver) {
    const std::string_view talk =
        "2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,20\",+79161234567,6,5,"
        "ANSWERED,1795297449.540,1795297449.540\n"
        "2026-11-22 00:44:15,PJSIP/mango-b8,PJSIP/104-ba,Dial,\"PJSIP/101,20\",+79161234567,6,6,"
        "ANSWERED,1795297449.540,1795297449.540\n";
    const auto sent_on = calls_in(std::string(talk));
    ASSERT_EQ(sent_on.size(), 1u);
    ASSERT_EQ(sent_on[0].transfers.size(), 1u);
    EXPECT_EQ(sent_on[0].transfers[0].kind, cdr::transfer_kind::blind);
    EXPECT_EQ(sent_on[0].transfers[0].by, "101");
    const auto taken = calls_in(std::string(talk) + "2026-11-22 00:44:15,PJSIP/104-ba,PJSIP/101-b9,,,104,0,0,ANSWERED,"
                                                    "1795297455.542,1795297455.542\n");
    ASSERT_EQ(taken.size(), 1u);
    ASSERT_EQ(taken[0].transfers.size(), 1u);
    EXPECT_EQ(taken[0].transfers[0].kind, cdr::transfer_kind::redirect);
    EXPECT_EQ(taken[0].transfers[0].by, "104");
    EXPECT_EQ(taken[0].responsible, "104");
}

TEST(Rows, SomebodyOutsideWhoseNumberNobodyWroteIsNoNameAmongThosePeople) {
    for (const std::string_view result : {"ANSWERED", "NO ANSWER"}) {
        const auto calls =
            calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/mango-b9,Queue,\"500,t\",+79161234567,9,6," +
                     std::string(result) + ",1795297449.540,1795297449.540\n");
        ASSERT_EQ(calls.size(), 1u);
        EXPECT_THAT(calls[0].rang, IsEmpty());
        EXPECT_THAT(calls[0].answered_by, IsEmpty());
    }
}

TEST(Rows, ATalkOfNoLengthLastsUntilTheChannelsNextRow) {
    const auto calls = calls_in("2026-11-22 00:44:10,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,8\",+79161234567,2,0,"
                                "ANSWERED,1795297449.540,1795297449.540\n"
                                "2026-11-22 00:44:18,PJSIP/mango-b8,PJSIP/102-ba,Dial,\"PJSIP/102,8\",+79161234567,6,4,"
                                "ANSWERED,1795297449.540,1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].talks.size(), 2u);
    EXPECT_EQ(calls[0].talks[0].who, "101");
    EXPECT_EQ(calls[0].talks[0].end - calls[0].talks[0].start, std::chrono::seconds(6));
    EXPECT_EQ(calls[0].transfers.size(), 1u);
}

TEST(Rows, APhoneWithoutAChannelIsFollowedByAnotherDialNotByAPickUp) {
    const auto calls = calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/104-ba,Dial,\"PJSIP/101,8\",+79161234567,5,3,"
                                "ANSWERED,1795297449.540,1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].rang, std::vector<std::string>{"104"});
}

TEST(Rows, RecordsThatWereBegunAnewWhenTheCallerWasSentOnTellOfTheTalkBefore) {
    constexpr std::string_view reset_head =
        "start,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,"
        "uniqueid,linkedid,sequence\n";
    const auto calls = calls_in("2026-11-22 00:44:13,PJSIP/mango-000000b8,PJSIP/103-000000bb,Dial,\"PJSIP/103,8\","
                                "+79161234567,2,2,ANSWERED,1795297449.540,1795297449.540,9\n"
                                "2026-11-22 00:44:13,PJSIP/mango-000000b8,PJSIP/101-000000b9,Dial,\"PJSIP/101,8\","
                                "+79161234567,0,0,ANSWERED,1795297449.540,1795297449.540,7\n",
                                reset_head);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].answered_by, (std::vector<std::string>{"101", "103"}));
    EXPECT_EQ(calls[0].end - calls[0].start, std::chrono::seconds(6));
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].by, "101");
    EXPECT_EQ(calls[0].transfers[0].to, "103");
    EXPECT_EQ(calls[0].responsible, "103");
}

TEST(Rows, AChannelThatHasAnEarlierRecordWasNotBegunAnew) {
    const auto calls = calls_in("2026-11-22 00:44:09,PJSIP/mango-000000b8,,BackGround,menu,+79161234567,10,10,ANSWERED,"
                                "1795297449.540,1795297449.540\n"
                                "2026-11-22 00:44:19,PJSIP/mango-000000b8,PJSIP/101-000000b9,Dial,\"PJSIP/101,20,g\","
                                "+79161234567,0,0,ANSWERED,1795297449.540,1795297449.540\n"
                                "2026-11-22 00:44:19,PJSIP/mango-000000b8,PJSIP/102-000000ba,Dial,\"PJSIP/102,20\","
                                "+79161234567,9,5,ANSWERED,1795297449.540,1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    for (const cdr::talk& t : calls[0].talks) EXPECT_GE(t.start, instant(std::chrono::seconds(1795297459)));
}

TEST(Rows, OfRecordsBegunAnewTwiceEachTellsWhoTalked) {
    std::string rows;
    for (const std::string_view who : {"101-000000b9", "103-000000bb", "101-000000bd"})
        rows += "2026-11-22 00:44:19,PJSIP/mango-000000b8,PJSIP/" + std::string(who) + ",Dial,\"PJSIP/" +
                std::string(who.substr(0, 3)) + ",8\",+79161234567,2,2,ANSWERED,1795297449.540,1795297449.540\n";
    const auto calls = calls_in(rows);
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].talks.size(), 3u);
    EXPECT_EQ(calls[0].talks[1].who, "103");
    EXPECT_EQ(calls[0].talks[1].end, calls[0].talks[2].start);
    ASSERT_EQ(calls[0].transfers.size(), 2u);
    EXPECT_EQ(calls[0].transfers[1].to, "101");
    EXPECT_EQ(calls[0].end - calls[0].start, std::chrono::seconds(12));
}

TEST(Rows, TwoClientsWhomAPhoneJoinedAreTwoCalls) {
    const auto calls =
        calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,20\",+79161234567,9,8,"
                 "ANSWERED,1795297449.540,1795297449.540\n"
                 "2026-11-22 00:44:18,PJSIP/mango-b8,PJSIP/mango-ba,Dial,\"PJSIP/101,20\",+79161234567,6,6,"
                 "ANSWERED,1795297449.540,1795297449.540\n"
                 "2026-11-22 00:44:12,PJSIP/mango-ba,PJSIP/101-bb,Dial,\"PJSIP/101,20\",+79037654321,6,5,"
                 "ANSWERED,1795297452.542,1795297452.542\n");
    ASSERT_EQ(calls.size(), 2u);
    for (const cdr::call& c : calls) {
        EXPECT_EQ(c.direction, cdr::direction::inbound);
        EXPECT_THAT(c.answered_by, ElementsAre("101"));
        EXPECT_TRUE(c.transfers.empty());
    }
    EXPECT_NE(calls[0].external->text, calls[1].external->text);
}

TEST(Rows, TwoCallsThatHaveOneIdOfThePbxBetweenThemHaveTwo) {
    const auto calls =
        calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,20\",+79161234567,9,8,"
                 "ANSWERED,,1795297449.540\n"
                 "2026-11-22 00:44:18,PJSIP/mango-b8,PJSIP/mango-ba,Dial,\"PJSIP/101,20\",+79161234567,6,6,"
                 "ANSWERED,,1795297449.540\n"
                 "2026-11-22 00:44:12,PJSIP/mango-ba,PJSIP/101-bb,Dial,\"PJSIP/101,20\",+79037654321,6,5,"
                 "ANSWERED,,1795297449.540\n");
    ASSERT_EQ(calls.size(), 2u);
    EXPECT_EQ(calls[0].id, "svetly-dom/1795297449.540");
    EXPECT_EQ(calls[1].id, "svetly-dom/PJSIP/mango-ba@1795297452");
}

TEST(Rows, AStrangerWhoSendsTheNumberOfAnExtensionCallsIn) {
    for (const std::string_view times : {"5,5,ANSWERED", "0,0,NO ANSWER", "9,0,NO ANSWER"}) {
        const auto calls = calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,,Playback,closed,101," + std::string(times) +
                                    ",1795297449.540,1795297449.540\n");
        ASSERT_EQ(calls.size(), 1u);
        EXPECT_EQ(calls[0].direction, cdr::direction::inbound) << times;
        ASSERT_TRUE(calls[0].external);
        EXPECT_EQ(calls[0].external->text, "101");
    }
}

TEST(Rows, WhoRangAndWasThenLedIntoARoomWithANumberOfOursWasCalledByAProgram) {
    const auto calls = calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,,ConfBridge,101,101,5,3,ANSWERED,1795297449.540,"
                                "1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].direction, cdr::direction::outbound);
}

TEST(Rows, ADialInTheMacroThatEndsACallIsADial) {
    const auto calls =
        calls_in("2026-11-22 00:44:09,102,macro-hangupcall,PJSIP/101-b8,PJSIP/102-ba,Dial,\"PJSIP/102,8\",101,0,0,"
                 "BUSY,1795297449.540,1795297449.540\n",
                 head_of_plan);
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].legs.size(), 2u);
    EXPECT_EQ(calls[0].legs[0].dialled, "102");
}

TEST(Rows, TheMacroThatEndsACallIsNoSecondThought) {
    const auto calls = calls_in(
        "2026-11-22 00:44:09,500,ext-queues,PJSIP/mango-b8,PJSIP/101-ba,Queue,\"500,tT,,,18\",+79161234567,8,0,"
        "NO ANSWER,1795297449.540,1795297449.540\n"
        "2026-11-22 00:44:17,s,macro-hangupcall,PJSIP/mango-b8,,Hangup,,+79161234567,0,0,ANSWERED,1795297449.540,"
        "1795297449.540\n",
        head_of_plan);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::abandoned_queue);
}

TEST(Rows, AWaitAsLongAsTheQueueAllowsWasNotGivenUp) {
    const auto waited = [](int seconds) {
        const auto calls =
            calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/101-ba,Queue,\"500,tT,,,18\",+79161234567," +
                     std::to_string(seconds) + ",0,NO ANSWER,1795297449.540,1795297449.540\n");
        return calls.size() == 1 ? calls[0].disposition : cdr::disposition::failed;
    };
    EXPECT_EQ(waited(18), cdr::disposition::queue_timeout);
    EXPECT_EQ(waited(12), cdr::disposition::abandoned_queue);
}

TEST(Rows, ADialPlanThatSaysNoSuchNumberFailed) {
    const auto calls =
        calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,,Hangup,1,+79161234567,0,0,NO ANSWER,1795297449.540,"
                 "1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::failed);
}

TEST(Rows, AClockInAnotherZoneIsPutRightForEveryRowOfTheCall) {
    const auto calls = calls_in("2026-11-21 20:44:09,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,8\",+79161234567,5,3,"
                                "ANSWERED,1795297449.540,1795297449.540\n"
                                "2026-11-21 20:44:14,PJSIP/mango-b8,PJSIP/102-ba,Dial,\"PJSIP/102,8\",+79161234567,6,6,"
                                "ANSWERED,1795297449.540,1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].start, instant(std::chrono::seconds(1795297449)));
    ASSERT_EQ(calls[0].talks.size(), 2u);
    EXPECT_EQ(calls[0].talks[0].who, "101");
    EXPECT_EQ(calls[0].talks[1].start, instant(std::chrono::seconds(1795297454)));
    EXPECT_EQ(calls[0].end, instant(std::chrono::seconds(1795297460)));
}

TEST(Rows, AClockThatIsWrongByNoZoneBeginsWithTheChannel) {
    const auto calls = calls_in("2026-11-22 00:20:09,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,8\",+79161234567,5,3,"
                                "ANSWERED,1795297449.540,1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].start, instant(std::chrono::seconds(1795297449)));
}

TEST(Rows, WhatTheDialPlanDoesAfterTheEndIsNotOfTheCall) {
    const auto calls =
        calls_in("2026-11-22 00:44:09,101,in,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,20\",+79161234567,6,0,"
                 "NO ANSWER,1795297449.540,1795297449.540\n"
                 "2026-11-22 00:44:15,h,in,PJSIP/mango-b8,,System,sleep 30,+79161234567,30,0,NO ANSWER,"
                 "1795297449.540,1795297449.540\n",
                 head_of_plan);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::cancelled);
    EXPECT_EQ(calls[0].end - calls[0].start, std::chrono::seconds(6));
}

TEST(Rows, ADialPlanThatGoesOnAfterTheTalkTransfersNobody) {
    const auto transfers = [](std::string_view options) {
        const auto calls = calls_in("2026-11-22 00:44:09,09,in,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,20," +
                                        std::string(options) +
                                        "\",+79161234567,6,5,ANSWERED,1795297449.540,1795297449.540\n"
                                        "2026-11-22 00:44:15,09,in,PJSIP/mango-b8,PJSIP/102-ba,Dial,\"PJSIP/102,20\","
                                        "+79161234567,6,6,ANSWERED,1795297449.540,1795297449.540\n",
                                    head_of_plan);
        return calls.size() == 1 && calls[0].talks.size() == 2 ? calls[0].transfers.size() : 99;
    };
    EXPECT_EQ(transfers("tTg"), 0u);
    EXPECT_EQ(transfers("tTU(good)"), 1u);
}

TEST(Rows, ACallOnALineOfOursCameInWhateverNumberItBears) {
    tenant::tenant office = test::records_office();
    office.trunks.front().presents.push_back(numbering::parse("+74951234567").value());
    const auto calls = calls_in(
        "2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,8\",+74951234567,4,3,"
        "ANSWERED,1795297449.540,1795297449.540,+74951234568\n",
        "start,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid,did\n", office);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].direction, cdr::direction::inbound);
}

TEST(Rows, ATalkOfWhichTheRecordHasNoLengthWasOneThoughAnotherFollowsInTheNextSecond) {
    const auto calls = calls_in("2026-11-22 00:44:10,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,8\",+79161234567,2,0,"
                                "ANSWERED,1795297449.540,1795297449.540\n"
                                "2026-11-22 00:44:13,PJSIP/mango-b8,PJSIP/102-ba,Dial,\"PJSIP/102,8\",+79161234567,6,4,"
                                "ANSWERED,1795297449.540,1795297449.540\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_THAT(calls[0].answered_by, ElementsAre("101", "102"));
    EXPECT_EQ(calls[0].transfers.size(), 1u);
}

TEST(Rows, ATalkOfWhichNoRecordHasALengthWasOneBehindAPathThatWasOptimisedAway) {
    const auto row = [](std::string_view at, std::string_view what, std::string_view id) {
        return "2026-11-22 00:44:" + std::string(at) + "," + std::string(what) + "," + std::string(id) +
               ",1795297449.540\n";
    };
    const auto calls = calls_in(
        row("10", "Local/101@agents-16;2,PJSIP/101-56,Dial,\"PJSIP/101,20\",+79161234567,1,0,ANSWERED",
            "1795297450.546") +
        row("11", "PJSIP/101-56,Local/101@agents-16;1,AppDial,(Outgoing Line),101,0,0,ANSWERED", "1795297450.547") +
        row("10", "PJSIP/mango-b8,Local/101@agents-16;1,Queue,\"500,t,,,7\",+79161234567,1,1,ANSWERED",
            "1795297449.540") +
        row("11", "PJSIP/mango-b8,PJSIP/101-56,Queue,\"500,t,,,7\",+79161234567,0,0,ANSWERED", "1795297449.540") +
        row("12", "PJSIP/mango-b8,PJSIP/102-5b,Dial,\"PJSIP/102,5\",+79161234567,1,0,BUSY", "1795297449.540"));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::answered);
    EXPECT_THAT(calls[0].answered_by, ElementsAre("101"));
}

TEST(Rows, WhoWasCalledAndWaitsForAnAnswerElsewhereIsThereStillWithoutLinkedIds) {
    const auto row = [](std::string_view at, std::string_view what, std::string_view id) {
        return "2026-11-22 00:44:" + std::string(at) + "," + std::string(what) + ",1795297" + std::string(id) + '\n';
    };
    const auto calls = calls_in(
        row("08", "PJSIP/101-09,PJSIP/mango-0a,Dial,\"PJSIP/89161234567@mango,10\",101,4,2,ANSWERED", "448.29") +
            row("12", "PJSIP/101-09,Local/102@in-04;1,Dial,\"PJSIP/89161234567@mango,10\",101,9,9,ANSWERED", "448.29") +
            row("12", "Local/102@in-04;2,PJSIP/102-0b,Dial,\"PJSIP/102,5\",89161234567,9,7,ANSWERED", "452.32") +
            row("21", "Local/102@in-04;1,PJSIP/mango-0a,,,102,0,0,ANSWERED", "452.31") +
            row("21", "PJSIP/102-0b,PJSIP/mango-0a,AppDial,(Outgoing Line),102,5,5,ANSWERED", "452.33"),
        "start,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid\n");
    ASSERT_EQ(calls.size(), 1u);
    ASSERT_EQ(calls[0].talks.size(), 2u);
    EXPECT_EQ(calls[0].talks[1].who, "102");
    EXPECT_EQ(calls[0].responsible, "102");
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].kind, cdr::transfer_kind::attended);
}

TEST(Rows, APhoneOfTheSameNameAfterARestartDidNotCallTheOneBeforeIt) {
    const auto row = [](std::string_view at, std::string_view what, std::string_view id) {
        return "2026-11-22 00:" + std::string(at) + "," + std::string(what) + "," + std::string(id) + "," +
               std::string(id) + '\n';
    };
    const auto calls = calls_in(
        row("44:10", "PJSIP/mango-08,PJSIP/101-0a,Dial,\"PJSIP/101&PJSIP/102,15\",+79161234567,3,3,ANSWERED",
            "1795297449.8") +
        row("44:10", "PJSIP/mango-08,PJSIP/102-0b,Dial,\"PJSIP/101&PJSIP/102,15\",+79161234567,1,1,NO ANSWER",
            "1795297449.8") +
        row("54:10", "PJSIP/mango-09,PJSIP/101-0a,Dial,\"PJSIP/101,15\",+79031112233,3,2,ANSWERED", "1795298049.11"));
    ASSERT_EQ(calls.size(), 2u);
    EXPECT_THAT(calls[0].rang, ElementsAre("101", "102"));
    ASSERT_EQ(calls[0].talks.size(), 1u);
    EXPECT_EQ(calls[0].talks[0].end - calls[0].talks[0].start, 2s) << "102 stopped when 101 answered";
}

TEST(Rows, ATalkAfterAMenuBeganNoEarlierThanItsRecordingIsNamed) {
    for (const std::string_view name : {"in-101-7916-20261122-004419-1795297449.540.wav", "20261122-004419-7916.wav",
                                        "/monitor/2026/11/22/20261122_004419_7916.wav"}) {
        const auto calls =
            calls_in("2026-11-22 00:44:09,PJSIP/mango-b8,PJSIP/101-b9,Dial,\"PJSIP/101,8\",+79161234567,16,"
                     "16,ANSWERED,1795297449.540,1795297449.540," +
                         std::string(name) + "\n",
                     std::string(head.substr(0, head.size() - 1)) + ",recordingfile\n");
        ASSERT_EQ(calls.size(), 1u);
        ASSERT_EQ(calls[0].talks.size(), 1u);
        EXPECT_EQ(calls[0].talks[0].end - calls[0].talks[0].start, 6s) << name;
    }
}

} // namespace
