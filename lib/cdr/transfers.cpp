// SPDX-License-Identifier: BSL-1.0
// How a call went from one person to the next.
#include <algorithm>

#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

transfer_result result_of(const attempt& t) noexcept {
    switch (t.result) {
    case outcome::answered: return transfer_result::answered;
    case outcome::busy: return transfer_result::busy;
    case outcome::congestion:
    case outcome::failed: return transfer_result::refused;
    default: return t.rang || t.result == outcome::cancelled ? transfer_result::no_answer : transfer_result::refused;
    }
}

} // namespace

/// Whether one room had both, other than through a path, from a moment that `early` holds for to one that `late` does: as a
/// conference has many.
template <class Early, class Late>
bool fold::shared_a_room(std::string_view x, std::string_view y, Early early, Late late) const {
    if (scene_.from_rows) return false; // a record may put one channel into several bridges at a time
    const auto is = [this](const presence& p, std::string_view who) {
        return at(p.who).role != device_role::half && p.who != facts_.subject && who_is(p.who) == who;
    };
    const std::vector<presence>& all = scene_.presences;
    return std::any_of(all.begin(), all.end(), [&](const presence& p) {
        if (!early(p.from) || !is(p, x)) return false;
        return std::any_of(all.begin(), all.end(), [&](const presence& q) {
            const instant both = std::max(p.from, q.from);
            const instant until = std::min(p.to, q.to);
            return q.room == p.room && both < until && early(both) && late(until) && is(q, y);
        });
    });
}

/// Whether two people of the office were connected with each other before `before`, and not only before `after`: whom the
/// caller came from was asked then, and is not asked again by being sent the caller back. Nor is the caller, who may be passed on
/// to another phone with the same number.
bool fold::heard_each_other(std::string_view x, std::string_view y, instant after, instant before) const {
    const auto early = [before](instant from) { return from + milliseconds(20) < before; };
    const auto late = [after](instant to) { return after + milliseconds(20) < to; };
    const bool there = std::any_of(scene_.presences.begin(), scene_.presences.end(), [&](const presence& p) {
        return early(p.from) && late(p.to) && p.who != facts_.subject && who_is(p.who) == y;
    });
    if (!there) return false;
    if (shared_a_room(x, y, early, late)) return true;
    for (std::size_t i = 0; i < scene_.parties.size(); ++i) {
        if (who_is(static_cast<int>(i)) != x || at(static_cast<int>(i)).role == device_role::half) continue;
        met_.clear();
        connected_with(static_cast<int>(i), met_);
        for (const stretch& m : met_)
            if (early(m.from) && late(m.to) && at(m.who).role != device_role::half && m.who != facts_.subject &&
                who_is(m.who) == y)
                return true;
    }
    return false;
}

/// Who made this attempt, seen through the paths of the PBX; the first path where nobody dialled it.
int fold::maker_of(const attempt& t) const {
    int at_party = t.caller;
    for (std::size_t steps = 0; at_party != nobody && steps < scene_.parties.size(); ++steps) {
        const party& p = at(at_party);
        if (p.role != device_role::half) break;
        int up = p.dialler;
        if (up == nobody && p.other_half != nobody) up = at(p.other_half).dialler;
        if (up == nobody) break;
        at_party = up;
    }
    return at_party;
}

/// The phone that made this attempt.
std::string_view fold::dialler_of(const attempt& t) const {
    const int maker = maker_of(t);
    return maker == nobody || at(maker).role == device_role::half ? std::string_view() : who_is(maker);
}

/// Whether the subject is behind this half of a path at `t`: it was called through the path, which may be sent on in its place.
bool fold::stands_for_subject(int half, instant t) const {
    for (std::size_t steps = 0; steps < scene_.parties.size(); ++steps) {
        if (half == nobody || at(half).role != device_role::half || at(half).other_half == nobody) return false;
        const int far = at(half).other_half;
        int next = nobody;
        for (const presence& p : scene_.presences) {
            if (p.who != far || p.from > t || t >= p.to) continue;
            for (const presence& q : scene_.presences) {
                if (q.room != p.room || q.who == far || q.from > t || t >= q.to) continue;
                if (q.who == facts_.subject) return true;
                if (at(q.who).role == device_role::half) next = q.who;
            }
        }
        half = next;
    }
    return false;
}

/// Whether this attempt was to connect the subject, as its own or through paths.
bool fold::made_for_subject(const attempt& t) const {
    if (t.caller == facts_.subject) return true;
    if (t.caller == nobody || at(t.caller).role != device_role::half) return false;
    const int maker = maker_of(t);
    return maker == facts_.subject || stands_for_subject(t.caller, t.from) || stands_for_subject(maker, t.from);
}

const attempt* fold::attempt_of(int callee) const {
    for (const attempt* t : facts_.tries)
        if (t->callee == callee) return t;
    return nullptr;
}

/// Where somebody who was reached through a queue or met in a room was sent: there, as it was dialled where that is told.
std::string_view fold::target_of(const stretch& y, instant after, const handed_over* word) const {
    const std::string_view dialled = word ? word->target : std::string_view();
    for (const stay* s : facts_.stays) {
        const bool of_caller = s->who == facts_.subject || at(s->who).role == device_role::half;
        const bool between = of_caller && s->from >= after - std::chrono::seconds(1) && s->from <= y.from &&
                             s->to + milliseconds(200) >= y.from;
        if (!between) continue;
        if (s->doing == activity::queue) return dialled.empty() ? first_part(s->argument) : dialled;
    }
    const bool in_room = std::any_of(scene_.presences.begin(), scene_.presences.end(), [&](const presence& p) {
        return p.who == facts_.subject && p.conference && p.from <= y.from && y.from < p.to;
    });
    if (in_room && !dialled.empty()) return dialled;
    return who_is(y.who);
}

/// Where somebody asked for `y` before the caller was sent there: the queue that called her, or the room that she was in, as
/// it was dialled; else herself.
std::string_view fold::asked_for(const stretch& x, const stretch& y) const {
    const auto as_dialled = [this](const stay& s) {
        const party& p = at(s.who);
        if (p.role == device_role::half) return p.device.substr(0, p.device.find('@'));
        return p.dialled.empty() ? first_part(s.argument) : p.dialled;
    };
    const auto asked = [&](const stay& s) { // on the caller's behalf, while she was on hold
        const party& p = at(s.who);
        const bool by_path = p.role == device_role::half && p.other_half != nobody;
        const bool by_phone = p.placed && !p.called && who_is(s.who) == who_is(x.who);
        return (by_path || by_phone) && s.who != facts_.root && s.from + std::chrono::seconds(1) >= x.to &&
               s.from < y.from && partition_.root_of(s.who) == facts_.root;
    };
    const attempt* made = attempt_of(y.who);
    for (std::size_t steps = 0; made && made->by != activity::queue && steps < scene_.parties.size(); ++steps) {
        const int half = at(made->caller).role == device_role::half ? at(made->caller).other_half : nobody;
        made = half == nobody ? nullptr : attempt_of(half);
    }
    for (const stay& s : scene_.stays) {
        const bool queue = s.doing == activity::queue && made && s.who == made->caller && made->from <= s.to;
        const bool room = s.doing == activity::conference &&
                          std::any_of(scene_.presences.begin(), scene_.presences.end(), [&](const presence& p) {
                              return p.who == y.who && p.conference && p.from <= y.from && y.from < p.to;
                          });
        if ((queue || room) && asked(s)) return as_dialled(s);
    }
    return who_is(y.who);
}

const handed_over* fold::word_about(int by, instant from, instant to) const {
    for (const handed_over& h : scene_.handovers)
        if (h.at >= from && h.at <= to && (h.by == by || h.by == nobody || who_is(h.by) == who_is(by))) return &h;
    return nullptr;
}

/// Whether the first person hung up, and the dial plan then led the caller on to the next: nobody sent anybody anywhere.
bool fold::led_on_by_dial_plan(const stretch& x, const stretch& y) const {
    if (scene_.from_rows) {
        const attempt *first = attempt_of(x.who), *next = attempt_of(y.who);
        if (!first || !next || first->caller != next->caller || first->exten.empty()) return false;
        constexpr std::size_t named = 2; // `s` is where every macro dials
        return first->exten.size() >= named && first->exten.front() != '~' && first->exten == next->exten &&
               first->context == next->context && goes_on_after_talk(first->argument);
    }
    const party& p = at(x.who);
    constexpr milliseconds moment(200);
    if (!scene_.names_transfers || p.last > x.to + moment ||
        word_about(x.who, x.from, y.from + std::chrono::seconds(1)))
        return false;
    return p.hung_up ? *p.hung_up <= x.to + moment : !p.ended_by.empty() && p.ended_by == p.name;
}

/// Whether the caller was parked after the one talk, and taken back in the other.
bool fold::parked_between(const stretch& x, const stretch& y) const {
    return std::any_of(facts_.stays.begin(), facts_.stays.end(),
                       [&](const stay* s) { return s->doing == activity::park && s->to >= x.to && s->from <= y.from; });
}

/// Whether this phone put itself into the talk (INVITE with Replaces, RFC 3891): it called, and its call did nothing but that.
bool fold::took_over(int phone) const {
    const party& p = at(phone);
    constexpr std::uint64_t none = 1ull << static_cast<unsigned>(activity::none);
    return p.role == device_role::own && p.placed && !p.called && (p.doings & ~none) == 0 &&
           std::none_of(scene_.attempts.begin(), scene_.attempts.end(),
                        [phone](const attempt& t) { return t.caller == phone || t.callee == phone; });
}

/// `asked`: since when the one that `x` is the talk of may have asked whom the caller was passed on to.
void fold::transfer_between(const stretch& x, const stretch& y, instant asked) {
    const std::string_view by = who_is(x.who), to = who_is(y.who);
    if (by == to || at(y.who).did_ever(activity::retrieve) || led_on_by_dial_plan(x, y)) return;
    // a talk of three is none, but where somebody was asked first, joined, and left with the caller
    const bool three = y.from + milliseconds(200) < x.to;
    if (three && x.to >= y.to) return;
    const bool asked_first = heard_each_other(by, to, asked, y.from);
    if (three && !asked_first) return;
    if (parked_between(x, y)) return;
    transfer t;
    t.by = by;
    t.to = to;
    t.result = transfer_result::answered;
    const handed_over* word = word_about(x.who, x.from, y.from + std::chrono::seconds(1));
    const attempt* made = attempt_of(y.who);
    if (asked_first) {
        t.kind = transfer_kind::attended;
        t.at = y.from;
        t.to = asked_for(x, y);
    } else if (made && dialler_of(*made) == by) {
        t.kind = transfer_kind::blond;
        t.at = x.to;
    } else if (!word && took_over(y.who)) {
        t.kind = transfer_kind::redirect;
        t.by = to;
        t.at = x.to;
    } else {
        t.kind = transfer_kind::blind;
        t.at = x.to;
        t.to = target_of(y, x.to, word);
        if (scene_.names_transfers && !scene_.from_rows && !word) {
            t.kind = transfer_kind::redirect;
            t.by = "ami";
        }
    }
    out_->transfers.push_back(std::move(t));
}

/// Whether the person ended the attempt by a key, and went back to the caller.
bool fold::gave_up(int person, const attempt& t) const {
    constexpr milliseconds moment(1500);
    return t.result != outcome::busy &&
           std::any_of(scene_.presses.begin(), scene_.presses.end(), [&](const key_press& k) {
               return k.who == person && k.at > t.from + milliseconds(100) && k.at <= t.to && t.to - k.at < moment;
           });
}

/// The talk went on with the same person after somebody else had been asked in vain, or been sent the caller in vain.
void fold::transfer_returned(const stretch& x, const stretch& y) {
    const std::string_view by = who_is(x.who);
    for (const attempt* a : facts_.tries) {
        if (a->from < x.to - std::chrono::seconds(1) || a->from > y.from || a->result == outcome::answered) continue;
        if (at(a->callee).role == device_role::half) continue;
        const std::string_view to = who_is(a->callee);
        if (dialler_of(*a) == by) {
            if (gave_up(x.who, *a)) return;
            const transfer_result busy =
                a->result == outcome::busy ? transfer_result::busy : transfer_result::no_answer_returned;
            // who hangs up before the other one answers is called again
            const bool left = x.who != y.who &&
                              std::none_of(scene_.presences.begin(), scene_.presences.end(), [&](const presence& p) {
                                  return p.who == x.who && p.to + milliseconds(200) >= a->to;
                              });
            const transfer_kind kind = left ? transfer_kind::blond : transfer_kind::attended;
            out_->transfers.push_back({kind, std::string(by), std::string(to), x.to, busy});
            return;
        }
        const bool said = !scene_.names_transfers || word_about(x.who, x.from, a->from);
        const bool sent_on = made_for_subject(*a) && to != by && said;
        if (!sent_on) continue;
        out_->transfers.push_back({transfer_kind::blind, std::string(by), std::string(to), x.to, result_of(*a)});
        return;
    }
    // to where the dial plan called nobody: it led the caller back at once
    const handed_over* word = word_about(x.who, x.from, y.from);
    if (word && word->how == handover::blind && !word->target.empty() && !parked_between(x, y))
        out_->transfers.push_back(
            {transfer_kind::blind, std::string(by), std::string(word->target), x.to, transfer_result::no_answer});
}

/// The queue that made this attempt for the subject; empty for any other attempt.
std::string_view fold::queue_of(const attempt& t) const {
    if (t.by != activity::queue) return {};
    for (auto it = facts_.stays.rbegin(); it != facts_.stays.rend(); ++it) {
        const stay& s = **it;
        if (s.doing == activity::queue && s.who == t.caller && s.from <= t.from + milliseconds(5) && t.from <= s.to)
            return first_part(s.argument);
    }
    return {};
}

/// The extension that a program led the subject to in the midst of its talk, which it then left; empty where none did.
std::string_view fold::led_to(instant left) const {
    constexpr milliseconds moment(500);
    for (const found_at& l : scene_.leads)
        if (l.who == facts_.subject && std::chrono::abs(l.at - left) < moment) return l.place;
    return {};
}

/// Whom a transfer that nobody answered was meant for: a queue, a group of phones as it was dialled (together or in turn), or
/// the phone.
std::string_view fold::vain_target(const attempt& first, std::string_view dialled, bool in_words) const {
    const std::string_view to = who_is(first.callee), queue = queue_of(first);
    if (!queue.empty()) return in_words && !dialled.empty() ? dialled : queue;
    const bool several = std::any_of(facts_.tries.begin(), facts_.tries.end(), [&](const attempt* t) {
        return t->from + std::chrono::seconds(1) > first.from && made_for_subject(*t) &&
               at(t->callee).role == device_role::own && who_is(t->callee) != to;
    });
    return several && !dialled.empty() ? dialled : to;
}

/// The subject was sent on to somebody who never answered.
void fold::transfer_after(const stretch& last) {
    for (const stay* s : facts_.stays)
        if (s->doing == activity::park && s->to >= last.to) return;
    // digits are pressed for seconds
    const handed_over* word = word_about(last.who, last.from, at(facts_.subject).last);
    const auto& hung_up = at(last.who).hung_up; // then the dial plan went on by itself
    const bool left_alone = hung_up && *hung_up <= last.to + milliseconds(100);
    const std::string_view led = word ? word->target : left_alone ? std::string_view() : led_to(last.to);
    const bool redirected = scene_.names_transfers && !scene_.from_rows && !word;
    const auto tell = [&](std::string_view to, transfer_result result) {
        const transfer_kind kind = redirected ? transfer_kind::redirect : transfer_kind::blind;
        const std::string_view by = redirected ? "ami" : who_is(last.who);
        out_->transfers.push_back({kind, std::string(by), std::string(to), last.to, result});
    };
    for (const attempt* a : facts_.tries) {
        if (a->from + milliseconds(500) < last.to || a->result == outcome::answered || !made_for_subject(*a)) continue;
        if (at(a->callee).role == device_role::half && queue_of(*a).empty()) continue;
        return tell(vain_target(*a, led, word != nullptr), result_of(*a));
    }
    // to a mailbox, a message, a queue where nobody came
    const bool stayed = at(facts_.subject).last > last.to + std::chrono::seconds(1);
    const stay* room = last_stay(activity::conference); // where nobody is passed on to anybody
    const bool said = word ? word->how == handover::blind : redirected && !(room && room->to > last.to);
    if (said && !led.empty() && stayed) tell(led, transfer_result::no_answer);
}

void fold::find_transfers() {
    const std::vector<stretch>& heard = facts_.heard;
    instant asked = instant::min();
    for (std::size_t i = 0; i + 1 < heard.size(); ++i) {
        if (who_is(heard[i].who) == who_is(heard[i + 1].who)) {
            transfer_returned(heard[i], heard[i + 1]);
            continue;
        }
        transfer_between(heard[i], heard[i + 1], asked);
        asked = std::max(heard[i].to, heard[i + 1].from);
    }
    if (!heard.empty()) transfer_after(heard.back());
}

} // namespace almon::inline v0::cdr
