// SPDX-License-Identifier: BSL-1.0
// A caller from outside for whom several phones rang at once, in a queue or a group, or who was sent on from one phone to the
// next: after the one dial of plain_call.cpp what offices have most of. It, too, is written straight from its rows, and what
// comes out is what the scene and its rules give: tests/property/cdr/plain.cpp holds one against the other.
#include <algorithm>

#include "copy_text.hpp"
#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

/// Phones that began to ring later than this were another try.
constexpr std::chrono::seconds at_once(1);

/// Whether the channel's rows may tell of phones, each of which answered or did not.
bool are_dials(std::span<const evidence> rows) noexcept {
    const evidence& first = rows.front();
    if (first.id.empty() || (first.doing != activity::dial && first.doing != activity::queue)) return false;
    return std::all_of(rows.begin(), rows.end(), [&first](const evidence& r) {
        const bool alike = r.doing == first.doing && r.times == first.times && same_text(r.group, first.group);
        const bool known = r.result == outcome::answered || r.result == outcome::no_answer;
        return alike && known && !r.peer.empty() && r.peer_id.empty() && r.connected <= r.lasted &&
               !scene::may_have_wrong_zone(r);
    });
}

/// Since when two that are connected talk, of whom a row tells.
instant begin_of_talk(const evidence& r) noexcept {
    return answered_by_pbx(r) && r.recorded > r.answer && r.recorded < r.end ? r.recorded : r.answer;
}

/// The first of the rows' texts that is not empty.
std::string_view first_said(std::span<const evidence> rows, std::string_view evidence::*text) noexcept {
    for (const evidence& r : rows)
        if (!(r.*text).empty()) return r.*text;
    return {};
}

/// When the one who answered began to talk. Where the PBX had answered before, the phones that rang along tell when they
/// stopped; none where they do not.
std::optional<instant> talk_began(const rung_phones& ring, const evidence& won) noexcept {
    const instant from = begin_of_talk(won);
    if (!answered_by_pbx(won)) return from;
    std::optional<instant> stopped;
    for (const auto& phone : ring.all()) {
        const evidence& r = *phone.row;
        if (&r != &won && r.at <= won.end && r.end >= from && (!stopped || r.end > *stopped)) stopped = r.end;
    }
    return stopped;
}

} // namespace

/// Whether it is worth to arrange the rows, in whatever order they are: all are of one channel, which did one thing, or one
/// after the other with success.
bool fold::may_be_ring(std::span<const evidence> rows) const noexcept {
    if (rows.size() < 2 || rows.size() > rung_phones::most || ctx_->explain || scene_.ever_stopped()) return false;
    const evidence& first = rows.front();
    return std::all_of(rows.begin(), rows.end(), [&first](const evidence& r) {
        const bool went_on = r.doing == activity::dial && r.result == outcome::answered;
        return r.what == fact::segment && same_text(r.id, first.id) && same_text(r.channel, first.channel) &&
               (went_on || same_text(r.argument, first.argument));
    });
}

/// Reads the phones of one channel's rows, which were arranged; false where they are not, or where it did not come from outside.
bool fold::read_rung_phones(std::span<const evidence> rows) {
    if (rows.size() < 2 || !are_dials(rows)) return false; // of repeated rows one is left
    const evidence& first = rows.front();
    rung_phones& ring = ring_;
    ring.count = 0;
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
        phone.talked = r.result == outcome::answered;
        phone.rang = phone.talked || r.lasted >= ctx_->ring_least;
        phone.rang_to = r.end;
        ring.to = std::max(ring.to, r.end);
        ++ring.count;
    }
    return true;
}

/// Whether nothing more may be behind the phones than one ringing of all of them, which one at most answered.
bool fold::rang_at_once(std::span<const evidence> rows) {
    const evidence& first = rows.front();
    rung_phones::phone* won = nullptr;
    for (auto& phone : ring_.all()) {
        const evidence& r = *phone.row;
        if (r.at - first.at > at_once || !same_text(r.argument, first.argument)) return false;
        if (phone.talked && won) return false; // sent on
        if (phone.talked) won = &phone;
    }
    if (!won) // a caller who gave up
        return first.doing == activity::queue &&
               !is_time_of_queue(first.argument, ring_.to - first.at, first.times == precision::seconds);
    const evidence& r = *won->row;
    if (r.connected <= least_talk_of(r)) return false;
    const std::optional<instant> began = talk_began(ring_, r);
    if (!began) return false;
    won->talked_from = won->rang_to = *began;
    return r.end - *began >= least_talk && rows.back().at + milliseconds(500) < r.end;
}

/// Whether nothing more may be behind them than that each talked to the caller in turn.
bool fold::sent_from_one_to_next() {
    constexpr std::size_t most = 4;
    if (ring_.count > most) return false;
    const rung_phones::phone* before = nullptr;
    for (auto& phone : ring_.all()) {
        const evidence& r = *phone.row;
        if (!phone.talked || r.doing != activity::dial || r.connected <= least_talk_of(r)) return false;
        phone.talked_from = begin_of_talk(r);
        phone.rang_to = answered_by_pbx(r) ? r.at : r.answer;
        if (phone.talked_from < r.at || r.end - phone.talked_from < least_talk) return false;
        const auto earlier = std::span(ring_.phones).first(static_cast<std::size_t>(&phone - ring_.phones.data()));
        const std::string_view who = phone.device.who;
        if (who.empty() || who == ring_.phones.front().row->caller ||
            std::any_of(earlier.begin(), earlier.end(), [who](const auto& p) {
                return p.device.who == who; // sent back
            }))
            return false;
        if (before && r.at < before->row->end) return false;
        before = &phone;
    }
    return true;
}

/// Names everybody; false where the caller turns out to be ourselves.
bool fold::name_ringing_caller(std::span<const evidence> rows) {
    const rung_phones& ring = ring_;
    const evidence& first = rows.front();
    const bool withheld = std::any_of(rows.begin(), rows.end(), [](const evidence& r) { return r.withheld; });
    const std::string_view dialled = first_said(rows, &evidence::dialled);
    call& c = *out_;
    c.direction = direction::inbound;
    c.start = first.at;
    name_caller({first.caller, first.caller_name, withheld, ring.caller.trunk});
    if (called_by_ourselves()) return false;
    name_line(first_said(rows, &evidence::did), dialled, ring.caller.trunk);
    ask_others(dialled);
    overwrite(c.trunk, trunk_name(ring.caller.trunk, ring.caller.device));
    overwrite(c.queue, first.doing == activity::queue ? first_part(first.argument) : std::string_view());
    std::string_view last;
    overwritten_list rang(c.rang), answered(c.answered_by);
    for (const auto& phone : ring.all()) {
        if (phone.rang) rang.add(phone.device.who);
        if (phone.talked) answered.add(last = phone.device.who);
    }
    overwrite(c.responsible, last);
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

    const auto end = ring.phones.begin() + static_cast<std::ptrdiff_t>(ring.count);
    const auto sooner = [](const auto& a, const auto& b) {
        return a.row->at != b.row->at ? a.row->at < b.row->at : a.row->peer < b.row->peer;
    };
    if (!std::is_sorted(ring.phones.begin(), end, sooner))
        std::sort(ring.phones.begin(), end, sooner); // they are large
    for (std::size_t i = 0; i < ring.count; ++i) {
        const auto& phone = ring.phones[i];
        leg& l = out_->legs[i + 1];
        write(l, phone.row->peer, phone.device, phone.row->at, phone.row->end);
        for (std::string* s : {&l.trunk, &l.dialled, &l.presented}) s->clear();
        if (phone.talked) l.answer = rounded(phone.talked_from);
    }
}

/// Who talked when, and who sent the caller on to the next.
void fold::write_ring_talks() {
    call& c = *out_;
    std::size_t count = 0;
    const rung_phones::phone* before = nullptr;
    for (const auto& phone : ring_.all()) {
        if (!phone.talked) continue;
        const evidence& r = *phone.row;
        if (count == c.talks.size()) c.talks.emplace_back();
        talk& t = c.talks[count++];
        overwrite(t.who, phone.device.who);
        t.start = std::clamp(rounded(phone.talked_from), c.start, c.end);
        t.end = std::clamp(rounded(r.end), c.start, c.end);
        spans_.add(t.start, t.end, span_sum::talking);
        if (before) {
            const evidence& b = *before->row;
            if (!leads_on({b.dialled, b.context, b.argument}, {r.dialled, r.context, r.argument}))
                c.transfers.push_back({transfer_kind::blind, std::string(before->device.who),
                                       std::string(phone.device.who), rounded(b.end), transfer_result::answered});
        }
        before = &phone;
    }
    c.talks.resize(count);
}

bool fold::plain_ring(std::span<const evidence> rows) {
    if (!read_rung_phones(rows) || !(rang_at_once(rows) || sent_from_one_to_next()) || !name_ringing_caller(rows))
        return false;
    const rung_phones& ring = ring_;
    call& c = *out_;
    const evidence& first = rows.front();
    spans_.begin(first.at, ring.to);
    c.start = spans_.start();
    c.end = spans_.end();
    clear_rest();
    write_ring_talks();
    for (const auto& phone : ring.all()) {
        const evidence& r = *phone.row;
        if (r.doing == activity::queue) spans_.add(r.at, r.end, span_sum::waiting);
        if (phone.rang) spans_.add(r.at, phone.rang_to, span_sum::ringing);
    }
    c.spans = spans_.total();
    c.disposition = c.talks.empty() ? disposition::abandoned_queue : disposition::answered;
    c.by.clear();
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
