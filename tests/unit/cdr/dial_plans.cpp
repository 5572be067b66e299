// SPDX-License-Identifier: BSL-1.0
// Dial plans that do what those of the PBX's own language do not: scripts that go on, numbers found in headers, paths for phones.
#include <almon/cdr/assembler.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/calls_in.hpp"

using namespace almon;
using testing::ElementsAre;

namespace {

/// `99.5` of the second 1795297000.
std::string at_second(std::string_view time) {
    const std::size_t point = time.find('.');
    return std::to_string(1795297000 + std::stoi(std::string(time.substr(0, point)))).append(time.substr(point));
}

/// Manager events of a call that begins at second 99, one a line: name, time, channel, further fields.
class manager_log {
public:
    /// `channel` is `name id`, where the number behind the point of the id tells the channels apart.
    manager_log& add(std::string_view name, std::string_view time, std::string_view fields) {
        text_ += "Event: " + std::string(name) + "\r\nTimestamp: " + at_second(time) + "\r\n";
        for (std::size_t from = 0; from < fields.size();) {
            const std::size_t to = std::min(fields.find('|', from), fields.size());
            text_.append(fields.substr(from, to - from)) += "\r\n";
            from = to + 1;
        }
        text_ += "\r\n";
        return *this;
    }
    [[nodiscard]] cdr::call call() const {
        const auto calls = test::calls_in(cdr::format::asterisk_ami, text_);
        EXPECT_EQ(calls.size(), 1u);
        return calls.empty() ? cdr::call{} : calls[0];
    }

private:
    std::string text_;
};

std::string of(std::string_view channel, std::string_view id, std::string_view more = {}) {
    std::string fields = "Channel: " + std::string(channel) + "|Uniqueid: 1795297099." + std::string(id) +
                         "|Linkedid: 1795297099.1|CallerIDNum: +79161234567";
    if (!more.empty()) fields.append("|").append(more);
    return fields;
}
std::string caller(std::string_view more) {
    return of("PJSIP/mango-1", "1", more);
}
std::string phone(std::string_view more) {
    return of("PJSIP/101-2", "2", more);
}
std::string dials(std::string_view peer, std::string_view id, std::string_view more) {
    return caller("DestChannel: " + std::string(peer) + "|DestUniqueid: 1795297099." + std::string(id) +
                  "|DestLinkedid: 1795297099.1|" + std::string(more));
}
std::string cel(std::string_view app, std::string_view exten) {
    return "EventName: APP_START|Exten: " + std::string(exten) +
           "|Context: from-trunk|Channel: PJSIP/mango-1|Application: " + std::string(app) +
           "|AppData: 101@default|UniqueID: 1795297099.1|LinkedID: 1795297099.1";
}

/// The talk with 101 from second 101 to the end, which is at second 105.
manager_log& talk_with_101(manager_log& log) {
    const std::string room = "BridgeUniqueid: b1|BridgeTechnology: simple_bridge";
    return log.add("Newchannel", "99.500000", phone("ChannelState: 0|Exten: s|Context: office"))
        .add("DialBegin", "99.510000", dials("PJSIP/101-2", "2", "DialString: 101"))
        .add("Newstate", "99.520000", phone("ChannelState: 5"))
        .add("DialEnd", "101.000000", dials("PJSIP/101-2", "2", "DialStatus: ANSWER"))
        .add("BridgeEnter", "101.000000", phone(room))
        .add("BridgeEnter", "101.000000", caller(room))
        .add("HangupRequest", "105.000000", caller(""))
        .add("BridgeLeave", "105.000000", caller(room))
        .add("BridgeLeave", "105.000000", phone(room))
        .add("Hangup", "105.000000", phone("Cause: 16"))
        .add("Hangup", "105.000000", caller("Cause: 16"));
}

TEST(DialPlans, OfAScriptTheChannelEventLogNamesWhatManagerEventsLeaveOut) {
    manager_log log;
    log.add("Newchannel", "99.000000", caller("ChannelState: 4|Exten: 84951234568|Context: from-trunk"))
        .add("Newexten", "99.100000", caller("Application: Answer|Exten: 84951234568|Context: from-trunk"))
        .add("CEL", "99.200000", cel("VoiceMail", "84951234568"))
        .add("Newstate", "99.200000", caller("ChannelState: 6"))
        .add("HangupRequest", "103.000000", caller(""))
        .add("Hangup", "103.000000", caller("Cause: 16"));
    EXPECT_EQ(log.call().disposition, cdr::disposition::missed);
}

TEST(DialPlans, WhatBothTellIsDoneOnce) {
    manager_log log;
    log.add("Newchannel", "99.000000", caller("ChannelState: 4|Exten: 84951234568|Context: from-trunk"))
        .add("Newexten", "100.900000", caller("Application: Background|Exten: 84951234568|Context: from-trunk"))
        .add("Newstate", "99.100000", caller("ChannelState: 6"))
        .add("Newexten", "101.100000", caller("Application: VoiceMail|Exten: 1|Context: menu|AppData: 101@default"))
        .add("CEL", "101.100100", cel("VoiceMail", "1"))
        .add("CEL", "101.100200", cel("Background", "84951234568"))
        .add("HangupRequest", "103.000000", caller(""))
        .add("Hangup", "103.000000", caller("Cause: 16"));
    EXPECT_EQ(log.call().spans.menu, milliseconds(200));
}

TEST(DialPlans, OurNumberIsTheFirstThatTheDialPlanGoesToWhereTheTrunkCallsAnAccount) {
    manager_log log;
    log.add("Newchannel", "99.000000", caller("ChannelState: 4|Exten: account1|Context: from-trunk"))
        .add("Newexten", "99.100000", caller("Application: Set|Exten: account1|Context: from-trunk"))
        .add("Newexten", "99.100100", caller("Application: Set|Exten: 84951234568|Context: did"))
        .add("Newexten", "99.100200", caller("Application: Goto|Exten: 84951234568|Context: did"))
        .add("Newexten", "99.100300", caller("Application: Set|Exten: s|Context: group"))
        .add("Newexten", "99.100400", caller("Application: Dial|Exten: s|Context: group|AppData: PJSIP/101"));
    EXPECT_EQ(talk_with_101(log).call().did, "+74951234568");
}

TEST(DialPlans, WhereTheTrunkCallsANumberThatIsOurs) {
    manager_log log;
    log.add("Newchannel", "99.000000", caller("ChannelState: 4|Exten: 84951234568|Context: from-trunk"))
        .add("Newexten", "99.100000", caller("Application: Set|Exten: 84951234568|Context: from-trunk"))
        .add("Newexten", "99.100100", caller("Application: Set|Exten: 84957654321|Context: moved"))
        .add("Newexten", "99.100400", caller("Application: Dial|Exten: s|Context: group|AppData: PJSIP/101"));
    EXPECT_EQ(talk_with_101(log).call().did, "+74951234568");
}

TEST(DialPlans, WhoIsLedOutOfParkingIsNoMoreOnHold) {
    const auto parkee = [](std::string_view more) {
        return "ParkeeChannel: PJSIP/mango-1|ParkeeUniqueid: 1795297099.1|ParkeeLinkedid: 1795297099.1|" +
               std::string(more);
    };
    manager_log log;
    log.add("Newchannel", "99.000000", caller("ChannelState: 4|Exten: 84951234568|Context: from-trunk"))
        .add("Newstate", "99.100000", caller("ChannelState: 6"))
        .add("ParkedCall", "99.200000", parkee("ParkeeExten: 71"))
        .add("Newexten", "99.203000", caller("Application: Set|Exten: 71|Context: spaces"))
        .add("Newexten", "99.203100", caller("Application: Park|Exten: 71|Context: spaces|AppData: default"))
        .add("ParkedCallTimeOut", "99.400000", parkee("ParkeeExten: 200"))
        .add("Newexten", "99.400100", caller("Application: Park|Exten: 200|Context: back|AppData: default"));
    const cdr::call c = talk_with_101(log).call();
    EXPECT_EQ(c.spans.hold, milliseconds(0));
    EXPECT_EQ(c.spans.talk, std::chrono::seconds(4));
}

TEST(DialPlans, WhoPicksUpByThePlaceOfAPathDidNotRing) {
    const std::string room = "BridgeUniqueid: b1|BridgeTechnology: simple_bridge";
    const auto picker = [](std::string_view more) { return of("PJSIP/205-5", "5", more); };
    const auto path = [](std::string_view more) { return of("Local/204@late-0;1", "3", more); };
    manager_log log;
    log.add("Newchannel", "99.000000", caller("ChannelState: 4|Exten: 84951234568|Context: from-trunk"))
        .add("Newexten", "99.100000",
             caller("Application: Dial|Exten: 84951234568|Context: did|AppData: PJSIP/101&Local/204@late/n"))
        .add("Newchannel", "99.500000", phone("ChannelState: 0|Exten: s|Context: office"))
        .add("Newchannel", "99.500000", path("ChannelState: 0|Exten: 204|Context: late"))
        .add("DialBegin", "99.510000", dials("PJSIP/101-2", "2", "DialString: 101"))
        .add("DialBegin", "99.510000", dials("Local/204@late-0;1", "3", "DialString: 204@late"))
        .add("Newstate", "99.520000", phone("ChannelState: 5"))
        .add("Newchannel", "101.000000", picker("ChannelState: 4|Exten: **101|Context: office"))
        .add("Newexten", "101.000100", picker("Application: Pickup|Exten: **101|Context: office"))
        .add("DialEnd", "101.000200", dials("Local/204@late-0;1", "3", "DialStatus: CANCEL"))
        .add("DialBegin", "101.000300", dials("PJSIP/205-5", "5", "DialString: 205"))
        .add("Hangup", "101.000400", path("Cause: 26"))
        .add("DialEnd", "101.000500", dials("PJSIP/101-2", "2", "DialStatus: CANCEL"))
        .add("DialEnd", "101.000600", dials("PJSIP/205-5", "5", "DialStatus: ANSWER"))
        .add("Hangup", "101.000700", phone("Cause: 26"))
        .add("BridgeEnter", "101.001000", picker(room))
        .add("BridgeEnter", "101.001000", caller(room))
        .add("HangupRequest", "105.000000", caller(""))
        .add("BridgeLeave", "105.000000", caller(room))
        .add("BridgeLeave", "105.000000", picker(room))
        .add("Hangup", "105.000000", picker("Cause: 16"))
        .add("Hangup", "105.000000", caller("Cause: 16"));
    const cdr::call c = log.call();
    EXPECT_THAT(c.rang, ElementsAre("101"));
    EXPECT_THAT(c.answered_by, ElementsAre("205"));
}

TEST(DialPlans, AKeyPressedBehindAPathEndsTheTalk) {
    const auto near = [](std::string_view more) { return of("Local/101@agents-0;1", "3", more); };
    const auto far = [](std::string_view more) { return of("Local/101@agents-0;2", "4", more); };
    const std::string outer = "BridgeUniqueid: b1|BridgeTechnology: simple_bridge",
                      inner = "BridgeUniqueid: b2|BridgeTechnology: simple_bridge",
                      asking = "BridgeUniqueid: b3|BridgeTechnology: simple_bridge";
    manager_log log;
    log.add("Newchannel", "99.000000", caller("ChannelState: 4|Exten: 84951234568|Context: from-trunk"))
        .add("Newexten", "99.100000", caller("Application: Queue|Exten: 84951234568|Context: did|AppData: sales"))
        .add("Newchannel", "99.200000", near("ChannelState: 0|Exten: 101|Context: agents"))
        .add("Newchannel", "99.200000", far("ChannelState: 4|Exten: 101|Context: agents"))
        .add("LocalBridge", "99.200000",
             "LocalOneChannel: Local/101@agents-0;1|LocalOneUniqueid: 1795297099.3|LocalOneLinkedid: 1795297099.1|"
             "LocalTwoChannel: Local/101@agents-0;2|LocalTwoUniqueid: 1795297099.4|LocalTwoLinkedid: 1795297099.1")
        .add("DialBegin", "99.210000", dials("Local/101@agents-0;1", "3", "DialString: 101@agents"))
        .add("Newexten", "99.300000", far("Application: Dial|Exten: 101|Context: agents|AppData: PJSIP/101"))
        .add("Newchannel", "99.500000", phone("ChannelState: 0|Exten: s|Context: office"))
        .add("DialBegin", "99.510000",
             far("DestChannel: PJSIP/101-2|DestUniqueid: 1795297099.2|DestLinkedid: 1795297099.1|DialString: 101"))
        .add("Newstate", "99.520000", phone("ChannelState: 5"))
        .add("Newstate", "101.000000", phone("ChannelState: 6"))
        .add("BridgeEnter", "101.000000", phone(inner))
        .add("BridgeEnter", "101.000000", far(inner))
        .add("BridgeEnter", "101.000000", near(outer))
        .add("BridgeEnter", "101.000000", caller(outer))
        .add("DTMFEnd", "103.000000", phone("Digit: *|Direction: Received"))
        .add("DTMFEnd", "103.100000", near("Digit: *|Direction: Received"))
        .add("DTMFEnd", "103.150000", phone("Digit: 2|Direction: Received"))
        .add("DTMFEnd", "103.250000", near("Digit: 2|Direction: Received"))
        .add("Hold", "103.250000", near(""))
        .add("BridgeLeave", "104.500000", near(outer))
        .add("BridgeEnter", "104.500000", near(asking))
        .add("HangupRequest", "105.000000", caller(""))
        .add("BridgeLeave", "105.000000", caller(outer))
        .add("Hangup", "105.000000", caller("Cause: 16"))
        .add("BridgeLeave", "105.100000", near(asking))
        .add("BridgeLeave", "105.100000", far(inner))
        .add("BridgeLeave", "105.100000", phone(inner))
        .add("Hangup", "105.100000", near("Cause: 16"))
        .add("Hangup", "105.100000", far("Cause: 16"))
        .add("Hangup", "105.100000", phone("Cause: 16"));
    const cdr::call c = log.call();
    EXPECT_THAT(c.answered_by, ElementsAre("101"));
    EXPECT_EQ(c.spans.talk, std::chrono::seconds(2));
    EXPECT_EQ(c.spans.hold, milliseconds(0));
}

TEST(DialPlans, WhatAChannelDoesIsSeenInItsLaterEvents) {
    const auto event = [](std::string_view type, std::string_view second, std::string_view app, std::string_view more) {
        return R"({"type":")" + std::string(type) + R"(","timestamp":"2026-11-22T00:38:)" + std::string(second) +
               R"(+0300","channel":{"id":"1795297099.1","name":"PJSIP/mango-1","state":"Up","caller":{"name":"","number":"+79161234567"},"dialplan":{"context":"from-trunk","exten":"84951234568","app_name":")" +
               std::string(app) + R"(","app_data":"intake"}})" + std::string(more) + "}\n";
    };
    const auto calls = test::calls_in(
        cdr::format::asterisk_ari,
        event("ChannelCreated", "19.000", "", "") +
            event("ChannelDialplan", "19.100", "Answer", R"(,"dialplan_app":"Answer","dialplan_app_data":"")") +
            event("ChannelStateChange", "19.100", "Answer", "") + event("ChannelConnectedLine", "20.000", "Queue", "") +
            event("ChannelConnectedLine", "22.000", "Queue", "") +
            event("ChannelHangupRequest", "29.000", "Queue", "") +
            event("ChannelDestroyed", "29.000", "", R"(,"cause":16)"));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].queue, "intake");
    EXPECT_EQ(calls[0].disposition, cdr::disposition::abandoned_queue);
}

TEST(DialPlans, AScriptThatGoesOnWithAGoneChannelDoesNothingToTheCaller) {
    const auto event = [](std::string_view type, std::string_view at, std::string_view app, std::string_view extra) {
        return std::string(type) + "," + at_second(at) + ",+79161234567,84951234568,from-trunk,PJSIP/mango-1," +
               std::string(app) + ",1795297099.1,1795297099.1," + std::string(extra) + "\n";
    };
    const auto calls = test::calls_in(
        cdr::format::asterisk_cel,
        "eventtype,eventtime,cid_num,exten,context,channame,appname,appdata,uniqueid,linkedid,eventextra\n" +
            event("CHAN_START", "99.000100", ",", "") + event("ANSWER", "99.100000", "Answer,", "") +
            event("APP_START", "99.200000", "Read,K", "") + event("APP_END", "103.200000", "Read,K", "") +
            event("APP_START", "103.200000", "Playback,sorry", "") +
            event("APP_START", "103.200500", "Dial,PJSIP/101", "") +
            event("APP_END", "103.201500", "Dial,PJSIP/101", "") +
            event("HANGUP", "103.201500", ",", R"("{""hangupcause"":16,""hangupsource"":""PJSIP/mango-1""}")") +
            event("CHAN_END", "103.201500", ",", "") + event("LINKEDID_END", "103.201500", ",", ""));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::abandoned_ivr);
}

TEST(DialPlans, WhoHeardWhyWasNotRefused) {
    const auto calls =
        test::calls_in(cdr::format::asterisk_cdr_custom,
                       "src,dst,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,"
                       "disposition,uniqueid,linkedid\n"
                       "+79161234567,84951234569,PJSIP/mango-1,,Hangup,1,2026-11-22 00:38:19,"
                       "2026-11-22 00:38:19,2026-11-22 00:38:24,5,5,ANSWERED,1795297099.1,1795297099.1\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::no_human);
}

} // namespace
