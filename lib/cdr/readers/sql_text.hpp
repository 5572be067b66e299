// SPDX-License-Identifier: BSL-1.0
#pragma once

// The parts of SQL that dumps are made of, cut out of a buffer that may end anywhere: names, lists of columns, tuples of
// values. Each function says how far it got, or that the buffer ends first.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace almon::inline v0::cdr::sql {

/// Whether a backslash in quotes is an escape (MySQL) or itself (the standard).
enum class backslash : bool { literal, escape };

/// Behind spaces, line ends and comments (`--`, `#`, `/* */`); nothing where a comment does not end here.
[[nodiscard]] std::optional<std::size_t> skip_blank(std::string_view text, std::size_t at) noexcept;

/// Behind the next `end` that stands outside quotes and brackets; nothing where there is none.
[[nodiscard]] std::optional<std::size_t> find_outside(std::string_view text, std::size_t at, char end,
                                                      backslash b) noexcept;

/// Whether the word `upper` stands at `at`, in any case, and ends there.
[[nodiscard]] bool has_word(std::string_view text, std::size_t at, std::string_view upper) noexcept;

/// The last part of `a.b`, without quotes: `asteriskcdrdb`.`cdr` is cdr. Moves `at` behind it.
[[nodiscard]] std::string read_name(std::string_view text, std::size_t& at);

/// The names in `(a, b, c)`, `at` being behind the bracket; of `CREATE TABLE` those of the columns, without keys.
[[nodiscard]] std::vector<std::string> read_columns(std::string_view text, std::size_t at, backslash b);

/// The values of `(…)`, `at` being at the bracket; NULL is empty. Behind the closing bracket; nothing where the buffer
/// ends first.
[[nodiscard]] std::optional<std::size_t> read_tuple(std::string_view text, std::size_t at, backslash b,
                                                    std::vector<std::string>& values);

/// A line of COPY or of the mysql client: fields between tabs, with backslash escapes; `\N` and NULL are empty.
void split_tabs(std::string_view line, std::vector<std::string>& values);

} // namespace almon::inline v0::cdr::sql
