// SPDX-License-Identifier: BSL-1.0
#pragma once

// How a file of call records writes its rows, where that is not CSV: another separator or quote, as `cdr_custom` may be
// told, or JSON objects, one a line. Each row is rewritten as a line of CSV, so that there is one reading of a record.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace almon::inline v0::cdr {

struct row_dialect {
    char separator = ',';
    char quote = '"';  ///< 0: fields stand as they are
    char escape = '"'; ///< before a quote within quotes: the quote itself, or a backslash
    bool json = false; ///< objects; the rest means nothing then

    friend bool operator==(const row_dialect&, const row_dialect&) = default;
    [[nodiscard]] bool is_csv() const noexcept { return *this == row_dialect{}; }
};

/// A row taken apart: `names` are the members' of an object, and empty elsewhere.
struct cut_row {
    std::vector<std::string> names, fields;
    std::size_t quoted = 0; ///< fields that stood in quotes
};

/// False where `line` is not written so: a quote that does not close, or something behind one that does.
///
/// Of objects, members are texts, numbers, truth values and null. A template without escapes, such as
/// `{"clid":"${CDR(clid)}"}` or `{"clid":${CSV_QUOTE(${CDR(clid)})}}`, gives quotes within quotes: there a text ends where
/// the next member's name follows.
[[nodiscard]] bool cut(const row_dialect& how, std::string_view line, cut_row& row);

/// What most of these lines are written in: CSV, too, where nothing else is more likely. `width` is how many columns they
/// should have, 0 where nobody said. Nothing where two separators would do: `reasons` then say so.
[[nodiscard]] std::optional<row_dialect> tell_dialect(std::span<const std::string_view> lines, std::size_t width,
                                                      std::vector<std::string>& reasons);

/// Whether one line, the first of a file, says that this is CSV and nothing else.
[[nodiscard]] bool is_plain_csv(std::string_view line, std::size_t width);

/// Whether the lines of a file that is no CSV are call records.
[[nodiscard]] bool are_foreign_records(std::string_view head);

/// Appends the row as a line of CSV without its end.
void write_csv(std::span<const std::string_view> fields, std::string& out);

/// The members' names as columns are called: `CallerID` of cdr_manager is `clid`.
[[nodiscard]] std::vector<std::string> columns_of(std::span<const std::string> members);

} // namespace almon::inline v0::cdr
