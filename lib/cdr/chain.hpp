// SPDX-License-Identifier: BSL-1.0
#pragma once

// What belongs to one of many owners, found without a look at what belongs to the others: each thing names the next one of its
// owner, in the order in which they came.

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace almon::inline v0::cdr {

/// The first and the last thing of an owner, as places among the things of all.
struct chain {
    int first = -1, last = -1;
};

/// The things of one owner. `Next` is where a thing names the next one. Lifetime: until a thing is added, but for the iterators,
/// which stay where they were.
template <auto Next, class All>
class linked {
public:
    class iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using reference = decltype(std::declval<All&>()[0]);
        using value_type = typename All::value_type;
        using difference_type = std::ptrdiff_t;
        using pointer = std::remove_reference_t<reference>*;

        iterator() noexcept = default;
        iterator(All* all, int at) noexcept : all_(all), at_(at) {}
        reference operator*() const noexcept { return (*all_)[static_cast<std::size_t>(at_)]; }
        pointer operator->() const noexcept { return &**this; }
        iterator& operator++() noexcept {
            at_ = (**this).*Next;
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const iterator& other) const noexcept { return at_ == other.at_; }

    private:
        All* all_ = nullptr;
        int at_ = -1;
    };

    linked(All& all, const chain& of) noexcept : all_(&all), first_(of.first) {}
    [[nodiscard]] iterator begin() const noexcept { return {all_, first_}; }
    [[nodiscard]] iterator end() const noexcept { return {all_, -1}; }

private:
    All* all_;
    int first_;
};

/// Puts the thing at `place` behind those of its owner.
template <auto Next, class All>
void link(All& all, std::size_t which, chain& of) noexcept {
    const int place = static_cast<int>(which);
    all[which].*Next = -1;
    if (of.last < 0) of.first = place;
    else all[static_cast<std::size_t>(of.last)].*Next = place;
    of.last = place;
}

/// Takes a thing out of those of its owner, looking through these.
template <auto Next, class All>
void unlink(All& all, const typename All::value_type& which, chain& of) noexcept {
    const int place = static_cast<int>(&which - all.data());
    int before = -1;
    for (int at = of.first; at != place; at = all[static_cast<std::size_t>(at)].*Next) before = at;
    (before < 0 ? of.first : all[static_cast<std::size_t>(before)].*Next) = which.*Next;
    if (of.last == place) of.last = before;
}

} // namespace almon::inline v0::cdr
