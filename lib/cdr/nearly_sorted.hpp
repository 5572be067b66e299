// SPDX-License-Identifier: BSL-1.0
#pragma once

// Sorting what is nearly in order already, as records of a PBX are: where each stands a few places off at most, moving it
// there costs less than the branches of a sort that knows nothing, which nobody can foretell.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <almon/core/clock.hpp>

namespace almon::inline v0::cdr {

/// Any order is sorted, and nearly sorted ones soon. Stable only where `less` knows no equals.
template <class T, class Less>
void sort_nearly_sorted(std::vector<T>& all, Less less) {
    std::size_t moves_left = all.size() * 8;
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (!less(all[i], all[i - 1])) continue;
        T moved = std::move(all[i]);
        std::size_t to = i;
        for (; to > 0 && moves_left > 0 && less(moved, all[to - 1]); --to, --moves_left)
            all[to] = std::move(all[to - 1]);
        all[to] = std::move(moved);
        if (moves_left == 0) return std::sort(all.begin(), all.end(), less);
    }
}

/// Puts what lies within a few hours into the order of its seconds, what is of one second as it stood. *Complexity*: linear;
/// what lies further apart stays as it is.
template <class T>
class second_order {
public:
    template <class TimeOf>
    void sort(std::vector<T>& all, TimeOf time_of) {
        if (all.size() < 2) return;
        const auto [least, most] = std::minmax_element(all.begin(), all.end(),
                                                       [&](const T& a, const T& b) { return time_of(a) < time_of(b); });
        const auto second_of = [&, first = time_of(*least)](const T& x) {
            return static_cast<std::uint64_t>((time_of(x) - first) / std::chrono::seconds(1));
        };
        const std::uint64_t seconds = second_of(*most) + 1;
        if (seconds > all.size() * 16) return;
        begins_.assign(seconds + 1, 0);
        for (const T& x : all) ++begins_[second_of(x) + 1];
        for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
        sorted_.resize(all.size());
        for (T& x : all) sorted_[begins_[second_of(x)]++] = std::move(x);
        all.swap(sorted_);
    }

private:
    std::vector<std::uint32_t> begins_; // where each second begins
    std::vector<T> sorted_;
};

} // namespace almon::inline v0::cdr
