// SPDX-License-Identifier: BSL-1.0
// What channel events mean, said in as few as show it.
#include <almon/cdr/assembler.hpp>

#include <gtest/gtest.h>

#include "support/calls_in.hpp"

using namespace almon;

namespace {

constexpr std::string_view head =
    "eventtype,eventtime,cid_num,exten,context,channame,appname,appdata,uniqueid,linkedid,eventextra\n";
/// The channels of a caller, of the phone 101 that was called, and of the phone 102 that called by itself.
constexpr std::string_view caller = ",+79161234567,s,from-trunk,PJSIP/mango-1,";
constexpr std::string_view first = ",101,s,office,PJSIP/101-2,";
constexpr std::string_view second = ",102,101,office,PJSIP/102-3,";
/// Their ids, with the caller's linked id.
constexpr std::string_view of_caller = ",1795297099.1,1795297099.1,";
constexpr std::string_view of_first = ",1795297100.2,1795297099.1,";
constexpr std::string_view of_second = ",1795297103.3,1795297099.1,";

/// One event at so many seconds after the call began.
std::string event(std::string_view type, std::string_view at, std::string_view channel, std::string_view app,
                  std::string_view ids, std::string_view extra = {}) {
    std::string line(type);
    line.append(",")
        .append(std::to_string(1795297000 + std::stoi(std::string(at))))
        .append(at.substr(at.find('.')))
        .append(channel)
        .append(app)
        .append(ids)
        .append(extra);
    return line += '\n';
}

std::vector<cdr::call> calls_in(const std::string& events) {
    return test::calls_in(cdr::format::asterisk_cel, std::string(head) + events);
}

/// A call that a script (AGI) answered, ended by whoever is named.
std::vector<cdr::call> answered_by_script(std::string_view ended_by) {
    const std::string ends = "\"{\"\"hangupcause\"\":16,\"\"hangupsource\"\":\"\"" + std::string(ended_by) + "\"\"}\"";
    return calls_in(event("CHAN_START", "99.000000", caller, ",", of_caller) +
                    event("APP_START", "99.100000", caller, "AGI,agi://host/menu", of_caller) +
                    event("ANSWER", "99.200000", caller, "AGI,agi://host/menu", of_caller) +
                    event("APP_END", "99.900000", caller, "AGI,agi://host/menu", of_caller) +
                    event("HANGUP", "99.900000", caller, ",", of_caller, ends) +
                    event("CHAN_END", "99.900000", caller, ",", of_caller) +
                    event("LINKEDID_END", "99.900000", caller, ",", of_caller));
}

TEST(Events, WhoLeavesAScriptThatAnsweredWasAskedSomething) {
    const auto calls = answered_by_script("PJSIP/mango-1");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::abandoned_ivr);
}

TEST(Events, WhomAScriptLetsGoHeardAMessage) {
    const auto calls = answered_by_script("");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::no_human);
}

TEST(Events, WhoTakesATalkOverLedTheCallerToItself) {
    const std::string in_room = "\"{\"\"bridge_id\"\":\"\"b1\"\"}\"";
    const auto calls = calls_in(
        event("CHAN_START", "99.000000", caller, ",", of_caller) +
        event("CHAN_START", "100.000000", first, ",", of_first) +
        event("ANSWER", "101.000000", first, "AppDial,(Outgoing Line)", of_first) +
        event("ANSWER", "101.000000", caller, "Dial,PJSIP/101", of_caller) +
        event("BRIDGE_ENTER", "101.000000", first, "AppDial,(Outgoing Line)", of_first, in_room) +
        event("BRIDGE_ENTER", "101.000000", caller, "Dial,PJSIP/101", of_caller, in_room) +
        event("CHAN_START", "103.000000", second, ",", ",1795297103.3,1795297103.3,") +
        event("ANSWER", "103.000000", second, ",", ",1795297103.3,1795297103.3,") +
        event("BRIDGE_EXIT", "103.000000", first, "AppDial,(Outgoing Line)", of_first, in_room) +
        event("BRIDGE_ENTER", "103.000000", second, ",", of_second, in_room) +
        event("HANGUP", "103.000000", first, ",", of_first) + event("CHAN_END", "103.000000", first, ",", of_first) +
        event("BRIDGE_EXIT", "106.000000", caller, "Dial,PJSIP/101", of_caller, in_room) +
        event("BRIDGE_EXIT", "106.000000", second, ",", of_second, in_room) +
        event("CHAN_END", "106.000000", caller, ",", of_caller) +
        event("CHAN_END", "106.000000", second, ",", of_second) +
        event("LINKEDID_END", "106.000000", second, ",", of_second));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].answered_by, (std::vector<std::string>{"101", "102"}));
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].kind, cdr::transfer_kind::redirect);
    EXPECT_EQ(calls[0].transfers[0].by, "102");
    EXPECT_EQ(calls[0].responsible, "102");
}

TEST(Events, WhoWasSentWhereNobodyWasCalledAndCameBackWasSentInVain) {
    const auto in_room = [](char room) { return "\"{\"\"bridge_id\"\":\"\"b" + std::string(1, room) + "\"\"}\""; };
    constexpr std::string_view again = ",101,s,office,PJSIP/101-4,", of_again = ",1795297104.4,1795297099.1,";
    const auto talk = [&](std::string_view from, std::string_view to, std::string_view phone, std::string_view ids,
                          char room) {
        return event("ANSWER", from, phone, "AppDial,(Outgoing Line)", ids) +
               event("BRIDGE_ENTER", from, phone, "AppDial,(Outgoing Line)", ids, in_room(room)) +
               event("BRIDGE_ENTER", from, caller, "Dial,PJSIP/101", of_caller, in_room(room)) +
               (room == '1' ? event("BLINDTRANSFER", to, phone, "AppDial,(Outgoing Line)", ids,
                                    "\"{\"\"extension\"\":\"\"199\"\",\"\"context\"\":\"\"office\"\"}\"")
                            : std::string()) +
               event("BRIDGE_EXIT", to, phone, "AppDial,(Outgoing Line)", ids, in_room(room)) +
               event("BRIDGE_EXIT", to, caller, "Dial,PJSIP/101", of_caller, in_room(room)) +
               event("HANGUP", to, phone, ",", ids) + event("CHAN_END", to, phone, ",", ids);
    };
    const auto calls = calls_in(event("CHAN_START", "99.000000", caller, ",", of_caller) +
                                event("CHAN_START", "100.000000", first, ",", of_first) +
                                talk("101.000000", "103.000000", first, of_first, '1') +
                                event("CHAN_START", "104.000000", again, ",", of_again) +
                                talk("105.000000", "107.000000", again, of_again, '2') +
                                event("CHAN_END", "107.000000", caller, ",", of_caller) +
                                event("LINKEDID_END", "107.000000", caller, ",", of_caller));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].talks.size(), 2u);
    ASSERT_EQ(calls[0].transfers.size(), 1u);
    EXPECT_EQ(calls[0].transfers[0].kind, cdr::transfer_kind::blind);
    EXPECT_EQ(calls[0].transfers[0].to, "199");
    EXPECT_EQ(calls[0].transfers[0].result, cdr::transfer_result::no_answer);
}

TEST(Events, WhomTheDialPlanLetGoDidNotGiveUpWhateverTheDialSays) {
    const auto calls = calls_in(event("CHAN_START", "99.000000", caller, ",", of_caller) +
                                event("APP_START", "99.100000", caller, "Dial,PJSIP/101", of_caller) +
                                event("CHAN_START", "100.000000", first, ",", of_first) +
                                event("ANSWER", "102.000000", first, "AppDial,(Outgoing Line)", of_first) +
                                event("HANGUP", "104.000000", first, ",", of_first) +
                                event("CHAN_END", "104.000000", first, ",", of_first) +
                                event("APP_END", "104.000000", caller, "Dial,PJSIP/101", of_caller) +
                                event("HANGUP", "107.000000", caller, ",", of_caller,
                                      "\"{\"\"hangupcause\"\":16,\"\"hangupsource\"\":\"\"dialplan/"
                                      "builtin\"\",\"\"dialstatus\"\":\"\"CANCEL\"\"}\"") +
                                event("CHAN_END", "107.000000", caller, ",", of_caller) +
                                event("LINKEDID_END", "107.000000", caller, ",", of_caller));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].disposition, cdr::disposition::missed);
}

TEST(Events, NobodyWithoutANameRang) {
    const std::string in_room = "\"{\"\"bridge_id\"\":\"\"b1\"\"}\"";
    constexpr std::string_view outsider = ",,s,from-trunk,PJSIP/mango-7,", of_outsider = ",1795297104.7,1795297099.1,";
    const auto calls = calls_in(
        event("CHAN_START", "99.000000", caller, ",", of_caller) +
        event("CHAN_START", "100.000000", first, ",", of_first) +
        event("ANSWER", "101.000000", first, "AppDial,(Outgoing Line)", of_first) +
        event("BRIDGE_ENTER", "101.000000", first, "AppDial,(Outgoing Line)", of_first, in_room) +
        event("BRIDGE_ENTER", "101.000000", caller, "Dial,PJSIP/101", of_caller, in_room) +
        event("BRIDGE_EXIT", "103.000000", first, "AppDial,(Outgoing Line)", of_first, in_room) +
        event("BRIDGE_EXIT", "103.000000", caller, "Dial,PJSIP/101", of_caller, in_room) +
        event("CHAN_END", "103.000000", first, ",", of_first) +
        event("CHAN_START", "104.000000", outsider, ",", of_outsider) +
        event("HANGUP", "105.000000", outsider, "AppDial,(Outgoing Line)", of_outsider,
              "\"{\"\"hangupcause\"\":17,\"\"hangupsource\"\":\"\"PJSIP/mango-7\"\",\"\"dialstatus\"\":\"\"\"\"}\"") +
        event("CHAN_END", "105.000000", outsider, ",", of_outsider) +
        event("CHAN_END", "107.000000", caller, ",", of_caller) +
        event("LINKEDID_END", "107.000000", caller, ",", of_caller));
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls[0].rang, std::vector<std::string>{"101"});
}

} // namespace
