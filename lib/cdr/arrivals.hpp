// SPDX-License-Identifier: BSL-1.0
#pragma once

// A short way between the coming of evidence and the search for its group.

#include <array>
#include <cstddef>

#include "group_table.hpp"

namespace almon::inline v0::cdr {

/// The last few pieces of evidence: each is added when the memory that it needs has had time to come.
class arrivals {
public:
    [[nodiscard]] bool empty() const noexcept { return first_ == end_; }
    [[nodiscard]] bool full() const noexcept { return end_ - first_ == all_.size(); }
    /// Where the next one is to be written, before `push`.
    [[nodiscard]] group_table::arrival& next() noexcept { return all_[end_ % all_.size()]; }
    void push() noexcept { ++end_; }
    /// The one that half of them came after; before there are as many, an old one or none.
    [[nodiscard]] const group_table::arrival& halfway() const noexcept {
        return all_[(end_ + all_.size() / 2) % all_.size()];
    }
    /// Takes the oldest out. *Lifetime*: until `push` comes round to it.
    [[nodiscard]] const group_table::arrival& pop() noexcept { return all_[first_++ % all_.size()]; }
    template <class Visit>
    void each(Visit visit) const {
        for (std::size_t i = first_; i != end_; ++i) visit(all_[i % all_.size()]);
    }

private:
    std::array<group_table::arrival, 8> all_;
    std::size_t first_ = 0, end_ = 0;
};

} // namespace almon::inline v0::cdr
