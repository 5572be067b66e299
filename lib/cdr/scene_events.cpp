// SPDX-License-Identifier: BSL-1.0
// Live events into the scene, and what they leave unsaid.
#include "scene.hpp"

#include <algorithm>

#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {
/// ITU-T Q.850: user busy, and no circuit available; what the tones of a dial plan end a call with.
constexpr std::int32_t busy_tone_cause = 17, congestion_tone_cause = 34;
} // namespace

void scene::take_room(const evidence& e, int a) {
    const int number = room_number(e.room);
    const auto all = presences_since(e.at, a);
    const auto inside = std::find_if(
        all.begin(), all.end(), [number](const presence& x) { return x.room == number && x.to == instant::max(); });
    if (e.what == fact::joined) {
        if (inside != all.end()) return;
        for (on_hold& h : holds_of(a)) { // back from asking somebody: no more on hold, though nobody says so
            const bool open = !h.hears_music && h.to == instant::max();
            const auto ever = presences_of(a);
            const bool held_here = open && std::any_of(ever.begin(), ever.end(), [&](const presence& x) {
                                       return x.room == number && x.from <= h.from && h.from < x.to;
                                   });
            if (held_here) h.to = e.at;
        }
        add(presence{a, number, e.at, instant::max(), false, e.doing == activity::conference});
    } else if (inside != all.end()) {
        inside->to = e.at;
    }
}

void scene::take_dial(const evidence& e, int a, int b) {
    party& callee = parties[static_cast<std::size_t>(b)];
    if (e.what == fact::dialled) {
        if (callee.dialled_by.first != nobody) return; // a second source tells the same
        if (dialled_itself(callee)) return; // and takes the place of a path that was dialled beside other phones
        callee.called = true;
        if (a == nobody) return; // the PBX itself called it
        callee.dialler = a;
        attempt t;
        t.caller = a;
        t.callee = b;
        t.from = e.at;
        t.to = instant::max();
        t.argument = e.argument;
        for (const stay& s : stays_since(e.at, a))
            if (s.to == instant::max() && s.doing == activity::queue) t.by = activity::queue;
        add(t);
        return;
    }
    for (attempt& t : attempts_to(b)) {
        t.to = std::min(t.to, e.at);
        if (t.result == outcome::unknown) t.result = e.result;
    }
}

/// Whether this names once more what is over: whoever is moved out of a talk still bears the name of what led to the talk,
/// and another source tells of it a moment later.
bool scene::is_stale(const evidence& e, int a) const {
    constexpr milliseconds late{50};
    const auto over = [&](const stay& s) {
        return s.doing == e.doing && s.to <= e.at && first_part(s.argument) == first_part(e.argument);
    };
    const auto all = stays_of(a);
    if (e.what == fact::seen_at)
        return std::any_of(all.begin(), all.end(), [&](const stay& s) { return over(s) && s.to + late >= e.at; });
    if (e.doing ==
        activity::park) { // who is led out of it is told to be there once more, at the extension where it goes
        const auto in = holds_of(a);
        return std::any_of(in.begin(), in.end(), [&](const on_hold& h) {
            const auto began = [&h](const stay& s) { return s.doing == activity::park && s.from == h.from; };
            return h.hears_music && h.to <= e.at && h.to + late >= e.at && std::any_of(all.begin(), all.end(), began);
        });
    }
    if (e.doing != activity::queue || std::none_of(all.begin(), all.end(), over)) return false;
    // who comes to the same queue again is said to join it, by its name alone
    const milliseconds since = first_part(e.argument) == e.argument ? milliseconds(0) : late;
    const auto in = presences_of(a);
    return std::any_of(in.begin(), in.end(), [&](const presence& p) {
        return !p.conference && p.from < e.at && (p.to == instant::max() || p.to + since > e.at);
    });
}

/// Whoever is moved still bears the name of what it did, beside the extension that it is moved to.
void scene::note_lead(stay& doing, const evidence& e) {
    if (e.dialled.empty() || doing.exten == e.dialled) return;
    if (!doing.exten.empty()) leads.push_back({doing.who, e.dialled, e.at});
    doing.exten = e.dialled;
}

void scene::take_stay(const evidence& e, int a) {
    party& p = parties[static_cast<std::size_t>(a)];
    p.doings |= 1ull << static_cast<unsigned>(e.doing);
    if (e.what == fact::ended) {
        // a queue's log knows of a wait after the last record, and to the second only
        if (from_rows && e.doing == activity::queue && e.at > p.last + std::chrono::seconds(1)) p.last = e.at;
        if (e.doing == activity::park)
            for (on_hold& h : holds_of(a))
                if (h.hears_music) h.to = std::min(h.to, e.at);
        for (stay& s : e.result == outcome::unknown ? stays_since(e.at, a) : stays_of(a)) {
            if (s.doing != e.doing) continue;
            const bool left = e.doing == activity::queue && e.result != outcome::answered;
            const bool rough = e.times == precision::seconds && !from_rows; // a log beside live events
            if (s.to == instant::max() && !rough && (e.result == outcome::unknown || left)) s.to = e.at;
            if (e.result != outcome::unknown) s.result = e.result;
            s.told_end = s.told_end || (left && e.result != outcome::unknown && e.times == precision::seconds);
        }
        return;
    }
    if (e.what == fact::seen_at) // who is parked is still said to be in the dial that led there
        for (const stay& s : stays_since(e.at, a))
            if (s.doing == activity::park && s.to == instant::max()) return;
    if (is_stale(e, a)) {
        stay* last = nullptr;
        for (stay& s : stays_of(a))
            if (s.doing == e.doing) last = &s;
        if (last) note_lead(*last, e);
        return;
    }
    if (e.what == fact::began && e.doing == activity::park) // and hears music, of which not all sources tell
        add(on_hold{a, true, e.at, instant::max()});
    for (const stay& s : stays_since(e.at, a)) { // some sources tell of a dial once more when it is over
        const bool again = s.to == e.at && s.from < e.at && s.doing == e.doing;
        if (again && first_part(s.argument) == first_part(e.argument)) return;
    }
    for (stay& s : stays_since(e.at, a))
        if (s.to == instant::max()) {
            if (s.doing == e.doing && first_part(s.argument) == first_part(e.argument)) { // known already
                note_lead(s, e);
                if (s.result == outcome::unknown) s.result = e.result;
                return;
            }
            s.to = e.at; // a channel does one thing at a time
        }
    instant from = e.at;
    if (e.what == fact::seen_at) {
        // it began when the one before it ended, or when the channel answered, or when it came
        from = p.first;
        if (p.answered && e.doing != activity::dial) from = std::max(from, *p.answered);
        for (const stay& s : stays_of(a)) from = std::max(from, s.to);
        for (const presence& x : presences_of(a)) // or when the talk before it did
            if (x.to <= e.at) from = std::max(from, x.to);
        from = std::min(from, e.at);
    }
    add(stay{a, e.doing, e.argument, from, instant::max(), e.result, e.what == fact::seen_at, false, e.dialled});
}

/// Beside records, which count ringing as talk in a queue, a queue's own word tells the second in which the person
/// answered. What the other phones tell is finer, and comes later.
void scene::answered_in_queue(int who, instant at) {
    for (const presence& x : presences_of(who)) {
        if (!x.from_unsure || at < x.from - std::chrono::seconds(1) || at >= x.to) continue;
        const int room = x.room;
        const instant from = std::max(x.from, at);
        for (presence& y : presences_in(room)) {
            if (!y.from_unsure) continue;
            y.from = from;
            for (attempt& t : attempts_to(y.who)) t.to = from;
        }
        return;
    }
}

void scene::take_end(const evidence& e, int a) {
    party& p = parties[static_cast<std::size_t>(a)];
    p.ended = true;
    p.last = e.at;
    if (e.cause >= 0) p.cause = e.cause;
    if (!e.argument.empty()) p.ended_by = e.argument;
    if (e.result != outcome::unknown) p.last_dial = e.result;
}

void scene::take_event(const evidence& e) {
    if (e.what == fact::asked || e.what == fact::parted) return; // channels tell it better
    if (e.what == fact::present) return take_present(e);
    if (e.what == fact::inside) return take_inside(e);
    if (e.channel.empty() && e.id.empty()) {
        if (e.what != fact::dialled || e.peer.empty()) return;
        const int called = party_of(e.peer, e.peer_id, e, e.at, e.at);
        describe(called, e);
        hears_ringing = names_transfers = true;
        return take_dial(e, nobody, called);
    }
    const int a = party_of(e.channel, e.id, e, e.at, e.at);
    const int b = e.peer.empty() && e.peer_id.empty() ? nobody : party_of(e.peer, e.peer_id, e, e.at, e.at);
    describe(a, e);
    party& p = parties[static_cast<std::size_t>(a)];
    switch (e.what) {
    case fact::appeared:
        p.first = p.seen_alive ? std::min(p.first, e.at) : e.at;
        p.seen_alive = true;
        p.was_up = p.was_up || e.result == outcome::answered;
        break;
    case fact::rang: p.rang = true; break;
    case fact::picked_up:
        if (!p.answered || *p.answered > e.at) p.answered = e.at;
        break;
    case fact::dialled: // who tells of dials tells of ringing, too
        hears_ringing = names_transfers = true;
        [[fallthrough]];
    case fact::dial_ended:
        if (b != nobody) take_dial(e, a, b);
        break;
    case fact::joined:
    case fact::left: take_room(e, a); break;
    case fact::began:
    case fact::seen_at:
    case fact::ended:
        take_stay(e, a);
        if (from_rows && e.doing == activity::queue && e.result == outcome::answered) answered_in_queue(a, e.at);
        break;
    case fact::held:
    case fact::music_on: add(on_hold{a, e.what == fact::music_on, e.at, instant::max()}); break;
    case fact::resumed:
    case fact::music_off:
        for (on_hold& h : holds_of(a))
            if (h.to == instant::max() && h.hears_music == (e.what == fact::music_off)) h.to = e.at;
        break;
    case fact::pressed: presses.push_back({a, e.at}); break;
    case fact::hung_up: // which sources that know milliseconds only tell a little too early
        if (!p.hung_up) p.hung_up = e.at;
        if (e.at - *p.hung_up < milliseconds(1)) p.surely_hung_up = e.at;
        break;
    case fact::transferred: handovers.push_back({e.transfer, a, b, e.argument, e.at}); break;
    case fact::gone: take_end(e, a); break;
    case fact::described:
        if (e.doing == activity::queue) queue_words_.push_back({a, first_part(e.argument), e.at});
        break;
    case fact::call_over: names_transfers = true; break; // a source that leaves nothing out
    default: break;
    }
}

/// Who was heard at that moment through a path one of whose halves this is; nobody where that is not one person alone.
int scene::speaker_behind(int half, instant t) const {
    int speaker = half;
    for (std::size_t steps = 0; steps < parties.size() && speaker != nobody && at(speaker).role == device_role::half;
         ++steps) {
        const int other = at(speaker).other_half;
        if (other == nobody) return nobody;
        speaker = nobody;
        for (const presence& x : presences_of(other)) {
            if (x.from > t || x.to <= t) continue;
            for (const presence& y : presences_in(x.room)) {
                if (y.who == other || y.from > t || y.to <= t) continue;
                if (speaker != nobody && speaker != y.who) return nobody;
                speaker = y.who;
            }
        }
    }
    return speaker == nobody || at(speaker).role == device_role::half ? nobody : speaker;
}

/// Keys that lead to a hold belong to it: whoever presses *2 has stopped talking. Those that somebody presses behind a path pass
/// through its halves, each a moment later.
void scene::holds_begin_with_keys() {
    for (on_hold& h : holds) {
        instant first = h.from;
        const int speaker = h.hears_music ? nobody : speaker_behind(h.who, h.from);
        const auto later = std::upper_bound(presses.begin(), presses.end(), h.from,
                                            [](instant t, const key_press& k) { return t < k.at; });
        for (auto it = std::make_reverse_iterator(later); it != presses.rend(); ++it) {
            if (first - it->at > milliseconds(700)) break;
            if (h.hears_music ? it->who == h.who : it->who != h.who && it->who != speaker) continue;
            first = it->at;
        }
        h.from = first;
    }
}

/// Whether a phone of which no source says that it rang did so, by how long it was tried.
bool scene::rang_by_time(const attempt& t, const party& callee) const {
    if (hears_ringing && callee.role == device_role::own) return false;
    const bool refused = t.result == outcome::failed || t.result == outcome::congestion;
    if (refused && (from_rows || callee.role == device_role::outside)) return false;
    return t.to - t.from >= ctx_->ring_least;
}

/// When the far end has gone, the dial plan cleans up, in macros and hang-up handlers perhaps, which bear any name: the caller
/// hears nothing of it. A tone of the same moment may be what the far end went for. A script goes on to its end with a channel
/// that is gone; of sources that do not tell when the far end went, all of that lies within a moment before the end.
void scene::forget_clean_up() {
    static constexpr milliseconds moment(50);
    const std::size_t erased = std::erase_if(stays, [this](const stay& s) {
        const party& p = parties[static_cast<std::size_t>(s.who)];
        if (!p.hung_up) {
            if (from_rows || !p.ended || p.ended_by.empty() || p.ended_by != p.name) return false;
            const bool exact = p.last.time_since_epoch() % std::chrono::seconds(1) != microseconds(0);
            return exact && s.from > p.first + moment && s.from + moment > p.last;
        }
        if (s.from < *p.hung_up || s.only_seen) return false;
        return s.from > p.surely_hung_up || s.doing == activity::hangup || s.doing == activity::script ||
               s.doing == activity::other;
    });
    if (erased > 0) link_stays();
}

/// Whose far end has gone is no more with us, whatever the PBX still does with the channel: a dial plan may go on for
/// minutes, and a phone that must confirm the call still be asked.
void scene::end_when_far_end_went() {
    constexpr milliseconds at_once(100);
    for (party& p : parties) {
        if (!p.ended || p.role == device_role::half) continue;
        const int self = static_cast<int>(&p - parties.data());
        instant went = p.hung_up.value_or(p.last);
        if (!p.hung_up && p.last_dial == outcome::cancelled) // its last dial ended because it was gone
            for (const stay& s : stays_of(self))
                if (s.to != instant::max()) went = s.doing == activity::dial ? s.to : p.last;
        const auto in = presences_of(self);
        const bool went_on = std::any_of(in.begin(), in.end(), [went](const presence& x) { return x.from > went; });
        if (!went_on && went + at_once < p.last) p.last = went;
    }
}

/// What nobody ended, ends with its channel.
void scene::close_open_ends() {
    if (stopped && !from_rows)
        for (party& p : parties)
            if (!p.ended && p.seen_alive && p.first < *stopped) p.last = std::max(p.last, *stopped);
    for (presence& x : presences)
        if (x.to == instant::max()) x.to = parties[static_cast<std::size_t>(x.who)].last;
    for (stay& s : stays)
        if (s.to == instant::max()) s.to = parties[static_cast<std::size_t>(s.who)].last;
    for (on_hold& h : holds)
        if (h.to == instant::max()) h.to = parties[static_cast<std::size_t>(h.who)].last;
    for (attempt& t : attempts) {
        const party& callee = parties[static_cast<std::size_t>(t.callee)];
        if (t.to == instant::max()) t.to = callee.last;
        if (callee.answered && *callee.answered < t.to) t.to = *callee.answered;
        // of what began within one millisecond, the dial may be told before the queue that dialled
        if (!from_rows && at(t.caller).did_ever(activity::queue))
            for (const stay& s : stays_of(t.caller))
                if (s.doing == activity::queue && s.from <= t.from + milliseconds(2) && s.to >= t.from)
                    t.by = activity::queue;
        // a phone that declines is busy to the caller, whatever the dial makes of it
        if (t.result == outcome::no_answer && (callee.cause == 21 || callee.cause == 17) && !from_rows)
            t.result = outcome::busy;
        // some drivers call every refusal busy, and the cause knows better: nobody answered (18, 19)
        if (t.result == outcome::busy && (callee.cause == 18 || callee.cause == 19) && !from_rows)
            t.result = outcome::no_answer;
        // the called phone's own record may be longer than the one of who called it
        if (from_rows && t.result != outcome::answered && callee.called) t.to = std::max(t.to, callee.last);
        t.rang = callee.rang || t.result == outcome::answered || callee.answered || rang_by_time(t, callee);
    }
    for (attempt& t : attempts) t.cut_by_caller = cut_by_caller(t);
}

/// Whether an attempt ended because the caller went: nothing came after it, and its own time was not up.
bool scene::cut_by_caller(const attempt& t) const {
    if (t.result == outcome::answered || t.result == outcome::busy || t.result == outcome::congestion ||
        t.result == outcome::failed)
        return false;
    const party& caller = parties[static_cast<std::size_t>(t.caller)];
    if (!from_rows) {
        // who had picked up, and was still to confirm
        const party& callee = parties[static_cast<std::size_t>(t.callee)];
        if (callee.answered && t.result == outcome::unknown && caller.hung_up)
            return *caller.hung_up <= callee.last + milliseconds(100);
        // what a program dials may ring on when the caller has gone
        if (t.result == outcome::no_answer) return caller.ended && caller.last + milliseconds(100) < t.to;
        // the dial plan told a caller who was there still that it was in vain
        const bool told_off = caller.cause == busy_tone_cause || caller.cause == congestion_tone_cause;
        if (t.by == activity::dial && caller.last_dial == outcome::no_answer && told_off) return false;
        return caller.last <= t.to + milliseconds(100);
    }
    const milliseconds slack(whole_seconds ? 1000 : 100);
    if (caller.last > t.to + slack) return false;
    if (t.by == activity::dial) {
        const std::chrono::seconds allowed(timeout_in_dial(t.argument));
        if (allowed.count() > 0 && t.to - t.from >= allowed) return false;
    }
    // an attempt has a stay of its own, and those of its siblings begin with it
    return caller.last_began < t.to || caller.last_began <= t.from;
}

} // namespace almon::inline v0::cdr
