// SPDX-License-Identifier: BSL-1.0
#include "partition.hpp"

#include <algorithm>
#include <numeric>

namespace almon::inline v0::cdr {

/// The channel that gave a group of channels its id.
int partition::first_of_group(const scene& s, const party& of) {
    const int first = s.find_id(of.group);
    return first != nobody && &s.parties[static_cast<std::size_t>(first)] != &of ? first : nobody;
}

/// Who is above a channel: who dialled it, the half of its path that was dialled, or what began the group.
int partition::above(const scene& s, int party) {
    const auto& p = s.parties[static_cast<std::size_t>(party)];
    if (p.dialler != nobody) return p.dialler;
    if (p.other_half != nobody) {
        const auto& q = s.parties[static_cast<std::size_t>(p.other_half)];
        // the half that was dialled hangs in the tree; of a path that the PBX made itself the first one is the root
        return q.dialler != nobody || q.name < p.name ? p.other_half : nobody;
    }
    // half a path of which nobody wrote down the other one
    return p.role == device_role::half && !p.group.empty() ? first_of_group(s, p) : nobody;
}

/// Climbs from each channel to the one that began it all. From channels that are said to have dialled each other in a circle on to
/// what gave their group its id; where that is one of them, it is the first that was come to.
void partition::find_trees(const scene& s) {
    constexpr int unknown = -1, on_the_way = -2;
    tree_.assign(s.parties.size(), unknown);
    for (std::size_t i = 0; i < s.parties.size(); ++i) {
        climbed_.clear();
        int at = static_cast<int>(i), tree = nobody;
        while (tree == nobody) {
            const int known = tree_[static_cast<std::size_t>(at)];
            if (known >= 0) tree = known;
            else if (known == on_the_way) {
                const int first = s.find_id(s.parties[static_cast<std::size_t>(at)].group);
                if (first == nobody || tree_[static_cast<std::size_t>(first)] == on_the_way) tree = at;
                else at = first;
            } else {
                tree_[static_cast<std::size_t>(at)] = on_the_way;
                climbed_.push_back(at);
                const int up = above(s, at);
                if (up == nobody) tree = at;
                else at = up;
            }
        }
        for (const int party : climbed_) tree_[static_cast<std::size_t>(party)] = tree;
    }
}

int partition::find(int root) noexcept {
    const auto above = [this](int at) -> int& { return parent_[static_cast<std::size_t>(at)]; };
    while (above(root) != root) root = above(root) = above(above(root));
    return root;
}

/// What is asked of trees, of each of them.
void partition::describe_trees(const scene& s) {
    traits_.assign(s.parties.size(), {});
    people_.clear();
    for (std::size_t i = 0; i < s.parties.size(); ++i) {
        const party& p = s.parties[i];
        traits& of_tree = traits_of(static_cast<int>(i));
        of_tree.has_outsider = of_tree.has_outsider || p.role == device_role::outside;
        if (!p.who.empty()) people_.insert({tree_[i], p.who});
    }
    for (const attempt& t : s.attempts)
        if (t.result == outcome::answered) traits_of(t.caller).talked = true;
    for (const presence& p : s.presences)
        if (p.conference) traits_of(p.who).came_into_room = std::min(traits_of(p.who).came_into_room, p.from);
}

/// Whether the root of `consult` is a second channel of somebody who is in `main`.
bool partition::consults_for(const scene& s, int consult, int main) const {
    const std::string_view who = s.parties[static_cast<std::size_t>(consult)].who;
    return !who.empty() && people_.contains({main, who});
}

bool partition::belong_together(const scene& s, int a, int b, bool conference) const {
    const party &root_a = s.parties[static_cast<std::size_t>(a)], &root_b = s.parties[static_cast<std::size_t>(b)];
    if (is_hub(root_a) || is_hub(root_b)) return false;
    // two clients called, whoever joined them afterwards; without an office nobody knows who is one
    const auto called_us = [](const party& p) { return p.role == device_role::outside && p.placed && !p.called; };
    const bool other_caller = root_a.caller.empty() || root_a.caller != root_b.caller;
    if (s.people().office() && called_us(root_a) && called_us(root_b) && other_caller) return false;
    const traits &of_a = traits_[static_cast<std::size_t>(a)], &of_b = traits_[static_cast<std::size_t>(b)];
    // a room that everybody dialled is a call for each; a talk that moved into a room takes in who joins it
    if (conference) {
        if (of_a.talked == of_b.talked) return false;
        const traits &talk = of_a.talked ? of_a : of_b, &joins = of_a.talked ? of_b : of_a;
        // who was in the room before the talk came has a call of their own
        return (of_a.talked ? root_b : root_a).first >= (of_a.talked ? root_a : root_b).first &&
               joins.came_into_room >= talk.came_into_room;
    }
    // a colleague's own call outside stays that, whoever is joined to it afterwards
    const bool a_later = root_a.first > root_b.first;
    const bool a_consults = a_later && consults_for(s, a, b), b_consults = !a_later && consults_for(s, b, a);
    if (a_consults && of_a.has_outsider && !of_b.has_outsider) return false;
    if (b_consults && of_b.has_outsider && !of_a.has_outsider) return false;
    return true;
}

/// Makes one call of two; it is the earlier one's. What is asked of trees is asked of its tree as before, but for when the first of
/// the call came into a room.
void partition::join(const scene& s, int a, int b) {
    const bool a_first = s.parties[static_cast<std::size_t>(a)].first <= s.parties[static_cast<std::size_t>(b)].first;
    const int root = a_first ? a : b, joined = a_first ? b : a;
    parent_[static_cast<std::size_t>(joined)] = root;
    instant& came = traits_[static_cast<std::size_t>(root)].came_into_room;
    came = std::min(came, traits_[static_cast<std::size_t>(joined)].came_into_room);
}

/// Whoever were in one room at one time were connected, and who was handed over.
void partition::join_trees(const scene& s) {
    by_room_.clear();
    for (std::size_t i = 0; i < s.presences.size(); ++i)
        by_room_.emplace_back(s.presences[i].room, static_cast<int>(i));
    std::sort(by_room_.begin(), by_room_.end());
    for (std::size_t i = 1; i < by_room_.size(); ++i) {
        for (std::size_t k = i; k-- > 0 && by_room_[k].first == by_room_[i].first && i - k <= 64;) {
            const presence& x = s.presences[static_cast<std::size_t>(by_room_[k].second)];
            const presence& y = s.presences[static_cast<std::size_t>(by_room_[i].second)];
            // a record of no length joins its two all the same
            const bool met = s.from_rows ? x.to >= y.from && y.to >= x.from : x.to > y.from && y.to > x.from;
            if (!met) continue;
            const int a = find(tree_of(x.who)), b = find(tree_of(y.who));
            if (a != b && belong_together(s, a, b, x.conference || y.conference)) join(s, a, b);
        }
    }
    for (const handed_over& h : s.handovers) {
        if (h.by == nobody || h.to == nobody) continue;
        const int a = find(tree_of(h.by)), b = find(tree_of(h.to));
        if (a != b && belong_together(s, a, b, false)) join(s, a, b);
    }
}

/// The usual call: a channel, and those that it dialled.
bool partition::all_dialled_by_first(const scene& s) noexcept {
    const party& first = s.parties.front();
    return first.dialler == nobody && first.role != device_role::half &&
           std::all_of(s.parties.begin() + 1, s.parties.end(), [](const party& p) { return p.dialler == 0; });
}

void partition::build(const scene& s) {
    const std::size_t count = s.parties.size();
    parent_.resize(count);
    call_.resize(count);
    roots.clear();
    if (all_dialled_by_first(s)) {
        call_.assign(count, 0);
        roots.push_back(0);
        return;
    }
    find_trees(s);
    std::iota(parent_.begin(), parent_.end(), 0);
    if (std::any_of(tree_.begin(), tree_.end(), [this](int tree) { return tree != tree_.front(); })) {
        describe_trees(s);
        join_trees(s);
    }
    for (std::size_t i = 0; i < count; ++i) {
        call_[i] = find(tree_[i]);
        if (call_[i] == static_cast<int>(i)) roots.push_back(static_cast<int>(i));
    }
    std::sort(roots.begin(), roots.end(), [&s](int a, int b) {
        const auto &x = s.parties[static_cast<std::size_t>(a)], &y = s.parties[static_cast<std::size_t>(b)];
        return x.first != y.first ? x.first < y.first : x.name < y.name;
    });
}

} // namespace almon::inline v0::cdr
