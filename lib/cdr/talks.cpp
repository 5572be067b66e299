// SPDX-License-Identifier: BSL-1.0
// Who heard whom: the subject of a call and everybody connected with it through bridges and paths, moment by moment.
#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "fold.hpp"

namespace almon::inline v0::cdr {

namespace {

/// Of several bridges that a record puts one channel into at a time, the one entered last counts: the others were
/// left and come back to. Of two that it entered within the second that a record knows, the one that it left first: the path
/// to somebody who is asked is begun with by who asks, and handed over. A conference is written as one record for each pair.
bool set_aside(const scene& s, std::span<const presence> near, const presence& x, instant t) {
    if (!s.from_rows || x.conference) return false;
    const party& p = s.parties[static_cast<std::size_t>(x.who)];
    const bool path = p.role == device_role::half;
    const milliseconds moment(!path ? 0 : s.whole_seconds ? 1000 : 500);
    const auto with_dialler = [&](int room) {
        return std::any_of(near.begin(), near.end(),
                           [&](const presence& q) { return q.room == room && q.who == p.dialler; });
    };
    for (const presence& y : near) {
        if (y.who != x.who || y.room == x.room || y.conference || t < y.from || t >= y.to) continue;
        const bool tie = std::chrono::abs(y.from - x.from) <= moment && (path || (p.called && !s.whole_seconds));
        if (tie ? y.to < x.to && (path || with_dialler(y.room)) : y.from > x.from) return true;
    }
    return false;
}

/// Of records, the path on which a queue asks an agent's session for the agent carries no talk where the session itself
/// does later. A path that stays (`/n`) carries it. Events tell the moment at which the agent takes the path.
bool only_asks(const scene& s, int who) {
    const party& p = s.parties[static_cast<std::size_t>(who)];
    if (!s.from_rows || p.role != device_role::half) return false;
    const bool asks =
        p.did_ever(activity::agent_request) ||
        (p.other_half != nobody && s.parties[static_cast<std::size_t>(p.other_half)].did_ever(activity::agent_request));
    return asks && s.sessions_meet_callers;
}

/// Marks everybody connected with `subject` at `t`, of those who are `near`.
void mark_connected(const scene& s, std::span<const presence> near, int subject, instant t, std::vector<char>& people,
                    std::vector<char>& rooms) {
    std::fill(people.begin(), people.end(), 0);
    std::fill(rooms.begin(), rooms.end(), 0);
    people[static_cast<std::size_t>(subject)] = 1;
    for (bool changed = true; changed;) {
        changed = false;
        for (const presence& x : near) {
            if (t < x.from || t >= x.to || only_asks(s, x.who)) continue;
            char& inside = people[static_cast<std::size_t>(x.who)];
            char& room = rooms[static_cast<std::size_t>(x.room)];
            if (inside == room || set_aside(s, near, x, t)) continue;
            inside = room = 1;
            changed = true;
            const int half = s.parties[static_cast<std::size_t>(x.who)].other_half;
            if (half != nobody) people[static_cast<std::size_t>(half)] = 1;
        }
    }
}

} // namespace

/// The usual calls: two channels in one bridge from its beginning to its end, then perhaps two in another, and no paths
/// through the PBX.
bool fold::are_plain_talks() const {
    const std::vector<presence>& all = scene_.presences;
    constexpr std::size_t most = 8;
    if (all.size() > most || all.size() % 2 != 0) return false;
    for (std::size_t i = 0; i < all.size(); i += 2) {
        const presence &x = all[i], &y = all[i + 1];
        const bool plain = x.room == y.room && x.who != y.who && x.from == y.from && x.to == y.to && x.from < x.to &&
                           at(x.who).role != device_role::half && at(y.who).role != device_role::half;
        if (!plain || (i > 0 && x.from < all[i - 1].to)) return false;
    }
    return true;
}

/// Fills `near_` with the presences through which the subject may be connected with anybody at any time: nobody else counts
/// at any moment, and a group of records may hold thousands of calls.
void fold::find_near(int subject) const {
    int rooms = 0;
    for (const presence& x : scene_.presences) rooms = std::max(rooms, x.room + 1);
    people_marked_.assign(scene_.parties.size(), 0);
    rooms_marked_.assign(static_cast<std::size_t>(rooms), 0);
    people_marked_[static_cast<std::size_t>(subject)] = 1;
    const auto mark = [](char& where) { return std::exchange(where, char{1}) == 0; };
    for (bool changed = true; changed;) {
        changed = false;
        for (const presence& x : scene_.presences) {
            char& inside = people_marked_[static_cast<std::size_t>(x.who)];
            char& room = rooms_marked_[static_cast<std::size_t>(x.room)];
            if (!inside && !room) continue;
            const int half = at(x.who).other_half;
            if (mark(inside) | mark(room) | (half != nobody && mark(people_marked_[static_cast<std::size_t>(half)])))
                changed = true;
        }
    }
    near_.clear();
    for (const presence& x : scene_.presences)
        if (rooms_marked_[static_cast<std::size_t>(x.room)]) near_.push_back(x);
}

void fold::connected_with(int subject, std::vector<stretch>& out) const {
    if (are_plain_talks()) {
        for (std::size_t i = 0; i < scene_.presences.size(); i += 2) {
            const presence &x = scene_.presences[i], &y = scene_.presences[i + 1];
            if (x.who != subject && y.who != subject) continue;
            const int other = x.who == subject ? y.who : x.who;
            const bool goes_on = !out.empty() && out.back().who == other && out.back().to == x.from;
            if (goes_on) out.back().to = x.to;
            else out.push_back({other, x.from, x.to});
        }
        return;
    }
    find_near(subject);
    std::vector<instant>& times = times_;
    times.clear();
    for (const presence& x : near_) {
        times.push_back(x.from);
        times.push_back(x.to);
    }
    if (times.empty()) return;
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    open_stretch_.assign(scene_.parties.size(), std::string_view::npos);
    for (std::size_t i = 0; i + 1 < times.size(); ++i) {
        mark_connected(scene_, near_, subject, times[i], people_marked_, rooms_marked_);
        for (std::size_t p = 0; p < people_marked_.size(); ++p) {
            if (!people_marked_[p] || static_cast<int>(p) == subject) continue;
            std::size_t& open = open_stretch_[p]; // the last one of this party
            if (open < out.size() && out[open].to == times[i]) {
                out[open].to = times[i + 1];
            } else {
                open = out.size();
                out.push_back({static_cast<int>(p), times[i], times[i + 1]});
            }
        }
    }
}

/// Whom the subject heard for less than a second, directly or through one path, and not otherwise at that moment.
void fold::heard_shortly(std::vector<stretch>& heard) const {
    const std::size_t longer = heard.size();
    const auto with = [this](int who, instant at, int but) { // the other one of that moment
        for (const short_talk& s : scene_.short_talks) {
            const int other = s.a == who ? s.b : s.b == who ? s.a : nobody;
            if (other != nobody && other != but && std::chrono::abs(s.at - at) <= std::chrono::seconds(1)) return other;
        }
        return nobody;
    };
    for (const short_talk& s : scene_.short_talks) {
        if (s.a != facts_.subject && s.b != facts_.subject) continue;
        int other = s.a == facts_.subject ? s.b : s.a;
        if (at(other).role == device_role::half)
            other = at(other).other_half == nobody ? nobody : with(at(other).other_half, s.at, other);
        if (other == nobody) continue;
        const bool known =
            std::any_of(heard.begin(), heard.begin() + static_cast<std::ptrdiff_t>(longer), [&](const stretch& x) {
                return is_partner(x.who) && x.from <= s.at + std::chrono::seconds(1) &&
                       s.at <= x.to + std::chrono::seconds(1);
            });
        if (!known) heard.push_back({other, s.at, s.at});
    }
}

/// A person counts who is ours, or an outsider that this very call was passed on to.
bool fold::is_partner(int index) const {
    const party& p = at(index);
    if (index == facts_.subject) return false;
    if (p.role == device_role::half) return false;
    if (p.role == device_role::outside) return p.called && partition_.root_of(index) == facts_.root;
    return !p.did_ever(activity::listen_in);
}

/// Cuts out the time in which a person was busy with a second channel of this call: a consultation.
void fold::cut_consultations(std::vector<stretch>& heard) const {
    const milliseconds seam(scene_.from_rows ? 1000 : 0);
    for (const int m : facts_.members) {
        const party& c = at(m);
        if (c.who.empty() || !c.placed || c.called) continue;
        const auto untouched = [&](const stretch& x) {
            return x.who == m || c.last <= x.from || c.first >= x.to || at(x.who).who != c.who;
        };
        if (std::all_of(heard.begin(), heard.end(), untouched)) continue;
        std::vector<stretch> rest;
        for (const stretch& x : heard) {
            if (untouched(x)) {
                rest.push_back(x);
                continue;
            }
            if (c.first > x.from) rest.push_back({x.who, x.from, c.first, x.from_unsure});
            // records end the two halves of a transfer a moment apart: nobody talks in between
            if (c.last + seam < x.to) rest.push_back({x.who, c.last, x.to});
        }
        heard = std::move(rest);
    }
}

/// Who is taken from parking hears the other from then on; the bridge that both move into is made a moment later.
void fold::begin_when_taken_from_parking(std::vector<stretch>& heard) const {
    for (const stay* s : facts_.stays) {
        if (s->doing != activity::park || (s->who != facts_.subject && at(s->who).role != device_role::half)) continue;
        for (stretch& x : heard)
            if (at(x.who).did_ever(activity::retrieve) && x.from > s->to && x.from - s->to < milliseconds(500))
                x.from = s->to;
    }
}

/// Whether the dial plan called the person of the talk `x` once more for the talk `y`: of rows, which begin where the one before
/// ended, nothing else tells that there was no talk in between.
bool fold::called_again(const stretch& x, const stretch& y) const {
    if (!scene_.from_rows || x.who == y.who) return false;
    const attempt* made = attempt_of(y.who);
    return made && made->caller == facts_.subject && made->from + std::chrono::seconds(1) >= x.to;
}

void fold::find_talks() {
    std::vector<stretch>& heard = heard_;
    heard.clear();
    connected_with(facts_.subject, heard);
    if (!scene_.short_talks.empty()) heard_shortly(heard);
    std::erase_if(heard, [this](const stretch& x) { return !is_partner(x.who); });
    for (stretch& x : heard)
        x.from_unsure = std::any_of(scene_.presences.begin(), scene_.presences.end(), [&](const presence& p) {
            return p.who == x.who && p.from_unsure && p.from <= x.from && x.from < p.to;
        });
    begin_when_taken_from_parking(heard);
    cut_consultations(heard);
    cut_holds_before_transfer(heard);
    if (heard.size() > 1)
        std::sort(heard.begin(), heard.end(), [](const stretch& a, const stretch& b) {
            return a.from != b.from ? a.from < b.from : a.who < b.who;
        });
    // the same person in the next bridge a moment later never stopped talking
    const milliseconds seam(scene_.from_rows ? 1000 : 150);
    for (const stretch& x : heard) {
        auto before = std::find_if(facts_.heard.rbegin(), facts_.heard.rend(), [&](const stretch& y) {
            return who_is(y.who) == who_is(x.who) && x.from <= y.to + seam && !called_again(y, x);
        });
        if (before != facts_.heard.rend()) before->to = std::max(before->to, x.to);
        else facts_.heard.push_back(x);
    }
    // who came at one moment, as far as several bridges' events can tell, is told in the order of leaving
    std::sort(facts_.heard.begin(), facts_.heard.end(), [](const stretch& a, const stretch& b) {
        constexpr auto moment = [](instant t) { return t.time_since_epoch() / milliseconds(10); };
        return std::tuple(moment(a.from), a.to, a.who) < std::tuple(moment(b.from), b.to, b.who);
    });
    const milliseconds least = scene_.whole_seconds ? milliseconds(0) : least_talk;
    const auto cut_short = [this](const stretch& x) { return scene_.stopped && x.to >= *scene_.stopped; };
    std::erase_if(facts_.heard, [&](const stretch& x) { return x.to - x.from < least && !cut_short(x); });
}

/// Whether the music may reach the subject through a path of the PBX, where only the path is told of: not where the path's
/// other half was with somebody else, who is being consulted.
bool fold::music_by_path(const on_hold& h) const {
    if (at(h.who).role != device_role::half || partition_.root_of(h.who) != facts_.root) return false;
    const int half = at(h.who).other_half;
    bool with_others = false;
    for (const presence& x : scene_.presences) {
        if (x.who != half || x.to <= h.from || x.from >= h.to) continue;
        for (const presence& y : scene_.presences) {
            if (y.room != x.room || y.who == half || y.to <= h.from || y.from >= h.to) continue;
            if (y.who == facts_.subject || at(y.who).role == device_role::half) return true;
            with_others = true;
        }
    }
    return !with_others;
}

/// A person who holds the subject and then hands it on had stopped talking when the hold began.
void fold::cut_holds_before_transfer(std::vector<stretch>& heard) const {
    for (const on_hold& h : scene_.holds)
        for (stretch& x : heard) {
            const bool this_talk = h.hears_music ? h.who == facts_.subject || music_by_path(h) : h.who == x.who;
            if (this_talk && h.from > x.from && h.from < x.to && h.to >= x.to - milliseconds(200)) x.to = h.from;
        }
}

void fold::fill_talks() {
    instant last = instant::min();
    const bool ours_placed_it = out_->direction != direction::inbound && !out_->by.empty();
    const auto add_once = [](std::vector<std::string>& people, std::string_view who) { // nobody knows who some are
        if (!who.empty() && std::find(people.begin(), people.end(), who) == people.end()) people.emplace_back(who);
    };
    for (const stretch& x : facts_.heard) {
        const std::string_view who = who_is(x.who);
        talk& t = out_->talks.emplace_back();
        t.who = who;
        t.start = x.from;
        t.end = x.to;
        const bool counts =
            out_->direction == direction::inbound || out_->direction == direction::internal || !ours_placed_it;
        if (counts) add_once(out_->answered_by, who);
        if (at(x.who).role == device_role::outside ||
            x.to + (scene_.whole_seconds ? milliseconds(1000) : milliseconds(0)) < last)
            continue;
        last = std::max(last, x.to);
        out_->responsible = who;
    }
    if (out_->responsible.empty() && out_->direction != direction::inbound) out_->responsible = out_->by;
    if (out_->direction == direction::internal && !out_->answered_by.empty())
        out_->responsible = out_->answered_by.back();
    const party& root = at(facts_.root);
    if (root.called && root.role == device_role::own && (root.answered || root.last - root.first >= ctx_->ring_least))
        add_once(out_->rang, who_is(facts_.root));
    for (const attempt* t : facts_.tries) {
        const party& callee = at(t->callee);
        if (!t->rang || callee.role == device_role::half) continue;
        // the client of an outbound call is no phone of it; another outsider, whom she was to be passed on to, is
        const bool client = facts_.heard.empty() || t->callee == facts_.subject || t->from <= facts_.heard.front().from;
        if (callee.role == device_role::outside && out_->direction == direction::outbound && client) continue;
        add_once(out_->rang, who_is(t->callee));
    }
}

} // namespace almon::inline v0::cdr
