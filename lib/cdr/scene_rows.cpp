// SPDX-License-Identifier: BSL-1.0
// Finished rows into the scene: when they truly began, who dialled whom, who talked.
#include "scene.hpp"

#include <algorithm>

#include "copy_text.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

using std::chrono::seconds;

namespace {
// the earliest row of a channel begins when the channel does: a distance of whole quarters of an hour is a zone
constexpr seconds least_zone(900), zone_slack(2);

microseconds off_by(const evidence& e) noexcept {
    return e.at - e.born;
}
} // namespace

bool scene::may_have_wrong_zone(const evidence& row) noexcept {
    return row.zone_guessed || (row.born != instant{} && !row.id.empty() && off_by(row) >= least_zone - zone_slack);
}

/// Rows that were put behind their channel's birth by a zone's offset need another that began with its channel. Without one
/// it was the clock that was wrong, by whatever, and the earliest row of each channel began with it.
void scene::undo_guessed_zone() {
    constexpr seconds slack(2);
    const bool proven = std::any_of(rows_.begin(), rows_.end(), [&](const evidence& r) {
        return !r.zone_guessed && r.born != instant{} && off_by(r) <= slack;
    });
    for (const evidence& guessed : rows_) {
        if (!guessed.zone_guessed) continue;
        const std::string_view id = guessed.id;
        microseconds least = off_by(guessed);
        for (const evidence& r : rows_)
            if (r.zone_guessed && r.id == id) least = std::min(least, off_by(r));
        for (evidence& r : rows_) {
            if (!r.zone_guessed || r.id != id) continue;
            r.zone_guessed = false;
            if (proven) continue;
            r.at -= least;
            r.end -= least;
            r.answer -= least;
        }
    }
    put_in_order(rows_);
}

/// Puts rows back by the hour that their channel's id knows where the clock was wrong.
void scene::undo_wrong_zone() {
    if (std::none_of(rows_.begin(), rows_.end(), may_have_wrong_zone)) return;
    if (std::any_of(rows_.begin(), rows_.end(), [](const evidence& e) { return e.zone_guessed; })) undo_guessed_zone();
    std::vector<std::pair<std::string_view, microseconds>> shift; // the least of each channel
    for (const evidence& e : rows_) {
        if (e.born == instant{} || e.id.empty()) continue;
        const auto known = std::find_if(shift.rbegin(), shift.rend(), [&e](const auto& x) { return x.first == e.id; });
        if (known == shift.rend()) shift.emplace_back(e.id, off_by(e));
        else known->second = std::min(known->second, off_by(e));
    }
    for (const auto& [id, distance] : shift) {
        const seconds off = std::chrono::duration_cast<seconds>(distance);
        const seconds zone((off.count() + 450) / 900 * 900);
        if (zone < least_zone || std::chrono::abs(off - zone) > zone_slack) continue;
        for (evidence& e : rows_) { // the other channels of this moment share its clock
            if (e.born == instant{} || off_by(e) < zone - zone_slack) continue;
            e.at -= zone;
            e.end -= zone;
            e.answer -= zone;
        }
        put_in_order(rows_);
        return;
    }
}

instant scene::begin_within_second(const evidence& row) noexcept {
    const instant second = row.at;
    if (row.times != precision::exact) return second;
    instant low = second;
    if (row.has_answer && row.answer >= second) low = std::max(low, row.answer - (row.lasted - row.connected));
    if (row.end >= second) low = std::max(low, row.end - row.lasted);
    return low >= second + seconds(1) ? second : low; // the clock was set within the call
}

/// Gives rows their place within their second.
void scene::settle_rows() {
    undo_wrong_zone();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        evidence& e = rows_[i];
        const instant second = e.at;
        e.at = begin_within_second(e);
        for (std::size_t k = i; k-- > 0;) {
            const evidence& p = rows_[k];
            if (p.at + seconds(1) < second && p.end + seconds(1) < second) {
                if (i - k > 16) break;
                continue;
            }
            if (!same_text(p.channel, e.channel)) continue;
            // of phones that rang together one answers; the other record came after it, and was cut short
            const bool both_answered =
                p.result == outcome::answered && e.result == outcome::answered && e.lasted <= least_talk;
            const bool together = !p.peer.empty() && !e.peer.empty() && p.argument == e.argument && p.at >= second &&
                                  p.at < second + seconds(1) && p.end >= e.at && !both_answered;
            if (together) e.at = p.at;
            else if (p.end >= second && p.end < second + seconds(1)) e.at = std::max(p.end, second);
            else continue;
            break;
        }
        e.end = e.at + e.lasted;
        e.answer = e.end - e.connected;
    }
    if (rows_.size() < 2) return;
    for (evidence& e : rows_) end_with_next(e);
    for (std::size_t i = 0; i < rows_.size(); ++i) begin_with_their_ringing(i);
    put_in_order(rows_);
}

/// A talk whose bridge was joined to another one at once may leave a record of no length, and the next record of its
/// channel begins when it is over: a channel is never without a record in between.
void scene::end_with_next(evidence& e) {
    if (e.result != outcome::answered || e.peer.empty() || e.connected > least_talk) return;
    const bool only_rang = std::any_of(rows_.begin(), rows_.end(), [&](const evidence& r) {
        return r.channel == e.peer && r.result != outcome::answered && !r.has_answer; // its call was picked up
    });
    if (only_rang) return;
    instant next = instant::max();
    for (const evidence& r : rows_) {
        if (&r == &e || r.channel != e.channel || r.end <= e.end) continue;
        if (r.at <= e.end) return;
        next = std::min(next, r.at);
    }
    const microseconds gap = next - e.end;
    const microseconds least = e.times == precision::seconds ? seconds(2) : milliseconds(200);
    if (next == instant::max() || gap < least) return;
    e.end = next;
    e.lasted += gap;
    e.connected += gap;
}

/// Whether a record of whole seconds that has no talk in it tells of one shorter than that: not where another phone took
/// the call in that second.
bool scene::talked_within_second(const evidence& e) const {
    return std::none_of(rows_.begin(), rows_.end(), [&](const evidence& r) {
        return &r != &e && r.channel == e.channel && r.peer != e.peer && r.result == outcome::answered &&
               r.at <= e.end + seconds(1) && r.end >= e.end;
    });
}

/// The first record of a channel begins with the channel, those of the phones that rang along with their ringing. Whoever
/// did not answer stopped when somebody did, all at once, which tells how much later than the channel they had begun.
void scene::begin_with_their_ringing(std::size_t first) {
    const evidence& f = rows_[first];
    if (f.times != precision::exact || f.peer.empty() || f.result == outcome::answered) return;
    const auto along = [&f](const evidence& e) {
        return e.at == f.at && &e != &f && !e.peer.empty() && same_text(e.channel, f.channel) &&
               same_text(e.argument, f.argument);
    };
    microseconds longest{0};
    for (const evidence& e : rows_)
        if (along(e) && e.result != outcome::answered) longest = std::max(longest, e.lasted);
    // one phone alone may have declined; two that stopped at one moment were stopped
    const auto stopped_together = std::count_if(rows_.begin(), rows_.end(), [&](const evidence& e) {
        return along(e) && e.result != outcome::answered && longest - e.lasted < milliseconds(15);
    });
    if (stopped_together < 2) return;
    const microseconds later = f.lasted - longest;
    const bool same_second = std::chrono::floor<seconds>(f.at) == std::chrono::floor<seconds>(f.at + later);
    if (longest == microseconds(0) || later < milliseconds(20) || later > seconds(1) || !same_second) return;
    const instant at = f.at;
    for (evidence& e : rows_) {
        if (&e == &f || e.channel != f.channel || e.argument != f.argument || e.at != at || e.peer.empty()) continue;
        e.at += later;
        e.end += later;
        e.answer += later;
    }
}

/// Whether the record of a channel tells only that it was called: it ran something before it rang, and reached nobody.
bool scene::only_rang(const evidence& e) const {
    if (e.doing != activity::other || !e.peer.empty() || e.result == outcome::answered || e.id == e.group) return false;
    return std::any_of(rows_.begin(), rows_.end(),
                       [&](const evidence& r) { return r.peer == e.channel && r.at <= e.end && e.at <= r.end; });
}

/// Whether a dial that does not name the phone may have called it all the same: a phone of which not one channel could be
/// made leaves no row, and the row of the next dial may still tell of that one. A dial that another phone answered
/// (picked up, transferred, taken from parking) has a row for the phone that it names.
bool scene::is_first_of_dial(const evidence& e) const {
    return std::none_of(rows_.begin(), rows_.end(), [&](const evidence& r) {
        return r.channel == e.channel && r.argument == e.argument && mentions(e.argument, device_of(r.peer));
    });
}

/// Whether the record of another channel tells of calling this one's peer, which this one then met: nobody is called twice.
bool scene::called_by_another(const evidence& e) const {
    if (e.result != outcome::answered || e.lasted - e.connected > pbx_answers_within) return false;
    return std::any_of(rows_.begin(), rows_.end(), [&](const evidence& r) {
        return r.peer == e.peer && r.channel != e.channel && r.doing == activity::dial &&
               r.lasted - r.connected > pbx_answers_within && mentions(r.argument, device_of(r.peer));
    });
}

/// When the other one of a room's record came: it begins with the first of the two, who may have waited.
instant scene::came_into_room(const evidence& e) const {
    instant first = instant::max();
    for (const evidence& r : rows_)
        if (r.channel == e.peer) first = std::min(first, r.at);
    const bool later =
        first != instant::max() && first > e.at + seconds(1) && first <= e.end; // beyond what seconds leave open
    return later ? first : e.at;
}

/// What the dial plan does when the channel's far end has gone: the extension that every PBX of this kind calls so.
static bool is_after_end(const evidence& e) {
    return e.dialled == "h" && e.peer.empty() && e.doing != activity::dial && e.doing != activity::queue;
}

void scene::take_segment(const evidence& e) {
    const bool known_channel = find_name(e.channel) != nobody;
    if (known_channel && is_after_end(e)) return describe(party_of(e.channel, e.id, e, e.at, e.at), e);
    const int a = party_of(e.channel, e.id, e, e.at, e.end);
    describe(a, e);
    parties[static_cast<std::size_t>(a)].doings |= 1ull << static_cast<unsigned>(e.doing);
    if (e.doing == activity::outgoing || only_rang(e)) parties[static_cast<std::size_t>(a)].called = true;
    else parties[static_cast<std::size_t>(a)].placed = true;
    stays.push_back({a, e.doing, e.argument, e.at, e.end, e.result});
    if (e.has_answer && !parties[static_cast<std::size_t>(a)].answered)
        parties[static_cast<std::size_t>(a)].answered = e.answer;
    if (e.peer.empty()) return;

    const std::size_t known = parties.size();
    const int b = party_of(e.peer, e.peer_id, e, e.doing == activity::conference ? came_into_room(e) : e.at, e.end);
    party& peer = parties[static_cast<std::size_t>(b)];
    // a phone's own record may come before the one that tells who called it
    const bool half = e.peer.size() > 2 && e.peer[e.peer.size() - 2] == ';';
    // nor does a path go into a room by itself
    const bool led_in = half && e.doing == activity::conference && peer.dialler == nobody;
    const bool first_seen = parties.size() > known || (peer.called && !peer.placed && peer.dialler == nobody) || led_in;
    // a channel that calls somebody itself was not dialled: it was bridged
    const bool own_doing = !half && std::any_of(rows_.begin(), rows_.end(), [&](const evidence& r) {
        if (!same_text(r.channel, e.peer) || r.doing == activity::outgoing || r.at > e.end || r.end < e.at ||
            only_rang(r))
            return false;
        return r.at <= e.at + milliseconds(500) || e.doing == activity::conference;
    });
    const bool named = e.doing != activity::dial || peer.role != device_role::own ||
                       mentions(e.argument, peer.device) || is_first_of_dial(e);
    const bool met_later = first_seen && called_by_another(e);
    if (met_later) peer.called = true; // as the other record is going to tell
    const bool dialled = first_seen && !own_doing && named && e.doing != activity::agent_session && !met_later;
    if (first_seen && !named && e.result == outcome::answered) // taken by another phone: those named rang until then
        for (attempt& t : attempts)
            if (t.caller == a && t.argument == e.argument && t.result != outcome::answered) t.to = std::max(t.to, e.at);
    const bool pbx_answered = e.has_answer && e.lasted - e.connected <= pbx_answers_within;
    if (dialled) {
        peer.called = true;
        peer.dialler = a;
        attempt t;
        t.caller = a;
        t.callee = b;
        t.from = e.at;
        t.to = e.result != outcome::answered ? e.end : pbx_answered ? e.at : e.answer;
        t.result = e.result;
        t.by = e.doing;
        t.argument = e.argument;
        t.exten = e.dialled;
        t.context = e.context;
        attempts.push_back(t);
    }
    if (e.result != outcome::answered) return;
    if (e.doing == activity::agent_session && !half) sessions_meet_callers = true;
    const bool talks = e.connected > least_talk || e.times == precision::seconds;
    if (!talks) return;
    instant from = e.answer;
    if (!dialled && peer.placed) from = std::max(from, peer.first);
    if (own_doing)
        for (const evidence& r : rows_)
            if (r.channel == e.peer && r.at <= e.end && r.end >= e.at) from = std::max(from, std::min(r.at, e.end));
    if (half && e.doing == activity::agent_session) // the session's record began with the session or its last talk
        for (const evidence& r : rows_)
            if (r.channel == e.peer && r.doing == activity::agent_request && r.has_answer)
                from = std::max(from, std::min(r.answer, e.end));
    // who was recorded from a certain second on did not talk before it
    if (!dialled && peer.called && peer.answered &&
        e.times == precision::exact) // a phone that somebody else had called
        from = std::clamp(*peer.answered, from, std::max(from, e.end));
    const bool unsure = dialled && pbx_answered;
    if (unsure && e.recorded > from && e.recorded < e.end) from = e.recorded;
    const int room = room_count_++;
    if (from >= e.end && talked_within_second(e)) short_talks.push_back({a, b, e.end});
    const bool conference = e.doing == activity::conference;
    presences.push_back({a, room, from, e.end, unsure, conference});
    presences.push_back({b, room, from, e.end, unsure, conference});
    if (!peer.answered && !met_later) peer.answered = from;
}

/// A phone that a program called for a call that waits in it has a record of its own, in the group of that call.
void scene::dials_of_programs() {
    for (std::size_t i = 0; i < parties.size(); ++i) {
        const party& p = parties[i];
        if (!p.called || p.dialler != nobody || p.role == device_role::half || p.group.empty() || p.id == p.group)
            continue;
        const int first = find_id(p.group);
        if (first == nobody) continue;
        const party& caller = parties[static_cast<std::size_t>(first)];
        if (!caller.placed || p.first < caller.first || p.first > caller.last) continue;
        add_attempt(first, static_cast<int>(i), outcome::no_answer);
    }
}

/// Nobody is in a room before answering: a record of the transferred may begin long before the one asked was even called.
void scene::begin_with_answers() {
    for (const attempt& t : attempts) {
        if (t.result != outcome::answered || parties[static_cast<std::size_t>(t.callee)].role == device_role::half)
            continue;
        const auto in_dial = [&](int room) {
            return std::any_of(presences.begin(), presences.end(),
                               [&](const presence& p) { return p.room == room && p.who == t.caller; });
        };
        for (std::size_t i = 0; i < presences.size(); ++i) {
            const presence x = presences[i];
            if (x.who != t.callee || x.conference || x.from >= t.to || x.to <= t.to || in_dial(x.room)) continue;
            for (presence& y : presences)
                if (y.room == x.room) y.from = std::max(y.from, t.to);
        }
    }
}

/// Where the PBX had answered before the person did, the phones that rang along tell when they stopped.
void scene::refine_answers() {
    if (from_rows) begin_with_answers();
    for (std::size_t i = 0; i < presences.size(); ++i) {
        presence& x = presences[i];
        if (!x.from_unsure || !parties[static_cast<std::size_t>(x.who)].called) continue;
        attempt* won = nullptr;
        for (attempt& t : attempts)
            if (t.callee == x.who) won = &t;
        if (!won) continue;
        std::optional<instant> stopped_ringing;
        for (const attempt& t : attempts) {
            if (t.caller != won->caller || t.callee == won->callee || t.argument != won->argument) continue;
            if (t.result == outcome::answered || t.from > x.to || t.to < x.from) continue;
            if (std::chrono::abs(t.from - won->from) > std::chrono::seconds(1)) continue;
            if (!stopped_ringing || t.to > *stopped_ringing) stopped_ringing = t.to;
        }
        if (!stopped_ringing || *stopped_ringing >= x.to) continue;
        won->to = *stopped_ringing;
        for (presence& y : presences)
            if (y.room == x.room && y.from_unsure) y.from = *stopped_ringing;
        parties[static_cast<std::size_t>(x.who)].answered = *stopped_ringing;
    }
}

} // namespace almon::inline v0::cdr
