// SPDX-License-Identifier: BSL-1.0
#include "partition.hpp"

#include <algorithm>

namespace almon::inline v0::cdr {

/// The channel that gave a group of channels its id.
int partition::first_of_group(const scene& s, const party& of) {
    for (std::size_t i = 0; i < s.parties.size(); ++i)
        if (s.parties[i].id == of.group && &s.parties[i] != &of) return static_cast<int>(i);
    return nobody;
}

/// Climbs from a dialled channel to who dialled it, and through the halves of paths, to the channel that began it all.
int partition::tree_of(const scene& s, int party) {
    int at = party;
    for (std::size_t steps = 0; steps <= s.parties.size(); ++steps) {
        const auto& p = s.parties[static_cast<std::size_t>(at)];
        int up = p.dialler;
        if (up == nobody && p.other_half != nobody) {
            const auto& q = s.parties[static_cast<std::size_t>(p.other_half)];
            // the half that was dialled hangs in the tree; of a path that the PBX made itself the first one is the root
            if (q.dialler != nobody) up = p.other_half;
            else if (q.name < p.name) up = p.other_half;
        }
        if (up == nobody && p.role == device_role::half && p.other_half == nobody && !p.group.empty())
            up = first_of_group(s, p); // half a path of which nobody wrote down the other one
        if (up == nobody || up == party) break;
        at = up;
    }
    return at;
}

int partition::find(int root) noexcept {
    while (parent_[static_cast<std::size_t>(root)] != root) root = parent_[static_cast<std::size_t>(root)];
    return root;
}

bool partition::has_outsider(const scene& s, int root) {
    for (std::size_t i = 0; i < s.parties.size(); ++i)
        if (tree_[i] == root && s.parties[i].role == device_role::outside) return true;
    return false;
}

/// Whether the root of `consult` is a second channel of somebody who is in `main`.
bool partition::consults_for(const scene& s, int consult, int main) {
    const std::string_view who = s.parties[static_cast<std::size_t>(consult)].who;
    if (who.empty()) return false;
    for (std::size_t i = 0; i < s.parties.size(); ++i)
        if (tree_[i] == main && static_cast<int>(i) != consult && s.parties[i].who == who) return true;
    return false;
}

bool partition::talked_before_conference(const scene& s, int root) {
    for (const attempt& t : s.attempts) {
        if (tree_[static_cast<std::size_t>(t.caller)] != root || t.result != outcome::answered) continue;
        return true;
    }
    return false;
}

/// When the first of a tree came into a room where many talk.
instant partition::came_into_room(const scene& s, int root) {
    instant first = instant::max();
    for (const presence& p : s.presences)
        if (p.conference && find(tree_[static_cast<std::size_t>(p.who)]) == root) first = std::min(first, p.from);
    return first;
}

bool partition::belong_together(const scene& s, int a, int b, bool conference) {
    const party &root_a = s.parties[static_cast<std::size_t>(a)], &root_b = s.parties[static_cast<std::size_t>(b)];
    if (is_hub(root_a) || is_hub(root_b)) return false;
    // two clients called, whoever joined them afterwards
    const auto called_us = [](const party& p) { return p.role == device_role::outside && p.placed && !p.called; };
    if (called_us(root_a) && called_us(root_b)) return false;
    // a room that everybody dialled is a call for each; a talk that moved into a room takes in who joins it
    if (conference) {
        const bool a_talked = talked_before_conference(s, a);
        if (a_talked == talked_before_conference(s, b)) return false;
        const int talk = a_talked ? a : b, joins = a_talked ? b : a;
        // who was in the room before the talk came has a call of their own
        return s.parties[static_cast<std::size_t>(joins)].first >= s.parties[static_cast<std::size_t>(talk)].first &&
               came_into_room(s, joins) >= came_into_room(s, talk);
    }
    // a colleague's own call outside stays that, whoever is joined to it afterwards
    const bool a_later = root_a.first > root_b.first;
    const bool a_consults = a_later && consults_for(s, a, b), b_consults = !a_later && consults_for(s, b, a);
    if (a_consults && has_outsider(s, a) && !has_outsider(s, b)) return false;
    if (b_consults && has_outsider(s, b) && !has_outsider(s, a)) return false;
    return true;
}

/// The usual call: a channel, and those that it dialled.
bool partition::all_dialled_by_first(const scene& s) noexcept {
    const party& first = s.parties.front();
    return first.dialler == nobody && first.role != device_role::half &&
           std::all_of(s.parties.begin() + 1, s.parties.end(), [](const party& p) { return p.dialler == 0; });
}

void partition::build(const scene& s) {
    const std::size_t count = s.parties.size();
    tree_.resize(count);
    parent_.resize(count);
    call_.resize(count);
    roots.clear();
    if (all_dialled_by_first(s)) {
        call_.assign(count, 0);
        roots.push_back(0);
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        parent_[i] = static_cast<int>(i);
        tree_[i] = tree_of(s, static_cast<int>(i));
    }
    // whoever were in one room at one time were connected
    bool many_trees = false;
    for (std::size_t i = 1; i < count; ++i) many_trees = many_trees || tree_[i] != tree_[0];
    if (many_trees) {
        std::vector<std::pair<int, int>> by_room;
        for (std::size_t i = 0; i < s.presences.size(); ++i)
            by_room.emplace_back(s.presences[i].room, static_cast<int>(i));
        std::sort(by_room.begin(), by_room.end());
        for (std::size_t i = 1; i < by_room.size(); ++i) {
            for (std::size_t k = i; k-- > 0 && by_room[k].first == by_room[i].first && i - k <= 64;) {
                const presence& x = s.presences[static_cast<std::size_t>(by_room[k].second)];
                const presence& y = s.presences[static_cast<std::size_t>(by_room[i].second)];
                // a record of no length joins its two all the same
                const bool met = s.from_rows ? x.to >= y.from && y.to >= x.from : x.to > y.from && y.to > x.from;
                if (!met) continue;
                const int a = find(tree_[static_cast<std::size_t>(x.who)]);
                const int b = find(tree_[static_cast<std::size_t>(y.who)]);
                if (a == b || !belong_together(s, a, b, x.conference || y.conference)) continue;
                const bool a_first =
                    s.parties[static_cast<std::size_t>(a)].first <= s.parties[static_cast<std::size_t>(b)].first;
                parent_[static_cast<std::size_t>(a_first ? b : a)] = a_first ? a : b;
            }
        }
        for (const handed_over& h : s.handovers) {
            if (h.by == nobody || h.to == nobody) continue;
            const int a = find(tree_[static_cast<std::size_t>(h.by)]), b = find(tree_[static_cast<std::size_t>(h.to)]);
            if (a != b && belong_together(s, a, b, false)) {
                const bool a_first =
                    s.parties[static_cast<std::size_t>(a)].first <= s.parties[static_cast<std::size_t>(b)].first;
                parent_[static_cast<std::size_t>(a_first ? b : a)] = a_first ? a : b;
            }
        }
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
