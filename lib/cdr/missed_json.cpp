// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/missed.hpp>

#include "json_writer.hpp"

namespace almon::inline v0::cdr {

namespace {

void write_count(json_writer& w, const missed_count& n) {
    const auto each = [&w](const auto& name, std::size_t count) {
        w.raw(name);
        w.number(static_cast<std::int64_t>(count));
    };
    each(R"("missed":)", n.missed);
    each(R"(,"messages":)", n.messages);
    each(R"(,"outside_hours":)", n.outside_hours);
    each(R"(,"unresolved":)", n.unresolved);
    each(R"(,"short_abandons":)", n.short_abandons);
}

void write_resolution(json_writer& w, const resolution& r) {
    w.raw(R"({"how":)");
    w.text(to_string(r.how));
    w.raw(R"(,"by":)");
    w.text_or_null(r.by);
    w.raw(R"(,"at":)");
    w.time(r.at);
    w.raw(R"(,"after_ms":)");
    w.number(r.after.count());
    w.raw(R"(,"after_open_ms":)");
    w.number(r.after_open.count());
    w.raw("}");
}

} // namespace

std::string to_json(const missed_call& m, const time_zone& zone) {
    thread_local local_clock clock{time_zone()};
    clock.set_zone(zone);
    std::string out;
    {
        json_writer w(out, clock);
        w.raw(R"({"id":)");
        w.text(m.id);
        w.raw(R"(,"caller":)");
        m.caller ? w.text(m.caller->e164()) : w.null();
        w.raw(R"(,"text":)");
        w.text_or_null(m.text);
        w.raw(R"(,"name":)");
        w.text_or_null(m.name);
        w.raw(R"(,"did":)");
        w.text_or_null(m.did);
        w.raw(R"(,"campaign":)");
        w.text_or_null(m.campaign);
        w.raw(R"(,"queue":)");
        w.text_or_null(m.queue);
        w.raw(R"(,"at":)");
        w.time(m.at);
        w.raw(R"(,"open":)");
        m.open ? w.boolean(*m.open) : w.null();
        w.raw(R"(,"waited_ms":)");
        w.number(m.waited.count());
        w.raw(R"(,"disposition":)");
        w.text(to_string(m.disposition));
        w.raw(R"(,"outcome":)");
        w.text(to_string(m.outcome));
        w.raw(R"(,"rang":)");
        w.list(m.rang);
        w.raw(R"(,"tried_back":)");
        w.number(static_cast<std::int64_t>(m.tried_back));
        w.raw(R"(,"resolved":)");
        m.resolved ? write_resolution(w, *m.resolved) : w.null();
        w.raw("}");
    }
    return out;
}

std::string totals_as_json(const missed_summary& all) {
    std::string out;
    local_clock clock{time_zone()};
    {
        json_writer w(out, clock);
        w.raw(R"({"totals":{)");
        write_count(w, all.all);
        w.raw(R"(,"by_line_and_hour":)");
        w.each(all.by_line_and_hour, [&w](const line_hour& l) {
            w.raw(R"({"did":)");
            w.text_or_null(l.did);
            w.raw(R"(,"campaign":)");
            w.text_or_null(l.campaign);
            w.raw(R"(,"hour":)");
            w.number(l.hour);
            w.raw(",");
            write_count(w, l.count);
            w.raw("}");
        });
        w.raw(R"(,"rang_unanswered":)");
        w.each(all.people, [&w](const unanswered& p) {
            w.raw(R"({"who":)");
            w.text(p.who);
            w.raw(R"(,"missed":)");
            w.number(static_cast<std::int64_t>(p.times));
            w.raw("}");
        });
        w.raw("}}");
    }
    return out;
}

} // namespace almon::inline v0::cdr
