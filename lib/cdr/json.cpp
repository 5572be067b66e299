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
    w.raw(R"(,"external":)");
    if (!e) return w.null();
    w.raw(R"({"e164":)");
    e->e164 ? w.text(e->e164->e164()) : w.null();
    w.raw(R"(,"text":)");
    w.text_or_null(e->text);
    w.raw(R"(,"kind":)");
    w.text(word_of(e->kind));
    w.raw(R"(,"name":)");
    w.text_or_null(e->name);
    w.raw(R"(,"withheld":)");
    w.boolean(e->withheld);
    w.raw(R"(,"alias":)");
    w.text_or_null(e->alias);
    w.raw(R"(,"operator":)");
    w.text_or_null(e->operator_name);
    w.raw(R"(,"region":)");
    w.text_or_null(e->region);
    w.raw("}");
}

void write_talk(json_writer& w, const talk& t) {
    w.raw(R"({"who":)");
    w.text(t.who);
    w.raw(R"(,"start":)");
    w.time(t.start);
    w.raw(R"(,"end":)");
    w.time(t.end);
    w.raw("}");
}

void write_transfer(json_writer& w, const transfer& t) {
    w.raw(R"({"kind":)");
    w.text(to_string(t.kind));
    w.raw(R"(,"by":)");
    w.text_or_null(t.by);
    w.raw(R"(,"to":)");
    w.text_or_null(t.to);
    w.raw(R"(,"at":)");
    w.time(t.at);
    w.raw(R"(,"result":)");
    w.text(to_string(t.result));
    w.raw("}");
}

void write_leg(json_writer& w, const leg& l) {
    w.raw(R"({"channel":)");
    w.text(l.channel);
    w.raw(R"(,"trunk":)");
    w.text_or_null(l.trunk);
    w.raw(R"(,"who":)");
    w.text_or_null(l.who);
    w.raw(R"(,"dialled":)");
    w.text_or_null(l.dialled);
    w.raw(R"(,"presented":)");
    w.text_or_null(l.presented);
    w.raw(R"(,"start":)");
    w.time(l.start);
    w.raw(R"(,"answer":)");
    l.answer ? w.time(*l.answer) : w.null();
    w.raw(R"(,"end":)");
    w.time(l.end);
    w.raw(R"(,"cause":)");
    l.cause ? w.number(*l.cause) : w.null();
    w.raw("}");
}

void write_times(json_writer& w, const call& c) {
    w.raw(R"(,"start":)");
    w.time(c.start);
    w.raw(R"(,"end":)");
    w.time(c.end);
    w.raw(R"(,"ring_ms":)");
    w.number(c.spans.ring.count());
    w.raw(R"(,"menu_ms":)");
    w.number(c.spans.menu.count());
    w.raw(R"(,"wait_ms":)");
    w.number(c.spans.wait.count());
    w.raw(R"(,"talk_ms":)");
    w.number(c.spans.talk.count());
    w.raw(R"(,"hold_ms":)");
    w.number(c.spans.hold.count());
    w.raw(R"(,"other_ms":)");
    w.number(c.spans.other.count());
    w.raw(R"(,"duration_ms":)");
    w.number(std::chrono::duration_cast<milliseconds>(c.end - c.start).count());
}

void write_people(json_writer& w, const call& c) {
    w.raw(R"(,"rang":)");
    w.list(c.rang);
    w.raw(R"(,"answered_by":)");
    w.list(c.answered_by);
    w.raw(R"(,"talks":)");
    w.each(c.talks, [&](const talk& t) { write_talk(w, t); });
    w.raw(R"(,"transfers":)");
    w.each(c.transfers, [&](const transfer& t) { write_transfer(w, t); });
    w.raw(R"(,"legs":)");
    w.each(c.legs, [&](const leg& l) { write_leg(w, l); });
    w.raw(R"(,"responsible":)");
    w.text_or_null(c.responsible);
}

void write_why(json_writer& w, const std::vector<reason>& why) {
    w.raw(R"(,"why":{)");
    for (auto it = why.begin(); it != why.end(); ++it) {
        const bool repeated = std::any_of(why.begin(), it, [&](const reason& r) { return r.field == it->field; });
        if (repeated) continue; // an object has each key once
        if (it != why.begin()) w.raw(",");
        w.text(it->field);
        w.raw(":");
        w.text(it->sure ? it->why : it->why + " (not certain)");
    }
    w.raw("}");
}

} // namespace

void to_json(const call& c, const json_options& options, std::string& out) {
    // the zone is asked once a quarter of an hour, not once a call
    thread_local local_clock clock{time_zone()};
    clock.set_zone(options.zone);
    json_writer w(out, clock);
    w.raw(R"({"schema":1,"id":)");
    w.text(c.id);
    w.raw(R"(,"direction":)");
    w.text(to_string(c.direction));
    w.raw(R"(,"by":)");
    w.text_or_null(c.by);
    write_external(w, c.external);
    w.raw(R"(,"did":)");
    w.text_or_null(c.did);
    w.raw(R"(,"campaign":)");
    w.text_or_null(c.campaign);
    w.raw(R"(,"trunk":)");
    w.text_or_null(c.trunk);
    w.raw(R"(,"queue":)");
    w.text_or_null(c.queue);
    write_times(w, c);
    w.raw(R"(,"disposition":)");
    w.text(to_string(c.disposition));
    w.raw(R"(,"outcome":)");
    w.text(to_string(c.outcome));
    write_people(w, c);
    w.raw(R"(,"recordings":)");
    w.list(c.recordings);
    w.raw(R"(,"hangup":{"by":)");
    w.text_or_null(c.hung_up_by);
    w.raw(R"(,"cause":)");
    c.cause ? w.number(*c.cause) : w.null();
    w.raw(R"(},"native":)");
    w.list(c.native);
    if (options.explain) write_why(w, c.why);
    w.raw("}");
}

std::string to_json(const call& c, const json_options& options) {
    std::string out;
    to_json(c, options, out);
    return out;
}

} // namespace almon::inline v0::cdr
