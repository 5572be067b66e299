// SPDX-License-Identifier: BSL-1.0
#pragma once

// Which of many stretches of time, each of some owner, were going on at some time: in the logarithm of their number for each one
// that is found, however long others go on.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include <almon/core/clock.hpp>

namespace almon::inline v0::cdr {

class time_index {
public:
    struct item {
        int owner;
        instant from, to;
        std::uint32_t place; ///< what it is, to whoever asks
    };

    void clear() noexcept { items_.clear(); }
    void add(int owner, instant from, instant to, std::size_t place) {
        items_.push_back({owner, from, to, static_cast<std::uint32_t>(place)});
    }
    /// After the last one was added.
    void build() {
        if (!std::is_sorted(items_.begin(), items_.end(), earlier)) std::sort(items_.begin(), items_.end(), earlier);
        leaves_ = std::bit_ceil(std::max<std::size_t>(items_.size(), 1));
        latest_.assign(2 * leaves_, instant::min());
        for (std::size_t i = 0; i < items_.size(); ++i) latest_[leaves_ + i] = items_[i].to;
        for (std::size_t i = leaves_; i-- > 1;) latest_[i] = std::max(latest_[2 * i], latest_[2 * i + 1]);
    }
    /// The first of an owner, by when it began, that began no later than `begun`, ended no earlier than `not_over`, and of which
    /// `is` holds; null where there is none.
    template <class Is>
    [[nodiscard]] const item* find(int owner, instant begun, instant not_over, Is is) const {
        const auto first =
            std::partition_point(items_.begin(), items_.end(), [&](const item& i) { return i.owner < owner; });
        const auto end = std::partition_point(first, items_.end(),
                                              [&](const item& i) { return i.owner == owner && i.from <= begun; });
        return find_below(
            1, 0, leaves_,
            {static_cast<std::size_t>(first - items_.begin()), static_cast<std::size_t>(end - items_.begin())},
            not_over, is);
    }
    /// All of them, by when they began.
    template <class Take>
    void each(int owner, instant begun, instant not_over, Take take) const {
        (void)find(owner, begun, not_over, [&take](std::uint32_t place) {
            take(place);
            return false;
        });
    }
    [[nodiscard]] bool any(int owner, instant begun, instant not_over) const {
        return find(owner, begun, not_over, [](std::uint32_t) { return true; }) != nullptr;
    }
    /// The first of an owner that began behind `t`; null where there is none.
    [[nodiscard]] const item* next(int owner, instant t) const {
        const auto found = std::partition_point(items_.begin(), items_.end(), [&](const item& i) {
            return i.owner < owner || (i.owner == owner && i.from <= t);
        });
        return found != items_.end() && found->owner == owner ? &*found : nullptr;
    }
    /// Makes a stretch longer.
    void prolong(const item& which, instant to) {
        const auto i =
            static_cast<std::size_t>(std::lower_bound(items_.begin(), items_.end(), which, earlier) - items_.begin());
        items_[i].to = to;
        for (std::size_t k = leaves_ + i; k > 0 && latest_[k] < to; k /= 2) latest_[k] = to;
    }

private:
    static bool earlier(const item& a, const item& b) noexcept {
        return a.owner != b.owner ? a.owner < b.owner : a.from != b.from ? a.from < b.from : a.place < b.place;
    }
    struct range {
        std::size_t first, end;
    };
    template <class Is>
    [[nodiscard]] const item* find_below(std::size_t node, std::size_t first, std::size_t end, range in,
                                         instant not_over, Is& is) const {
        if (first >= in.end || end <= in.first || latest_[node] < not_over) return nullptr;
        if (end - first == 1) return is(items_[first].place) ? &items_[first] : nullptr;
        const std::size_t middle = first + (end - first) / 2;
        if (const item* left = find_below(2 * node, first, middle, in, not_over, is)) return left;
        return find_below(2 * node + 1, middle, end, in, not_over, is);
    }

    std::vector<item> items_;
    std::vector<instant> latest_; // a tree: the latest end below each node
    std::size_t leaves_ = 1;
};

} // namespace almon::inline v0::cdr
