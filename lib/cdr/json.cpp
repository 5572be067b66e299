// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/json.hpp>

#include <algorithm>

#include "json_writer.hpp"

namespace almon::inline v0::cdr {

namespace {

std::string_view word_of(address_kind k) noexcept {
    switch (k) {
    case address_kind::number: return "number";
    case address_kind::extension: return "extension";
    case address_kind::short_code: return "short_code";
    case address_kind::sip_uri: return "sip_uri";
    case address_kind::none: break;
    }
    return "none";
}

void write_external(json_writer& w, const std::optional<external_party>& e) {
    w.key("external");
    if (!e) return w.null();
    w.open('{');
    w.key("e164");
    e->e164 ? w.text(e->e164->e164()) : w.null();
    w.key("text");
    w.text_or_null(e->text);
    w.key("kind");
    w.text(word_of(e->kind));
    w.key("name");
    w.text_or_null(e->name);
    w.key("withheld");
    w.boolean(e->withheld);
    w.key("alias");
    w.text_or_null(e->alias);
    w.key("operator");
    w.text_or_null(e->operator_name);
    w.key("region");
    w.text_or_null(e->region);
    w.close('}');
}

void write_talks(json_writer& w, const std::vector<talk>& talks) {
    w.key("talks");
    w.open('[');
    for (const talk& t : talks) {
        w.open('{');
        w.key("who");
        w.text(t.who);
        w.key("start");
        w.time(t.start);
        w.key("end");
        w.time(t.end);
        w.close('}');
    }
    w.close(']');
}

void write_transfers(json_writer& w, const std::vector<transfer>& transfers) {
    w.key("transfers");
    w.open('[');
    for (const transfer& t : transfers) {
        w.open('{');
        w.key("kind");
        w.text(to_string(t.kind));
        w.key("by");
        w.text_or_null(t.by);
        w.key("to");
        w.text_or_null(t.to);
        w.key("at");
        w.time(t.at);
        w.key("result");
        w.text(to_string(t.result));
        w.close('}');
    }
    w.close(']');
}

void write_legs(json_writer& w, const std::vector<leg>& legs) {
    w.key("legs");
    w.open('[');
    for (const leg& l : legs) {
        w.open('{');
        w.key("channel");
        w.text(l.channel);
        w.key("trunk");
        w.text_or_null(l.trunk);
        w.key("who");
        w.text_or_null(l.who);
        w.key("dialled");
        w.text_or_null(l.dialled);
        w.key("presented");
        w.text_or_null(l.presented);
        w.key("start");
        w.time(l.start);
        w.key("answer");
        l.answer ? w.time(*l.answer) : w.null();
        w.key("end");
        w.time(l.end);
        w.key("cause");
        l.cause ? w.number(*l.cause) : w.null();
        w.close('}');
    }
    w.close(']');
}

void write_spans(json_writer& w, const call& c) {
    w.key("ring_ms");
    w.number(c.spans.ring.count());
    w.key("menu_ms");
    w.number(c.spans.menu.count());
    w.key("wait_ms");
    w.number(c.spans.wait.count());
    w.key("talk_ms");
    w.number(c.spans.talk.count());
    w.key("hold_ms");
    w.number(c.spans.hold.count());
    w.key("other_ms");
    w.number(c.spans.other.count());
    w.key("duration_ms");
    w.number(std::chrono::duration_cast<milliseconds>(c.end - c.start).count());
}

void write_why(json_writer& w, const std::vector<reason>& why) {
    w.key("why");
    w.open('{');
    for (auto it = why.begin(); it != why.end(); ++it) {
        const bool repeated = std::any_of(why.begin(), it, [&](const reason& r) { return r.field == it->field; });
        if (repeated) continue; // an object has each key once
        w.named_key(it->field);
        w.text(it->sure ? it->why : it->why + " (not certain)");
    }
    w.close('}');
}

} // namespace

void to_json(const call& c, const json_options& options, std::string& out) {
    // the zone is asked once a quarter of an hour, not once a call
    thread_local local_clock clock{time_zone()};
    clock.set_zone(options.zone);
    json_writer w(out, clock);
    w.open('{');
    w.key("schema");
    w.number(1);
    w.key("id");
    w.text(c.id);
    w.key("direction");
    w.text(to_string(c.direction));
    w.key("by");
    w.text_or_null(c.by);
    write_external(w, c.external);
    w.key("did");
    w.text_or_null(c.did);
    w.key("campaign");
    w.text_or_null(c.campaign);
    w.key("trunk");
    w.text_or_null(c.trunk);
    w.key("queue");
    w.text_or_null(c.queue);
    w.key("start");
    w.time(c.start);
    w.key("end");
    w.time(c.end);
    write_spans(w, c);
    w.key("disposition");
    w.text(to_string(c.disposition));
    w.key("outcome");
    w.text(to_string(c.outcome));
    w.key("rang");
    w.list(c.rang);
    w.key("answered_by");
    w.list(c.answered_by);
    write_talks(w, c.talks);
    write_transfers(w, c.transfers);
    write_legs(w, c.legs);
    w.key("responsible");
    w.text_or_null(c.responsible);
    w.key("recordings");
    w.list(c.recordings);
    w.key("hangup");
    w.open('{');
    w.key("by");
    w.text_or_null(c.hung_up_by);
    w.key("cause");
    c.cause ? w.number(*c.cause) : w.null();
    w.close('}');
    w.key("native");
    w.list(c.native);
    if (options.explain) write_why(w, c.why);
    w.close('}');
}

std::string to_json(const call& c, const json_options& options) {
    std::string out;
    to_json(c, options, out);
    return out;
}

} // namespace almon::inline v0::cdr
