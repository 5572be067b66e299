// SPDX-License-Identifier: BSL-1.0
#pragma once

// Which of many things bear a name. Few are looked through faster than an index of them is made: of these all are named, so that
// whoever asks compares the name once more.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/container_hash/hash.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include "copy_text.hpp"

namespace almon::inline v0::cdr {

/// `Name` is a text, or a pair of texts.
template <class Name>
class index_of {
public:
    static constexpr std::size_t few = 24;

    /// `name_of` gives the name of each of `count` things.
    template <class NameOf>
    void build(std::size_t count, NameOf name_of) {
        count_ = count;
        if (count <= few) return;
        numbers_.clear();
        number_.resize(count);
        begin_.clear();
        for (std::size_t i = 0; i < count; ++i) {
            const auto [it, fresh] = numbers_.try_emplace(name_of(i), static_cast<std::uint32_t>(begin_.size()));
            if (fresh) begin_.push_back(0);
            number_[i] = it->second;
            ++begin_[it->second];
        }
        std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
        begin_.push_back(static_cast<std::uint32_t>(count));
        which_.resize(count);
        for (std::size_t i = count; i-- > 0;) which_[--begin_[number_[i]]] = static_cast<std::uint32_t>(i);
    }

    /// Whether there is an index, so that nothing else is named.
    [[nodiscard]] bool many() const noexcept { return count_ > few; }
    /// The places of those that bear it, in order.
    [[nodiscard]] std::span<const std::uint32_t> of(const Name& name) const {
        if (!many()) return std::span(first_few).first(count_);
        const auto found = numbers_.find(name);
        if (found == numbers_.end()) return {};
        return std::span(which_).subspan(begin_[found->second], begin_[found->second + 1] - begin_[found->second]);
    }
    /// The same, from a place on.
    [[nodiscard]] std::span<const std::uint32_t> from(const Name& name, std::size_t first) const {
        const auto all = of(name);
        return {std::lower_bound(all.begin(), all.end(), first), all.end()};
    }
    /// Of many: which of the names a thing bears, from 0 on.
    [[nodiscard]] int number(std::size_t place) const noexcept { return static_cast<int>(number_[place]); }

private:
    static constexpr auto first_few = [] {
        std::array<std::uint32_t, few> all{};
        std::iota(all.begin(), all.end(), 0u);
        return all;
    }();

    std::size_t count_ = 0;
    boost::unordered_flat_map<Name, std::uint32_t, boost::hash<Name>> numbers_;
    std::vector<std::uint32_t> number_, begin_, which_;
};

using name_index = index_of<std::string_view>;

/// The last place that was noted for each name.
class places_by_name {
public:
    void clear() noexcept {
        few_.clear();
        if (!many_.empty()) many_.clear();
    }
    /// The place of this name, to be read and written; noted as `place` where the name is new, which `fresh` tells.
    struct entry {
        std::size_t& place;
        bool fresh;
    };
    entry note(std::string_view name, std::size_t place) {
        if (many_.empty()) {
            for (auto& [known, at] : few_)
                if (same_text(known, name)) return {at, false};
            if (few_.size() < most_looked_through) return {few_.emplace_back(name, place).second, true};
            many_.insert(few_.begin(), few_.end());
        }
        const auto [it, fresh] = many_.try_emplace(name, place);
        return {it->second, fresh};
    }

private:
    static constexpr std::size_t most_looked_through = 16;
    std::vector<std::pair<std::string_view, std::size_t>> few_;
    boost::unordered_flat_map<std::string_view, std::size_t> many_;
};

/// Some of all, by their places.
template <class What>
class picked {
public:
    class iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = What;
        using difference_type = std::ptrdiff_t;
        using pointer = What*;
        using reference = What&;

        iterator() noexcept = default;
        iterator(What* all, const std::uint32_t* at) noexcept : all_(all), at_(at) {}
        What& operator*() const noexcept { return all_[*at_]; }
        What* operator->() const noexcept { return &all_[*at_]; }
        iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        iterator operator++(int) noexcept { return {all_, at_++}; }
        bool operator==(const iterator& other) const noexcept { return at_ == other.at_; }

    private:
        What* all_ = nullptr;
        const std::uint32_t* at_ = nullptr;
    };

    picked(std::span<What> all, std::span<const std::uint32_t> places) noexcept : all_(all.data()), places_(places) {}
    [[nodiscard]] iterator begin() const noexcept { return {all_, places_.data()}; }
    [[nodiscard]] iterator end() const noexcept { return {all_, places_.data() + places_.size()}; }

private:
    What* all_;
    std::span<const std::uint32_t> places_;
};

} // namespace almon::inline v0::cdr
