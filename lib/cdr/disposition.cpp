// SPDX-License-Identifier: BSL-1.0
// How the call ended: a rule over the facts.
#include <algorithm>
#include <array>
#include <string>

#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

/// ITU-T Q.850: unallocated, no route, misdialled, invalid.
constexpr std::array no_such_number_causes = {1, 2, 3, 5, 28};

bool no_such_number(std::int32_t cause) noexcept {
    return std::find(no_such_number_causes.begin(), no_such_number_causes.end(), cause) != no_such_number_causes.end();
}

/// Whether the dial plan hung up with such a cause.
bool told_no_such_number(const stay& s) {
    return s.doing == activity::hangup &&
           std::any_of(no_such_number_causes.begin(), no_such_number_causes.end(),
                       [&s](int cause) { return first_part(s.argument) == std::to_string(cause); });
}

} // namespace

bool is_time_of_queue(std::string_view argument, microseconds waited, bool whole_seconds) noexcept {
    const std::chrono::seconds allowed(timeout_in_queue(argument));
    const milliseconds slack(whole_seconds ? 1000 : 200);
    return allowed.count() > 0 && waited >= allowed - slack && waited <= allowed + slack;
}

const stay* fold::last_stay(activity a) const {
    for (auto it = facts_.stays.rbegin(); it != facts_.stays.rend(); ++it)
        if ((*it)->doing == a) return *it;
    return nullptr;
}

/// Whether it was the caller who ended it, where a source tells.
std::optional<bool> fold::caller_hung_up() const {
    const party& subject = at(facts_.subject);
    if (subject.hung_up) return true;
    if (!subject.ended_by.empty()) return subject.ended_by == subject.name;
    return std::nullopt;
}

/// Whether the caller went while it was there: nothing came after it.
bool fold::caller_left_during(const stay& s) const {
    if (const auto known = caller_hung_up(); known && !*known) return false;
    const milliseconds slack(scene_.whole_seconds ? 1000 : 150);
    // several records may tell of one stay: it ends with the last of them
    instant to = s.to;
    for (const stay* t : facts_.stays)
        if (t->who == s.who && t->doing == s.doing && t->from <= s.to) to = std::max(to, t->to);
    if (at(s.who).last > to + slack) return false;
    return std::none_of(facts_.stays.begin(), facts_.stays.end(), [&](const stay* t) {
        return t->who == s.who && t != &s && t->from >= to && t->doing != s.doing;
    });
}

void fold::decide_disposition() {
    const party& root = at(facts_.root);
    if (root.did_ever(activity::agent_session)) {
        out_->disposition = disposition::agent_login;
        out_->talks.clear();
        out_->answered_by.clear();
        out_->transfers.clear();
        facts_.heard.clear();
        return;
    }
    const stay* conference = last_stay(activity::conference);
    if (conference && facts_.tries.empty()) { // everybody dialled the room
        out_->answered_by = {"conf:" + std::string(first_part(conference->argument))};
        out_->disposition = disposition::answered;
        return;
    }
    const bool own_service = root.did_ever(activity::listen_in) || root.did_ever(activity::voicemail_check) ||
                             root.did_ever(activity::test) || root.did_ever(activity::page) ||
                             scene_.people().is_service(root.dialled);
    // a code that leads into a menu and on to a person was a call after all, and so was one that dials a phone (intercom)
    const bool dials = last_stay(activity::dial) && !scene_.people().is_listed_service(root.dialled);
    const bool led_on = !out_->talks.empty() && (dials || last_stay(activity::menu) || last_stay(activity::queue));
    if (out_->direction == direction::internal && own_service && !led_on) {
        out_->disposition = disposition::service;
        out_->talks.clear();
        out_->transfers.clear();
        facts_.heard.clear();
        return;
    }
    out_->disposition = out_->talks.empty() ? unanswered() : disposition::answered;
}

/// What it counts as, once everything else is known.
void fold::count_as() {
    const outcome_policy& rules = ctx_->outcomes ? *ctx_->outcomes : default_outcomes_;
    const outcome_rule& rule = rules.decide(*out_, ctx_->office);
    out_->outcome = rule.is;
    if (ctx_->explain) out_->why.push_back({"outcome", to_string(rule), true});
}

/// The last stay in a queue. Who leaves one by a key is said to be in it for a moment more.
const stay* fold::last_wait() const {
    constexpr milliseconds moment(5);
    if (!scene_.from_rows)
        for (auto it = facts_.stays.rbegin(); it != facts_.stays.rend(); ++it)
            if ((*it)->doing == activity::queue && (*it)->to - (*it)->from > moment) return *it;
    return last_stay(activity::queue);
}

/// Whether the caller left the queue, by hanging up or by a key, before its time was up.
bool fold::left_queue(const stay& queue) const {
    if (queue.result == outcome::cancelled) return true;
    if (queue.told_end) return false;
    const auto keys =
        scene_.pressed_within(std::max(queue.from, queue.to - std::chrono::seconds(1) + microseconds(1)), queue.to);
    const bool by_key =
        std::any_of(keys.begin(), keys.end(), [&queue](const key_press& k) { return k.who == queue.who; });
    return by_key || (!waited_its_time(queue) && caller_left_during(queue));
}

/// Of records, whether the caller stayed as long as the queue was told to take.
bool fold::waited_its_time(const stay& queue) const {
    if (!scene_.from_rows) return false;
    instant from = queue.from, to = queue.to;
    for (const stay* s : facts_.stays)
        if (s->who == queue.who && s->doing == activity::queue && s->argument == queue.argument) {
            from = std::min(from, s->from);
            to = std::max(to, s->to);
        }
    return is_time_of_queue(queue.argument, to - from, scene_.whole_seconds);
}

/// Whether a phone of ours was picked up in this call.
bool fold::ours_picked_up() const {
    return std::any_of(facts_.members.begin(), facts_.members.end(),
                       [this](int m) { return at(m).role == device_role::own && at(m).answered; });
}

disposition fold::unanswered() const {
    if (own_phone_did_not_answer()) return disposition::no_answer_agent;
    const bool inbound = out_->direction == direction::inbound;
    if (const stay* message = last_stay(activity::voicemail)) {
        if (was_left(*message)) return disposition::voicemail;
        return inbound ? disposition::missed : disposition::no_answer;
    }
    const bool rang = std::any_of(facts_.tries.begin(), facts_.tries.end(), [this](const attempt* t) {
        return t->rang && at(t->callee).role != device_role::half;
    });
    if (rang && pbx_went_down()) return disposition::cut_while_ringing;
    if (const stay* queue = last_wait()) {
        if (left_queue(*queue)) return disposition::abandoned_queue;
        return rang || queue->to - queue->from > std::chrono::seconds(1) ? disposition::queue_timeout
                                                                         : disposition::no_human;
    }
    if (!facts_.tries.empty()) return tried_in_vain(rang);
    const party& subject = at(facts_.subject);
    return facts_.placed_by_pbx && subject.role == device_role::outside && !subject.answered ? never_reached(subject)
                                                                                             : never_offered();
}

/// The PBX called a phone of ours first, itself or by a path, and it did not answer.
bool fold::own_phone_did_not_answer() const {
    const party& root = at(facts_.root);
    if (!facts_.placed_by_pbx) return false;
    if (root.role == device_role::own) return !root.answered;
    return root.role == device_role::half && only_agent_called() && out_->direction == direction::outbound &&
           !at(facts_.tries.front()->callee).answered;
}

bool fold::was_left(const stay& message) const {
    const bool told = !scene_.from_rows && message.result != outcome::unknown;
    return told ? message.result == outcome::answered : message.to - message.from >= ctx_->voicemail_least;
}

/// Whether the PBX stopped in the midst of the call.
bool fold::pbx_went_down() const {
    if (scene_.stopped && out_->end + std::chrono::seconds(2) >= *scene_.stopped && out_->start <= *scene_.stopped)
        return true;
    // a dial that came to nothing or never ended, and a channel that neither its caller nor the dial plan ended
    const party& subject = at(facts_.subject);
    if (scene_.from_rows || subject.cause != 0 || !subject.ended_by.empty() || subject.hung_up) return false;
    return subject.last_dial == outcome::no_answer ||
           std::any_of(facts_.tries.begin(), facts_.tries.end(), [this](const attempt* t) {
               return t->result == outcome::unknown && at(t->callee).role == device_role::own;
           });
}

/// Somebody was called, and nobody talked.
disposition fold::tried_in_vain(bool rang) const {
    const party& subject = at(facts_.subject);
    bool cut = false, all_declined = true, busy = false;
    for (const attempt* t : facts_.tries) {
        const bool top = t->caller == facts_.root || t->caller == facts_.subject;
        cut = cut || (top && t->cut_by_caller);
        busy = busy || t->result == outcome::busy;
        if (at(t->callee).role == device_role::half) continue;
        const unsigned allowed = timeout_in_dial(t->argument);
        const bool in_time = allowed == 0 || t->to - t->from < std::chrono::seconds(allowed);
        // a phone that rang and stopped before its time, while the caller stayed, was told to stop
        const bool declined =
            t->result == outcome::busy ||
            (t->rang && in_time && !t->cut_by_caller && scene_.from_rows && at(t->callee).role == device_role::own);
        // a way that was closed before a phone rang says nothing of who was asked after it
        const bool no_way = !t->rang && (t->result == outcome::congestion || t->result == outcome::failed);
        all_declined = all_declined && (declined || no_way);
    }
    // who picked up and did not take the call leaves the word of a caller who gave up behind
    cut = cut || (!scene_.from_rows && subject.last_dial == outcome::cancelled && caller_hung_up().value_or(true));
    // events tell of a caller who gave up before the first ring; a record of no length may be any refusal
    cut = cut && (rang || !scene_.from_rows);
    // a program that lets a client go who has not answered waited for as long as it was told to
    const bool program_waited = facts_.placed_by_pbx && at(facts_.root).role == device_role::half && !ours_picked_up();
    cut = cut && !program_waited;
    // the network has no such number, whatever was played before it said so
    const bool said_so = scene_.from_rows && !facts_.stays.empty() && told_no_such_number(*facts_.stays.back());
    const bool no_number =
        said_so || (scene_.hears_ringing && !subject.rang && subject.called && no_such_number(subject.cause));
    return end_of({out_->direction == direction::inbound, rang, busy, cut, all_declined, no_number});
}

/// The PBX called an outsider on its own, who did not answer.
disposition fold::never_reached(const party& outsider) const {
    if (outsider.cause == 17 || outsider.cause == 21) return disposition::busy;
    if (no_such_number(outsider.cause)) return disposition::failed;
    return outsider.rang || outsider.last - outsider.first >= ctx_->ring_least ? disposition::no_answer
                                                                               : disposition::failed;
}

/// Nobody was dialled: a menu, a message, a tone.
disposition fold::never_offered() const {
    const party& subject = at(facts_.subject);
    const stay* menu = last_stay(activity::menu);
    if (!menu && subject.answered && !facts_.placed_by_pbx && caller_hung_up().value_or(scene_.from_rows))
        menu = last_stay(activity::script); // which may have asked anything
    const bool in_menu = menu && (caller_left_during(*menu) || (!scene_.from_rows && menu == facts_.stays.back() &&
                                                                caller_hung_up().value_or(false)));
    if (in_menu) return disposition::abandoned_ivr;
    const auto spoke = [](const stay* s) { // whether the caller heard or could do anything
        return s->doing != activity::hangup && s->doing != activity::script && s->doing != activity::other;
    };
    const bool nothing = std::none_of(facts_.stays.begin(), facts_.stays.end(), spoke);
    if (facts_.stays.empty() || (nothing && !subject.answered && !scene_.from_rows)) {
        // a source that names no applications, or nothing but a refusal: how it ended is all that is known
        if (subject.answered && facts_.placed_by_pbx) return disposition::no_human; // a robot spoke
        if (subject.answered)
            return caller_hung_up().value_or(false) ? disposition::abandoned_ivr : disposition::no_human;
        if (subject.cause == 17 || subject.cause == 21) return disposition::busy;
        return subject.cause > 0 && subject.last - subject.first < milliseconds(500) ? disposition::failed
               : out_->direction == direction::inbound                               ? disposition::no_human
                                                                                     : disposition::failed;
    }
    const stay& last = *facts_.stays.back();
    const auto said = std::find_if(facts_.stays.rbegin(), facts_.stays.rend(), spoke);
    if (said != facts_.stays.rend() && (*said)->doing == activity::dial && !scene_.from_rows)
        return disposition::failed; // a dial for which not one channel could be made
    if (last.doing == activity::hangup && said == facts_.stays.rend() && told_no_such_number(last) && !subject.answered)
        return disposition::failed; // one that was answered heard why
    if (last.doing == activity::busy_tone) return disposition::busy;
    if (last.doing == activity::congestion_tone) return disposition::failed;
    const bool at_once = last.to - facts_.stays.front()->from < milliseconds(500);
    if (at_once && !at(facts_.subject).answered) {
        if (last.result == outcome::busy) return disposition::busy;
        if (last.result == outcome::congestion || last.result == outcome::failed) return disposition::failed;
    }
    return disposition::no_human;
}

} // namespace almon::inline v0::cdr
