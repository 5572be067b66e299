// SPDX-License-Identifier: BSL-1.0
#include "ami_events.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "../names.hpp"
#include "asterisk_words.hpp"

namespace almon::inline v0::cdr {

namespace {

/// The manager interface puts a backslash before quotes and backslashes of its own.
void unescape(std::string& text) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) ++i;
        text[kept++] = text[i];
    }
    text.resize(kept);
}

/// Names of the fields of a channel under a prefix, as `Dest` in `DestChannel`.
struct channel_keys {
    std::string_view channel, id, group;
};
constexpr channel_keys plain = {"Channel", "Uniqueid", "Linkedid"};
constexpr channel_keys of_cel = {"Channel", "UniqueID", "LinkedID"};
constexpr channel_keys dest = {"DestChannel", "DestUniqueid", "DestLinkedid"};
constexpr channel_keys transferer = {"TransfererChannel", "TransfererUniqueid", "TransfererLinkedid"};
constexpr channel_keys first_transferer = {"OrigTransfererChannel", "OrigTransfererUniqueid", "OrigTransfererLinkedid"};
constexpr channel_keys second_transferer = {"SecondTransfererChannel", "SecondTransfererUniqueid",
                                            "SecondTransfererLinkedid"};
constexpr channel_keys target = {"TargetChannel", "TargetUniqueid", "TargetLinkedid"};
constexpr channel_keys parkee = {"ParkeeChannel", "ParkeeUniqueid", "ParkeeLinkedid"};
constexpr channel_keys local_one = {"LocalOneChannel", "LocalOneUniqueid", "LocalOneLinkedid"};
constexpr channel_keys local_two = {"LocalTwoChannel", "LocalTwoUniqueid", "LocalTwoLinkedid"};

void of(evidence& e, const event_block& block, const channel_keys& keys) {
    e.channel = block[keys.channel];
    e.id = block[keys.id];
    e.group = block[keys.group];
}

void and_peer(evidence& e, const event_block& block, const channel_keys& keys) {
    e.peer = block[keys.channel];
    e.peer_id = block[keys.id];
}

} // namespace

// by the length of their names, those first that a busy PBX sends most
constexpr ami_events::kind ami_events::kinds[] = {
    {"CEL", &ami_events::channel_event},
    {"Hold", &ami_events::hold},
    {"Hangup", &ami_events::hangup},
    {"Unhold", &ami_events::hold},
    {"Pickup", &ami_events::pickup},
    {"Status"},
    {"DialEnd", &ami_events::dial_end},
    {"DTMFEnd", &ami_events::key},
    {"Newexten", &ami_events::new_exten},
    {"Newstate", &ami_events::new_state},
    {"Shutdown"},
    {"DialBegin", &ami_events::dial_begin},
    {"Newchannel", &ami_events::new_channel},
    {"ParkedCall", &ami_events::park},
    {"QueueEntry"},
    {"BridgeEnter", &ami_events::bridge},
    {"BridgeLeave", &ami_events::bridge},
    {"NewCallerid", &ami_events::new_caller},
    {"LocalBridge", &ami_events::local},
    {"FullyBooted"},
    {"UnParkedCall", &ami_events::park},
    {"HangupRequest", &ami_events::hangup_request},
    {"BlindTransfer", &ami_events::blind},
    {"ConfbridgeJoin", &ami_events::conference},
    {"MessageWaiting", &ami_events::message, true},
    {"StatusComplete"},
    {"BridgeListItem"},
    {"MusicOnHoldStop", &ami_events::music},
    {"QueueCallerJoin", &ami_events::queue},
    {"CoreShowChannel"},
    {"MusicOnHoldStart", &ami_events::music},
    {"QueueCallerLeave", &ami_events::queue},
    {"AttendedTransfer", &ami_events::attended},
    {"ParkedCallGiveUp", &ami_events::park},
    {"SoftHangupRequest", &ami_events::soft_hangup},
    {"ParkedCallTimeOut", &ami_events::park},
    {"BridgeInfoChannel"},
    {"BridgeListComplete"},
    {"BridgeInfoComplete"},
    {"QueueStatusComplete"},
    {"CoreShowChannelsComplete"},
};

/// Most events of a busy PBX are of no use (VarSet): few names have their length.
const ami_events::kind* ami_events::find(std::string_view name) noexcept {
    constexpr std::size_t longest = std::rbegin(kinds)->name.size();
    constexpr auto first_of = [] {
        std::array<std::uint8_t, longest + 2> first{};
        for (std::size_t size = 0, i = 0; size < first.size(); first[size++] = static_cast<std::uint8_t>(i))
            while (i < std::size(kinds) && kinds[i].name.size() < size) ++i;
        return first;
    }();
    static_assert(std::is_sorted(std::begin(kinds), std::end(kinds),
                                 [](const kind& a, const kind& b) { return a.name.size() < b.name.size(); }));
    if (name.size() > longest) return nullptr;
    for (std::size_t i = first_of[name.size()]; i < first_of[name.size() + 1]; ++i)
        if (kinds[i].name == name) return &kinds[i];
    return nullptr;
}

ami_events::told ami_events::new_channel(evidence& e) {
    of(e, block_, plain);
    if (e.channel.empty() || e.id.empty()) return told::malformed;
    e.caller = asterisk::known(block_["CallerIDNum"]);
    name_ = asterisk::known(block_["CallerIDName"]);
    unescape(name_);
    if (!is_utf8(name_)) name_ = to_utf8(name_).text;
    e.caller_name = name_;
    e.dialled = asterisk::known(block_["Exten"]);
    e.context = block_["Context"];
    e.account = block_["AccountCode"];
    e.born = asterisk::born(e.id);
    if (block_["ChannelState"] == "6") e.result = outcome::answered;
    return send(e, fact::appeared);
}

ami_events::told ami_events::new_state(evidence& e) {
    of(e, block_, plain);
    const std::string_view state = block_["ChannelState"];
    if (state == "5") return send(e, fact::rang);
    return state == "6" ? send(e, fact::picked_up) : told::nothing;
}

ami_events::told ami_events::new_caller(evidence& e) {
    of(e, block_, plain);
    e.presented = asterisk::known(block_["CallerIDNum"]);
    e.withheld = block_["CID-CallingPres"].find("Prohibited") != std::string_view::npos;
    return send(e, fact::described);
}

ami_events::told ami_events::new_exten(evidence& e) {
    of(e, block_, plain);
    return application(e);
}

/// Of a switch that runs applications itself (Lua, a script) `Newexten` names the first alone, and a manager may not be told
/// of the dial plan: the channel event log, which the manager interface may pass on, names them all the same.
ami_events::told ami_events::channel_event(evidence& e) {
    if (block_["EventName"] != "APP_START") return told::of_no_use;
    of(e, block_, of_cel);
    e.again = retold::at_once;
    return application(e);
}

ami_events::told ami_events::application(evidence& e) {
    if (block_["Exten"] == "h" || block_["Context"].empty()) return told::nothing; // after the end
    const std::string_view app = block_["Application"];
    e.doing = asterisk::activity_of(app);
    if (app == "MixMonitor") {
        e.doing = activity::none;
        e.recording = first_part(block_["AppData"]);
        return send(e, fact::described);
    }
    if (e.doing == activity::none || e.doing == activity::outgoing) return told::nothing;
    e.argument = block_["AppData"];
    e.dialled = block_["Exten"];
    if (e.doing == activity::other) e.argument = {};
    if (app == "VoiceMail") e.result = outcome::no_answer; // until MessageWaiting says otherwise
    return send(e, fact::began);
}

ami_events::told ami_events::dial_begin(evidence& e) {
    of(e, block_, plain);
    and_peer(e, block_, dest);
    if (e.channel.empty()) e.group = block_[dest.group];
    // DialString leaves out the technology that the channel's name begins with
    const std::string_view dialled = block_["DialString"], peer = e.peer;
    const std::string_view technology = peer.substr(0, peer.find('/') + 1);
    argument_.clear();
    if (!dialled.starts_with(technology)) argument_ = technology;
    argument_ += dialled;
    e.argument = argument_;
    if (e.channel.empty()) e.dialled = number_in_dial(argument_, {});
    return send(e, fact::dialled);
}

ami_events::told ami_events::dial_end(evidence& e) {
    of(e, block_, plain);
    and_peer(e, block_, dest);
    if (e.channel.empty()) return told::nothing;
    e.result = asterisk::outcome_of_dial(block_["DialStatus"]);
    return send(e, fact::dial_ended);
}

ami_events::told ami_events::bridge(evidence& e) {
    if (block_["BridgeTechnology"] == "holding_bridge") return told::nothing; // waiting there, not talking
    of(e, block_, plain);
    e.room = block_["BridgeUniqueid"];
    if (block_["BridgeCreator"] == "ConfBridge" || block_["BridgeTechnology"] == "softmix")
        e.doing = activity::conference;
    return send(e, kind_->name == "BridgeEnter" ? fact::joined : fact::left);
}

ami_events::told ami_events::queue(evidence& e) {
    of(e, block_, plain);
    e.doing = activity::queue;
    e.argument = block_["Queue"];
    return send(e, kind_->name == "QueueCallerJoin" ? fact::began : fact::ended);
}

/// Who was called into a room runs no application of the dial plan.
ami_events::told ami_events::conference(evidence& e) {
    of(e, block_, plain);
    e.doing = activity::conference;
    e.argument = block_["Conference"];
    return send(e, fact::began);
}

ami_events::told ami_events::music(evidence& e) {
    of(e, block_, plain);
    return send(e, kind_->name == "MusicOnHoldStart" ? fact::music_on : fact::music_off);
}

ami_events::told ami_events::hold(evidence& e) {
    of(e, block_, plain);
    return send(e, kind_->name == "Hold" ? fact::held : fact::resumed);
}

ami_events::told ami_events::key(evidence& e) {
    if (block_["Direction"] != "Received") return told::nothing;
    of(e, block_, plain);
    return send(e, fact::pressed);
}

ami_events::told ami_events::blind(evidence& e) {
    of(e, block_, transferer);
    e.transfer = handover::blind;
    e.argument = block_["Extension"];
    return send(e, fact::transferred);
}

ami_events::told ami_events::attended(evidence& e) {
    of(e, block_, first_transferer);
    and_peer(e, block_, second_transferer);
    e.transfer = handover::attended;
    return send(e, fact::transferred);
}

ami_events::told ami_events::pickup(evidence& e) {
    of(e, block_, target);
    and_peer(e, block_, plain);
    return send(e, fact::taken);
}

ami_events::told ami_events::park(evidence& e) {
    of(e, block_, parkee);
    e.doing = activity::park;
    return send(e, kind_->name == "ParkedCall" ? fact::began : fact::ended);
}

ami_events::told ami_events::local(evidence& e) {
    of(e, block_, local_one);
    and_peer(e, block_, local_two);
    return send(e, fact::wired);
}

ami_events::told ami_events::message(evidence& e) {
    of(e, block_, plain);
    if (e.channel.empty() || block_["Waiting"] != "1") return told::nothing;
    e.doing = activity::voicemail;
    e.result = outcome::answered; // the message was kept
    return send(e, fact::ended);
}

ami_events::told ami_events::hangup_request(evidence& e) {
    of(e, block_, plain);
    return send(e, fact::hung_up);
}

/// The PBX ends a channel itself, mostly because the other one is gone; of all channels at once when it goes down.
ami_events::told ami_events::soft_hangup(evidence& e) {
    if (block_["Cause"] != std::to_string(asterisk::shutting_down)) return told::of_no_use;
    return send(e, fact::stopped);
}

ami_events::told ami_events::hangup(evidence& e) {
    of(e, block_, plain);
    std::int32_t cause = 0;
    for (const char c : block_["Cause"])
        if (c >= '0' && c <= '9' && cause < 1000) cause = cause * 10 + (c - '0');
    e.cause = cause;
    return send(e, fact::gone);
}

} // namespace almon::inline v0::cdr
