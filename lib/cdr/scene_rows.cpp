// SPDX-License-Identifier: BSL-1.0
// Finished rows into the scene: who dialled whom, who talked.
#include "scene.hpp"

#include <algorithm>

#include "copy_text.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

using std::chrono::seconds;

/// Whether the record of a channel tells only that it was called: it ran something before it rang or when it was over, and
/// reached nobody.
bool scene::only_rang(const evidence& e) const {
    const bool ran_something = e.doing == activity::other || e.doing == activity::hangup;
    if (!ran_something || !e.peer.empty() || e.result == outcome::answered || e.id == e.group) return false;
    const auto rows = rows_to(e.channel);
    return std::any_of(rows.begin(), rows.end(),
                       [&](const evidence& r) { return r.peer == e.channel && r.at <= e.end && e.at <= r.end; });
}

/// Whether the PBX called this phone on its own, and led it into the dial plan when it answered: it dialled nothing, and shows
/// not its own number, as a phone that calls does; or it was shown the number that it then calls.
bool scene::called_by_program(const evidence& e, const party& p) const {
    if (e.doing == activity::dial && p.role == device_role::own && e.has_answer)
        return is_same_subscriber(e.caller, number_in_dial(e.argument, device_of(e.peer)));
    const bool leads_nowhere = e.doing != activity::dial && e.doing != activity::queue;
    return leads_nowhere && p.role == device_role::own && e.dialled.empty() && (e.group.empty() || e.id == e.group) &&
           e.has_answer && e.lasted - e.connected >= ctx_->ring_least && e.caller != p.who &&
           people_.is_within(e.caller);
}

/// Whether a dial that does not name the phone may have called it all the same: a phone of which not one channel could be
/// made leaves no row, and the row of the next dial may still tell of that one. A dial that another phone answered
/// (picked up, transferred, taken from parking) has a row for the phone that it names.
bool scene::is_first_of_dial(const evidence& e) const {
    const auto none_named = [&] {
        const auto rows = rows_of_dial(e);
        return std::none_of(rows.begin(), rows.end(), [&](const evidence& r) {
            return r.channel == e.channel && r.argument == e.argument && mentions(e.argument, device_of(r.peer));
        });
    };
    if (!of_dial_.many()) return none_named();
    const auto places = of_dial_.of({e.channel, e.argument});
    std::optional<bool>& known = names_none_[static_cast<std::size_t>(of_dial_.number(places.front()))];
    if (!known) known = none_named();
    return *known;
}

/// Whether somebody else picked up what rang here, and talked then, so that a queue, which had answered before, wrote the wrong
/// phone down, too: its own record says that it never answered, or it stopped in the moment in which those did that rang along.
bool scene::is_robbed(const evidence& e) const {
    if (e.doing != activity::queue || e.result != outcome::answered || e.peer.empty()) return false;
    const auto of_dial = of_dial_.of({e.channel, e.argument});
    const auto begun =
        std::partition_point(of_dial.begin(), of_dial.end(), [&](std::uint32_t i) { return rows_[i].at < e.at; });
    const auto is_another = [&](const evidence& r) {
        return r.channel == e.channel && r.peer != e.peer && r.argument == e.argument;
    };
    const bool taken = std::any_of(begun, of_dial.end(), [&](std::uint32_t i) {
        const evidence& r = rows_[i];
        return is_another(r) && r.result == outcome::answered && r.end > e.end;
    });
    if (!taken) return false;
    if (never_answered(e.peer)) return true;
    const milliseconds moment = least_talk_of(e);
    for (auto i = begun; i != of_dial.end() && rows_[*i].at == e.at; ++i)
        if (const evidence& r = rows_[*i];
            is_another(r) && r.result != outcome::answered && std::chrono::abs(r.end - e.end) <= moment)
            return true;
    return false;
}

/// Whether another phone took the call that rang at this one by its dialog (INVITE with Replaces, RFC 3891), which then seems to
/// have failed: the same dial was answered by a phone that it does not name. One that rang alone is the one it was taken from;
/// of several that one whose ringing ended then.
bool scene::is_picked_up(const evidence& e) const {
    if (!any_answered_ || e.doing != activity::dial || e.result != outcome::failed ||
        !mentions(e.argument, device_of(e.peer)))
        return false;
    instant end = e.end;
    for (const evidence& r : rows_on(e.peer)) // the phone's own record, where there is one, tells how long it rang
        if (r.channel == e.peer && r.peer.empty() && r.result == e.result) end = std::max(end, r.end);
    const bool alone = first_part(e.argument).find('&') == std::string_view::npos;
    const milliseconds moment = e.times == precision::seconds ? milliseconds(1000) : least_talk;
    const auto rows = rows_of_dial(e);
    return (alone || end - e.at >= ctx_->ring_least) && std::any_of(rows.begin(), rows.end(), [&](const evidence& r) {
               return r.channel == e.channel && r.peer != e.peer && r.argument == e.argument && r.at >= e.at &&
                      r.result == outcome::answered && (alone || std::chrono::abs(r.at - end) <= moment) &&
                      !mentions(r.argument, device_of(r.peer));
           });
}

/// Whether this is the talk of who picked up what rang for a queue: it follows the record of a phone that was robbed.
bool scene::picked_up_from_queue(const evidence& e) const {
    if (e.doing != activity::queue || e.result != outcome::answered) return false;
    const evidence* before = nullptr; // the talk before it, as its channel's records tell
    const auto on_channel = on_channel_.of(e.channel);
    auto i = std::partition_point(on_channel.begin(), on_channel.end(),
                                  [&](std::uint32_t place) { return rows_[place].at <= e.at; });
    for (; i != on_channel.begin() && (!before || rows_[*(i - 1)].at == before->at); --i) {
        const evidence& r = rows_[*(i - 1)];
        if (&r != &e && r.channel == e.channel && r.result == outcome::answered && r.end <= e.end) before = &r;
    }
    return before && before->argument == e.argument && before->peer != e.peer && is_robbed(*before);
}

/// Whether a phone rang along that the record of the dial had no room to name, and did not take the call from those that rang.
bool scene::rang_unnamed(const evidence& e) const {
    constexpr milliseconds together(500);
    if (!is_cut_list(e.argument)) return false;
    if (e.result != outcome::answered) return true; // whoever takes a call answers it
    const auto of_dial = of_dial_.of({e.channel, e.argument});
    const auto begun = std::partition_point(of_dial.begin(), of_dial.end(),
                                            [&](std::uint32_t i) { return rows_[i].at + together < e.at; });
    const auto is_same_dial = [&](std::uint32_t i) {
        return rows_[i].channel == e.channel && rows_[i].argument == e.argument;
    };
    if (std::none_of(of_dial.begin(), begun, is_same_dial)) return true;
    const auto over =
        std::partition_point(begun, of_dial.end(), [&](std::uint32_t i) { return rows_[i].at <= e.at + together; });
    // the dial was made once more, and others began to ring with this one
    return std::any_of(begun, over, [&](std::uint32_t i) { return is_same_dial(i) && rows_[i].peer != e.peer; });
}

/// Whether the record of another channel tells of calling this one's peer, which this one then met: nobody is called twice. Names
/// are given out anew after a restart.
bool scene::called_by_another(const evidence& e) const {
    if (e.result != outcome::answered || e.lasted - e.connected > pbx_answers_within) return false;
    const auto rows = rows_to(e.peer);
    return std::any_of(rows.begin(), rows.end(), [&](const evidence& r) {
        return r.peer == e.peer && r.channel != e.channel && r.doing == activity::dial &&
               r.lasted - r.connected > pbx_answers_within && r.at <= e.at + seconds(1) &&
               mentions(r.argument, device_of(r.peer));
    });
}

/// Whether the other end of a path is in somebody's talk: it was made for those there, who asked a room by it.
bool scene::leads_from_talk(std::string_view half) const {
    const std::string_view path = path_of(half);
    const picked rows(rows_, to_path_.of(path));
    return std::any_of(rows.begin(), rows.end(), [&](const evidence& r) {
        return r.doing != activity::conference && r.peer != half && r.result == outcome::answered &&
               path_of(r.peer) == path;
    });
}

/// When the other one of a room's record came: it begins with the first of the two, who may have waited.
instant scene::came_into_room(const evidence& e) const {
    instant first = instant::max();
    for (const evidence& r : rows_on(e.peer))
        if (r.channel == e.peer) first = std::min(first, r.at);
    const seconds open(e.times == precision::exact ? 0 : 1); // what seconds leave open
    const bool later = first != instant::max() && first > e.at + open && first <= e.end;
    return later ? first : e.at;
}

/// Who came later than the record could have begun stayed the longer, as far as the second in which it ended allows.
instant scene::end_within_second(const evidence& e, instant came) const {
    if (came <= e.at || e.times != precision::exact || exact_stamps_) return e.end;
    const instant second = std::chrono::floor<seconds>(e.end);
    return std::min(e.end + (came - e.at), second + seconds(1) - microseconds(1));
}

/// When the other one of a room's record answered there, as its own record tells: nobody is in a room before.
instant scene::answered_in_room(const evidence& e) const {
    instant first = instant::max();
    for (const evidence& r : rows_on(e.peer))
        if (r.channel == e.peer && r.doing == activity::conference && r.has_answer && r.end >= e.at)
            first = std::min(first, r.answer);
    return first == instant::max() ? e.at : first;
}

/// What the dial plan does when the channel's far end has gone: the extension that every PBX of this kind calls so.
static bool is_after_end(const evidence& e) {
    return e.dialled == "h" && e.peer.empty() && e.doing != activity::dial && e.doing != activity::queue;
}

/// Since when the two of a record talked.
instant scene::talked_from(const evidence& e, const party& peer, const met_peer& met) const {
    instant from = e.answer;
    if (!met.dialled && peer.placed) from = std::max(from, peer.first);
    if (e.doing == activity::conference) from = std::max(from, std::min(answered_in_room(e), e.end));
    else if (met.own_doing)
        for (const evidence& r : rows_on(e.peer))
            if (r.channel == e.peer && r.at < e.end && r.end >= e.at) from = std::max(from, r.at);
    if (peer.role == device_role::half &&
        e.doing == activity::agent_session) // the session's record began with the session or its last talk
        for (const evidence& r : rows_on(e.peer))
            if (r.channel == e.peer && r.doing == activity::agent_request && r.has_answer)
                from = std::max(from, std::min(r.answer, e.end));
    // a phone that somebody else had called; half a path is in a talk before it is in that of whom it was made for
    if (!met.dialled && peer.called && peer.answered && peer.role != device_role::half && e.times == precision::exact)
        from = std::clamp(*peer.answered, from, std::max(from, e.end));
    return from;
}

/// A path that a called phone made to ask somebody also stands in the record of the caller, who was joined with it later and
/// whose record may begin a moment earlier: with a dial that names somebody else.
void scene::made_by_called_phone(int phone, int half, const evidence& e) {
    party& path = parties[static_cast<std::size_t>(half)];
    for (attempt& t : attempts_to(half)) {
        const bool other = t.caller != phone && t.by == activity::dial;
        if (!other || mentions(t.argument, path.device) || std::chrono::abs(t.from - e.at) > milliseconds(5)) continue;
        unlink<&attempt::next_by>(attempts, t, at(t.caller).dials);
        t.caller = path.dialler = phone;
        link<&attempt::next_by>(attempts, static_cast<std::size_t>(&t - attempts.data()), at(phone).dials);
        t.argument = e.argument;
    }
}

void scene::take_segment(const evidence& row) {
    const bool robbed = (rows_.size() > 2 && is_robbed(row)) || is_picked_up(row);
    if (!robbed) return take_record(row);
    evidence rang = row;
    rang.result = outcome::no_answer;
    take_record(rang);
}

void scene::take_record(const evidence& e) {
    const bool known_channel = find_name(e.channel) != nobody;
    if (known_channel && is_after_end(e)) return describe(party_of(e.channel, e.id, e, e.at, e.at), e);
    const int a = party_of(e.channel, e.id, e, e.at, e.end);
    describe(a, e);
    take_channel(e, a);
    if (e.peer.empty()) return;
    const met_peer met = meet(e);
    dial_peer(e, a, met);
    if (e.result == outcome::answered) talk_with_peer(e, a, met);
}

/// What the record's own channel did.
void scene::take_channel(const evidence& e, int a) {
    party& p = at(a);
    p.doings |= 1ull << static_cast<unsigned>(e.doing);
    if (called_by_program(e, p)) {
        p.called = true;
        p.group = e.group; // whatever call it was met in before
    } else if (e.doing == activity::outgoing || only_rang(e)) p.called = true;
    else p.placed = true;
    // who was taken from parking still bears its name
    const bool taken = e.doing == activity::park && !e.peer.empty();
    add(stay{a, taken ? activity::other : e.doing, e.argument, e.at, e.end, e.result, false, false, e.dialled});
    if (e.has_answer && !p.answered) p.answered = e.answer;
}

/// Whether the peer calls somebody itself meanwhile: then it was not dialled, but bridged.
bool scene::calls_itself(const evidence& e) const {
    const auto rows = rows_on(e.peer);
    return std::any_of(rows.begin(), rows.end(), [&](const evidence& r) {
        if (!same_text(r.channel, e.peer) || r.doing == activity::outgoing || r.at > e.end || r.end < e.at ||
            only_rang(r))
            return false;
        return r.at <= e.at + milliseconds(500) || e.doing == activity::conference;
    });
}

/// The other channel of a record, and whether the record tells that it was dialled.
scene::met_peer scene::meet(const evidence& e) {
    const std::size_t known = parties.size();
    const instant came = e.doing == activity::conference ? came_into_room(e) : e.at;
    met_peer met;
    met.who = party_of(e.peer, e.peer_id, e, came, end_within_second(e, came));
    party& peer = at(met.who);
    // a phone's own record may come before the one that tells who called it
    met.half = e.peer.size() > 2 && e.peer[e.peer.size() - 2] == ';';
    // nor does a path go into a room by itself
    const bool room_by_path = met.half && e.doing == activity::conference;
    const bool led_in = room_by_path && peer.dialler == nobody;
    met.first_seen = parties.size() > known || (peer.called && !peer.placed && peer.dialler == nobody) || led_in;
    met.own_doing = !met.half && calls_itself(e);
    met.named = e.doing != activity::dial ? !met.first_seen || !picked_up_from_queue(e)
                                          : peer.role != device_role::own || rang_unnamed(e) ||
                                                mentions(e.argument, peer.device) || is_first_of_dial(e);
    met.later = met.first_seen && called_by_another(e);
    if (met.later) peer.called = true; // as the other record is going to tell
    met.dialled = met.first_seen && !met.own_doing && met.named && e.doing != activity::agent_session && !met.later &&
                  !(room_by_path && leads_from_talk(e.peer));
    met.answered_by_pbx = answered_by_pbx(e);
    return met;
}

/// What a record tells of calling its peer.
void scene::dial_peer(const evidence& e, int a, const met_peer& met) {
    if (met.first_seen && !met.named &&
        e.result == outcome::answered) // taken by another phone: those named rang until then
        for (attempt& t : attempts_by(a))
            if (t.argument == e.argument && t.result != outcome::answered) t.to = std::max(t.to, e.at);
    if (met.dialled) {
        at(met.who).called = true;
        at(met.who).dialler = a;
        attempt t;
        t.caller = a;
        t.callee = met.who;
        t.from = e.at;
        t.to = e.result != outcome::answered ? e.end : met.answered_by_pbx ? e.at : e.answer;
        t.result = e.result;
        t.by = e.doing;
        t.argument = e.argument;
        t.exten = e.dialled;
        t.context = e.context;
        add(t);
    }
    if (met.half && !met.dialled && e.doing == activity::outgoing) made_by_called_phone(a, met.who, e);
}

/// What an answered record tells of the talk with its peer.
void scene::talk_with_peer(const evidence& e, int a, const met_peer& met) {
    party& peer = at(met.who);
    if (e.doing == activity::agent_session && !met.half) sessions_meet_callers = true;
    const bool talks = e.connected > least_talk || e.times == precision::seconds;
    if (!talks) return;
    instant from = talked_from(e, peer, met);
    const bool unsure = met.dialled && met.answered_by_pbx;
    if (unsure && e.recorded > from && e.recorded < e.end) from = e.recorded;
    const int room = static_cast<int>(in_room_.size());
    in_room_.emplace_back();
    if (from >= e.end && talked_within_second(e)) short_talks.push_back({a, met.who, e.end});
    const bool conference = e.doing == activity::conference;
    add(presence{a, room, from, e.end, unsure, conference});
    add(presence{met.who, room, from, e.end, unsure, conference});
    if (!peer.answered && !met.later) peer.answered = from;
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
            const auto in = presences_in(room);
            return std::any_of(in.begin(), in.end(), [&](const presence& p) { return p.who == t.caller; });
        };
        for (const presence x : presences_of(t.callee)) {
            if (x.conference || x.from >= t.to || x.to <= t.to || in_dial(x.room)) continue;
            for (presence& y : presences_in(x.room)) y.from = std::max(y.from, t.to);
        }
    }
}

/// Where the PBX had answered before the person did, the phones that rang along tell when they stopped.
void scene::refine_answers() {
    if (from_rows) begin_with_answers();
    const auto unsure = [](const presence& x) { return x.from_unsure; };
    if (std::none_of(presences.begin(), presences.end(), unsure)) return;
    const bool many = attempts.size() > name_index::few;
    time_index begun; // of many attempts
    for (std::size_t i = 0; many && i < attempts.size(); ++i)
        begun.add(attempts[i].caller, attempts[i].from, attempts[i].from, i);
    begun.build();
    for (presence& x : presences) {
        if (!x.from_unsure || !parties[static_cast<std::size_t>(x.who)].called) continue;
        attempt* won = nullptr;
        for (attempt& t : attempts_to(x.who)) won = &t;
        if (!won) continue;
        std::optional<instant> stopped_ringing;
        const auto look_at = [&](const attempt& t) {
            if (t.callee == won->callee || t.argument != won->argument) return;
            if (t.result == outcome::answered || t.from > x.to || t.to < x.from) return;
            if (std::chrono::abs(t.from - won->from) > seconds(1)) return;
            if (!stopped_ringing || t.to > *stopped_ringing) stopped_ringing = t.to;
        };
        if (many)
            begun.each(won->caller, won->from + seconds(1), won->from - seconds(1),
                       [&](std::uint32_t place) { look_at(attempts[place]); });
        else
            for (const attempt& t : attempts_by(won->caller)) look_at(t);
        if (!stopped_ringing || *stopped_ringing >= x.to) continue;
        won->to = *stopped_ringing;
        for (presence& y : presences_in(x.room))
            if (y.from_unsure) y.from = *stopped_ringing;
        parties[static_cast<std::size_t>(x.who)].answered = *stopped_ringing;
    }
}

} // namespace almon::inline v0::cdr
