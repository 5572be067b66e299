// SPDX-License-Identifier: BSL-1.0
#pragma once

// Groups of evidence that may belong to one call: union-find over everything that names a channel or a call. Joins
// rather too much than too little; the scene sorts out what is what.

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include <boost/container/small_vector.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <almon/cdr/evidence.hpp>

#include "evidence_store.hpp"

namespace almon::inline v0::cdr {

class group_table {
public:
    /// What a piece of evidence is known by: hashes, so that a collision costs time, never a wrong call.
    class trace {
    public:
        trace() = default;
        explicit trace(const evidence& e) noexcept;
        /// What two copies of one piece share, whatever file and line they stand on.
        [[nodiscard]] std::uint64_t print() const noexcept { return print_; }

    private:
        friend group_table;
        /// A name is used again after a restart, an id never is.
        enum class kind : std::uint8_t { id, name };
        struct key {
            std::uint64_t hash;
            kind what;
        };
        /// Ids before names.
        [[nodiscard]] std::span<const key> keys() const noexcept { return std::span(keys_).first(count_); }
        [[nodiscard]] std::span<const key> ids() const noexcept { return std::span(keys_).first(ids_); }
        [[nodiscard]] std::span<const key> names() const noexcept { return keys().subspan(ids_); }
        void add(std::uint64_t hash, kind what) noexcept {
            keys_[count_++] = {hash, what};
            ids_ += what == kind::id;
        }

        std::array<key, 6> keys_; // of the channels and calls that it names
        std::size_t count_ = 0, ids_ = 0;
        std::uint64_t print_ = 0;
    };

    /// A piece of evidence that was copied and has no group yet. What finding its group will look at is far apart in
    /// memory, and is asked for here: to be added some pieces later, when it has come.
    struct arrival {
        trace known_by;
        fact what;
        instant at, last;
        instant written; ///< of a segment its end, which a broken clock may put before its start
        std::uint8_t shape;
        evidence_store::place where;
    };
    void keep(const evidence& e, arrival& out);

    /// Asks for the memory of its group, some pieces after `keep` and before `add`.
    void approach(const arrival& a) const noexcept;

    /// Gives the evidence to its group, joining groups that it shows to be one. False where the group has it already.
    bool add(const arrival& a, std::chrono::seconds quiet);
    /// Instead of `add`.
    void release(const arrival& a) { store_.release(a.where); }

    /// A group, when it said its last, and its shape: those that have the same are mostly calls of one kind, whose texts are as
    /// long. Groups of several pieces come behind those of one.
    struct quiet_group {
        instant last;
        std::uint32_t index;
        std::uint32_t shape; // of a word: with a hole at its end a copy waits for what was just written
    };
    /// Appends the groups that have said nothing since `when` and in which nobody is known to be on the line still.
    void quiet_before(instant when, std::vector<quiet_group>& out);

    /// The evidence of a group, to be changed at will. *Lifetime*: until the next `read` or `add`.
    [[nodiscard]] std::span<evidence> read(std::uint32_t g);
    /// Asks for the memory of a group that will be read, first for where its evidence is, later for the evidence.
    void prefetch(std::uint32_t g) const noexcept {
        const char* const both_lines = reinterpret_cast<const char*>(&contents_[g]);
        __builtin_prefetch(both_lines);
        __builtin_prefetch(both_lines + 64);
    }
    void prefetch_evidence(std::uint32_t g) const noexcept;
    /// Calls `visit(print)` with what stands for each piece of its evidence.
    template <class Visit>
    void each_print(std::uint32_t g, Visit visit) const {
        for (const item& i : contents_[g].items) visit(i.print);
    }
    void drop(std::uint32_t g);

    /// Calls `visit(g)` with each open group.
    template <class Visit>
    void each_open(Visit visit) const {
        for (std::uint32_t g = 0; g < states_.size(); ++g)
            if (states_[g].parent == g) visit(g);
    }
    /// Stands for a group as long as it is open, joined to another one or not; never 0.
    [[nodiscard]] std::uint64_t ticket_of(std::uint32_t g) const noexcept {
        return (std::uint64_t{states_[g].life} << 32 | g) + 1;
    }
    /// Whether a group that is open, and not `g`, is the one that the ticket stands for.
    [[nodiscard]] bool is_another(std::uint64_t ticket, std::uint32_t g) const noexcept {
        const slot s{0, static_cast<std::uint32_t>(ticket - 1), static_cast<std::uint32_t>((ticket - 1) >> 32)};
        return ticket != 0 && is_open(s) && find(s) != g;
    }
    [[nodiscard]] instant last_of(std::uint32_t g) const noexcept { return states_[g].last; }
    /// Whether evidence came to the group, or groups joined, since `mark_seen`.
    [[nodiscard]] bool has_news(std::uint32_t g) const noexcept {
        return contents_[g].seen != contents_[g].items.size();
    }
    void mark_seen(std::uint32_t g) noexcept { contents_[g].seen = contents_[g].items.size(); }
    [[nodiscard]] std::size_t open() const noexcept { return open_; }

private:
    static constexpr std::uint32_t none = ~0u;
    static constexpr std::size_t look_through = 64;
    /// What is looked at again and again: apart from the rest, so that it stays in the cache, each in one line of it.
    struct alignas(32) state {
        instant first, last;
        std::uint32_t parent = none; // itself while it is open; `none` while it is free
        std::uint32_t life = 0;      // changes each time the group is used again
        std::int32_t on_line = 0;    // channels that came and have not gone
        std::uint8_t shape = 0;
    };
    struct item {
        std::uint64_t print;
        evidence_store::place where;
    };
    struct alignas(64) content {
        boost::container::small_vector<item, 3> items; // most calls of most offices have no more records
        std::vector<std::uint32_t> children;           // groups that point here
        std::size_t seen = 0;                          // how many of the items were looked at
    };
    struct slot {
        std::uint64_t key = 0;
        std::uint32_t group = 0;
        std::uint32_t life = none; // of the group when this was written: another one now, and it is nobody's
    };
    [[nodiscard]] bool is_open(const slot& s) const noexcept { return states_[s.group].life == s.life; }
    [[nodiscard]] std::uint32_t find(const slot& s) const noexcept;
    /// Where a key is looked for first: the upper half of it, as the lowest bit is always set.
    [[nodiscard]] std::size_t home_of(std::uint64_t key) const noexcept { return key >> 32 & (slots_.size() - 1); }
    slot& look_up(std::uint64_t key) noexcept;
    std::uint32_t new_group(const arrival& a);
    std::uint32_t join(std::uint32_t a, std::uint32_t b);
    void let_go(std::uint32_t g);
    void free(std::uint32_t g);
    void grow();
    [[nodiscard]] bool joins_by_ids_alone(const arrival& a) const noexcept;
    [[gnu::cold]] void part_where_names_collide(std::uint32_t g, std::chrono::seconds quiet);
    void part(std::uint32_t g, std::chrono::seconds quiet);
    static void describe(const evidence& e, arrival& out) noexcept;
    static constexpr std::uint8_t several = 0x80; // of a shape: the highest bit
    [[nodiscard]] static std::uint8_t shape_of(const evidence& e) noexcept;
    static void add_shape(state& to, std::uint8_t shape) noexcept {
        to.shape = static_cast<std::uint8_t>(to.shape + shape) | several;
    }

    std::vector<state> states_ = std::vector<state>(1);       // so that a slot can always be asked for its group
    std::vector<content> contents_ = std::vector<content>(1); // of the same groups
    std::vector<std::uint32_t> free_ = {0};
    std::vector<slot> slots_ = std::vector<slot>(1 << 12);
    std::vector<slot> kept_; // while the slots grow
    std::size_t used_slots_ = 0;
    std::size_t open_ = 0;
    boost::unordered_flat_set<std::uint64_t> colliding_; // names: rows with ids that bear one are not joined by names
    evidence_store store_;
    std::vector<evidence> read_;     // the group that was read last
    std::vector<quiet_group> quiet_; // of quiet_before, kept for its memory
};

} // namespace almon::inline v0::cdr
