// SPDX-License-Identifier: BSL-1.0
#include "group_table.hpp"

#include <algorithm>

#include "hash.hpp"

namespace almon::inline v0::cdr {

std::uint32_t group_table::find(const slot& s) const noexcept {
    if (!is_open(s)) return none;
    std::uint32_t g = s.group;
    while (states_[g].parent != g) g = states_[g].parent;
    return g;
}

group_table::slot& group_table::look_up(std::uint64_t key) noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = key & mask;; i = (i + 1) & mask) {
        if (slots_[i].key == key) return slots_[i];
        if (slots_[i].key == 0) {
            slots_[i].key = key;
            ++used_slots_;
            return slots_[i];
        }
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

std::uint32_t group_table::new_group(const evidence& e, instant last) {
    std::uint32_t g;
    if (free_.empty()) {
        g = static_cast<std::uint32_t>(states_.size());
        states_.emplace_back();
        contents_.emplace_back();
    } else {
        g = free_.back();
        free_.pop_back();
    }
    state& made = states_[g];
    made.parent = g;
    made.first = e.at;
    made.last = last;
    made.on_line = 0;
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
    gone.parent = a;
    --open_;
    return a;
}

bool group_table::add(const evidence& e, std::uint64_t print, const std::uint64_t& forgotten,
                      std::chrono::seconds quiet) {
    __builtin_prefetch(&forgotten);
    if ((used_slots_ + 8) * 3 > slots_.size() * 2) grow();
    const instant last = e.what == fact::segment ? std::max(e.at, e.end) : e.at;
    struct key {
        std::uint64_t hash;
        key_kind kind;
        slot* place = nullptr;
    } keys[6];
    std::size_t count = 0;
    const auto add_key = [&](std::string_view text, key_kind kind) {
        if (text.empty()) return;
        keys[count] = {hash_of(text, kind == key_kind::id ? 1 : 2) | 1, kind};
        __builtin_prefetch(&slots_[keys[count++].hash & (slots_.size() - 1)]); // the slots are far apart
    };
    add_key(e.group, key_kind::id);
    if (e.id != e.group) add_key(e.id, key_kind::id);
    add_key(e.peer_id, key_kind::id);
    add_key(e.room, key_kind::id);
    add_key(path_of(e.channel), key_kind::name);
    add_key(path_of(e.peer), key_kind::name);
    for (std::size_t i = 0; i < count; ++i) keys[i].place = &look_up(keys[i].hash);
    if (forgotten == print) return false;

    std::uint32_t g = none;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t found = find(*keys[i].place);
        if (found == none || found == g) continue;
        const state& other = states_[found];
        if (keys[i].kind == key_kind::name && (e.at > other.last + quiet || last < other.first - quiet)) continue;
        g = g == none ? found : join(g, found);
    }
    if (g == none) g = new_group(e, last);
    for (std::size_t i = 0; i < count; ++i) {
        keys[i].place->group = g;
        keys[i].place->life = states_[g].life;
    }
    auto& items = contents_[g].items;
    // a long group's repeats are found when it is folded: looking here would cost its square
    if (items.size() <= look_through &&
        std::any_of(items.begin(), items.end(), [print](const item& i) { return i.print == print; }))
        return false;
    state& home = states_[g];
    home.first = std::min(home.first, e.at);
    home.last = std::max(home.last, last);
    home.on_line += e.what == fact::appeared ? 1 : e.what == fact::gone ? -1 : 0;
    items.push_back({print, store_.keep(e)});
    return true;
}

void group_table::quiet_before(instant when, std::vector<quiet_group>& out) const {
    // a channel whose end was never written does not hold its call for more than a day
    const instant given_up = when == instant::max() ? when : when - std::chrono::hours(24);
    for (std::uint32_t g = 0; g < states_.size(); ++g) {
        const state& x = states_[g];
        if (x.parent == g && x.last <= (x.on_line > 0 ? given_up : when)) out.push_back({x.last, g});
    }
}

std::span<evidence> group_table::read(std::uint32_t g) {
    const auto& items = contents_[g].items;
    if (read_.size() < items.size()) read_.resize(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) evidence_store::read(items[i].where, read_[i]);
    return {read_.data(), items.size()};
}

void group_table::prefetch(std::uint32_t g) const noexcept {
    for (const item& i : contents_[g].items) evidence_store::prefetch(i.where);
}

void group_table::drop(std::uint32_t g) {
    content& dropped = contents_[g];
    for (const item& i : dropped.items) store_.release(i.where);
    for (const std::uint32_t child : dropped.children) free(child);
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
