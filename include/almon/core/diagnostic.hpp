// SPDX-License-Identifier: BSL-1.0
#pragma once

// A mistake in a file that a person will mend: the error, and its file, line and column, what was found and what was
// expected. Readers collect them, so that all mistakes of a file are told at once and good rows are still delivered.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/error.hpp>

namespace almon::inline v0 {

/// How bad it is: a `repaired` row was delivered all the same, a `rejected` one was not, a `warning` is about neither.
enum class severity : std::uint8_t { warning, repaired, rejected };

/// One mistake. `found` is already safe to show: whoever fills it masks numbers first.
struct diagnostic {
    error reason;
    std::string file;
    std::uint32_t line = 0;   ///< 1-based; 0 where the file as a whole is meant
    std::uint32_t column = 0; ///< 1-based; 0 where the line as a whole is meant
    std::string found;
    std::string expected;
    severity level = severity::rejected;
};

/// `file:line:column: code: message (found …, expected …)`, one line without its end.
[[nodiscard]] std::string to_string(const diagnostic& d);

/// The word of `known` that a person who wrote `word` most likely meant; empty where none is near.
/// Source: Damerau's restricted edit distance, at most a third of the word's length.
[[nodiscard]] std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known);

} // namespace almon::inline v0
