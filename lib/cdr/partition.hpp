// SPDX-License-Identifier: BSL-1.0
#pragma once

// Which channels of a scene are one call to a person who counts calls. Each channel that somebody placed is the root
// of a tree of channels that it dialled; a tree is a call of its own unless it joined another one: a consultation
// before a transfer, a call picked up or taken from the parking place, somebody who came into a three-way talk.

#include <vector>

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
    static int first_of_group(const scene& s, const party& of);
    static bool all_dialled_by_first(const scene& s) noexcept;
    int tree_of(const scene& s, int party);
    int find(int root) noexcept;
    bool has_outsider(const scene& s, int root);
    bool consults_for(const scene& s, int consult, int main);
    instant came_into_room(const scene& s, int root);
    bool belong_together(const scene& s, int a, int b, bool conference);
    bool talked_before_conference(const scene& s, int root);

    std::vector<int> tree_, parent_, call_;
};

} // namespace almon::inline v0::cdr
