// SPDX-License-Identifier: BSL-1.0
// Who heard whom: the subject of a call and everybody connected with it through bridges and paths, moment by moment.
#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "fold.hpp"

namespace almon::inline v0::cdr {

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

void fold::connected_with(int subject, std::vector<stretch>& out) const {
    if (!are_plain_talks()) return all_meetings().connected_with(subject, out);
    for (std::size_t i = 0; i < scene_.presences.size(); i += 2) {
        const presence &x = scene_.presences[i], &y = scene_.presences[i + 1];
        if (x.who != subject && y.who != subject) continue;
        const int other = x.who == subject ? y.who : x.who;
        const bool goes_on = !out.empty() && out.back().who == other && out.back().to == x.from;
        if (goes_on) out.back().to = x.to;
        else out.push_back({other, x.from, x.to});
    }
}

const meetings& fold::all_meetings() const {
    if (!std::exchange(meetings_known_, true)) meetings_.build(scene_);
    return meetings_;
}

/// Whom the subject heard for less than a second, directly or through one path, and not otherwise at that moment.
void fold::heard_shortly(std::vector<stretch>& heard) const {
    constexpr std::chrono::seconds moment(1);
    time_index longer;
    for (const stretch& x : heard)
        if (is_partner(x.who)) longer.add(0, x.from, x.to, 0);
    longer.build();
    const auto with = [&](int who, instant at, int but) { // the other one of that moment
        for (const std::uint32_t place : short_talks_of_.of(who)) {
            const short_talk& s = scene_.short_talks[place / 2];
            const int other = s.a == who ? s.b : s.b == who ? s.a : nobody;
            if (other != nobody && other != but && std::chrono::abs(s.at - at) <= moment) return other;
        }
        return nobody;
    };
    for (const std::uint32_t place : short_talks_of_.of(facts_.subject)) {
        const short_talk& s = scene_.short_talks[place / 2];
        if ((place % 2 == 0 ? s.a : s.b) != facts_.subject) continue;
        int other = s.a == facts_.subject ? s.b : s.a;
        if (at(other).role == device_role::half)
            other = at(other).other_half == nobody ? nobody : with(at(other).other_half, s.at, other);
        if (other == nobody) continue;
        if (!longer.any(0, s.at + moment, s.at - moment)) heard.push_back({other, s.at, s.at});
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
    if (facts_.parked.empty()) return;
    constexpr milliseconds moment(500);
    time_index ends; // of stays there
    for (std::size_t i = 0; i < facts_.parked.size(); ++i) {
        const stay& s = *facts_.parked[i];
        if (s.who == facts_.subject || at(s.who).role == device_role::half) ends.add(0, s.to, s.to, i);
    }
    ends.build();
    std::vector<std::uint32_t> just_over;
    for (stretch& x : heard) {
        if (!at(x.who).did_ever(activity::retrieve)) continue;
        just_over.clear();
        ends.each(0, x.from, x.from - 2 * moment, [&](std::uint32_t place) { just_over.push_back(place); });
        std::sort(just_over.begin(), just_over.end());
        for (const std::uint32_t place : just_over)
            if (const instant end = facts_.parked[place]->to; x.from > end && x.from - end < moment) x.from = end;
    }
}

/// Whether the dial plan called the person of the talk `x` once more for the talk `y`: of rows, which begin where the one before
/// ended, nothing else tells that there was no talk in between.
bool fold::called_again(const stretch& x, const stretch& y) const {
    if (!scene_.from_rows || x.who == y.who) return false;
    const attempt* made = attempt_of(y.who);
    return made && made->caller == facts_.subject && made->from + std::chrono::seconds(1) >= x.to;
}

/// Fills `facts_.heard`: stretches with one person, a moment apart, are one talk.
void fold::join_talks(const std::vector<stretch>& heard, milliseconds seam) {
    if (heard.size() == 1) {
        facts_.heard = heard;
        return;
    }
    names_.clear();
    of_same_person_.clear();
    for (const stretch& x : heard) {
        constexpr std::size_t none = std::string_view::npos;
        const auto [last, fresh] = names_.note(who_is(x.who), facts_.heard.size());
        const auto fits = [&](std::size_t i) {
            return x.from <= facts_.heard[i].to + seam && !called_again(facts_.heard[i], x);
        };
        std::size_t joined = fresh ? none : last; // the last that fits; those before it end sooner than `latest`
        while (joined != none && !fits(joined))
            joined = x.from <= of_same_person_[joined].latest + seam ? of_same_person_[joined].before : none;
        if (joined == none) {
            const instant latest = fresh ? x.to : std::max(of_same_person_[last].latest, x.to);
            of_same_person_.push_back({fresh ? none : last, latest});
            last = facts_.heard.size();
            facts_.heard.push_back(x);
            continue;
        }
        facts_.heard[joined].to = std::max(facts_.heard[joined].to, x.to);
        for (std::size_t i = last;; i = of_same_person_[i].before) {
            of_same_person_[i].latest = std::max(of_same_person_[i].latest, x.to);
            if (i == joined) break;
        }
    }
}

void fold::find_talks() {
    std::vector<stretch>& heard = heard_;
    heard.clear();
    connected_with(facts_.subject, heard);
    if (!scene_.short_talks.empty()) heard_shortly(heard);
    std::erase_if(heard, [this](const stretch& x) { return !is_partner(x.who); });
    if (scene_.from_rows) // events tell of it exactly
        for (stretch& x : heard)
            for (const presence& p : scene_.presences_of(x.who))
                x.from_unsure = x.from_unsure || (p.from_unsure && p.from <= x.from && x.from < p.to);
    begin_when_taken_from_parking(heard);
    cut_consultations(heard);
    cut_holds_before_transfer(heard);
    if (heard.size() > 1)
        std::sort(heard.begin(), heard.end(), [](const stretch& a, const stretch& b) {
            return a.from != b.from ? a.from < b.from : a.who < b.who;
        });
    // the same person in the next bridge a moment later never stopped talking
    const milliseconds seam(scene_.from_rows ? 1000 : 150);
    join_talks(heard, seam);
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
    if (half == nobody) return true;
    for (const presence& x : scene_.presences_of(half)) {
        if (x.to <= h.from || x.from >= h.to) continue;
        for (const presence& y : scene_.presences_in(x.room)) {
            if (y.who == half || y.to <= h.from || y.from >= h.to) continue;
            if (y.who == facts_.subject || at(y.who).role == device_role::half) return true;
            with_others = true;
        }
    }
    return !with_others;
}

/// A person who holds the subject and then hands it on had stopped talking when the hold began.
void fold::cut_holds_before_transfer(std::vector<stretch>& heard) const {
    if (scene_.holds.empty()) return;
    const auto cut = [](stretch& x, const on_hold& h) {
        if (h.from > x.from && h.from < x.to && h.to >= x.to - milliseconds(200)) x.to = h.from;
    };
    std::vector<const on_hold*> music; // that the subject hears
    for (const on_hold& h : picked(std::span(scene_.holds), holds_of_root_.of(facts_.root))) {
        if (h.hears_music && (h.who == facts_.subject || music_by_path(h))) music.push_back(&h);
        if (h.hears_music || at(h.who).role != device_role::half) continue;
        const int speaker = scene_.speaker_behind(h.who, h.from); // by keys, behind a path
        for (stretch& x : heard)
            if (x.who == speaker) cut(x, h);
    }
    for (stretch& x : heard) {
        auto next = music.begin();
        for (const on_hold& h : scene_.holds_of(x.who)) {
            if (h.hears_music) continue;
            for (; next != music.end() && *next < &h; ++next) cut(x, **next);
            cut(x, h);
        }
        for (; next != music.end(); ++next) cut(x, **next);
    }
}

void fold::fill_talks() {
    instant last = instant::min();
    const bool ours_placed_it = out_->direction != direction::inbound && !out_->by.empty();
    names_.clear();
    for (const stretch& x : facts_.heard) {
        const std::string_view who = who_is(x.who);
        talk& t = out_->talks.emplace_back();
        t.who = who;
        t.start = x.from;
        t.end = x.to;
        const bool counts =
            out_->direction == direction::inbound || out_->direction == direction::internal || !ours_placed_it;
        if (counts) add_name(out_->answered_by, who);
        if (at(x.who).role == device_role::outside ||
            x.to + (scene_.whole_seconds ? milliseconds(1000) : milliseconds(0)) < last)
            continue;
        last = std::max(last, x.to);
        out_->responsible = who;
    }
    if (out_->responsible.empty() && out_->direction != direction::inbound) out_->responsible = out_->by;
    if (out_->direction == direction::internal && !out_->answered_by.empty())
        out_->responsible = out_->answered_by.back();
    names_.clear();
    const party& root = at(facts_.root);
    if (root.called && root.role == device_role::own && (root.answered || root.last - root.first >= ctx_->ring_least))
        add_name(out_->rang, who_is(facts_.root));
    for (const attempt* t : facts_.tries) {
        const party& callee = at(t->callee);
        if (!t->rang || callee.role == device_role::half) continue;
        // the client of an outbound call is no phone of it; another outsider, whom she was to be passed on to, is
        const bool client = facts_.heard.empty() || t->callee == facts_.subject || t->from <= facts_.heard.front().from;
        if (callee.role == device_role::outside && out_->direction == direction::outbound && client) continue;
        add_name(out_->rang, who_is(t->callee));
    }
}

} // namespace almon::inline v0::cdr
