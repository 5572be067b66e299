// SPDX-License-Identifier: BSL-1.0
// Live events into the scene.
#include "scene.hpp"

#include <algorithm>

#include "names.hpp"

namespace almon::inline v0::cdr {

void scene::leave_room(int who, std::string_view room, instant at) {
    const int number = room_number(room);
    for (auto it = presences.rbegin(); it != presences.rend(); ++it)
        if (it->who == who && it->room == number && it->to == instant::max()) {
            it->to = at;
            return;
        }
}

void scene::take_dial(const evidence& e, int a, int b) {
    party& callee = parties[static_cast<std::size_t>(b)];
    if (e.what == fact::dialled) {
        const bool known = std::any_of(attempts.begin(), attempts.end(),
                                       [&](const attempt& t) { return t.callee == b && t.caller == a; });
        if (known) return; // a second source tells the same
        callee.called = true;
        if (callee.dialler == nobody) callee.dialler = a;
        if (callee.dialled.empty()) callee.dialled = e.dialled;
        attempt t;
        t.caller = a;
        t.callee = b;
        t.from = e.at;
        t.to = instant::max();
        t.argument = e.argument;
        attempts.push_back(t);
        return;
    }
    for (auto it = attempts.rbegin(); it != attempts.rend(); ++it)
        if (it->callee == b && (it->result == outcome::unknown || it->to == instant::max())) {
            it->to = std::min(it->to, e.at);
            if (it->result == outcome::unknown) it->result = e.result;
            return;
        }
}

void scene::take_event(const evidence& e) {
    if (e.what == fact::stopped) {
        stopped = e.at;
        return;
    }
    if (e.channel.empty() && e.id.empty()) return;
    const int a = party_of(e.channel, e.id, e, e.at, e.at);
    const int b = e.peer.empty() && e.peer_id.empty() ? nobody : party_of(e.peer, e.peer_id, e, e.at, e.at);
    describe(a, e);
    party& p = parties[static_cast<std::size_t>(a)];
    switch (e.what) {
    case fact::appeared:
        p.first = e.at;
        p.seen_alive = true;
        if (e.doing == activity::outgoing) p.called = true;
        break;
    case fact::rang: p.rang = true; break;
    case fact::picked_up:
        if (!p.answered || *p.answered > e.at) p.answered = e.at;
        break;
    case fact::dialled:
    case fact::dial_ended:
        if (b != nobody) take_dial(e, a, b);
        break;
    case fact::joined: {
        const int room = room_number(e.room);
        const bool inside = std::any_of(presences.begin(), presences.end(), [&](const presence& x) {
            return x.who == a && x.room == room && x.to == instant::max();
        });
        if (!inside) presences.push_back({a, room, e.at, instant::max(), false, e.doing == activity::conference});
        break;
    }
    case fact::left: leave_room(a, e.room, e.at); break;
    case fact::began:
        p.doings |= 1ull << static_cast<unsigned>(e.doing);
        for (stay& s : stays) // a channel does one thing at a time
            if (s.who == a && s.to == instant::max()) s.to = e.at;
        stays.push_back({a, e.doing, e.argument, e.at, instant::max(), outcome::unknown});
        break;
    case fact::ended:
        for (stay& s : stays)
            if (s.who == a && s.doing == e.doing && s.to == instant::max()) {
                s.to = e.at;
                s.result = e.result;
            }
        break;
    case fact::held: holds.push_back({a, e.at, instant::max()}); break;
    case fact::resumed:
        for (on_hold& h : holds)
            if (h.who == a && h.to == instant::max()) h.to = e.at;
        break;
    case fact::transferred: handovers.push_back({e.transfer, a, b, e.argument, e.at}); break;
    case fact::gone:
        p.ended = true;
        if (e.cause >= 0) p.cause = e.cause;
        if (!e.argument.empty()) p.ended_by = e.argument;
        break;
    default: break;
    }
}

/// What nobody ended, ends with its channel.
void scene::close_open_ends() {
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
        t.rang = callee.rang || t.result == outcome::answered || t.to - t.from >= ctx_->ring_least;
        t.cut_by_caller = cut_by_caller(t);
    }
}

/// Whether an attempt ended because the caller went: nothing came after it, and its own time was not up.
bool scene::cut_by_caller(const attempt& t) const {
    if (t.result == outcome::answered || t.result == outcome::busy || t.result == outcome::congestion) return false;
    if (t.result == outcome::cancelled && !from_rows) return true;
    const party& caller = parties[static_cast<std::size_t>(t.caller)];
    const milliseconds slack(whole_seconds ? 1000 : 100);
    if (caller.last > t.to + slack) return false;
    if (t.by == activity::dial) {
        const std::chrono::seconds allowed(timeout_in_dial(t.argument));
        if (allowed.count() > 0 && t.to - t.from >= allowed) return false;
    }
    for (const stay& s : stays) // an attempt has a stay of its own, and those of its siblings begin with it
        if (s.who == t.caller && s.from >= t.to && s.from > t.from) return false;
    return true;
}

} // namespace almon::inline v0::cdr
