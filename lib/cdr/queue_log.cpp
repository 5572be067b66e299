// SPDX-License-Identifier: BSL-1.0
// Calls of which nothing but a queue's log tells: who waited, whom the queue asked, who talked and until when, to the second.
// No channels, no trunk, nothing of what came before the queue or after it.
#include <algorithm>
#include <tuple>

#include "copy_text.hpp"
#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

using lines_of_call = std::span<const evidence* const>;

bool is_of_queue_log(const evidence& e) noexcept {
    const bool known = e.what == fact::began || e.what == fact::ended || e.what == fact::asked ||
                       e.what == fact::parted || e.what == fact::described;
    return known && e.doing == activity::queue && e.channel.empty() && e.peer.empty() && !e.id.empty();
}

/// The first line of that kind that `fits`; null where there is none.
template <class Fits>
const evidence* first_of(lines_of_call lines, fact what, Fits fits) {
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&](const evidence* e) { return e->what == what && fits(*e); });
    return found == lines.end() ? nullptr : *found;
}

const evidence* first_of(lines_of_call lines, fact what) {
    return first_of(lines, what, [](const evidence&) { return true; });
}

/// The caller as whoever ended the call.
std::string_view caller_of(const call& c) noexcept {
    return c.by.empty() ? std::string_view("external") : c.by;
}

/// How it ended for whom nobody answered.
disposition without_talk(lines_of_call lines) noexcept {
    const auto last =
        std::find_if(lines.rbegin(), lines.rend(), [](const evidence* e) { return e->what == fact::ended; });
    return last != lines.rend() && (*last)->result == outcome::no_answer ? disposition::queue_timeout
                                                                         : disposition::abandoned_queue;
}

/// Calls apart, and lines of one second in the order in which a call goes on.
bool comes_before(const evidence* a, const evidence* b) noexcept {
    const auto rank = [](const evidence& e) {
        return e.what == fact::began ? 0 : e.what == fact::ended ? 2 : e.what == fact::parted ? 3 : 1;
    };
    return std::tuple(a->id, a->at, rank(*a), a->argument, a->account, a->result) <
           std::tuple(b->id, b->at, rank(*b), b->argument, b->account, b->result);
}

} // namespace

bool fold::run_queue_log(std::span<const evidence> items, std::vector<call>& out, std::size_t& count) {
    if (!std::all_of(items.begin(), items.end(), is_of_queue_log)) return false;
    std::vector<const evidence*> lines;
    for (const evidence& e : items) lines.push_back(&e);
    std::sort(lines.begin(), lines.end(), comes_before);
    for (auto next = lines.begin(); next != lines.end();) { // an agent's session has the calls of many
        const auto first = next;
        while (next != lines.end() && (*next)->id == (*first)->id) ++next;
        const lines_of_call one(first, next);
        if (!first_of(one, fact::began)) continue; // it began before the log did
        begin_call(out, count);
        queue_call(one);
        ++count;
    }
    return true;
}

void fold::queue_call(std::span<const evidence* const> lines) {
    clear_call();
    call& c = *out_;
    fit_legs(0);
    c.recordings.clear();
    const evidence& came = *first_of(lines, fact::began);
    spans_.begin(came.at, lines.back()->at);
    c.start = spans_.start();
    c.end = spans_.end();
    name_queue_caller(lines);
    c.queue = first_part(came.argument);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const evidence& e = *lines[i];
        if (e.what != fact::began) continue;
        const evidence* const over =
            first_of(lines.subspan(i), fact::ended, [&e](const evidence& x) { return x.argument == e.argument; });
        spans_.add(e.at, over ? over->at : c.end, span_sum::waiting);
    }
    read_queue_talks(lines);
    c.spans = spans_.total();
    c.disposition = c.talks.empty() ? without_talk(lines) : disposition::answered;
    if (c.disposition == disposition::abandoned_queue && first_of(lines, fact::ended)) c.hung_up_by = caller_of(c);
    overwrite(c.native, came.id);
    write_id();
    if (ctx_->explain) explain_queue_log();
    count_as();
}

void fold::name_queue_caller(std::span<const evidence* const> lines) {
    const std::string_view caller = first_of(lines, fact::began)->caller;
    const evidence* const described = first_of(lines, fact::described);
    if (scene_.people().is_extension(caller)) {
        out_->direction = direction::internal;
        out_->by = caller;
        return;
    }
    out_->direction = direction::inbound;
    name_caller({caller, {}, false, nullptr});
    name_line(described ? described->did : std::string_view(), {}, nullptr);
    ask_others({});
}

/// Whom the queue asked, who answered, and what became of the talk.
void fold::read_queue_talks(std::span<const evidence* const> lines) {
    call& c = *out_;
    overwritten_list rang(c.rang), answered_by(c.answered_by);
    auto over = lines.begin(); // of the talk: the next parting
    for (auto line = lines.begin(); line != lines.end(); ++line) {
        const evidence& e = **line;
        if (e.what != fact::asked) continue;
        const std::string_view who = who_is_agent(e.account);
        if (e.result == outcome::answered || e.lasted >= ctx_->ring_least) rang.add(who);
        if (e.result != outcome::answered) continue;
        answered_by.add(who);
        c.responsible = who;
        over =
            std::find_if(std::max(over, line), lines.end(), [](const evidence* x) { return x->what == fact::parted; });
        const talk& t = c.talks.emplace_back(talk{std::string(who), e.at, over == lines.end() ? c.end : (*over)->at});
        spans_.add(t.start, t.end, span_sum::talking);
        if (over != lines.end()) end_queue_talk(t, **over);
    }
}

/// Who ended the talk, or sent the caller on.
void fold::end_queue_talk(const talk& t, const evidence& over) {
    call& c = *out_;
    if (over.transfer == handover::none) {
        c.hung_up_by = over.account.empty() ? caller_of(c) : t.who;
        return;
    }
    const bool blind = over.transfer == handover::blind;
    c.transfers.push_back({blind ? transfer_kind::blind : transfer_kind::attended, t.who, std::string(over.dialled),
                           over.at, transfer_result::answered});
}

/// The extension of an agent, whom queues name as a device, by a number, or as they like.
std::string_view fold::who_is_agent(std::string_view agent) const {
    if (const tenant::tenant* const office = ctx_->office)
        for (const tenant::user* user : {office->find_user(agent), office->user_of_agent(agent)})
            if (user && !user->extension.empty()) return user->extension;
    const std::string_view device = device_of(agent);
    if (device.empty()) return agent;
    const std::string_view bare = device.substr(0, device.find('@')); // `Local/101@agents/n`
    const device_info known = scene_.people().look_up(agent);
    return known.role == device_role::own && !known.who.empty() ? known.who : bare;
}

void fold::explain_queue_log() {
    const auto say = [this](std::string field, std::string why) {
        out_->why.push_back({std::move(field), std::move(why), false});
    };
    say("direction", "a queue's log names no trunk: whose number is no extension of ours called from outside");
    say("start", "when the caller came into the queue; what was before, a queue's log does not tell");
    say("end", "the log's last word of the call, to the second");
    if (!out_->transfers.empty()) say("transfers", "the caller was sent on; what became of it, the log does not tell");
}

} // namespace almon::inline v0::cdr
