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

/// Of attempts or stays that are in order of time, those that began no sooner than `first` and no later than `last`.
template <class What>
std::span<const What* const> begun_within(const std::vector<const What*>& all, instant first, instant last) {
    const auto from = std::partition_point(all.begin(), all.end(), [first](const What* w) { return w->from < first; });
    return {from, std::partition_point(from, all.end(), [last](const What* w) { return w->from <= last; })};
}

} // namespace

bool leads_on(const place_of_dial& first, const place_of_dial& next) noexcept {
    constexpr std::size_t named = 2; // `s` is where every macro dials
    return first.exten.size() >= named && first.exten.front() != '~' && first.exten == next.exten &&
           first.context == next.context && goes_on_after_talk(first.argument);
}

/// Numbers names by the first party that bears each, and makes the presences of everybody of a name be found by it.
void fold::name_presences() const {
    if (std::exchange(presences_named_, true)) return;
    const std::size_t count = scene_.parties.size();
    people_named_.build(count, [this](std::size_t i) { return who_is(static_cast<int>(i)); });
    number_of_name_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view who = who_is(static_cast<int>(i));
        for (const std::uint32_t first : people_named_.of(who)) {
            number_of_name_[i] = static_cast<int>(first);
            if (who_is(static_cast<int>(first)) == who) break;
        }
    }
    presences_by_name_.clear();
    for (std::size_t i = 0; i < scene_.presences.size(); ++i) {
        const presence& x = scene_.presences[i];
        presences_by_name_.add(number_of_name_[static_cast<std::size_t>(x.who)], x.from, x.to, i);
    }
    presences_by_name_.build();
}

/// Whether two people of the office, as `x` and `y` are, were connected with each other before `before`, and not only before
/// `after`: whom the caller came from was asked then, and is not asked again by being sent the caller back. Nor is the caller, who
/// may be passed on to another phone with the same number.
bool fold::heard_each_other(int x, int y, instant after, instant before) const {
    name_presences();
    constexpr milliseconds moment(20);
    const instant early = before - moment - microseconds(1), late = after + moment + microseconds(1);
    const int name_of_x = number_of_name_[static_cast<std::size_t>(x)],
              name_of_y = number_of_name_[static_cast<std::size_t>(y)];
    const auto presence_at = [this](std::uint32_t place) -> const presence& { return scene_.presences[place]; };
    const auto is_other = [this](const presence& p) { return p.who != facts_.subject; };
    if (!presences_by_name_.find(name_of_y, early, late, [&](std::uint32_t i) { return is_other(presence_at(i)); }))
        return false;
    const auto spoke = [this](const presence& p) { return at(p.who).role != device_role::half; };
    // in one room, as a conference has many; a record may put one channel into several at a time
    const auto shared_room = [&](const presence& p) {
        const auto with = [&](std::uint32_t i) {
            const presence& q = presence_at(i);
            const instant both = std::max(p.from, q.from), until = std::min(p.to, q.to);
            return q.room == p.room && both < until && spoke(q) && is_other(q);
        };
        return spoke(p) && is_other(p) && presences_by_name_.find(name_of_y, early, late, with);
    };
    if (!scene_.from_rows &&
        presences_by_name_.find(name_of_x, early, late, [&](std::uint32_t i) { return shared_room(presence_at(i)); }))
        return true;
    // or through paths: whoever did were there somewhen in between
    const instant first = std::min(early, late), last = std::max(early, late);
    const auto met = [&](int a, int b) {
        met_.clear();
        all_meetings().connected(a, b, met_);
        return std::any_of(met_.begin(), met_.end(), [&](const stretch& m) { return m.from <= early && m.to >= late; });
    };
    return presences_by_name_.find(name_of_x, last, first, [&](std::uint32_t i) {
        const presence& p = presence_at(i);
        return spoke(p) && presences_by_name_.find(name_of_y, last, first, [&](std::uint32_t k) {
            const presence& q = presence_at(k);
            return q.who != p.who && spoke(q) && is_other(q) && met(p.who, q.who);
        });
    });
}

bool fold::is_in_conference(int who, instant t) const {
    if (!scene_.conferences) return false;
    const auto in = scene_.presences_of(who);
    return std::any_of(in.begin(), in.end(),
                       [t](const presence& p) { return p.conference && p.from <= t && t < p.to; });
}

/// Where somebody who was reached through a queue or met in a room was sent: there, as it was dialled where that is told.
std::string_view fold::target_of(const stretch& y, instant after, const handed_over* word) const {
    const std::string_view dialled = word ? word->target : std::string_view();
    for (const stay* s : begun_within(facts_.stays, after - std::chrono::seconds(1), y.from)) {
        const bool of_caller = s->who == facts_.subject || at(s->who).role == device_role::half;
        if (!of_caller || s->to + milliseconds(200) < y.from) continue;
        if (s->doing != activity::queue) continue;
        if (!dialled.empty()) return dialled; // or as records have it, where the office's file names it
        return scene_.from_rows && scene_.people().is_listed_service(s->exten) ? s->exten : first_part(s->argument);
    }
    if (!dialled.empty() && is_in_conference(facts_.subject, y.from)) return dialled;
    return who_is(y.who);
}

/// Where somebody asked for `y` before the caller was sent there: the queue that called her, or the room that she was in, as
/// it was dialled; else herself.
std::string_view fold::asked_for(const stretch& x, const stretch& y) const {
    const auto as_dialled = [this](const stay& s) {
        const party& p = at(s.who);
        if (p.role == device_role::half) return p.device.substr(0, p.device.find('@'));
        if (p.dialled.empty()) return first_part(s.argument);
        // chan_sip lets the two channels change places: the record of who asked has where the caller was, and the caller's that
        if (scene_.from_rows && p.dialled == at(facts_.root).dialled)
            for (const stay& t : scene_.stays_of(facts_.root))
                if (t.doing == s.doing && t.argument == s.argument && !t.exten.empty()) return t.exten;
        return p.dialled;
    };
    const auto asked = [&](const stay& s) { // on the caller's behalf, while she was on hold
        const party& p = at(s.who);
        const auto by_path = [&p] { return p.role == device_role::half && p.other_half != nobody; };
        const auto by_phone = [&] { return p.placed && !p.called && who_is(s.who) == who_is(x.who); };
        return s.from + std::chrono::seconds(1) >= x.to && s.from < y.from && s.who != facts_.root &&
               partition_.root_of(s.who) == facts_.root && (by_path() || by_phone());
    };
    const attempt* made = attempt_of(y.who);
    for (std::size_t steps = 0; made && made->by != activity::queue && steps < scene_.parties.size(); ++steps) {
        const int half = at(made->caller).role == device_role::half ? at(made->caller).other_half : nobody;
        made = half == nobody ? nullptr : attempt_of(half);
    }
    for (const stay& s : picked(std::span(scene_.stays), stays_of_root_.of(facts_.root))) {
        const bool queue = s.doing == activity::queue && made && s.who == made->caller && made->from <= s.to;
        const bool room = s.doing == activity::conference && is_in_conference(y.who, y.from);
        if ((queue || room) && asked(s)) return as_dialled(s);
    }
    return who_is(y.who);
}

const handed_over* fold::word_about(int by, instant from, instant to) const {
    const auto first = std::partition_point(scene_.handovers.begin(), scene_.handovers.end(),
                                            [from](const handed_over& h) { return h.at < from; });
    for (const handed_over& h : std::span(first, scene_.handovers.end()))
        if (h.at > to) break;
        else if ((h.by == by || h.by == nobody || who_is(h.by) == who_is(by))) return &h;
    return nullptr;
}

/// Whether the first person hung up, and the dial plan then led the caller on to the next: nobody sent anybody anywhere.
bool fold::led_on_by_dial_plan(const stretch& x, const stretch& y) const {
    if (scene_.from_rows) {
        const attempt *first = attempt_of(x.who), *next = attempt_of(y.who);
        return first && next && first->caller == next->caller &&
               leads_on({first->exten, first->context, first->argument}, {next->exten, next->context, next->argument});
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
    return std::any_of(facts_.parked.begin(), facts_.parked.end(),
                       [&](const stay* s) { return s->to >= x.to && s->from <= y.from; });
}

/// Whether this phone put itself into the talk (INVITE with Replaces, RFC 3891): it called, and its call did nothing but that.
bool fold::took_over(int phone) const {
    const party& p = at(phone);
    constexpr std::uint64_t none = 1ull << static_cast<unsigned>(activity::none);
    return p.role == device_role::own && p.placed && !p.called && (p.doings & ~none) == 0 && p.dials.first == nobody &&
           p.dialled_by.first == nobody;
}

/// `asked`: since when the one that `x` is the talk of may have asked whom the caller was passed on to.
void fold::transfer_between(const stretch& x, const stretch& y, instant asked) {
    const std::string_view by = who_is(x.who), to = who_is(y.who);
    if (by == to || at(y.who).did_ever(activity::retrieve) || led_on_by_dial_plan(x, y)) return;
    // a talk of three is none, but where somebody was asked first, joined, and left with the caller
    const bool three = y.from + milliseconds(200) < x.to;
    if (three && x.to >= y.to) return;
    const bool asked_first = heard_each_other(x.who, y.who, asked, y.from);
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
        t.to = asked_for(x, y);
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
    if (t.result == outcome::busy) return false;
    const auto keys =
        scene_.pressed_within(std::max(t.from + milliseconds(100), t.to - moment) + microseconds(1), t.to);
    return std::any_of(keys.begin(), keys.end(), [person](const key_press& k) { return k.who == person; });
}

/// The talk went on with the same person after somebody else had been asked in vain, or been sent the caller in vain.
void fold::transfer_returned(const stretch& x, const stretch& y) {
    const std::string_view by = who_is(x.who);
    const auto in = scene_.presences_of(x.who);
    for (const attempt* a : begun_within(facts_.tries, x.to - std::chrono::seconds(1), y.from)) {
        if (a->result == outcome::answered) continue;
        if (at(a->callee).role == device_role::half) continue;
        const std::string_view to = who_is(a->callee);
        if (dialler_of(*a) == by) {
            if (gave_up(x.who, *a)) return;
            const transfer_result busy =
                a->result == outcome::busy ? transfer_result::busy : transfer_result::no_answer_returned;
            // who hangs up before the other one answers is called again
            const bool left = x.who != y.who && std::none_of(in.begin(), in.end(), [&](const presence& p) {
                                  return p.to + milliseconds(200) >= a->to;
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

/// The extension that a program led the subject to in the midst of its talk, which it then left; empty where none did.
std::string_view fold::led_to(instant left) const {
    constexpr milliseconds moment(500);
    const auto first = std::partition_point(scene_.leads.begin(), scene_.leads.end(),
                                            [&](const found_at& l) { return l.at <= left - moment; });
    for (const found_at& l : std::span(first, scene_.leads.end()))
        if (l.at >= left + moment) break;
        else if (l.who == facts_.subject) return l.place;
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
    for (const stay* s : facts_.parked)
        if (s->to >= last.to) return;
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
