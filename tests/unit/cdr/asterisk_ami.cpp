// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_ami.hpp>

#include <gmock/gmock.h>

#include <almon/cdr/assembler.hpp>

using namespace almon;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

namespace {

struct answer {
    std::vector<cdr::call> calls;
    std::vector<diagnostic> told;
};

answer read(const std::string& text) {
    answer a;
    cdr::context ctx;
    ctx.explain = true;
    cdr::assembler calls(ctx, [&](const cdr::call& c) { a.calls.push_back(c); });
    const auto reader =
        cdr::make_asterisk_ami_reader({"ami", 0, {}, {}}, [&](const diagnostic& d) { a.told.push_back(d); });
    reader->feed(text, calls);
    reader->finish(calls);
    calls.finish();
    return a;
}

std::string channel(const std::string& name, const std::string& id, const std::string& linked,
                    const std::string& state) {
    return "Channel: " + name + "\r\nChannelState: " + state +
           "\r\nCallerIDNum: +79161234567\r\nCallerIDName: <unknown>\r\nAccountCode: \r\nContext: from-trunk\r\nExten: "
           "+74951234568\r\nPriority: 1\r\nUniqueid: " +
           id + "\r\nLinkedid: " + linked + "\r\n";
}

std::string event(const std::string& name, const std::string& time, const std::string& fields) {
    return "Event: " + name + "\r\nPrivilege: call,all\r\nTimestamp: " + time + "\r\n" + fields + "\r\n";
}

std::string listed(const std::string& fields, const std::string& bridge, const std::string& app,
                   const std::string& data, const std::string& duration) {
    return "Event: CoreShowChannel\r\nActionID: 1\r\n" + fields + "BridgeId: " + bridge + "\r\nApplication: " + app +
           "\r\nApplicationData: " + data + "\r\nDuration: " + duration + "\r\n\r\n";
}

std::string complete(int items) {
    return "Event: CoreShowChannelsComplete\r\nActionID: 1\r\nEventList: Complete\r\nListItems: " +
           std::to_string(items) + "\r\n\r\n";
}

const std::string trunk = channel("PJSIP/mango-1", "1795297099.1", "1795297099.1", "4");
const std::string trunk_up = channel("PJSIP/mango-1", "1795297099.1", "1795297099.1", "6");
const std::string phone_up = channel("PJSIP/101-2", "1795297101.2", "1795297099.1", "6");
const instant birth{std::chrono::seconds(1795297099)};

bool explains(const cdr::call& c, std::string_view field, std::string_view part) {
    for (const cdr::reason& r : c.why)
        if (r.field == field && r.why.find(part) != std::string::npos && !r.sure) return true;
    return false;
}

TEST(AsteriskAmi, WhatHappensAtAFullSecondIsAsExactAsAnythingElse) {
    const std::string room = "BridgeUniqueid: b1\r\nBridgeTechnology: simple_bridge\r\n";
    const auto both = [&room](const std::string& name, const std::string& time) {
        return event(name, time, trunk_up + room) + event(name, time, phone_up + room);
    };
    const auto [calls, told] =
        read(event("Newchannel", "1795297099.100000", trunk) + event("Newchannel", "1795297101.100000", phone_up) +
             both("BridgeEnter", "1795297103.000000") + both("BridgeLeave", "1795297103.300000") +
             both("BridgeEnter", "1795297103.800000") + both("BridgeLeave", "1795297109.000000") +
             event("Hangup", "1795297109.100000", phone_up) + event("Hangup", "1795297109.200000", trunk_up));
    ASSERT_THAT(calls, SizeIs(1));
    ASSERT_FALSE(calls[0].talks.empty());
    EXPECT_EQ(calls[0].talks.front().start, birth + 4s);
}

TEST(AsteriskAmi, AChannelThatIsNotListedAnyMoreEndedByThen) {
    const answer a = read(event("Newchannel", "1795297099.100000", trunk) +
                          "Response: Success\r\nPing: Pong\r\nTimestamp: 1795297130.500000\r\n\r\n" + complete(0));
    ASSERT_THAT(a.calls, SizeIs(1));
    EXPECT_EQ(a.calls[0].end, birth + 31500ms) << "the answer to Ping says when";
    EXPECT_TRUE(explains(a.calls[0], "end", "at the latest"));
}

TEST(AsteriskAmi, EventsOfNoUseSayWhenToo) {
    for (const std::string name : {"VarSet", "CEL"}) {
        const answer a = read(event("Newchannel", "1795297099.100000", trunk) +
                              event(name, "1795297130.500000", "EventName: CHAN_START\r\n" + trunk) + complete(0));
        ASSERT_THAT(a.calls, SizeIs(1)) << name;
        EXPECT_EQ(a.calls[0].end, birth + 31500ms) << name;
    }
}

TEST(AsteriskAmi, AChannelThatWasNeverSeenIsAliveSinceItsAgeSays) {
    const std::string bridge = "br-1";
    const answer a =
        read(listed(trunk_up, bridge, "Dial", "PJSIP/101,30", "00:00:21") +
             listed(phone_up, bridge, "AppDial", "(Outgoing Line)", "00:00:19") + complete(2) +
             "Event: BridgeInfoChannel\r\n" + trunk_up + "\r\nEvent: BridgeInfoChannel\r\n" + phone_up +
             "\r\nEvent: BridgeInfoComplete\r\nBridgeUniqueid: br-1\r\nBridgeType: basic\r\nBridgeTechnology: "
             "simple_bridge\r\nBridgeNumChannels: 2\r\n\r\n" +
             event("Hangup", "1795297150.000000", phone_up + "Cause: 16\r\n") +
             event("Hangup", "1795297150.100000", trunk_up + "Cause: 16\r\n"));
    ASSERT_THAT(a.calls, SizeIs(1));
    const cdr::call& c = a.calls[0];
    EXPECT_EQ(c.id, "default/1795297099.1");
    EXPECT_EQ(c.disposition, cdr::disposition::answered);
    EXPECT_THAT(c.answered_by, ElementsAre("101"));
    EXPECT_LE(c.start - birth, 2s);
    ASSERT_THAT(c.talks, SizeIs(1));
    EXPECT_LE(c.talks[0].start - (birth + 21s), 2s) << "by the answer at the latest";
    EXPECT_TRUE(explains(c, "start", "age"));
}

/// Keeps when the answers were given.
struct answered_at final : cdr::evidence_sink {
    std::vector<instant> times;
    void take(const cdr::evidence& e) override {
        if (e.what == cdr::fact::present) times.push_back(e.at);
    }
};

TEST(AsteriskAmi, AChannelYoungerThanItsIdDoesNotPutTheAnswersTooEarly) {
    answered_at heard;
    const auto reader = cdr::make_asterisk_ami_reader({"ami", 0, {}, {}}, [](const diagnostic&) {});
    const std::string late = channel("PJSIP/101-2", "1795297101.2", "1795297099.1", "6"); // made at 102.2
    const std::string last = channel("PJSIP/102-3", "1795297107.3", "1795297099.1", "4");
    reader->feed(listed(trunk_up, "", "Dial", "PJSIP/101,30", "00:00:07") +
                     listed(late, "", "AppDial", "(Outgoing Line)", "00:00:04") +
                     listed(last, "", "AppDial", "(Outgoing Line)", "00:00:00") + complete(3) +
                     event("Hangup", "1795297107.100000", last + "Cause: 16\r\n"),
                 heard);
    EXPECT_THAT(heard.times, testing::Each(birth + 8100ms - 1us)) << "just before what was heard next";
    EXPECT_THAT(heard.times, SizeIs(3));
}

TEST(AsteriskAmi, AnAnswerThatBreaksOffConcludesNothing) {
    const answer a = read(event("Newchannel", "1795297099.100000", trunk) +
                          listed(phone_up, "", "Dial", "PJSIP/102,30", "00:00:21") + complete(2) +
                          event("Hangup", "1795297150.100000", trunk + "Cause: 16\r\n"));
    ASSERT_THAT(a.calls, SizeIs(1));
    EXPECT_EQ(a.calls[0].end, birth + 51100ms);
    EXPECT_FALSE(explains(a.calls[0], "end", "at the latest"));
    ASSERT_THAT(a.told, SizeIs(1));
    EXPECT_EQ(a.told[0].reason, cdr::errc::truncated);
}

TEST(AsteriskAmi, AQueueThatWasEnteredUnseenCountsFromItsWait) {
    const answer a = read(event("Newchannel", "1795297099.100000", trunk) +
                          listed(trunk_up, "", "Queue", "500,t", "00:00:21") + complete(1) +
                          "Event: QueueEntry\r\nQueue: 500\r\nPosition: 1\r\nChannel: PJSIP/mango-1\r\nUniqueid: "
                          "1795297099.1\r\nWait: 15\r\n\r\nEvent: QueueStatusComplete\r\nEventList: Complete\r\n\r\n" +
                          event("Hangup", "1795297129.000000", trunk_up + "Cause: 16\r\n"));
    ASSERT_THAT(a.calls, SizeIs(1));
    EXPECT_EQ(a.calls[0].queue, "500");
    EXPECT_EQ(a.calls[0].disposition, cdr::disposition::abandoned_queue);
    EXPECT_GE(a.calls[0].spans.wait, 22s);
}

TEST(AsteriskAmi, ALoginIsNoRestart) {
    const std::string greeting =
        "Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nMessage: Authentication accepted\r\n\r\n"
        "Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: ";
    const std::string before = event("Newchannel", "1795297099.100000", trunk);
    const std::string after = event("Hangup", "1795297199.100000", trunk + "Cause: 16\r\n");
    const answer goes_on = read(before + greeting + "86400\r\n\r\n" + after);
    ASSERT_THAT(goes_on.calls, SizeIs(1));
    EXPECT_EQ(goes_on.calls[0].end, birth + 100100ms);
    const answer restarted =
        read(before + greeting + "30\r\n\r\n" +
             event("Newchannel", "1795297199.000000", channel("PJSIP/mango-0", "1795297198.0", "1795297198.0", "4")));
    ASSERT_THAT(restarted.calls, SizeIs(2));
    EXPECT_EQ(restarted.calls[0].end, birth + 100ms) << "it went down while nobody listened";
}

} // namespace
