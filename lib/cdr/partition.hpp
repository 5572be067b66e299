// SPDX-License-Identifier: BSL-1.0
#pragma once

// Which channels of a scene are one call to a person who counts calls. Each channel that somebody placed is the root
// of a tree of channels that it dialled; a tree is a call of its own unless it joined another one: a consultation
// before a transfer, a call picked up or taken from the parking place, somebody who came into a three-way talk.

#include <string_view>
#include <utility>
#include <vector>

#include <boost/container_hash/hash.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include "scene.hpp"

namespace almon::inline v0::cdr {

class partition {
public:
    void build(const scene& s);

    /// The root of each call, earliest first.
    std::vector<int> roots;
    /// The root of the call that a party belongs to.
    [[nodiscard]] int root_of(int party) const noexcept { return call_[static_cast<std::size_t>(party)]; }
    /// Whether the party is an agent's session or a listener: it takes part in calls without making them one.
    [[nodiscard]] static bool is_hub(const party& p) noexcept {
        return p.did_ever(activity::agent_session) || p.did_ever(activity::listen_in);
    }

private:
    /// Of a tree; `came_into_room` of the call that it is the root of.
    struct traits {
        bool has_outsider = false;
        bool talked = false;                     ///< somebody in it had dialled and been answered
        instant came_into_room = instant::max(); ///< the first of it, where many talk
    };

    static int first_of_group(const scene& s, const party& of);
    static bool all_dialled_by_first(const scene& s) noexcept;
    static int above(const scene& s, int party);
    void find_trees(const scene& s);
    void describe_trees(const scene& s);
    void join_trees(const scene& s);
    void join(const scene& s, int a, int b);
    int find(int root) noexcept;
    [[nodiscard]] int tree_of(int party) const noexcept { return tree_[static_cast<std::size_t>(party)]; }
    [[nodiscard]] traits& traits_of(int party) noexcept { return traits_[static_cast<std::size_t>(tree_of(party))]; }
    [[nodiscard]] bool consults_for(const scene& s, int consult, int main) const;
    [[nodiscard]] bool belong_together(const scene& s, int a, int b, bool conference) const;

    std::vector<int> tree_, parent_, call_;
    std::vector<int> climbed_;
    std::vector<traits> traits_; // by the root of the tree
    boost::unordered_flat_set<std::pair<int, std::string_view>, boost::hash<std::pair<int, std::string_view>>>
        people_; // of each tree
    std::vector<std::pair<int, int>> by_room_;
};

} // namespace almon::inline v0::cdr
