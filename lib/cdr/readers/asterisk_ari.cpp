// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_ari.hpp>

#include <algorithm>

#include <boost/json.hpp>

#include "../names.hpp"
#include "asterisk_words.hpp"
#include "civil_clock.hpp"
#include "line_reader.hpp"
#include "restart_watch.hpp"
#include "shown.hpp"

namespace almon::inline v0::cdr {

namespace {

namespace json = boost::json;

std::string_view text_of(const json::object& o, std::string_view key) noexcept {
    const json::value* v = o.if_contains(key);
    const json::string* s = v ? v->if_string() : nullptr;
    return s ? std::string_view(s->data(), s->size()) : std::string_view{};
}

const json::object* object_in(const json::object& o, std::string_view key) noexcept {
    const json::value* v = o.if_contains(key);
    return v ? v->if_object() : nullptr;
}

class ari_reader final : public line_reader {
public:
    using line_reader::line_reader;

private:
    void take_line(std::string_view line, std::uint32_t number, evidence_sink& out) override;
    void take_event(const json::object& o, std::string_view type, evidence& e, evidence_sink& out);
    void take_created(const json::object& channel, evidence& e, evidence_sink& out);
    void take_application(const json::object& o, const json::object& channel, evidence& e, evidence_sink& out);
    void take_hangup_request(const json::object& o, const json::object& channel, evidence& e, evidence_sink& out);
    void take_bridge(const json::object& o, bool entered, evidence& e, evidence_sink& out);
    void take_channel_event(const json::object& o, std::string_view type, evidence& e, evidence_sink& out);
    static void tell_queue(const json::object& channel, const evidence& e, evidence_sink& out);
    static void tell_application(const json::object& channel, const evidence& e, evidence_sink& out);
    void take_dial(const json::object& o, evidence& e, evidence_sink& out);

    static void of(evidence& e, const json::object& channel) {
        e.channel = text_of(channel, "name");
        e.id = text_of(channel, "id");
    }
    static void and_peer(evidence& e, const json::object& channel) {
        e.peer = text_of(channel, "name");
        e.peer_id = text_of(channel, "id");
    }
    static void send(evidence& e, fact what, evidence_sink& out) {
        e.what = what;
        out.take(e);
    }

    civil_clock clock_{time_zone()};
    std::string name_, argument_;
    restart_watch restarts_;
};

void ari_reader::take_line(std::string_view line, std::uint32_t number, evidence_sink& out) {
    if (line.empty()) return;
    // most of a busy PBX's events are of no use here, and reading them costs most of the time
    for (const std::string_view skipped : {R"("type":"ChannelVarset")", R"("type":"DeviceStateChanged")"})
        if (line.find(skipped) != std::string_view::npos) return;
    boost::system::error_code bad;
    json::monotonic_resource memory;
    const json::value v = json::parse(line, bad, &memory);
    const json::object* o = bad ? nullptr : v.if_object();
    if (!o) return report(at_end_ ? errc::truncated : errc::malformed_json, source_, number, severity::rejected);
    evidence e;
    e.file = source_.file;
    e.line = number;
    const auto time = read_with_offset(clock_, text_of(*o, "timestamp"));
    if (!time)
        return report(errc::malformed_time, source_, number, severity::rejected,
                      "timestamp " + shown(text_of(*o, "timestamp")), "2026-11-22T00:38:19.349+0300");
    e.at = *time;
    ++counts_.records;
    take_event(*o, text_of(*o, "type"), e, out);
}

void ari_reader::take_dial(const json::object& o, evidence& e, evidence_sink& out) {
    const json::object* peer = object_in(o, "peer");
    if (!peer) return;
    if (const json::object* caller = object_in(o, "caller")) of(e, *caller);
    and_peer(e, *peer);
    const std::string_view status = text_of(o, "dialstatus");
    if (status.empty()) {
        const std::string_view technology = e.peer.substr(0, e.peer.find('/') + 1), dialled = text_of(o, "dialstring");
        argument_.clear();
        if (!dialled.starts_with(technology)) argument_ = technology;
        argument_ += dialled;
        e.argument = argument_;
        if (e.channel.empty()) e.dialled = number_in_dial(argument_, {});
        return send(e, fact::dialled, out);
    }
    e.result = asterisk::outcome_of_dial(status);
    if (e.result != outcome::unknown && !e.channel.empty()) send(e, fact::dial_ended, out);
}

void ari_reader::take_created(const json::object& channel, evidence& e, evidence_sink& out) {
    if (const json::object* caller = object_in(channel, "caller")) {
        e.caller = asterisk::known(text_of(*caller, "number"));
        e.caller_name = asterisk::known(text_of(*caller, "name"));
    }
    if (const json::object* plan = object_in(channel, "dialplan")) {
        e.dialled = asterisk::known(text_of(*plan, "exten"));
        e.context = text_of(*plan, "context");
    }
    e.account = text_of(channel, "accountcode");
    e.born = asterisk::born(e.id);
    send(e, fact::appeared, out);
    if (const auto since = restarts_.born(e.id)) {
        e.at -= *since;
        send(e, fact::restarted, out);
    }
}

/// Of a switch that runs applications itself (Lua, a script) the first alone is told; later events of the channel name what it
/// does.
void ari_reader::tell_application(const json::object& channel, const evidence& e, evidence_sink& out) {
    const json::object* plan = object_in(channel, "dialplan");
    if (!plan) return;
    const std::string_view app = text_of(*plan, "app_name"), data = text_of(*plan, "app_data");
    if (app.empty() || text_of(*plan, "exten") == "h") return;
    evidence seen = e;
    seen.again = retold::ever;
    seen.doing = asterisk::activity_of(app);
    if (seen.doing == activity::none || seen.doing == activity::outgoing || seen.doing == activity::other) return;
    seen.argument = data;
    seen.dialled = text_of(*plan, "exten");
    send(seen, fact::seen_at, out);
}

void ari_reader::take_application(const json::object& o, const json::object& channel, evidence& e, evidence_sink& out) {
    const std::string_view app = text_of(o, "dialplan_app");
    const json::object* plan = object_in(channel, "dialplan");
    if (plan && text_of(*plan, "exten") == "h") return;
    e.doing = asterisk::activity_of(app);
    if (app == "MixMonitor") {
        e.doing = activity::none;
        e.recording = first_part(text_of(o, "dialplan_app_data"));
        return send(e, fact::described, out);
    }
    if (app == "AppQueue" && plan) { // a phone that a queue called carries the queue as its extension
        e.argument = asterisk::known(text_of(*plan, "exten"));
        // of a path it is at first where that leads
        if (e.channel.starts_with("Local/") && e.channel.substr(6).starts_with(e.argument) &&
            e.channel.substr(6 + e.argument.size()).starts_with('@'))
            return;
        return send(e, fact::described, out);
    }
    if (e.doing == activity::none || e.doing == activity::outgoing) return;
    if (e.doing != activity::other) e.argument = text_of(o, "dialplan_app_data");
    if (plan) e.dialled = text_of(*plan, "exten");
    send(e, fact::began, out);
}

void ari_reader::take_hangup_request(const json::object& o, const json::object& channel, evidence& e,
                                     evidence_sink& out) {
    const json::value *soft = o.if_contains("soft"), *cause = o.if_contains("cause");
    const bool by_pbx = soft && soft->is_bool() && soft->get_bool(); // mostly because the other channel is gone
    const bool goes_down = by_pbx && cause && cause->is_int64() && cause->get_int64() == asterisk::shutting_down;
    if (goes_down) return send(e, fact::stopped, out);
    if (by_pbx) return;
    tell_queue(channel, e, out);
    send(e, fact::hung_up, out);
}

void ari_reader::take_channel_event(const json::object& o, std::string_view type, evidence& e, evidence_sink& out) {
    const json::object& channel = *object_in(o, "channel");
    if (type == "ChannelCreated") return take_created(channel, e, out);
    if (type == "ChannelDialplan") return take_application(o, channel, e, out);
    if (type != "ChannelDestroyed") tell_application(channel, e, out);
    if (type == "ChannelHangupRequest") return take_hangup_request(o, channel, e, out);
    if (type == "ChannelStateChange") {
        const std::string_view state = text_of(channel, "state");
        if (state == "Ringing") send(e, fact::rang, out);
        else if (state == "Up") send(e, fact::picked_up, out);
    } else if (type == "ChannelCallerId") {
        const json::object* caller = object_in(channel, "caller");
        if (caller) e.presented = asterisk::known(text_of(*caller, "number"));
        e.withheld = text_of(o, "caller_presentation_txt").find("Prohibited") != std::string_view::npos;
        send(e, fact::described, out);
    } else if (type == "ChannelHold" || type == "ChannelUnhold") {
        send(e, type == "ChannelHold" ? fact::held : fact::resumed, out);
    } else if (type == "ChannelDtmfReceived") {
        send(e, fact::pressed, out);
    } else if (type == "ChannelDestroyed") {
        const json::value* cause = o.if_contains("cause");
        e.cause = cause && cause->is_int64()
                      ? static_cast<std::int32_t>(std::clamp<std::int64_t>(cause->get_int64(), 0, 999))
                      : 0;
        send(e, fact::gone, out);
    }
}

/// Who is redirected into a queue is not said to come there; later events of the channel name what it does.
void ari_reader::tell_queue(const json::object& channel, const evidence& e, evidence_sink& out) {
    const json::object* plan = object_in(channel, "dialplan");
    if (!plan || text_of(*plan, "app_name") != "Queue") return;
    evidence queue = e;
    queue.doing = activity::queue;
    queue.argument = text_of(*plan, "app_data");
    send(queue, fact::described, out);
}

void ari_reader::take_bridge(const json::object& o, bool entered, evidence& e, evidence_sink& out) {
    const json::object* bridge = object_in(o, "bridge");
    if (!bridge) return;
    const std::string_view technology = text_of(*bridge, "technology"), creator = text_of(*bridge, "creator");
    if (text_of(*bridge, "bridge_type") == "holding" || technology == "holding_bridge") {
        if (text_of(*bridge, "bridge_class") != "parking" && creator != "Parking") return;
        e.doing = activity::park;
        return send(e, entered ? fact::began : fact::ended, out);
    }
    const bool room = creator == "ConfBridge";
    if (room && entered) { // who was called into it runs no application of the dial plan
        e.doing = activity::conference;
        e.argument = text_of(*bridge, "name");
        send(e, fact::began, out);
        e.argument = {};
    }
    if (entered) tell_queue(*object_in(o, "channel"), e, out);
    e.room = text_of(*bridge, "id");
    if (room || technology == "softmix") e.doing = activity::conference;
    send(e, entered ? fact::joined : fact::left, out);
}

void ari_reader::take_event(const json::object& o, std::string_view type, evidence& e, evidence_sink& out) {
    if (type == "Dial") return take_dial(o, e, out);
    if (type == "BridgeAttendedTransfer") {
        const json::object *first = object_in(o, "transferer_first_leg"),
                           *second = object_in(o, "transferer_second_leg");
        if (!first || !second) return;
        of(e, *first);
        and_peer(e, *second);
        e.transfer = handover::attended;
        return send(e, fact::transferred, out);
    }
    const json::object* channel = object_in(o, "channel");
    if (!channel) return;
    of(e, *channel);
    if (type == "BridgeBlindTransfer") {
        e.transfer = handover::blind;
        e.argument = text_of(o, "exten");
        return send(e, fact::transferred, out);
    }
    if (type == "ChannelEnteredBridge" || type == "ChannelLeftBridge")
        return take_bridge(o, type == "ChannelEnteredBridge", e, out);
    take_channel_event(o, type, e, out);
}

} // namespace

std::unique_ptr<reader> make_asterisk_ari_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<ari_reader>(std::move(s), std::move(tell));
}

} // namespace almon::inline v0::cdr
