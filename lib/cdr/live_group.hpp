// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a group of evidence tells of its own end, before anybody folds it.

#include <span>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/cdr/context.hpp>
#include <almon/cdr/evidence.hpp>

namespace almon::inline v0::cdr {

class live_group {
public:
    /// `last_stop`: when the PBX went down or began anew last, which ends what began before; `last_count`: when it counted its
    /// channels, which ends those that were not there.
    live_group(std::span<const evidence> items, instant last_stop, instant last_count);

    /// Whether nothing more is to come that would belong here, as far as anybody can know at record time `newest`.
    [[nodiscard]] bool is_over(instant last, instant newest, const context& ctx) const noexcept;
    /// Whether calls come and go in this group while it lives: an agent's session, a room, names given out anew.
    [[nodiscard]] bool may_hold_ended_calls() const noexcept { return hub_ && !gone_.empty(); }
    /// Whether all channels of `c` are gone.
    [[nodiscard]] bool is_over(const call& c) const;

private:
    struct end {
        std::uint64_t name; // hash
        instant at;
    };
    std::vector<end> gone_;    // sorted
    bool live_ = false;        // some event, not only finished records
    bool all_gone_ = false;    // every channel that came
    bool called_over_ = false; // every linked id is said to be over
    bool stopped_ = false;
    bool hub_ = false; // an agent's session, a room, or several linked ids
};

} // namespace almon::inline v0::cdr
