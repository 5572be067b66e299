// SPDX-License-Identifier: BSL-1.0
#pragma once

// Extensions at the end of a number: `ext. 123`, `x123`, `#123`, `доб. 123`, `вн.123`, `,,123`, `;ext=123`, `- 123#`.

#include <cstddef>
#include <optional>
#include <span>

#include "code_points.hpp"

namespace almon::inline v0::numbering::detail {

/// An extension at the end of a text: where its separators begin, where its label does, where its digits lie.
struct extension_match {
    std::size_t begin;
    std::size_t label;
    std::size_t digits;
    std::size_t digits_end;
};

/// The extension that the text ends with, the one that begins farthest to the left.
[[nodiscard]] std::optional<extension_match> find_extension(const code_points& text) noexcept;

/// Whether the first `size` characters can be a phone number: at least three digits and nothing but what numbers are
/// written with, or exactly two digits; an extension may end it.
[[nodiscard]] bool is_viable(const code_points& text, std::size_t size) noexcept;

/// The end of an extension that begins at `from`, as free text writes them (no `,,` and `;`); `from` where none does.
[[nodiscard]] std::size_t end_of_extension(std::span<const code_point> text, std::size_t from) noexcept;

} // namespace almon::inline v0::numbering::detail
