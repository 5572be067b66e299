// SPDX-License-Identifier: BSL-1.0
#include "fold.hpp"

#include <algorithm>
#include <utility>

#include "copy_text.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

/// `1795297099.34` after an optional system name: epoch and counter, for comparing as numbers.
std::pair<std::uint64_t, std::uint64_t> id_order(std::string_view id) noexcept {
    if (const std::size_t dash = id.rfind('-'); dash != std::string_view::npos) id.remove_prefix(dash + 1);
    std::pair<std::uint64_t, std::uint64_t> value{0, 0};
    std::uint64_t* part = &value.first;
    for (const char c : id) {
        if (c == '.') part = &value.second;
        else if (c >= '0' && c <= '9') *part = *part * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

bool earlier_id(std::string_view a, std::string_view b) noexcept {
    const auto x = id_order(a), y = id_order(b);
    return x != y ? x < y : a < b;
}

/// They mostly are in order.
template <class What>
void put_in_order_of_time(std::vector<const What*>& all) {
    const auto earlier = [](const What* a, const What* b) { return a->from < b->from; };
    if (!std::is_sorted(all.begin(), all.end(), earlier)) std::stable_sort(all.begin(), all.end(), earlier);
}

} // namespace

bool fold::run(std::span<evidence> items, way how, std::vector<call>& out, std::size_t& count) {
    bool arranged = false; // which moves rows within their seconds, and so is done once
    const auto arrange = [&] {
        if (!std::exchange(arranged, true)) items = scene_.arrange(items);
        return items;
    };
    if (how != way::by_scene) {
        begin_call(out, count);
        if (items.size() == 1 ? plain_call(items.front()) : may_be_ring(items) && plain_ring(arrange())) {
            ++count;
            return true;
        }
    }
    if (how == way::plain) return false;
    scene_.build(arrange());
    if (scene_.parties.empty()) return true;
    find_branches();
    partition_.build(scene_);
    index_scene();
    ids_told_.clear();
    for (const int root : partition_.roots) {
        if (at(root).name.empty()) continue; // an id that some source mentions beside the calls themselves
        begin_call(out, count);
        one_call(root);
        if (out_->id.empty()) continue;
        if (partition_.roots.size() > 1 && !ids_told_.insert(out_->id).second) name_by_channel();
        ++count;
    }
    return true;
}

/// Makes what belongs to one of many calls be found without a look at the others.
void fold::index_scene() {
    meetings_known_ = presences_named_ = false;
    const auto root_of = [this](int who) { return partition_.root_of(who); };
    parties_of_root_.build(scene_.parties.size(), [&](std::size_t i) { return root_of(static_cast<int>(i)); });
    attempts_of_root_.build(scene_.attempts.size(), [&](std::size_t i) { return root_of(scene_.attempts[i].callee); });
    stays_of_root_.build(scene_.stays.size(), [&](std::size_t i) { return root_of(scene_.stays[i].who); });
    holds_of_root_.build(scene_.holds.size(), [&](std::size_t i) { return root_of(scene_.holds[i].who); });
    recordings_of_root_.build(scene_.recordings.size(), [&](std::size_t i) { return root_of(scene_.recording_of[i]); });
    channels_named_.build(scene_.parties.size(), [&](std::size_t i) { return scene_.parties[i].name; });
    short_talks_of_.build(2 * scene_.short_talks.size(), [&](std::size_t i) {
        return i % 2 == 0 ? scene_.short_talks[i / 2].a : scene_.short_talks[i / 2].b;
    });
}

void fold::begin_call(std::vector<call>& out, std::size_t count) {
    if (count == out.size()) out.emplace_back();
    out_ = &out[count];
}

void fold::one_call(int root) {
    clear_call();
    facts_.root = root;
    gather(root);
    choose_subject();
    find_talks();
    name_parties();
    ask_others(at(root).dialled);
    fill_talks();
    // the call is over when the outsider is gone, whoever stays behind
    if (out_->direction == direction::inbound || !out_->talks.empty()) out_->end = at(facts_.subject).last;
    out_->start = std::min(out_->end, at(root).first);
    find_transfers();
    decide_disposition();
    find_hangup();
    fill_spans();
    fill_legs();
    fill_recordings();
    make_id();
    if (ctx_->explain) explain();
    count_as();
}

/// Empties the call (but for its legs, recordings and ids, which are written over) and the facts, and keeps the memory that
/// they hold.
void fold::clear_call() {
    for (std::string* s :
         {&out_->id, &out_->by, &out_->did, &out_->campaign, &out_->trunk, &out_->queue, &out_->responsible})
        s->clear();
    out_->rang.clear();
    out_->answered_by.clear();
    out_->external.reset();
    out_->talks.clear();
    out_->spans = {};
    clear_rest();
    facts_.subject = nobody;
    facts_.placed_by_pbx = false;
    facts_.members.clear();
    facts_.heard.clear();
    facts_.tries.clear();
    facts_.stays.clear();
    facts_.parked.clear();
}

/// What few rows do not tell.
void fold::clear_rest() {
    out_->transfers.clear();
    out_->hung_up_by.clear();
    out_->cause.reset();
    out_->why.clear();
}

void fold::gather(int root) {
    out_->start = instant::max();
    out_->end = instant::min();
    for (const std::uint32_t place : parties_of_root_.of(root)) {
        const int i = static_cast<int>(place);
        if (partition_.root_of(i) != root) continue;
        facts_.members.push_back(i);
        out_->start = std::min(out_->start, at(i).first);
        out_->end = std::max(out_->end, at(i).last);
    }
    for (const attempt& t : picked(std::span(std::as_const(scene_.attempts)), attempts_of_root_.of(root)))
        if (partition_.root_of(t.callee) == root) facts_.tries.push_back(&t);
    put_in_order_of_time(facts_.tries);
}

/// Whether the called party itself refused (busy, no such number), and not the way to it.
bool fold::refused_by_party(int index) const {
    const std::int32_t cause = at(index).cause;
    if (cause >= 0) return cause == 1 || cause == 17 || cause == 21 || cause == 22 || cause == 28;
    const attempt* tried = attempt_of(index);
    return tried && (tried->result == outcome::busy || (scene_.from_rows && tried->result == outcome::no_answer));
}

/// The outsider whose call it is, or the caller of a call within the office.
void fold::choose_subject() {
    const party& root = at(facts_.root);
    int outsider = nobody;
    for (const int m : facts_.members) {
        const party& p = at(m);
        if (p.role != device_role::outside) continue;
        // of several attempts the one that was answered, else the first that the called party refused itself (trying
        // another trunk does not help), else the last
        if (outsider == nobody || (!at(outsider).answered && (p.answered || !refused_by_party(outsider)))) outsider = m;
    }
    const bool from_outside = root.role == device_role::outside && !root.called;
    facts_.placed_by_pbx = root.role == device_role::half || root.called;
    if (from_outside) {
        out_->direction = direction::inbound;
        facts_.subject = facts_.root;
    } else if (outsider != nobody) {
        out_->direction = direction::outbound;
        facts_.subject = outsider;
    } else {
        out_->direction = direction::internal;
        facts_.subject = facts_.root;
    }
    if (out_->direction == direction::inbound && scene_.from_rows && facts_.tries.empty()) {
        // a record does not tell who called whom when the PBX placed the call: our own number as the caller does. A stranger may
        // send digits that are an extension's, too: but whoever calls in does not ring until he is answered by a room
        const auto n = scene_.people().read(root.caller, root.trunk);
        const bool rang = root.answered && *root.answered - root.first >= ctx_->ring_least;
        const bool within = rang && root.dialled.empty() && scene_.people().is_within(root.caller);
        if (within || (n && scene_.people().is_ours(*n))) {
            out_->direction = direction::outbound;
            facts_.placed_by_pbx = true;
        }
    }
    for (const stay& s : picked(std::span(std::as_const(scene_.stays)), stays_of_root_.of(facts_.root))) {
        const bool of_subject = s.who == facts_.subject || s.who == facts_.root;
        const bool of_path = !of_subject && at(s.who).role == device_role::half &&
                             partition_.root_of(s.who) == facts_.root &&
                             (facts_.placed_by_pbx || stands_for_subject(s.who, s.from));
        if (of_subject || of_path) facts_.stays.push_back(&s);
    }
    put_in_order_of_time(facts_.stays);
    for (const stay* s : facts_.stays)
        if (s->doing == activity::park) facts_.parked.push_back(s);
}

/// The outside number that a blind transfer named just before this channel was called; empty where none did.
std::string_view fold::sent_on_to(int index) const {
    const party& p = at(index);
    std::string_view target;
    const auto later = std::partition_point(scene_.handovers.begin(), scene_.handovers.end(),
                                            [&p](const handed_over& h) { return h.at <= p.first; });
    for (auto h = std::make_reverse_iterator(later); h != scene_.handovers.rend(); ++h) {
        if (p.first - h->at >= std::chrono::seconds(5)) break;
        if (h->how != handover::blind) continue;
        target = h->target;
        break;
    }
    constexpr std::size_t shortest = 7;
    return target.size() < shortest ? std::string_view{} : scene_.people().without_outside_prefix(target);
}

/// The name under which a person knows this party: an extension, or an outsider's number as it was dialled.
std::string_view fold::who_is(int index) const {
    const party& p = at(index);
    if (!p.who.empty()) return p.who;
    if (p.role == device_role::outside) {
        for (const attempt& t : scene_.attempts_to(index)) {
            const std::string_view sent = number_in_dial(t.argument, p.device);
            if (!sent.empty()) return sent;
            // the path that was dialled names the number
            const party& caller = at(t.caller);
            if (caller.role == device_role::half)
                return scene_.people().without_outside_prefix(caller.device.substr(0, caller.device.find('@')));
        }
        if (!p.called) return p.caller;
        if (!p.dialled.empty()) return p.dialled;
        // where it was sent on to, or what our phone had dialled to get there
        if (const std::string_view target = sent_on_to(index); !target.empty()) return target;
        if (p.dialler != nobody && at(p.dialler).role != device_role::outside)
            return scene_.people().without_outside_prefix(at(p.dialler).dialled);
        // a device that was dialled without a number is a phone, however it is named
        return scene_.people().office() ? std::string_view() : p.device;
    }
    if (looks_like_extension(p.caller)) return p.caller;
    return p.device;
}

/// Adds a name that is not there yet, after `names_` was cleared for the list; nobody knows who some are.
void fold::add_name(std::vector<std::string>& names, std::string_view name) {
    if (!name.empty() && names_.note(name, 0).fresh) names.emplace_back(name);
}

void fold::fill_legs() {
    // of two that began at once, who called comes first
    std::vector<int>& members = facts_.members;
    std::sort(members.begin(), members.end(), [this](int a, int b) {
        const party &x = at(a), &y = at(b);
        if (x.first != y.first) return x.first < y.first;
        return x.called != y.called ? y.called : x.name < y.name;
    });
    fit_legs(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) fill_leg(members[i], out_->legs[i]);
}

/// Makes room for that many legs: a list of as many, if one was put aside, with the memory of its texts.
void fold::fit_legs(std::size_t count) {
    std::vector<leg>& legs = out_->legs;
    if (legs.size() == count) return;
    if (legs.size() < spare_legs_.size() && count < spare_legs_.size()) {
        spare_legs_[legs.size()].push_back(std::move(legs));
        legs.clear();
        if (auto& fitting = spare_legs_[count]; !fitting.empty()) {
            legs = std::move(fitting.back());
            fitting.pop_back();
        }
    }
    legs.resize(count);
}

void fold::fill_recordings() {
    {
        overwritten_list names(out_->recordings);
        for (const std::uint32_t i : recordings_of_root_.of(facts_.root))
            if (partition_.root_of(scene_.recording_of[i]) == facts_.root) names.add(scene_.recordings[i]);
    }
    if (out_->recordings.size() > 1) std::sort(out_->recordings.begin(), out_->recordings.end());
}

void fold::fill_leg(int member, leg& l) {
    const party& p = at(member);
    const bool outside = p.role == device_role::outside;
    overwrite(l.channel, p.name);
    overwrite(l.trunk, outside ? trunk_name(p.trunk, p.device) : std::string_view());
    overwrite(l.who, p.who);
    overwrite(l.dialled, outside && attempt_of(member) ? who_is(member) : p.dialled);
    overwrite(l.presented, p.presented);
    l.start = rounded(p.first);
    l.end = rounded(p.last);
    l.answer.reset();
    if (p.answered) l.answer = rounded(*p.answered);
    l.cause.reset();
    if (p.cause >= 0) l.cause = p.cause;
}

/// Whether another call of this scene lends its id to `p`: an agent's session does to all its customers.
bool fold::has_foreign_group(const party& p) const {
    if (partition_.roots.size() < 2 || p.group.empty()) return false;
    const int of_id = scene_.find_id(p.group);
    return of_id != nobody && partition_.root_of(of_id) != facts_.root;
}

/// The earliest of the PBX's ids that is this call's own.
void fold::make_id() {
    {
        overwritten_list ids(out_->native);
        names_.clear();
        const bool many = facts_.members.size() > name_index::few;
        const auto add = [&](std::string_view id) {
            if (!many) ids.add(id);
            else if (names_.note(id, 0).fresh) ids.add_new(id);
        };
        for (const int m : facts_.members)
            if (!has_foreign_group(at(m))) add(at(m).group);
        if (ids.empty()) add(at(facts_.root).id);
        if (ids.empty())
            for (const int m : facts_.members) add(at(m).id);
    }
    if (out_->native.size() > 1) std::sort(out_->native.begin(), out_->native.end(), earlier_id);
    if (!out_->native.empty()) return write_id();
    name_by_channel();
}

/// For a PBX that writes no ids, or but one for two calls: the first channel and its second are as unique as it gets.
void fold::name_by_channel() {
    out_->id = ctx_->office ? ctx_->office->name : "default";
    out_->id += '/' + std::string(at(facts_.root).name) + '@' +
                std::to_string(std::chrono::floor<std::chrono::seconds>(out_->start).time_since_epoch().count());
}

/// The office's name and the earliest of the PBX's ids.
void fold::write_id() {
    const std::string_view office = ctx_->office ? std::string_view(ctx_->office->name) : "default";
    const std::string& own = out_->native.front();
    out_->id.resize(office.size() + 1 + own.size());
    copy_text(out_->id.data(), office);
    out_->id[office.size()] = '/';
    copy_text(out_->id.data() + office.size() + 1, own);
}

} // namespace almon::inline v0::cdr
