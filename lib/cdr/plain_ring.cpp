// SPDX-License-Identifier: BSL-1.0
// A caller from outside for whom several phones rang at once, in a queue or a group: after the one dial of plain_call.cpp
// what offices have most of. It, too, is written straight from its rows, and what comes out is what the scene and its rules
// give: tests/property/cdr/plain.cpp holds one against the other.
#include <algorithm>

#include "copy_text.hpp"
#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

/// Phones that began to ring later than this were another try.
constexpr std::chrono::seconds at_once(1);

/// Whether the channel's rows tell of one dial or queue, and each of one phone that answered or did not.
bool is_one_dial(std::span<const evidence> rows) noexcept {
    const evidence& first = rows.front();
    if (first.id.empty() || (first.doing != activity::dial && first.doing != activity::queue)) return false;
    return std::all_of(rows.begin(), rows.end(), [&first](const evidence& r) {
        const bool one = &r == &first || (r.doing == first.doing && r.times == first.times &&
                                          same_text(r.group, first.group) && same_text(r.argument, first.argument));
        const bool known = r.result == outcome::answered || r.result == outcome::no_answer;
        return one && known && !r.peer.empty() && r.peer_id.empty() && r.at - first.at <= at_once &&
               r.connected <= r.lasted && !scene::may_have_wrong_zone(r);
    });
}

/// The first of the rows' texts that is not empty.
std::string_view first_said(std::span<const evidence> rows, std::string_view evidence::*text) noexcept {
    for (const evidence& r : rows)
        if (!(r.*text).empty()) return r.*text;
    return {};
}

/// When the one who answered began to talk. Where the PBX had answered before, the phones that rang along tell when they
/// stopped; none where they do not.
std::optional<instant> talk_began(const rung_phones& ring) noexcept {
    const evidence& won = *ring.phones[*ring.won].row;
    if (!won.has_answer || won.lasted - won.connected > pbx_answers_within) return won.answer;
    const instant from = won.recorded > won.answer && won.recorded < won.end ? won.recorded : won.answer;
    std::optional<instant> stopped;
    for (const auto& phone : ring.all()) {
        const evidence& r = *phone.row;
        if (&r != &won && r.at <= won.end && r.end >= from && (!stopped || r.end > *stopped)) stopped = r.end;
    }
    return stopped;
}

} // namespace

/// Whether it is worth to arrange the rows, in whatever order they are: all are of one channel, which did one thing.
bool fold::may_be_ring(std::span<const evidence> rows) const noexcept {
    if (rows.size() < 2 || rows.size() > rung_phones::most || ctx_->explain || scene_.ever_stopped()) return false;
    const evidence& first = rows.front();
    return std::all_of(rows.begin(), rows.end(), [&first](const evidence& r) {
        return r.what == fact::segment && same_text(r.id, first.id) && same_text(r.channel, first.channel) &&
               same_text(r.argument, first.argument);
    });
}

/// Whether nothing more may be behind the rows of one channel, which were arranged, than one ringing of several phones;
/// fills `ring_`.
bool fold::read_plain_ring(std::span<const evidence> rows) {
    if (rows.size() < 2 || !is_one_dial(rows)) return false; // of repeated rows one is left
    const evidence& first = rows.front();
    rung_phones& ring = ring_;
    ring.count = 0;
    ring.won.reset();
    scene_.people().look_up(first.channel, ring.caller);
    if (ring.caller.role != device_role::outside || scene_.people().is_phone(first.caller)) return false;
    ring.to = instant::min();
    for (const evidence& r : rows) {
        const auto rung = ring.all();
        if (std::any_of(rung.begin(), rung.end(), [&r](const auto& p) { return same_text(p.row->peer, r.peer); }))
            return false;
        auto& phone = ring.phones[ring.count];
        phone.row = &r;
        scene_.people().look_up(r.peer, phone.device);
        if (phone.device.role != device_role::own) return false;
        if (r.doing == activity::dial && !dials(r.argument, r.peer, phone.device.device)) return false;
        const bool answered = r.result == outcome::answered;
        if (answered && ring.won) return false; // sent on
        if (answered) ring.won = ring.count;
        phone.rang = answered || r.lasted >= ctx_->ring_least;
        ring.to = std::max(ring.to, r.end);
        ++ring.count;
    }
    const bool whole = first.times == precision::seconds;
    if (!ring.won) // a caller who gave up
        return first.doing == activity::queue && !is_time_of_queue(first.argument, ring.to - first.at, whole);
    const evidence& won = *ring.phones[*ring.won].row;
    if (won.connected <= (whole ? milliseconds(0) : least_talk)) return false;
    const std::optional<instant> began = talk_began(ring);
    if (!began) return false;
    ring.talked_from = *began;
    return won.end - ring.talked_from >= least_talk && rows.back().at + milliseconds(500) < won.end;
}

/// Names everybody; false where the caller turns out to be ourselves.
bool fold::name_ringing_caller(std::span<const evidence> rows) {
    const rung_phones& ring = ring_;
    const evidence& first = rows.front();
    const bool withheld = std::any_of(rows.begin(), rows.end(), [](const evidence& r) { return r.withheld; });
    const std::string_view dialled = first_said(rows, &evidence::dialled),
                           own = ring.won ? ring.phones[*ring.won].device.who : std::string_view();
    call& c = *out_;
    c.direction = direction::inbound;
    c.start = first.at;
    name_caller({first.caller, first.caller_name, withheld, ring.caller.trunk});
    if (called_by_ourselves()) return false;
    name_line(first_said(rows, &evidence::did), dialled, ring.caller.trunk);
    ask_others(dialled);
    overwrite(c.trunk, trunk_name(ring.caller.trunk, ring.caller.device));
    overwrite(c.queue, first.doing == activity::queue ? first_part(first.argument) : std::string_view());
    overwrite(c.answered_by, own);
    overwrite(c.responsible, own);
    overwritten_list rang(c.rang);
    for (const auto& phone : ring.all())
        if (phone.rang) rang.add(phone.device.who);
    return true;
}

/// The caller's, then the phones' in the order in which they began to ring.
void fold::write_ring_legs(std::span<const evidence> rows) {
    rung_phones& ring = ring_;
    const evidence& first = rows.front();
    fit_legs(ring.count + 1);
    const auto write = [](leg& l, std::string_view channel, const device_info& device, instant from, instant to) {
        overwrite(l.channel, channel);
        overwrite(l.who, device.who);
        l.start = rounded(from);
        l.end = rounded(to);
        l.answer.reset();
        l.cause.reset();
    };
    leg& caller = out_->legs.front();
    write(caller, first.channel, ring.caller, first.at, ring.to);
    overwrite(caller.trunk, trunk_name(ring.caller.trunk, ring.caller.device));
    overwrite(caller.dialled, first_said(rows, &evidence::dialled));
    overwrite(caller.presented, first_said(rows, &evidence::presented));
    const auto answer = std::find_if(rows.begin(), rows.end(), [](const evidence& r) { return r.has_answer; });
    if (answer != rows.end()) caller.answer = rounded(answer->answer);

    const evidence* const won = ring.won ? ring.phones[*ring.won].row : nullptr;
    const auto end = ring.phones.begin() + static_cast<std::ptrdiff_t>(ring.count);
    std::sort(ring.phones.begin(), end, [](const auto& a, const auto& b) {
        return a.row->at != b.row->at ? a.row->at < b.row->at : a.row->peer < b.row->peer;
    });
    for (std::size_t i = 0; i < ring.count; ++i) {
        const auto& phone = ring.phones[i];
        leg& l = out_->legs[i + 1];
        write(l, phone.row->peer, phone.device, phone.row->at, phone.row->end);
        for (std::string* s : {&l.trunk, &l.dialled, &l.presented}) s->clear();
        if (phone.row == won) l.answer = rounded(ring.talked_from);
    }
}

bool fold::plain_ring(std::span<const evidence> rows) {
    if (!read_plain_ring(rows) || !name_ringing_caller(rows)) return false;
    const rung_phones& ring = ring_;
    call& c = *out_;
    const evidence& first = rows.front();
    spans_.begin(first.at, ring.to);
    c.start = spans_.start();
    c.end = spans_.end();
    const rung_phones::phone* const won = ring.won ? &ring.phones[*ring.won] : nullptr;
    c.talks.resize(won ? 1 : 0);
    if (won) {
        talk& t = c.talks.front();
        overwrite(t.who, won->device.who);
        t.start = std::clamp(rounded(ring.talked_from), c.start, c.end);
        t.end = std::clamp(rounded(won->row->end), c.start, c.end);
        spans_.add(t.start, t.end, span_sum::talking);
    }
    for (const auto& phone : ring.all()) {
        const evidence& r = *phone.row;
        if (r.doing == activity::queue) spans_.add(r.at, r.end, span_sum::waiting);
        if (phone.rang) spans_.add(r.at, &phone == won ? ring.talked_from : r.end, span_sum::ringing);
    }
    c.spans = spans_.total();
    c.disposition = won ? disposition::answered : disposition::abandoned_queue;
    c.by.clear();
    clear_rest();
    write_ring_legs(rows);
    {
        overwritten_list recordings(c.recordings);
        for (const evidence& r : rows) recordings.add(r.recording);
    }
    if (c.recordings.size() > 1) std::sort(c.recordings.begin(), c.recordings.end());
    overwrite(c.native, first.group.empty() ? first.id : first.group);
    write_id();
    count_as();
    return true;
}

} // namespace almon::inline v0::cdr
