// SPDX-License-Identifier: BSL-1.0
#pragma once

// Stretches of a text that look like phone numbers, and what speaks against them: the regular expressions of
// libphonenumber's matcher, written out.

#include <cstddef>
#include <optional>
#include <span>

#include "code_points.hpp"

namespace almon::inline v0::numbering::detail {

/// Characters of a text, or of a part of it.
using text_view = std::span<const code_point>;

/// Characters [begin, end).
struct stretch {
    std::size_t begin;
    std::size_t end;
};

/// The next stretch at or after `from`: up to two groups of a plus or opening bracket, then blocks of digits with at
/// most four separators between them, then an extension. A second extension (`/x303`) is cut off.
[[nodiscard]] std::optional<stretch> next_candidate(text_view text, std::size_t from) noexcept;

/// `3/10/2026` and the like somewhere in it.
[[nodiscard]] bool has_slashed_date(text_view candidate) noexcept;
/// `2026-01-02 08` at its end; with `:00` after it, it is a time stamp.
[[nodiscard]] bool ends_in_time_stamp(text_view candidate) noexcept;
/// `:[0-5]d` at the front.
[[nodiscard]] bool starts_with_minutes(text_view rest) noexcept;
/// Brackets that pair, at most four pairs.
[[nodiscard]] bool brackets_match(text_view candidate) noexcept;
/// `211-227 (2003)`: pages and year of a publication.
[[nodiscard]] bool has_pages(text_view candidate) noexcept;

/// How a candidate may be cut in two, from the likeliest separator on.
enum class cut : unsigned char { slash, bracket, dash_and_space, long_dash, dots, space };
inline constexpr cut cuts[] = {cut::slash, cut::bracket, cut::dash_and_space, cut::long_dash, cut::dots, cut::space};

/// A cut: where the separator begins, and the part behind it.
struct inner_cut {
    std::size_t separator;
    stretch part;
};
[[nodiscard]] std::optional<inner_cut> find_cut(text_view candidate, cut kind, std::size_t from) noexcept;

/// The candidate's end without characters that end no number.
[[nodiscard]] std::size_t trimmed_end(text_view candidate, stretch part) noexcept;

/// A letter of the Latin script, or a percent or currency sign: beside digits it says that they are no phone number.
[[nodiscard]] bool spoils(char32_t neighbour) noexcept;
/// A plus or an opening bracket.
[[nodiscard]] bool is_lead(char32_t c) noexcept;

} // namespace almon::inline v0::numbering::detail
