// SPDX-License-Identifier: BSL-1.0
#pragma once

// The time zones in which a number's owner may be, by the numbering plan. A set, because digits seldom say more: a
// Russian mobile number may ring anywhere between Kaliningrad and Kamchatka. An operator directory that knows the
// region says it better; ask it first.

#include <cstdint>
#include <iterator>
#include <string_view>

#include <almon/numbering/detail/tables.hpp>
#include <almon/numbering/number.hpp>

namespace almon::inline v0::numbering {

/// Names of the tz database, in its order. A view of tables that live as long as the process.
class zone_names {
public:
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = std::string_view;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = std::string_view;

        constexpr iterator() = default;
        constexpr explicit iterator(const std::uint16_t* at) noexcept : at_(at) {}
        [[nodiscard]] std::string_view operator*() const noexcept { return tables::zone_names[*at_]; }
        iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        iterator operator++(int) noexcept { return iterator(at_++); }
        friend bool operator==(const iterator&, const iterator&) = default;

    private:
        const std::uint16_t* at_ = nullptr;
    };

    constexpr zone_names() = default;
    explicit zone_names(tables::zone_set set) noexcept
        : first_(tables::zone_members + set.at), last_(first_ + set.count) {}

    [[nodiscard]] iterator begin() const noexcept { return iterator(first_); }
    [[nodiscard]] iterator end() const noexcept { return iterator(last_); }
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(last_ - first_); }
    [[nodiscard]] bool empty() const noexcept { return first_ == last_; }

private:
    const std::uint16_t* first_ = nullptr;
    const std::uint16_t* last_ = nullptr;
};

/// The zones of `n`: by its area code where its kind is bound to a place, else all of its country code. Empty for
/// numbers that are not valid or belong to no place (+800). *Complexity*: a few binary searches.
[[nodiscard]] zone_names zones(number n) noexcept;

} // namespace almon::inline v0::numbering
