// SPDX-License-Identifier: BSL-1.0
// What a PBX answers when it is asked what goes on, into the scene. Where nothing was missed nothing changes.
#include "scene.hpp"

#include <algorithm>

#include "names.hpp"

namespace almon::inline v0::cdr {

void scene::note_count(instant t) {
    const auto place = std::lower_bound(counts_.begin(), counts_.end(), t);
    if (place == counts_.end() || *place != t) counts_.insert(place, t);
}

/// A channel is alive, and busy with something.
void scene::take_present(const evidence& e) {
    int a = e.id.empty() ? nobody : find_id(e.id);
    const bool known = a != nobody && parties[static_cast<std::size_t>(a)].seen_alive;
    if (!known) {
        const instant born = e.born == instant{} ? e.at : std::min(e.born, e.at);
        a = party_of(e.channel, e.id, e, born, e.at);
        describe(a, e);
        party& p = parties[static_cast<std::size_t>(a)];
        p.first = std::min(p.first, born);
        p.seen_alive = p.missed_birth = true;
    }
    found_.emplace_back(a, e.at);
    party& p = parties[static_cast<std::size_t>(a)];
    if (e.result == outcome::answered && !p.answered && !p.was_up) p.answered = e.at; // by then at the latest
    if (e.doing == activity::none || e.doing == activity::outgoing || e.doing == activity::other ||
        e.doing == activity::hangup)
        return;
    // the application stays what it was while an agent talks or the caller is parked, whatever others say
    const auto known_doings = stays_of(a);
    if (std::any_of(known_doings.begin(), known_doings.end(), [&](const stay& s) {
            return s.doing == e.doing && first_part(s.argument) == first_part(e.argument);
        }))
        return;
    evidence found = e;
    found.what = fact::seen_at;
    take_stay(found, a);
    if (e.lasted > microseconds(0)) stays.back().from = std::max(p.first, e.at - e.lasted);
}

/// A channel is in a bridge, or in none.
void scene::take_inside(const evidence& e) {
    const int a = e.id.empty() ? nobody : find_id(e.id);
    if (a == nobody) return;
    const auto room = rooms_.find(e.room);
    const bool talks = !e.room.empty() && (e.doing != activity::none || room != rooms_.end());
    bool there = false;
    for (presence& x : presences_of(a)) {
        if (x.to != instant::max()) continue;
        if (room != rooms_.end() && x.room == room->second) there = true;
        else x.to = e.at; // it left another one unseen
    }
    if (talks && !there)
        add(presence{a, room_number(e.room), e.at, instant::max(), false, e.doing == activity::conference});
}

/// Channels of which nobody has heard since a count in which they were missing, ended before it.
void scene::end_absent() {
    if (counts_.empty()) return;
    std::sort(found_.begin(), found_.end());
    for (std::size_t i = 0; i < parties.size(); ++i) {
        party& p = parties[i];
        if (p.ended || !p.seen_alive) continue;
        for (auto count = std::lower_bound(counts_.begin(), counts_.end(), p.last); count != counts_.end(); ++count) {
            if (std::binary_search(found_.begin(), found_.end(), std::pair(static_cast<int>(i), *count))) continue;
            if (stopped && p.first < *stopped && *stopped <= *count) break; // it went down with the PBX
            p.ended = p.missed_end = true;
            p.last = *count;
            break;
        }
    }
}

} // namespace almon::inline v0::cdr
