// SPDX-License-Identifier: BSL-1.0
#include "scene.hpp"

#include <algorithm>
#include <tuple>

#include "copy_text.hpp"
#include "hash.hpp"

namespace almon::inline v0::cdr {

namespace {

using std::chrono::seconds;

/// For how long who was called may be in no record, where nothing but the name of the channel ties the next one to it.
constexpr std::chrono::minutes longest_consultation(15);

auto order_of(const evidence& e) noexcept {
    // of what began in one millisecond, hanging up came last
    return std::tuple(e.at, e.sequence, e.what, e.doing == activity::hangup, e.channel, e.id, e.peer, e.argument,
                      e.room, e.end, e.lasted, e.presented, e.caller, e.dialled, e.again);
}

bool earlier(const evidence& a, const evidence& b) noexcept {
    return a.at != b.at ? a.at < b.at : order_of(a) < order_of(b);
}

bool same(const evidence& a, const evidence& b) noexcept {
    return a.at == b.at && order_of(a) == order_of(b) && a.group == b.group && a.doing == b.doing &&
           a.result == b.result && a.did == b.did && a.recording == b.recording && a.caller == b.caller &&
           a.withheld == b.withheld;
}

/// Whether the name is that of a line and not of one call: `DAHDI/4-1`, `Console/dsp`, beside `PJSIP/101-0000001f`. The line's next
/// call bears it again.
bool names_line(std::string_view channel) noexcept {
    const std::size_t dash = channel.rfind('-');
    return dash == std::string_view::npos || channel.size() - dash == 2;
}

} // namespace

/// Evidence mostly comes in order, and is large.
void scene::put_in_order(std::span<evidence> items) {
    if (!std::is_sorted(items.begin(), items.end(), earlier)) std::sort(items.begin(), items.end(), earlier);
}

void scene::clear() {
    parties.clear();
    attempts.clear();
    presences.clear();
    short_talks.clear();
    stays.clear();
    handovers.clear();
    leads.clear();
    queue_words_.clear();
    holds.clear();
    presses.clear();
    recordings.clear();
    recording_of.clear();
    by_name_.clear();
    by_id_.clear();
    rooms_.clear();
    in_room_.clear();
    hears_ringing = names_transfers = sessions_meet_callers = conferences = false;
    found_.clear();
    stopped.reset();
}

/// Most groups are rows or events alone.
void scene::take_rows_apart(std::span<evidence> items) {
    const auto is_row = [](const evidence& e) { return e.what == fact::segment; };
    const auto rows = static_cast<std::size_t>(std::count_if(items.begin(), items.end(), is_row));
    rows_ = items.first(rows == items.size() ? rows : 0);
    if (rows == 0 || rows == items.size()) return;
    rows_apart_.clear();
    std::copy_if(items.begin(), items.end(), std::back_inserter(rows_apart_), is_row);
    rows_ = rows_apart_;
}

/// Some events name what a channel does, and others have said so: only together, and in their order, do they tell which.
std::span<evidence> scene::leave_out_retold(std::span<evidence> items) {
    if (std::none_of(items.begin(), items.end(), [](const evidence& e) { return e.again != retold::no; })) return items;
    using key = std::tuple<std::string_view, activity, outcome, std::string_view>;
    boost::unordered_flat_map<key, instant, boost::hash<key>> begun; // by channel, what, and where in the dial plan
    boost::unordered_flat_map<std::string_view, std::pair<activity, std::string_view>> last; // of each channel
    auto kept = items.begin();
    for (evidence& e : items) {
        if (e.what == fact::began || e.what == fact::seen_at) {
            const key at_once(e.channel, e.doing, e.result, e.dialled);
            const std::pair now(e.doing, e.argument);
            if (e.again == retold::at_once)
                if (const auto known = begun.find(at_once); known != begun.end() && e.at - known->second < seconds(1))
                    continue;
            if (e.again == retold::ever)
                if (const auto known = last.find(e.channel); known != last.end() && known->second == now) continue;
            if (e.again == retold::no) begun[at_once] = e.at;
            last[e.channel] = now;
        }
        if (&*kept != &e) *kept = e;
        ++kept;
    }
    return items.first(static_cast<std::size_t>(kept - items.begin()));
}

/// What a source told to the second only takes its time from an exact source that tells the same: else everything would begin
/// too early. What it found a channel doing in passing is left out, where an exact source tells what the channel does.
std::span<evidence> scene::take_finer_times(std::span<evidence> items) {
    constexpr std::ptrdiff_t most = 4096; // of one second: no call has as many, and to compare them all would take long
    const auto is_rough = [](const evidence& e) { return e.what != fact::segment && e.times == precision::floored; };
    const auto is_exact = [](const evidence& e) { return e.what != fact::segment && e.times == precision::exact; };
    if (std::none_of(items.begin(), items.end(), is_rough) || std::none_of(items.begin(), items.end(), is_exact))
        return items;
    const auto earlier_than = [](const evidence& e, instant t) { return e.at < t; };
    finer_.clear();
    for (auto rough = items.begin(); rough != items.end(); ++rough) {
        if (!is_rough(*rough) || rough->what == fact::seen_at) continue;
        const auto first = std::lower_bound(items.begin(), rough, rough->at, earlier_than);
        const auto next = std::lower_bound(rough, items.end(), rough->at + seconds(1), earlier_than);
        if (next - first > most) continue;
        const auto exact = std::find_if(first, next, [&](const evidence& e) {
            return is_exact(e) && e.what == rough->what && e.doing == rough->doing &&
                   same_text(e.channel, rough->channel) && e.peer == rough->peer && e.room == rough->room;
        });
        if (exact != next) finer_.emplace_back(&*rough, exact->at);
    }
    for (const auto& [e, at] : finer_) e->at = at;
    told_.clear();
    for (const evidence& e : items)
        if (is_exact(e) && e.what == fact::began) told_.push_back(e.channel);
    std::sort(told_.begin(), told_.end());
    const auto kept = std::remove_if(items.begin(), items.end(), [&](const evidence& e) {
        return is_rough(e) && e.what == fact::seen_at && std::binary_search(told_.begin(), told_.end(), e.channel);
    });
    items = items.first(static_cast<std::size_t>(kept - items.begin()));
    put_in_order(items);
    return items;
}

std::span<evidence> scene::arrange(std::span<evidence> items) {
    clear();
    if (!items.empty() && !stops_.empty()) {
        const instant begin = std::min_element(items.begin(), items.end(), [](const evidence& a, const evidence& b) {
                                  return a.at < b.at;
                              })->at;
        const auto stop = std::lower_bound(stops_.begin(), stops_.end(), begin);
        if (stop != stops_.end()) stopped = *stop;
    }
    if (items.size() > 1) {
        put_in_order(items);
        items = items.first(static_cast<std::size_t>(std::unique(items.begin(), items.end(), same) - items.begin()));
    }
    take_rows_apart(items);
    if (rows_.size() != items.size()) items = take_finer_times(leave_out_retold(items));
    from_rows = rows_.size() == items.size() || std::none_of(items.begin(), items.end(), [](const evidence& e) {
                    return e.what == fact::joined || e.what == fact::appeared || e.what == fact::present;
                });
    whole_seconds = any_answered_ = false;
    for (const evidence& e : rows_) {
        whole_seconds |= e.times == precision::seconds;
        any_answered_ |= e.result == outcome::answered;
    }
    if (from_rows) settle_rows();
    return items;
}

void scene::build(std::span<const evidence> items) {
    if (from_rows) {
        for (const evidence& e : rows_) take_segment(e);
        dials_of_programs();
    }
    if (rows_.size() != items.size())
        for (const evidence& e : items)
            if (e.what != fact::segment) take_event(e);
    if (!from_rows)
        for (const evidence& e : rows_) {
            // live events say better what happened; the record still has what somebody wrote into it
            const int known = e.id.empty() ? nobody : find_id(e.id);
            if (known != nobody) describe(known, e);
        }
    forget_clean_up();
    end_absent();
    pair_halves();
    if (!from_rows) {
        begin_seen_dials();
        infer_dials();
    }
    end_when_far_end_went();
    close_open_ends();
    refine_answers();
    if (!from_rows) holds_begin_with_keys();
}

void scene::note_stop(instant t) {
    const auto place = std::lower_bound(stops_.begin(), stops_.end(), t);
    if (place == stops_.end() || *place != t) stops_.insert(place, t);
}

/// Few parties are searched through faster than they are hashed.
void scene::remember(int index) {
    constexpr std::size_t few = 16;
    if (parties.size() <= few) return;
    const std::size_t from = by_name_.empty() && by_id_.empty() ? 0 : static_cast<std::size_t>(index);
    for (std::size_t i = from; i <= static_cast<std::size_t>(index); ++i) {
        if (!parties[i].name.empty()) by_name_[parties[i].name] = static_cast<int>(i);
        if (!parties[i].id.empty()) by_id_[parties[i].id] = static_cast<int>(i);
    }
}

template <std::string_view party::*KnownBy>
int scene::find(const party_map& all, std::string_view text) const {
    if (!by_name_.empty() || !by_id_.empty()) {
        const auto found = all.find(text);
        return found == all.end() ? nobody : found->second;
    }
    for (std::size_t i = parties.size(); i-- > 0;)
        if (same_text(parties[i].*KnownBy, text)) return static_cast<int>(i);
    return nobody;
}

int scene::find_name(std::string_view name) const {
    return find<&party::name>(by_name_, name);
}

int scene::find_id(std::string_view id) const {
    return find<&party::id>(by_id_, id);
}

int scene::add_party(std::string_view name, std::string_view id) {
    const int index = static_cast<int>(parties.size());
    party& p = parties.emplace_back();
    p.id = id;
    identify(p, name);
    remember(index);
    return index;
}

void scene::identify(party& p, std::string_view name) {
    p.name = name;
    const device_info info = people_.look_up(name);
    p.role = info.role;
    p.device = info.device;
    p.who = info.who;
    p.trunk = info.trunk;
}

/// Whether the record tells of the same channel as earlier ones, though it was in none for a while: who had been called waits
/// while others are asked, and is then met by a channel that called nobody, or once more by the one that had called.
bool scene::still_there(const party& p, std::string_view name, const evidence& e) const {
    if (!from_rows || e.what != fact::segment || name != e.peer || e.result != outcome::answered || !p.called)
        return false;
    if (e.doing == activity::none || e.doing == activity::outgoing) return true;
    return p.dialler != nobody && p.dialler == find_name(e.channel);
}

/// Whether a record of a line may go on with its last call: who called by it is the same, or it is met by who did not dial it.
bool scene::goes_on_line(const party& p, std::string_view name, const evidence& e) {
    if (name != e.channel) return e.doing == activity::none || e.doing == activity::outgoing;
    return p.has_caller && p.caller == e.caller;
}

int scene::party_of(std::string_view name, std::string_view id, const evidence& e, instant from, instant to) {
    int index = id.empty() ? nobody : find_id(id);
    if (index == nobody && !name.empty()) {
        const int found = find_name(name);
        if (found != nobody) {
            const party& p = parties[static_cast<std::size_t>(found)];
            const bool other_id = !id.empty() && !p.id.empty() && id != p.id;
            const bool other_call = e.group.empty() || p.group.empty() || e.group != p.group;
            // names are given out anew after a restart; whom a record meets without having called, rang on since the record
            // of who called, and handed the call over
            const bool met = from_rows && e.what == fact::segment && name == e.peer && e.result == outcome::answered &&
                             e.lasted - e.connected <= pbx_answers_within && p.called && !p.answered;
            const bool next_call = names_line(name) && !goes_on_line(p, name, e);
            const seconds later = next_call                 ? seconds(0)
                                  : still_there(p, name, e) ? longest_consultation
                                                            : seconds(met ? 60 : 2);
            if (!other_id && !(other_call && from > p.last + later)) index = found;
        }
    }
    if (index == nobody) {
        index = add_party(name, id);
        party& p = parties.back();
        p.first = from;
        p.last = to;
        p.group = e.group;
    }
    party& p = parties[static_cast<std::size_t>(index)];
    if (p.id.empty() && !id.empty()) {
        p.id = id;
        remember(index);
    }
    if (p.name.empty() && !name.empty()) {
        identify(p, name);
        remember(index);
    }
    if (from_rows && e.what != fact::segment) return index; // its whole seconds would stretch what records know better
    if (!p.seen_alive) p.first = std::min(p.first, from);
    p.last = std::max(p.last, to);
    return index;
}

/// Whether this phone dialled: when it is said to be called it took a call that rang elsewhere.
bool scene::dialled_itself(const party& p) noexcept {
    return p.role == device_role::own && p.seen_alive && !p.dialled.empty();
}

void scene::describe(int index, const evidence& e) {
    party& p = parties[static_cast<std::size_t>(index)];
    const auto fill = [](std::string_view& to, std::string_view from) {
        if (to.empty()) to = from;
    };
    if (p.group.empty()) p.group = e.group;
    // a queue's log begins within its second, before the channel has come, and has the number as the dial plan left it
    const bool of_queue_log = e.doing == activity::queue && e.times == precision::seconds && e.what != fact::segment;
    if (of_queue_log && !p.has_caller) fill(p.caller, e.caller);
    else if (!p.has_caller && (!e.caller.empty() || !e.caller_name.empty() || e.what == fact::segment)) {
        p.caller = e.caller;
        p.caller_name = e.caller_name;
        p.has_caller = true;
    }
    fill(p.own_number, e.own_number);
    if (e.what != fact::began && e.what != fact::seen_at) fill(p.dialled, e.dialled); // where it is now
    fill(p.context, e.context);
    fill(p.did, e.did);
    fill(p.presented, e.presented);
    fill(p.account, e.account);
    p.withheld = p.withheld || e.withheld;
    if (e.doing == activity::outgoing && e.what != fact::segment && !dialled_itself(p)) {
        p.called = true;
        fill(p.queue, e.argument);
    }
    if (!e.recording.empty()) {
        recordings.push_back(e.recording);
        recording_of.push_back(index);
    }
}

int scene::room_number(std::string_view room) {
    const auto [it, fresh] = rooms_.try_emplace(room, static_cast<int>(in_room_.size()));
    if (fresh) in_room_.emplace_back();
    return it->second;
}

std::span<const key_press> scene::pressed_within(instant first, instant last) const {
    const auto from =
        std::partition_point(presses.begin(), presses.end(), [first](const key_press& k) { return k.at < first; });
    const auto to = std::partition_point(from, presses.end(), [last](const key_press& k) { return k.at <= last; });
    return {from, to};
}

void scene::add(const presence& x) {
    presences.push_back(x);
    conferences = conferences || x.conference;
    link<&presence::next_of>(presences, presences.size() - 1, at(x.who).presences);
    link<&presence::next_in>(presences, presences.size() - 1, in_room_[static_cast<std::size_t>(x.room)]);
}

void scene::add(const stay& s) {
    stays.push_back(s);
    party& p = at(s.who);
    p.last_began = std::max(p.last_began, s.from);
    link<&stay::next_of>(stays, stays.size() - 1, p.stays);
}

void scene::add(const on_hold& h) {
    holds.push_back(h);
    link<&on_hold::next_of>(holds, holds.size() - 1, at(h.who).holds);
}

attempt& scene::add(const attempt& t) {
    attempts.push_back(t);
    link<&attempt::next_by>(attempts, attempts.size() - 1, at(t.caller).dials);
    link<&attempt::next_to>(attempts, attempts.size() - 1, at(t.callee).dialled_by);
    return attempts.back();
}

void scene::link_stays() {
    for (party& p : parties) p.stays = {};
    for (std::size_t i = 0; i < stays.size(); ++i) link<&stay::next_of>(stays, i, at(stays[i].who).stays);
}

/// Each with the next one that is the other half of its path and has none yet.
void scene::pair_halves() {
    paths_.build(parties.size(), [this](std::size_t i) {
        const party& p = parties[i];
        return p.role == device_role::half && p.name.size() > 1 ? path_of(p.name) : std::string_view();
    });
    for (std::size_t i = 0; i < parties.size(); ++i) {
        party& p = parties[i];
        if (p.role != device_role::half || p.other_half != nobody || p.name.size() < 2) continue;
        for (const std::uint32_t k : paths_.from(path_of(p.name), i + 1)) {
            party& q = parties[k];
            if (q.role != device_role::half || q.other_half != nobody || q.name == p.name) continue;
            if (path_of(q.name) != path_of(p.name)) continue;
            p.other_half = static_cast<int>(k);
            q.other_half = static_cast<int>(i);
            break;
        }
    }
}

} // namespace almon::inline v0::cdr
