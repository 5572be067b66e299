// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_ami.hpp>

#include <algorithm>

#include "../names.hpp"
#include "ami_block.hpp"
#include "ami_snapshot.hpp"
#include "asterisk_words.hpp"
#include "lines.hpp"
#include "shown.hpp"

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

/// `1795297219.285172`; nothing where it is no time.
std::optional<instant> time_of(std::string_view text) noexcept {
    std::int64_t whole = 0, micro = 0, unit = 100000;
    std::size_t i = 0;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && i < 11; ++i) whole = whole * 10 + (text[i] - '0');
    for (std::size_t k = i + 1; k < text.size() && unit > 0; ++k, unit /= 10)
        if (text[k] >= '0' && text[k] <= '9') micro += (text[k] - '0') * unit;
    if (i < 9) return std::nullopt;
    return instant(microseconds(whole * 1000000 + micro));
}

/// Names of the fields of a channel under a prefix, as `Dest` in `DestChannel`.
struct channel_keys {
    std::string_view channel, id, group;
};
constexpr channel_keys plain = {"Channel", "Uniqueid", "Linkedid"};
constexpr channel_keys dest = {"DestChannel", "DestUniqueid", "DestLinkedid"};
constexpr channel_keys transferer = {"TransfererChannel", "TransfererUniqueid", "TransfererLinkedid"};
constexpr channel_keys first_transferer = {"OrigTransfererChannel", "OrigTransfererUniqueid", "OrigTransfererLinkedid"};
constexpr channel_keys second_transferer = {"SecondTransfererChannel", "SecondTransfererUniqueid",
                                            "SecondTransfererLinkedid"};
constexpr channel_keys target = {"TargetChannel", "TargetUniqueid", "TargetLinkedid"};
constexpr channel_keys parkee = {"ParkeeChannel", "ParkeeUniqueid", "ParkeeLinkedid"};
constexpr channel_keys local_one = {"LocalOneChannel", "LocalOneUniqueid", "LocalOneLinkedid"};
constexpr channel_keys local_two = {"LocalTwoChannel", "LocalTwoUniqueid", "LocalTwoLinkedid"};

class ami_reader final : public reader {
public:
    ami_reader(source s, on_diagnostic tell) : reader(std::move(tell)), source_(std::move(s)) {}

    void feed(std::string_view bytes, evidence_sink& out) override {
        cutter_.feed(
            bytes, [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); });
    }
    void finish(evidence_sink& out) override {
        cutter_.finish(
            [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); });
        if (wanted_ && !block_.empty()) take_event(out); // a log may lack its last empty line
        snapshot_.finish(out);
        if (cutter_.number() == 0) report(errc::empty_file, source_, 0, severity::rejected);
        else if (!any_event_)
            report(errc::malformed_event, source_, 0, severity::rejected, "no event at all",
                   "blocks that begin with Event:");
    }

    bool holds_back() const noexcept override { return snapshot_.waits(); }

private:
    using handler = void (ami_reader::*)(evidence&, evidence_sink&);
    struct event_kind {
        std::string_view name;
        handler take;
        bool needs_time = true;
    };
    static const event_kind kinds[];

    void take_line(std::string_view line, std::uint32_t number, evidence_sink& out);
    void take_event(evidence_sink& out);
    void stop_at(instant when, evidence_sink& out);
    void of(evidence& e, const channel_keys& keys) const {
        e.channel = block_[keys.channel];
        e.id = block_[keys.id];
        e.group = block_[keys.group];
    }
    void and_peer(evidence& e, const channel_keys& keys) const {
        e.peer = block_[keys.channel];
        e.peer_id = block_[keys.id];
    }
    void send(evidence& e, fact what, evidence_sink& out) {
        e.what = what;
        out.take(e);
    }

    void new_channel(evidence& e, evidence_sink& out);
    void new_state(evidence& e, evidence_sink& out);
    void new_caller(evidence& e, evidence_sink& out);
    void new_exten(evidence& e, evidence_sink& out);
    void dial_begin(evidence& e, evidence_sink& out);
    void dial_end(evidence& e, evidence_sink& out);
    void bridge(evidence& e, evidence_sink& out);
    void queue(evidence& e, evidence_sink& out);
    void conference(evidence& e, evidence_sink& out);
    void music(evidence& e, evidence_sink& out);
    void hold(evidence& e, evidence_sink& out);
    void key(evidence& e, evidence_sink& out);
    void blind(evidence& e, evidence_sink& out);
    void attended(evidence& e, evidence_sink& out);
    void pickup(evidence& e, evidence_sink& out);
    void park(evidence& e, evidence_sink& out);
    void local(evidence& e, evidence_sink& out);
    void message(evidence& e, evidence_sink& out);
    void hangup_request(evidence& e, evidence_sink& out);
    void soft_hangup(evidence& e, evidence_sink& out);
    void hangup(evidence& e, evidence_sink& out);
    void stop(evidence& e, evidence_sink& out);
    void listed(evidence& e, evidence_sink&);
    void booted(evidence& e, evidence_sink& out);

    source source_;
    line_cutter cutter_;
    event_block block_;
    const event_kind* wanted_ = nullptr;
    bool inside_ = false;
    bool any_event_ = false;
    std::uint32_t line_ = 0;
    instant newest_, heard_;  // the time of this event, and of the one before it
    std::int64_t up_for_ = 0; // seconds since the PBX began, said by a greeting that names no time
    bool told_no_time_ = false;
    ami_snapshot snapshot_;
    std::string argument_, name_;
};

// in the order in which a busy PBX sends them
const ami_reader::event_kind ami_reader::kinds[] = {
    {"Newexten", &ami_reader::new_exten},
    {"Newstate", &ami_reader::new_state},
    {"Newchannel", &ami_reader::new_channel},
    {"Hangup", &ami_reader::hangup},
    {"BridgeEnter", &ami_reader::bridge},
    {"BridgeLeave", &ami_reader::bridge},
    {"DialBegin", &ami_reader::dial_begin},
    {"DialEnd", &ami_reader::dial_end},
    {"HangupRequest", &ami_reader::hangup_request},
    {"SoftHangupRequest", &ami_reader::soft_hangup},
    {"NewCallerid", &ami_reader::new_caller},
    {"MusicOnHoldStart", &ami_reader::music},
    {"MusicOnHoldStop", &ami_reader::music},
    {"QueueCallerJoin", &ami_reader::queue},
    {"QueueCallerLeave", &ami_reader::queue},
    {"ConfbridgeJoin", &ami_reader::conference},
    {"Hold", &ami_reader::hold},
    {"Unhold", &ami_reader::hold},
    {"DTMFEnd", &ami_reader::key},
    {"LocalBridge", &ami_reader::local},
    {"BlindTransfer", &ami_reader::blind},
    {"AttendedTransfer", &ami_reader::attended},
    {"Pickup", &ami_reader::pickup},
    {"ParkedCall", &ami_reader::park},
    {"UnParkedCall", &ami_reader::park},
    {"ParkedCallTimeOut", &ami_reader::park},
    {"ParkedCallGiveUp", &ami_reader::park},
    {"MessageWaiting", &ami_reader::message},
    {"Shutdown", &ami_reader::stop, false},
    {"FullyBooted", &ami_reader::booted, false},
    {"CoreShowChannel", &ami_reader::listed, false},
    {"CoreShowChannelsComplete", &ami_reader::listed, false},
    {"Status", &ami_reader::listed, false},
    {"StatusComplete", &ami_reader::listed, false},
    {"BridgeListItem", &ami_reader::listed, false},
    {"BridgeListComplete", &ami_reader::listed, false},
    {"BridgeInfoChannel", &ami_reader::listed, false},
    {"BridgeInfoComplete", &ami_reader::listed, false},
    {"QueueEntry", &ami_reader::listed, false},
    {"QueueStatusComplete", &ami_reader::listed, false},
};

void ami_reader::take_line(std::string_view line, std::uint32_t number, evidence_sink& out) {
    if (line.empty()) {
        if (wanted_) take_event(out);
        wanted_ = nullptr;
        inside_ = false;
        return;
    }
    if (!inside_) {
        inside_ = true;
        line_ = number;
        block_.clear();
        if (!line.starts_with("Event: ")) return; // an answer to an action, a greeting
        any_event_ = true;
        const std::string_view name = line.substr(7);
        const auto* found =
            std::find_if(std::begin(kinds), std::end(kinds), [&](const event_kind& k) { return k.name == name; });
        if (found != std::end(kinds)) wanted_ = found;
    }
    if (wanted_) block_.add(line);
    else if (line.starts_with("Timestamp: "))
        if (const auto t = time_of(line.substr(11))) snapshot_.not_before(*t); // of an answer to Ping, too
}

void ami_reader::take_event(evidence_sink& out) {
    evidence e;
    e.file = source_.file;
    e.line = line_;
    if (wanted_->take == &ami_reader::message && block_["Channel"].empty()) return; // of no call
    heard_ = newest_;
    const auto time = time_of(block_["Timestamp"]);
    if (time) {
        if (up_for_ > 0 && newest_ != instant{} && *time - std::chrono::seconds(up_for_) > newest_)
            stop_at(newest_, out); // it was started again while nobody listened
        up_for_ = 0;
        snapshot_.time_is(*time, out);
        newest_ = e.at = *time;
    } else if (wanted_->needs_time) {
        if (!told_no_time_)
            report(errc::malformed_time, source_, line_, severity::rejected, "Timestamp " + shown(block_["Timestamp"]),
                   "timestampevents=yes in manager.conf");
        else ++counts_.rejected;
        told_no_time_ = true;
        return;
    } else {
        e.at = newest_;
    }
    ++counts_.records;
    (this->*wanted_->take)(e, out);
}

void ami_reader::new_channel(evidence& e, evidence_sink& out) {
    of(e, plain);
    if (e.channel.empty() || e.id.empty()) {
        --counts_.records;
        return report(errc::malformed_event, source_, line_, severity::rejected, {}, "Channel and Uniqueid");
    }
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
    send(e, fact::appeared, out);
}

void ami_reader::new_state(evidence& e, evidence_sink& out) {
    of(e, plain);
    const std::string_view state = block_["ChannelState"];
    if (state == "5") send(e, fact::rang, out);
    else if (state == "6") send(e, fact::picked_up, out);
}

void ami_reader::new_caller(evidence& e, evidence_sink& out) {
    of(e, plain);
    e.presented = asterisk::known(block_["CallerIDNum"]);
    e.withheld = block_["CID-CallingPres"].find("Prohibited") != std::string_view::npos;
    send(e, fact::described, out);
}

void ami_reader::new_exten(evidence& e, evidence_sink& out) {
    if (block_["Exten"] == "h" || block_["Context"].empty()) return; // after the end
    of(e, plain);
    const std::string_view app = block_["Application"];
    e.doing = asterisk::activity_of(app);
    if (app == "MixMonitor") {
        e.doing = activity::none;
        e.recording = first_part(block_["AppData"]);
        return send(e, fact::described, out);
    }
    if (e.doing == activity::none || e.doing == activity::outgoing) return;
    e.argument = block_["AppData"];
    e.dialled = block_["Exten"];
    if (e.doing == activity::other) e.argument = {};
    if (app == "VoiceMail") e.result = outcome::no_answer; // until MessageWaiting says otherwise
    send(e, fact::began, out);
}

void ami_reader::dial_begin(evidence& e, evidence_sink& out) {
    of(e, plain);
    and_peer(e, dest);
    if (e.channel.empty()) e.group = block_[dest.group];
    // DialString leaves out the technology that the channel's name begins with
    const std::string_view dialled = block_["DialString"], peer = e.peer;
    const std::string_view technology = peer.substr(0, peer.find('/') + 1);
    argument_.clear();
    if (!dialled.starts_with(technology)) argument_ = technology;
    argument_ += dialled;
    e.argument = argument_;
    if (e.channel.empty()) e.dialled = number_in_dial(argument_, {});
    send(e, fact::dialled, out);
}

void ami_reader::dial_end(evidence& e, evidence_sink& out) {
    of(e, plain);
    and_peer(e, dest);
    if (e.channel.empty()) return;
    e.result = asterisk::outcome_of_dial(block_["DialStatus"]);
    send(e, fact::dial_ended, out);
}

void ami_reader::bridge(evidence& e, evidence_sink& out) {
    if (block_["BridgeTechnology"] == "holding_bridge") return; // waiting there, not talking
    of(e, plain);
    e.room = block_["BridgeUniqueid"];
    if (block_["BridgeCreator"] == "ConfBridge" || block_["BridgeTechnology"] == "softmix")
        e.doing = activity::conference;
    send(e, wanted_->name == "BridgeEnter" ? fact::joined : fact::left, out);
}

void ami_reader::queue(evidence& e, evidence_sink& out) {
    of(e, plain);
    e.doing = activity::queue;
    e.argument = block_["Queue"];
    send(e, wanted_->name == "QueueCallerJoin" ? fact::began : fact::ended, out);
}

/// Who was called into a room runs no application of the dial plan.
void ami_reader::conference(evidence& e, evidence_sink& out) {
    of(e, plain);
    e.doing = activity::conference;
    e.argument = block_["Conference"];
    send(e, fact::began, out);
}

void ami_reader::music(evidence& e, evidence_sink& out) {
    of(e, plain);
    send(e, wanted_->name == "MusicOnHoldStart" ? fact::music_on : fact::music_off, out);
}

void ami_reader::hold(evidence& e, evidence_sink& out) {
    of(e, plain);
    send(e, wanted_->name == "Hold" ? fact::held : fact::resumed, out);
}

void ami_reader::key(evidence& e, evidence_sink& out) {
    if (block_["Direction"] != "Received") return;
    of(e, plain);
    send(e, fact::pressed, out);
}

void ami_reader::blind(evidence& e, evidence_sink& out) {
    of(e, transferer);
    e.transfer = handover::blind;
    e.argument = block_["Extension"];
    send(e, fact::transferred, out);
}

void ami_reader::attended(evidence& e, evidence_sink& out) {
    of(e, first_transferer);
    and_peer(e, second_transferer);
    e.transfer = handover::attended;
    send(e, fact::transferred, out);
}

void ami_reader::pickup(evidence& e, evidence_sink& out) {
    of(e, target);
    and_peer(e, plain);
    send(e, fact::taken, out);
}

void ami_reader::park(evidence& e, evidence_sink& out) {
    of(e, parkee);
    e.doing = activity::park;
    send(e, wanted_->name == "ParkedCall" ? fact::began : fact::ended, out);
}

void ami_reader::local(evidence& e, evidence_sink& out) {
    of(e, local_one);
    and_peer(e, local_two);
    send(e, fact::wired, out);
}

void ami_reader::message(evidence& e, evidence_sink& out) {
    of(e, plain);
    if (e.channel.empty() || block_["Waiting"] != "1") return;
    e.doing = activity::voicemail;
    e.result = outcome::answered; // the message was kept
    send(e, fact::ended, out);
}

void ami_reader::hangup_request(evidence& e, evidence_sink& out) {
    of(e, plain);
    send(e, fact::hung_up, out);
}

/// The PBX ends a channel itself, mostly because the other one is gone; of all channels at once when it goes down.
void ami_reader::soft_hangup(evidence& e, evidence_sink& out) {
    if (block_["Cause"] != std::to_string(asterisk::shutting_down)) {
        --counts_.records;
        return;
    }
    send(e, fact::stopped, out);
}

void ami_reader::hangup(evidence& e, evidence_sink& out) {
    of(e, plain);
    std::int32_t cause = 0;
    for (const char c : block_["Cause"])
        if (c >= '0' && c <= '9' && cause < 1000) cause = cause * 10 + (c - '0');
    e.cause = cause;
    send(e, fact::gone, out);
}

void ami_reader::stop(evidence& e, evidence_sink& out) {
    send(e, fact::stopped, out); // without a time at the beginning of a stream: when was heard last
}

void ami_reader::stop_at(instant when, evidence_sink& out) {
    evidence e;
    e.at = when;
    stop(e, out);
}

/// Said when the PBX has started, and to everybody who logs in later. It went down after the last that was heard of it.
void ami_reader::booted(evidence& e, evidence_sink& out) {
    up_for_ = 0;
    for (const char c : block_["Uptime"])
        if (c >= '0' && c <= '9' && up_for_ < 10'000'000'000) up_for_ = up_for_ * 10 + (c - '0');
    const bool has_time = !block_["Timestamp"].empty();
    if (has_time && heard_ == instant{}) {
        up_for_ = 0; // nothing was going on before
    } else if (has_time) {
        if (up_for_ == 0 || e.at - std::chrono::seconds(up_for_ + 1) > heard_) stop_at(heard_, out);
        up_for_ = 0;
    } else if (up_for_ == 0) {
        stop(e, out);
    }
}

void ami_reader::listed(evidence& e, evidence_sink&) {
    if (!snapshot_.take(wanted_->name, block_, e)) report(errc::truncated, source_, line_, severity::warning);
}

} // namespace

std::unique_ptr<reader> make_asterisk_ami_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<ami_reader>(std::move(s), std::move(tell));
}

} // namespace almon::inline v0::cdr
