// SPDX-License-Identifier: BSL-1.0
#pragma once

// Which column of a register is which: by the header's names, and by what stands in the rows.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/operators/register.hpp>

namespace almon::inline v0::operators::detail {

using fields = std::vector<std::string_view>;

/// The columns of `line`, split at `delimiter` and trimmed; quotes are left alone.
[[nodiscard]] fields split_fields(std::string_view line, char delimiter);

/// The columns of `line`, where a delimiter between CSV quotes does not split. `count` columns, or nothing.
[[nodiscard]] std::optional<fields> split_quoted(std::string_view line, char delimiter, std::size_t count);

/// A CSV-quoted column without its quotes; every other text as it is, unbalanced quotes included. `scratch` holds the
/// answer where it had to be changed.
[[nodiscard]] std::string_view unquoted(std::string_view field, std::string& scratch);

/// `digits` as an integer; nothing for other text and for more than `longest` digits.
[[nodiscard]] std::optional<std::uint32_t> parse_digits(std::string_view digits, std::size_t longest) noexcept;

/// What delimiter, header and columns the first lines of a register show.
struct sniffed {
    char delimiter = ';';
    bool header = false;
    bool header_contradicted = false;
    register_columns columns;
};
[[nodiscard]] sniffed sniff(const std::vector<std::string_view>& first_lines, const region_finder& regions);

} // namespace almon::inline v0::operators::detail
