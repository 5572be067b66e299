// SPDX-License-Identifier: BSL-1.0
#pragma once

// Who of a scene was connected with whom, through whatever bridges and paths, and when: one sweep over the scene for all that
// anybody asks of it. Everybody connected at one moment bears one label then, and keeps it as long as can be: who comes into a
// room takes the label that is there; of two that become one the smaller gives up its own, and of one that falls apart the smaller
// part takes a new one. So what is written down is not much more than who came and went.

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "scene.hpp"
#include "time_index.hpp"

namespace almon::inline v0::cdr {

/// A stretch of time within one call.
struct stretch {
    int who;
    instant from, to;
    bool from_unsure = false;
};

/// The times covered by stretches that are added in the order of their beginnings, the last one first.
class covered_times {
public:
    void clear() noexcept { parts_.clear(); }
    void add(instant from, instant to) {
        for (; !parts_.empty() && parts_.back().first <= to; parts_.pop_back()) to = std::max(to, parts_.back().second);
        parts_.emplace_back(from, to);
    }
    /// Calls `give` with each part of a stretch that is not covered.
    template <class Give>
    void each_gap(instant from, instant to, Give give) const {
        for (auto part = parts_.rbegin(); part != parts_.rend() && part->first < to; ++part) {
            if (part->first > from) give(from, part->first);
            from = std::max(from, part->second);
        }
        if (from < to) give(from, to);
    }

private:
    std::vector<std::pair<instant, instant>> parts_; // the earliest last
};

class meetings {
public:
    void build(const scene& s);

    /// Everybody but `who` that was connected with it, each stretch whole; but for paths of which nothing else is told than that
    /// their other half was.
    void connected_with(int who, std::vector<stretch>& out) const;
    /// The stretches in which these two were.
    void connected(int a, int b, std::vector<stretch>& out) const;

private:
    /// What counts of a presence: a record may put one channel into several bridges at a time.
    struct edge {
        int who, person, room; ///< `person` stands for both halves of a path
        instant from, to;
    };
    struct run {
        int who, label;
        instant from, to;
    };
    struct change {
        instant at;
        bool begins;
        int which;
    };
    /// The edges that go on of each owner.
    class lists {
    public:
        void clear(std::size_t owners, std::size_t edges) {
            first_.assign(owners, nobody);
            links_.resize(edges);
        }
        [[nodiscard]] int first(int owner) const noexcept { return first_[static_cast<std::size_t>(owner)]; }
        [[nodiscard]] int next(int edge) const noexcept { return links_[static_cast<std::size_t>(edge)].next; }
        void put(int owner, int edge) noexcept {
            int& first = first_[static_cast<std::size_t>(owner)];
            links_[static_cast<std::size_t>(edge)] = {first, nobody};
            if (first != nobody) links_[static_cast<std::size_t>(first)].before = edge;
            first = edge;
        }
        void take(int owner, int edge) noexcept {
            const auto [next, before] = links_[static_cast<std::size_t>(edge)];
            if (next != nobody) links_[static_cast<std::size_t>(next)].before = before;
            (before != nobody ? links_[static_cast<std::size_t>(before)].next
                              : first_[static_cast<std::size_t>(owner)]) = next;
        }

    private:
        struct link {
            int next, before;
        };
        std::vector<int> first_;
        std::vector<link> links_;
    };
    /// Everybody who can be reached; nodes are rooms, and behind them persons.
    struct search {
        unsigned mark;
        std::vector<int> nodes;
        std::size_t looked_at;
        int node, edge; ///< that are being looked at
    };
    enum class found : std::uint8_t { more, the_other, end };

    // what counts
    void take_presences(const scene& s);
    void take_of_records(const scene& s, int who);
    void keep(const scene& s, const presence& x, instant from, instant to);
    // the sweep
    void sweep();
    void begin(int which, instant t);
    void end(int which, instant t);
    void close_run(int which, instant t);
    void look_for_split(int node, instant t);
    void begin_search(search& s, int from);
    [[nodiscard]] found look_on(search& s);
    void relabel(const search& s, int label, instant t);
    [[nodiscard]] int label_of(int node) const;
    [[nodiscard]] int new_label();
    [[nodiscard]] bool is_room(int node) const noexcept { return node < rooms_; }
    [[nodiscard]] static int node_of_room(int room) noexcept { return room; }
    [[nodiscard]] int node_of_person(int person) const noexcept { return rooms_ + person; }
    // what is asked
    void index_runs(std::size_t parties);
    [[nodiscard]] std::span<const run> runs_of(int who) const;
    static void join_stretches(std::vector<stretch>& out);

    std::vector<const presence*> own_; // of one party
    covered_times later_, tied_;       // by others of its presences
    std::vector<instant> ends_;        // of presences that it entered together with its dialler
    std::vector<edge> edges_;
    std::vector<change> changes_;
    int rooms_ = 0;
    lists in_room_, of_person_;
    std::vector<int> label_of_room_;
    std::vector<std::size_t> label_size_; // edges that go on
    std::vector<int> first_of_label_;     // that was left just now
    std::vector<int> labels_looked_at_;   // of these
    std::vector<instant> run_began_;
    std::array<search, 2> sides_{};
    std::vector<unsigned> seen_; // by which search, of each node
    unsigned marks_ = 0;
    std::vector<run> runs_;           // in the end by party
    std::vector<std::size_t> of_who_; // where those of each party begin
    time_index by_label_;
};

} // namespace almon::inline v0::cdr
