// SPDX-License-Identifier: BSL-1.0
// Who dialled whom, where the live events of a source leave it unsaid.
#include "scene.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "names.hpp"
#include "time_index.hpp"

namespace almon::inline v0::cdr {

/// Of what began at one moment the dial may be told behind whom it called.
constexpr milliseconds dial_slack(5);

/// The part of a device's name before the dial plan's context: `RG-600-101` of `RG-600-101@from-internal`.
static std::string_view name_of(const party& p) noexcept {
    return p.device.substr(0, p.device.find('@'));
}

/// When it ended, whether that was said or not.
instant scene::end_of(const stay& s) const noexcept {
    const party& p = at(s.who);
    return p.ended ? std::min(s.to, p.last) : s.to;
}

/// How well somebody's doing at that moment explains that `callee` was called: the higher the better, 0 for not at all.
int scene::dials_by_doing(const stay& s, const party& callee) const {
    if (s.doing != activity::dial && s.doing != activity::queue && s.doing != activity::page) return 0;
    if (s.from > callee.first + dial_slack || s.to < callee.first) return 0;
    const std::string_view target = name_of(callee);
    if (!target.empty() && mentions(s.argument, target)) return 6;
    if (s.doing == activity::queue) return 3;
    // a dial that names devices, and not this one, called somebody else
    return s.argument.find('/') == std::string_view::npos ? 2 : 1;
}

/// How well the path of which `p` is the second half explains it: made to reach this device, or this kind of number.
int scene::dials_as_path(const party& p, const party& callee) const {
    if (p.role != device_role::half || !p.name.ends_with(";2")) return 0;
    const std::string_view wanted = name_of(callee), goal = name_of(p);
    if (wanted.empty() || goal.empty()) return 0;
    if (mentions(goal, wanted)) return goal == wanted ? 7 : 5;
    if (callee.role != device_role::outside || people_.is_extension(goal)) return 0;
    const auto digits = std::count_if(goal.begin(), goal.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto dials = attempts_by(static_cast<int>(&p - parties.data()));
    const bool taken = std::any_of(dials.begin(), dials.end(), [&](const attempt& t) {
        const int by = parties[static_cast<std::size_t>(t.callee)].dialler;
        return by != nobody && &parties[static_cast<std::size_t>(by)] == &p;
    });
    return digits >= 7 && !taken ? 4 : 0;
}

/// What went on in each call at some time: channels, and what they did.
class scene::goings_on {
public:
    explicit goings_on(const scene& s) : scene_(&s), many_(s.parties.size() > name_index::few) {
        if (!many_) return;
        calls_.build(s.parties.size(), [&s](std::size_t i) { return s.parties[i].group; });
        for (std::size_t i = 0; i < s.parties.size(); ++i)
            parties_.add(calls_.number(i), s.parties[i].first, s.parties[i].last, i);
        for (std::size_t i = 0; i < s.stays.size(); ++i) {
            const stay& x = s.stays[i];
            stays_.add(calls_.number(static_cast<std::size_t>(x.who)), x.from, s.end_of(x), i);
            stays_of_.add(x.who, x.from, x.to, i);
        }
        for (time_index* all : {&parties_, &stays_, &stays_of_}) all->build();
    }
    /// The channels that were there when another of their call came, but for it and its other half.
    template <class Take>
    void each_party_beside(int callee, Take take) const {
        const party& c = scene_->at(callee);
        const auto look_at = [&](std::size_t i) {
            const party& p = scene_->parties[i];
            const int who = static_cast<int>(i);
            if (who != callee && who != c.other_half && p.first <= c.first && p.last >= c.first && p.group == c.group)
                take(who, p);
        };
        if (many_) return parties_.each(call_of(callee), c.first, c.first, look_at);
        for (std::size_t i = 0; i < scene_->parties.size(); ++i) look_at(i);
    }
    /// What these did then. Nobody dials before being there himself, or when gone.
    template <class Take>
    void each_stay_beside(int callee, Take take) const {
        const party& c = scene_->at(callee);
        const auto look_at = [&](std::size_t i) {
            const stay& s = scene_->stays[i];
            const party& p = scene_->at(s.who);
            const bool there = p.first <= c.first && scene_->end_of(s) >= c.first;
            if (s.who != callee && s.who != c.other_half && there && p.group == c.group) take(s, i);
        };
        if (many_) return stays_.each(call_of(callee), c.first + dial_slack, c.first, look_at);
        for (std::size_t i = 0; i < scene_->stays.size(); ++i) look_at(i);
    }
    /// The last of what somebody did when `t` came; null where it is nothing.
    [[nodiscard]] const stay* last_of(int who, instant t) const {
        const stay* last = nullptr;
        if (many_)
            stays_of_.each(who, t + dial_slack, t, [&](std::size_t i) { last = std::max(last, &scene_->stays[i]); });
        else
            for (const stay& s : scene_->stays_of(who))
                if (s.from <= t + dial_slack && s.to >= t) last = &s;
        return last;
    }

private:
    [[nodiscard]] int call_of(int who) const noexcept { return calls_.number(static_cast<std::size_t>(who)); }

    const scene* scene_;
    bool many_;
    name_index calls_; // linked ids
    time_index parties_, stays_, stays_of_;
};

/// Who dialled a channel of which only its birth was seen: who was dialling it just then.
int scene::dialler_for(int callee, const goings_on& then) const {
    const party& c = parties[static_cast<std::size_t>(callee)];
    int best = nobody;
    std::tuple<int, instant, std::size_t> best_reason(0, instant::min(), 0); // the last of them is the first there was
    const auto consider = [&](int who, int rank, instant from, std::size_t place) {
        const std::tuple reason(rank, from, std::numeric_limits<std::size_t>::max() - place);
        if (rank == 0 || reason <= best_reason) return;
        best = who;
        best_reason = reason;
    };
    then.each_stay_beside(
        callee, [&](const stay& s, std::size_t place) { consider(s.who, dials_by_doing(s, c), s.from, place); });
    then.each_party_beside(callee, [&](int who, const party& p) {
        consider(who, dials_as_path(p, c), p.first, static_cast<std::size_t>(who));
    });
    if (best != nobody) return best;
    const auto is_better = [&](int who, const party& p) { // the call's first channel, else the first one there was
        if (best == nobody) return true;
        const party& b = at(best);
        return std::tuple(p.id != c.group, p.first, who) < std::tuple(b.id != c.group, b.first, best);
    };
    then.each_party_beside(callee, [&](int who, const party& p) {
        if (is_better(who, p)) best = who;
    });
    return best;
}

namespace {

outcome outcome_of_cause(std::int32_t cause) noexcept {
    switch (cause) { // ITU-T Q.850
    case 17:
    case 21: return outcome::busy;
    case 18:
    case 19: return outcome::no_answer;
    case 26: return outcome::cancelled;
    case 34:
    case 38:
    case 41:
    case 42:
    case 44: return outcome::congestion;
    case 1:
    case 2:
    case 3:
    case 20:
    case 27:
    case 28: return outcome::failed;
    default: return outcome::unknown;
    }
}

} // namespace

/// Of two dials in a row some sources tell when the first began, and name the second once it is answered: it began
/// when the first phone was called that it names and the one before it does not.
void scene::begin_seen_dials() {
    for (stay& seen : stays) {
        if (!seen.only_seen || seen.doing != activity::dial) continue;
        for (stay& before : stays) {
            if (before.who != seen.who || before.doing != activity::dial || before.to != seen.from) continue;
            for (const party& p : parties) {
                if (p.first <= before.from || p.first >= seen.from || p.device.empty()) continue;
                const std::string_view name = name_of(p);
                if (!mentions(seen.argument, name)) continue;
                // of two dials through one trunk the second made the channel that came when the first one's was gone
                const bool after_first = std::any_of(parties.begin(), parties.end(), [&](const party& q) {
                    return q.device == p.device && q.first > before.from && q.last <= p.first;
                });
                if (!mentions(before.argument, name) || after_first) seen.from = p.first;
            }
            before.to = seen.from;
        }
    }
}

/// Notes that `by` called `callee`, as far as the callee's own life tells: until it answered, else until it ended.
attempt& scene::add_attempt(int by, int callee, outcome unanswered) {
    party& p = parties[static_cast<std::size_t>(callee)];
    p.dialler = by;
    attempt t;
    t.caller = by;
    t.callee = callee;
    t.from = p.first;
    t.to = p.answered ? *p.answered : p.last;
    t.result = p.answered ? outcome::answered : unanswered;
    return add(t);
}

/// A page calls its phones without saying for whom: whoever was paging them just then.
void scene::infer_pages() {
    if (std::none_of(stays.begin(), stays.end(), [](const stay& s) { return s.doing == activity::page; })) return;
    for (std::size_t i = 0; i < parties.size(); ++i) {
        party& p = parties[i];
        if (!p.called || p.dialler != nobody || p.device.empty()) continue;
        for (const stay& s : stays) {
            if (s.doing != activity::page || s.from > p.first + dial_slack || s.to < p.first) continue;
            if (s.who == static_cast<int>(i) || !mentions(s.argument, p.device)) continue;
            attempt& t = add_attempt(s.who, static_cast<int>(i), outcome::no_answer);
            t.by = activity::page;
            t.argument = s.argument;
            break;
        }
    }
}

/// Whether a phone was called until the caller went, by himself, and not a moment longer.
bool scene::rang_until_caller_went(const party& p, const party& caller) const {
    constexpr milliseconds moment(50);
    return caller.ended && caller.ended_by == caller.name && std::chrono::abs(caller.last - p.last) <= moment &&
           !p.answered && p.ended_by.empty() && p.last - p.first >= ctx_->ring_least;
}

/// Whether a phone rang until the caller went, and so bears the cause for which an earlier attempt of that call had failed.
bool scene::cut_with_cause_of_another(const party& p, const party& caller) const {
    if (!rang_until_caller_went(p, caller)) return false;
    return std::any_of(parties.begin(), parties.end(), [&](const party& q) {
        return &q != &p && q.dialler == p.dialler && !q.answered && q.cause == p.cause &&
               q.last <= p.first + milliseconds(5);
    });
}

/// A phone that the PBX called for nobody, and that was connected with somebody who was there before, was called for them.
void scene::infer_dials_of_programs() {
    std::vector<const presence*> by_who, outsiders_by_room; // made for the first such phone
    const auto index = [&] {
        for (const presence& x : presences) {
            by_who.push_back(&x);
            const party& p = parties[static_cast<std::size_t>(x.who)];
            if (!p.called && p.role == device_role::outside) outsiders_by_room.push_back(&x);
        }
        std::stable_sort(by_who.begin(), by_who.end(),
                         [](const presence* a, const presence* b) { return a->who < b->who; });
        std::stable_sort(outsiders_by_room.begin(), outsiders_by_room.end(),
                         [](const presence* a, const presence* b) { return a->room < b->room; });
    };
    for (std::size_t i = 0; i < parties.size(); ++i) {
        party& p = parties[i];
        const int self = static_cast<int>(i);
        if (!p.called || p.dialler != nobody || !p.group.empty() || !p.answered || p.role != device_role::own) continue;
        if (p.did_ever(activity::conference)) continue; // called into a room, by whoever
        if (by_who.empty()) index();
        const presence* met = nullptr;
        for (auto x = std::lower_bound(by_who.begin(), by_who.end(), self,
                                       [](const presence* a, int who) { return a->who < who; });
             !met && x != by_who.end() && (*x)->who == self; ++x)
            for (auto y = std::lower_bound(outsiders_by_room.begin(), outsiders_by_room.end(), (*x)->room,
                                           [](const presence* a, int room) { return a->room < room; });
                 !met && y != outsiders_by_room.end() && (*y)->room == (*x)->room; ++y)
                if ((*x)->from < (*y)->to && (*y)->from < (*x)->to &&
                    parties[static_cast<std::size_t>((*y)->who)].first < p.first)
                    met = *y;
        if (met) add_attempt(met->who, self, outcome::answered);
    }
}

/// Sources without dial events: a channel that was called, and by whom.
void scene::infer_dials() {
    infer_pages();
    const goings_on then(*this);
    std::vector<bool> joined(parties.size());
    for (const presence& x : presences) joined[static_cast<std::size_t>(x.who)] = true;
    for (std::size_t i = 0; i < parties.size(); ++i) {
        party& p = parties[i];
        const bool second = p.role == device_role::half && p.name.ends_with(";2");
        if (p.id == p.group || p.group.empty()) continue;
        if (p.role != device_role::half && p.dialler == nobody && p.seen_alive && p.dialled.empty()) p.called = true;
        // a path made within somebody's call that nobody was ever connected with was made to reach somebody
        if (p.role == device_role::half && !second && !joined[i] && p.dialler == nobody) p.called = true;
        const bool has_attempt = p.dialler != nobody;
        if (!p.called || has_attempt || second) continue;
        const int by = dialler_for(static_cast<int>(i), then);
        if (by == nobody) continue;
        attempt& t = add_attempt(by, static_cast<int>(i), outcome_of_cause(p.cause));
        if (const stay* const doing = then.last_of(by, p.first)) {
            t.argument = doing->argument;
            t.by = doing->doing;
        }
        if (!p.queue.empty()) t.by = activity::queue;
        if (cut_with_cause_of_another(p, parties[static_cast<std::size_t>(by)])) t.result = outcome::cancelled;
        // how the caller's last dial ended is not yet written while it goes on: it tells of the one before
        if (t.result == outcome::unknown && rang_until_caller_went(p, parties[static_cast<std::size_t>(by)]))
            t.result = outcome::cancelled;
        if (t.result == outcome::unknown) t.result = parties[static_cast<std::size_t>(by)].last_dial;
        if (t.result == outcome::answered && !p.answered) t.result = outcome::cancelled;
    }
    infer_dials_of_programs();
    for (party& p : parties) p.placed = p.placed || (!p.called && p.role != device_role::half);
    infer_queues();
    // a path that nobody dialled was made for whoever was first connected with it: a consultation
    for (party& p : parties) {
        if (p.role != device_role::half || p.called || p.dialler != nobody || p.name.ends_with(";2")) continue;
        const int self = static_cast<int>(&p - parties.data());
        for (const presence& x : presences_of(self)) {
            for (const presence& y : presences_in(x.room))
                if (y.who != self && y.from < x.to && x.from < y.to && p.dialler == nobody &&
                    parties[static_cast<std::size_t>(y.who)].first < p.first)
                    p.dialler = y.who;
            break;
        }
    }
}

/// The name of a queue, where the extension that led into it can be one: not `s`, and not a telephone number.
static std::string_view queue_named(std::string_view exten) noexcept {
    constexpr std::size_t longest = 6;
    return exten == "s" || exten.size() > longest ? std::string_view{} : exten;
}

/// A phone that a queue called tells that the caller was in it, where nothing else does.
void scene::infer_queues() {
    for (const attempt& t : attempts) {
        const party& callee = parties[static_cast<std::size_t>(t.callee)];
        if (callee.queue.empty()) continue;
        const auto all = stays_of(t.caller);
        const auto known = std::find_if(all.begin(), all.end(), [&](const stay& s) {
            return s.doing == activity::queue && s.from <= t.to && s.to >= t.from;
        });
        if (known != all.end()) {
            // of what began within one millisecond another may seem to have come after it
            if (known->from == known->to && known->to == t.from) known->to = instant::max();
            continue;
        }
        const party& caller = parties[static_cast<std::size_t>(t.caller)];
        instant from = caller.first;
        if (caller.answered) from = std::max(from, *caller.answered);
        for (const stay& s : all)
            if (s.to <= t.from) from = std::max(from, s.to);
        for (const presence& x : presences_of(t.caller)) // and it talked before it came into the queue
            if (x.to <= t.from) from = std::max(from, x.to);
        const auto word = std::find_if(queue_words_.begin(), queue_words_.end(),
                                       [&t](const found_at& q) { return q.who == t.caller && q.at >= t.from; });
        at(t.caller).doings |= 1ull << static_cast<unsigned>(activity::queue);
        add(stay{t.caller, activity::queue, word == queue_words_.end() ? queue_named(callee.queue) : word->place,
                 std::min(from, t.from), instant::max(), outcome::unknown});
    }
}

} // namespace almon::inline v0::cdr
