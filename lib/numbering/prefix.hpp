// SPDX-License-Identifier: BSL-1.0
#pragma once

// Prefixes in front of dialled digits: what a region's rules strip and transform.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <almon/numbering/plan.hpp>

namespace almon::inline v0::numbering::detail {

/// Digits (values 0 to 9) somewhere else.
struct digit_view {
    const std::uint8_t* at;
    std::size_t size;

    [[nodiscard]] digit_view from(std::size_t start) const noexcept { return {at + start, size - start}; }
};

/// Room for digits that a transform writes.
using prefix_room = std::array<std::uint8_t, 288>;

/// Whether the digits fit the region's general pattern.
[[nodiscard]] bool general_fits(const tables::region& r, digit_view digits) noexcept;

/// Digits behind a national prefix, and those of the carrier that was chosen in it, none where none was.
struct stripped {
    digit_view rest;
    digit_view carrier{nullptr, 0};
};

/// The digits after the region's national prefix, transformed where its rules say so; none where no prefix is there or
/// where it is part of a number that is viable with it only. The result lies in `digits` or in `room`.
[[nodiscard]] std::optional<stripped> strip_national_prefix(const tables::region& r, digit_view digits,
                                                            prefix_room& room) noexcept;

/// How many digits of an international prefix stand in front; 0 where none, or where a zero follows, which begins no
/// country code.
[[nodiscard]] std::size_t international_prefix_length(const tables::region& r, digit_view digits) noexcept;

} // namespace almon::inline v0::numbering::detail
