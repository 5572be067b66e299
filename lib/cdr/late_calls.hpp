// SPDX-License-Identifier: BSL-1.0
#pragma once

// Records that come after their call was told: so that reading the sources again knows which calls to tell whole. The
// memory is bounded whatever the input.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <boost/unordered/unordered_flat_set.hpp>

#include <almon/cdr/evidence.hpp>
#include <almon/cdr/version.hpp>

namespace almon::inline v0::cdr {

class late_calls {
public:
    /// One of the group's calls was told before: none of them is to be told now, and what the group is about is kept.
    void note(std::span<const evidence> items);
    /// Whether the group is one of those noted.
    [[nodiscard]] bool concerns(std::span<const evidence> items) const;

    [[nodiscard]] bool any() const noexcept { return !places_.empty(); }
    /// The first record of each group that was noted, in the order in which they were found.
    [[nodiscard]] const std::vector<place>& places() const noexcept { return places_; }
    void clear();

private:
    /// More groups than this are reported and left out: a source in no order at all.
    static constexpr std::size_t most = std::size_t{1} << 16;

    boost::unordered_flat_set<std::uint64_t> keys_; // of ids, linked ids and rooms
    std::vector<place> places_;
};

} // namespace almon::inline v0::cdr
