// SPDX-License-Identifier: BSL-1.0
#include "group_table.hpp"

#include <algorithm>
#include <bit>
#include <memory>

#include "colliding_names.hpp"
#include "copy_text.hpp"
#include "hash.hpp"

namespace almon::inline v0::cdr {

std::uint32_t group_table::find(const slot& s) const noexcept {
    if (!is_open(s)) return none;
    std::uint32_t g = s.group;
    while (states_[g].parent != g) g = states_[g].parent;
    return g;
}

group_table::slot& group_table::look_up(std::uint64_t key) noexcept {
    for (std::size_t i = home_of(key);; i = (i + 1) & (slots_.size() - 1)) {
        slot& s = slots_[i];
        const bool fresh = s.key == 0;
        if (!(fresh | (s.key == key))) continue; // one branch: nobody can foretell which of the two it is
        used_slots_ += fresh;
        s.key = key;
        return s;
    }
}

/// Keeps the slots of groups that are open and forgets the rest; doubles where that is not enough.
void group_table::grow() {
    kept_.resize(slots_.size());
    std::size_t count = 0;
    for (const slot& s : slots_) { // without a branch, because nobody can foretell which are open
        kept_[count] = s;
        count += is_open(s);
    }
    std::size_t size = slots_.size();
    while (count * 4 > size) size *= 2;
    slots_.assign(size, slot{});
    used_slots_ = 0;
    for (std::size_t i = 0; i < count; ++i) look_up(kept_[i].key) = kept_[i];
}

std::uint32_t group_table::new_group(const arrival& a) {
    std::uint32_t g;
    if (free_.empty()) {
        g = static_cast<std::uint32_t>(states_.size());
        states_.emplace_back();
        contents_.emplace_back();
    } else {
        g = free_.back();
        free_.pop_back();
        if (!free_.empty()) { // for the next one
            __builtin_prefetch(&states_[free_.back()]);
            __builtin_prefetch(&contents_[free_.back()]);
        }
    }
    state& made = states_[g];
    made.parent = g;
    made.first = a.at;
    made.last = a.last;
    made.on_line = 0;
    made.shape = a.shape;
    ++open_;
    return g;
}

std::uint32_t group_table::join(std::uint32_t a, std::uint32_t b) {
    if (contents_[a].items.size() < contents_[b].items.size()) std::swap(a, b);
    content &to = contents_[a], &from = contents_[b];
    to.items.insert(to.items.end(), from.items.begin(), from.items.end());
    to.children.insert(to.children.end(), from.children.begin(), from.children.end());
    to.children.push_back(b);
    to.seen = 0;
    from.items.clear();
    from.children.clear();
    state &home = states_[a], &gone = states_[b];
    home.first = std::min(home.first, gone.first);
    home.last = std::max(home.last, gone.last);
    home.on_line += gone.on_line;
    add_shape(home, gone.shape);
    gone.parent = a;
    --open_;
    return a;
}

group_table::trace::trace(const evidence& e) noexcept {
    constexpr std::uint64_t a = 0x9E3779B97F4A7C15u, b = 0xD6E8FEB86659FD93u;
    const auto hash = [](std::string_view text, kind what) { return hash_of(text, what == kind::id ? 1 : 2) | 1; };
    const auto half = [](std::string_view channel) { // which one of a path, which both share
        return path_of(channel).size() < channel.size() ? static_cast<std::uint64_t>(channel.back()) << 1 : 0;
    };
    std::uint64_t group = 0, id = 0, peer = 0, channel = 0;
    if (!e.group.empty()) add(group = hash(e.group, kind::id), kind::id);
    if (same_text(e.id, e.group)) id = group;
    else if (!e.id.empty()) add(id = hash(e.id, kind::id), kind::id);
    if (!e.peer_id.empty()) add(hash(e.peer_id, kind::id), kind::id);
    if (!e.room.empty()) add(hash(e.room, kind::id), kind::id);
    if (!e.channel.empty()) add(channel = hash(path_of(e.channel), kind::name), kind::name);
    if (!e.peer.empty()) add(peer = hash(path_of(e.peer), kind::name), kind::name);

    print_ = mix(channel ^ half(e.channel) ^ static_cast<std::uint64_t>(e.at.time_since_epoch().count()) << 8, a);
    print_ ^= static_cast<std::uint64_t>(e.what) * 31 + static_cast<std::uint64_t>(e.doing) +
              (static_cast<std::uint64_t>(e.again) << 16);
    print_ =
        mix(print_ ^ static_cast<std::uint64_t>(e.lasted.count()) ^ static_cast<std::uint64_t>(e.sequence) << 40, b);
    print_ = mix(print_ ^ peer ^ half(e.peer) ^ id << 1, a);
    if (e.what != fact::segment)
        print_ ^= hash_of(e.room, 7) ^ hash_of(e.argument, 11) ^ group ^ hash_of(e.presented, 29) ^
                  hash_of(e.account, 31) ^ hash_of(e.dialled, 37);
    print_ ^= e.sequence >= 0 ? glance_at(e.did, 17) ^ glance_at(e.recording, 19)
                              : hash_of(e.did, 17) ^ hash_of(e.recording, 19); // they may be all that differs
    print_ ^= e.withheld ? 23 : 0;
}

/// What tells kinds of calls apart, first, and then how long their texts are.
[[gnu::always_inline]] inline std::uint8_t group_table::shape_of(const evidence& e) noexcept {
    constexpr std::size_t number = 7, lengths = 16; // digits of an outside number; how many are told apart
    const std::size_t length =
        e.channel.size() + e.peer.size() * 3 + e.caller.size() * 5 + e.argument.size() * 7 + e.recording.size() * 11;
    const auto bit = [](bool is, int which) { return static_cast<std::size_t>(is) << which; };
    return static_cast<std::uint8_t>(bit(e.result == outcome::answered, 6) | bit(e.dialled.size() < number, 5) |
                                     bit(e.did.empty(), 4) | length % lengths);
}

/// All but where it is.
[[gnu::always_inline]] inline void group_table::describe(const evidence& e, arrival& out) noexcept {
    std::construct_at(&out.known_by, e); // what is copied as soon as it is written waits for its stores
    out.what = e.what;
    out.at = e.at;
    out.written = e.what == fact::segment ? e.end : e.at;
    out.last = std::max(e.at, out.written);
    out.shape = shape_of(e);
}

void group_table::keep(const evidence& e, arrival& out) {
    describe(e, out);
    for (const trace::key& k : out.known_by.keys()) __builtin_prefetch(&slots_[home_of(k.hash)]);
    out.where = store_.keep(e);
}

void group_table::approach(const arrival& a) const noexcept {
    for (const trace::key& k : a.known_by.keys()) {
        const slot& s = slots_[home_of(k.hash)];
        if (s.key != k.hash) continue;
        __builtin_prefetch(&states_[s.group]);
        __builtin_prefetch(&contents_[s.group]);
    }
}

bool group_table::add(const arrival& a, std::chrono::seconds quiet) {
    if ((used_slots_ + 8) * 3 > slots_.size() * 2) grow();
    const std::span<const trace::key> keys = joins_by_ids_alone(a) ? a.known_by.ids() : a.known_by.keys();
    std::array<slot*, 6> places;
    const std::size_t count = keys.size();
    for (std::size_t i = 0; i < count; ++i) places[i] = &look_up(keys[i].hash);

    std::uint32_t g = none;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t found = find(*places[i]);
        if (found == none || found == g) continue;
        const state& other = states_[found];
        if (keys[i].what == trace::kind::name && (a.at > other.last + quiet || a.last < other.first - quiet)) continue;
        g = g == none ? found : join(g, found);
    }
    const bool fresh = g == none;
    if (fresh) g = new_group(a);
    for (std::size_t i = 0; i < count; ++i) {
        places[i]->group = g;
        places[i]->life = states_[g].life;
    }
    auto& items = contents_[g].items;
    const std::uint64_t print = a.known_by.print();
    // a long group's repeats are found when it is folded: looking here would cost its square
    if (items.size() <= look_through &&
        std::any_of(items.begin(), items.end(), [print](const item& i) { return i.print == print; }))
        return store_.release(a.where), false;
    state& home = states_[g];
    home.first = std::min(home.first, a.at);
    home.last = std::max(home.last, a.last);
    home.on_line += a.what == fact::appeared ? 1 : a.what == fact::gone ? -1 : 0;
    if (!fresh) add_shape(home, a.shape);
    item& kept = items.emplace_back();
    kept.print = print;
    kept.where = a.where;
    if (items.size() > look_through && std::has_single_bit(items.size())) part_where_names_collide(g, quiet);
    return true;
}

bool group_table::joins_by_ids_alone(const arrival& a) const noexcept {
    if (colliding_.empty() || a.what != fact::segment || a.known_by.ids().empty()) return false;
    const auto names = a.known_by.names();
    return std::any_of(names.begin(), names.end(), [this](const trace::key& k) { return colliding_.contains(k.hash); });
}

/// Names that collide would make one group of everything: from then on rows that bear one of the group's are joined by ids alone,
/// and what they have joined is parted.
void group_table::part_where_names_collide(std::uint32_t g, std::chrono::seconds quiet) {
    const std::span<const evidence> items = read(g);
    if (!names_collide(items)) return;
    const std::size_t before = colliding_.size();
    for (const evidence& e : items) {
        const trace known_by(e);
        for (const trace::key& k : known_by.names()) colliding_.insert(k.hash);
    }
    if (colliding_.size() > before) part(g, quiet); // else ids had joined it
}

void group_table::part(std::uint32_t g, std::chrono::seconds quiet) {
    if (contents_[g].items.size() < 2) return;
    const std::vector<item> items(contents_[g].items.begin(), contents_[g].items.end());
    let_go(g);
    for (const item& i : items) {
        evidence e;
        evidence_store::read(i.where, e);
        arrival a;
        describe(e, a);
        a.where = i.where;
        add(a, quiet);
    }
}

void group_table::quiet_before(instant when, std::vector<quiet_group>& out) {
    // a channel whose end was never written does not hold its call for more than a day
    const instant given_up = when == instant::max() ? when : when - std::chrono::hours(24);
    quiet_.resize(states_.size());
    std::size_t count = 0;
    for (std::uint32_t g = 0; g < states_.size(); ++g) { // without a branch, because nobody can foretell which
        const state& x = states_[g];
        quiet_[count] = {x.last, g, x.shape};
        count += (x.parent == g) & (x.last <= (x.on_line > 0 ? given_up : when));
    }
    out.insert(out.end(), quiet_.begin(), quiet_.begin() + static_cast<std::ptrdiff_t>(count));
}

std::span<evidence> group_table::read(std::uint32_t g) {
    const auto& items = contents_[g].items;
    if (read_.size() < items.size()) read_.resize(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) evidence_store::read(items[i].where, read_[i]);
    return {read_.data(), items.size()};
}

void group_table::prefetch_evidence(std::uint32_t g) const noexcept {
    for (const item& i : contents_[g].items) evidence_store::prefetch(i.where);
}

void group_table::drop(std::uint32_t g) {
    for (const item& i : contents_[g].items) store_.release(i.where);
    let_go(g);
}

/// The group, not its evidence.
void group_table::let_go(std::uint32_t g) {
    for (const std::uint32_t child : contents_[g].children) free(child);
    free(g);
    --open_;
}

void group_table::free(std::uint32_t g) {
    content& freed = contents_[g];
    freed.items.clear();
    freed.children.clear();
    freed.seen = 0;
    states_[g].parent = none;
    ++states_[g].life;
    free_.push_back(g);
}

} // namespace almon::inline v0::cdr
