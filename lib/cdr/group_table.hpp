// SPDX-License-Identifier: BSL-1.0
#pragma once

// Groups of evidence that may belong to one call: union-find over everything that names a channel or a call. Joins
// rather too much than too little; the scene sorts out what is what.

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include <almon/cdr/evidence.hpp>

#include "text_store.hpp"

namespace almon::inline v0::cdr {

class group_table {
public:
    group_table();

    /// Copies `e` into its group, joining groups that it shows to be one. False where the group has it already, or
    /// where `print` stands at `forgotten`, the place of what came before and was let go.
    bool add(const evidence& e, std::uint64_t print, const std::uint64_t& forgotten, std::chrono::seconds quiet);

    /// Appends the groups that have said nothing since `when` and in which nobody is known to be on the line still.
    void quiet_before(instant when, std::vector<std::uint32_t>& out) const;

    [[nodiscard]] std::span<evidence> evidence_of(std::uint32_t g) noexcept { return groups_[g].items; }
    [[nodiscard]] std::span<const std::uint64_t> prints_of(std::uint32_t g) const noexcept { return groups_[g].prints; }
    void drop(std::uint32_t g);

    /// Calls `visit(g)` with each open group.
    template <class Visit>
    void each_open(Visit visit) const {
        for (std::uint32_t g = 0; g < groups_.size(); ++g)
            if (groups_[g].parent == g) visit(g);
    }
    [[nodiscard]] instant last_of(std::uint32_t g) const noexcept { return groups_[g].last; }
    /// Whether evidence came to the group, or groups joined, since `mark_seen`.
    [[nodiscard]] bool has_news(std::uint32_t g) const noexcept { return groups_[g].seen != groups_[g].items.size(); }
    void mark_seen(std::uint32_t g) noexcept { groups_[g].seen = groups_[g].items.size(); }
    [[nodiscard]] std::size_t open() const noexcept { return open_; }

private:
    static constexpr std::uint32_t none = ~0u;
    static constexpr std::size_t look_through = 64;
    struct group {
        std::vector<evidence> items;
        std::vector<std::uint64_t> prints;
        std::vector<std::uint32_t> pages;
        std::vector<std::uint32_t> children; // slots that point here
        std::size_t seen = 0;                // how many of the items were looked at
        instant first, last;
        std::uint32_t parent = none; // itself while it is open; `none` while it is free
        std::uint32_t life = 0;      // changes each time the slot is used again
        std::int32_t on_line = 0;    // channels that came and have not gone
    };
    struct slot {
        std::uint64_t key = 0;
        std::uint32_t group = none;
        std::uint32_t life = 0;
    };
    /// A name is used again after a restart, an id never is.
    enum class key_kind : std::uint8_t { id, name };

    [[nodiscard]] std::uint32_t find(const slot& s) noexcept;
    slot& look_up(std::uint64_t key) noexcept;
    std::uint32_t new_group(const evidence& e, instant last);
    std::uint32_t join(std::uint32_t a, std::uint32_t b);
    void store(group& g, const evidence& e, std::uint64_t print);
    void grow();

    std::vector<group> groups_;
    std::vector<std::uint32_t> free_;
    std::vector<slot> slots_;
    std::size_t used_slots_ = 0;
    std::size_t open_ = 0;
    text_store text_;
};

} // namespace almon::inline v0::cdr
