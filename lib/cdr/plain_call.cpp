// SPDX-License-Identifier: BSL-1.0
// The usual call, straight from the one row that tells of it: a phone and a trunk, and one dial between them. Most calls
// of most offices are so, and are written in a third of the work that a scene costs. What comes out is what the scene and
// its rules give: tests/property/cdr/plain.cpp holds one against the other.
#include "copy_text.hpp"
#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

/// How the dial ended of which nobody answered.
disposition end_of_dial(const plain_dial& d, outcome result, std::chrono::seconds allowed) noexcept {
    const bool busy = result == outcome::busy;
    const bool in_time = allowed.count() == 0 || d.to - d.from < allowed;
    const bool cut = in_time && result != outcome::busy && result != outcome::congestion && result != outcome::failed;
    return end_of({d.inbound, d.rang, busy, cut && d.rang, busy});
}

} // namespace

bool fold::may_be_plain(const evidence& row) const noexcept {
    const bool usual = row.what == fact::segment && row.doing == activity::dial && row.result != outcome::unknown &&
                       row.peer_id.empty() && row.channel != row.peer && !(row.group.empty() && row.id.empty());
    return usual && !ctx_->explain && !scene_.ever_stopped() && !scene::may_have_wrong_zone(row);
}

/// Whether nothing more may be behind the row than one dial between its two channels; fills `dial_`.
bool fold::read_plain_dial(const evidence& row) {
    plain_dial& d = dial_;
    scene_.people().look_up(row.channel, d.a);
    scene_.people().look_up(row.peer, d.b);
    d.sent = {};
    d.inbound = d.a.role == device_role::outside;
    if (d.inbound ? d.b.role != device_role::own : d.a.role != device_role::own || d.b.role != device_role::outside)
        return false;
    if (d.inbound && !dials(row.argument, row.peer, d.b.device)) return false; // somebody else took it
    if (!d.inbound) d.sent = number_in_dial(row.argument, d.b.device);
    if (!d.inbound && (d.sent.empty() || is_same_subscriber(row.caller, d.sent))) return false; // called by a program
    if (scene_.people().is_phone(d.inbound ? row.caller : d.sent)) return false; // of a branch office, it may be

    d.from = scene::begin_within_second(row);
    d.to = d.from + row.lasted;
    d.answer = d.to - row.connected;
    d.answered = row.result == outcome::answered;
    if (d.answered) {
        if (answered_by_pbx(row) || row.connected <= least_talk_of(row) || row.connected > row.lasted) return false;
        d.rang = true;
        return true;
    }
    const bool refused = row.result == outcome::failed || row.result == outcome::congestion;
    d.rang = !refused && row.lasted >= ctx_->ring_least;
    d.unanswered = end_of_dial(d, row.result, std::chrono::seconds(timeout_in_dial(row.argument)));
    return true;
}

void fold::write_plain_legs(const plain_dial& d, const evidence& row) {
    fit_legs(2);
    const auto write = [&](leg& l, std::string_view channel, const device_info& device) {
        overwrite(l.channel, channel);
        overwrite(l.trunk,
                  device.role == device_role::outside ? trunk_name(device.trunk, device.device) : std::string_view());
        overwrite(l.who, device.who);
        l.start = out_->start;
        l.end = out_->end;
        l.answer.reset();
        l.cause.reset();
    };
    leg &a = out_->legs[0], &b = out_->legs[1];
    write(a, row.channel, d.a);
    overwrite(a.dialled, row.dialled);
    overwrite(a.presented, row.presented);
    if (row.has_answer) a.answer = rounded(d.answer);
    write(b, row.peer, d.b);
    overwrite(b.dialled, d.sent);
    b.presented.clear();
    if (d.answered) b.answer = rounded(d.answer);
}

/// Writes over every field of the call before, for the sake of its texts' memory.
bool fold::plain_call(const evidence& row) {
    if (!may_be_plain(row)) return false;
    if (!read_plain_dial(row)) return false;
    const plain_dial& d = dial_;
    call& c = *out_;
    const device_info &outside = d.inbound ? d.a : d.b, &own = d.inbound ? d.b : d.a;
    const std::string_view nobody_said;
    c.direction = d.inbound ? direction::inbound : direction::outbound;
    c.start = d.from;
    if (d.inbound) {
        name_caller({row.caller, row.caller_name, row.withheld, outside.trunk});
        if (called_by_ourselves()) return false;
        name_line(row.did, row.dialled, outside.trunk);
    } else {
        name_called(d.sent, row.dialled, outside.trunk);
        c.did.clear();
        c.campaign.clear();
    }
    ask_others(row.dialled);
    overwrite(c.trunk, trunk_name(outside.trunk, outside.device));
    overwrite(c.by, d.inbound ? nobody_said : own.who);
    overwrite(c.rang, d.inbound && d.rang ? own.who : nobody_said);
    overwrite(c.answered_by, d.inbound && d.answered ? own.who : nobody_said);
    overwrite(c.responsible, d.answered || !d.inbound ? own.who : nobody_said);

    const std::int64_t begin = in_ms(d.from), answer = in_ms(d.answer), end = in_ms(d.to);
    c.start = instant(milliseconds(begin));
    c.end = instant(milliseconds(end));
    const milliseconds all(end - begin), talk_time(d.answered ? end - answer : 0);
    c.spans = {};
    (d.rang ? c.spans.ring : c.spans.other) = all - talk_time;
    c.spans.talk = talk_time;
    c.disposition = d.answered ? disposition::answered : d.unanswered;
    c.talks.resize(d.answered ? 1 : 0);
    if (d.answered) {
        overwrite(c.talks.front().who, own.who);
        c.talks.front().start = instant(milliseconds(answer));
        c.talks.front().end = c.end;
    }
    c.queue.clear();
    clear_rest();
    write_plain_legs(d, row);
    overwrite(c.recordings, row.recording);
    overwrite(c.native, row.group.empty() ? row.id : row.group);
    write_id();
    count_as();
    return true;
}

} // namespace almon::inline v0::cdr
