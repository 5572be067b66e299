// SPDX-License-Identifier: BSL-1.0
#pragma once

// Rows that tests/oracle/numbering.py wrote, held against almon's answers.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace almon::test {

/// One row, its fields as the script's head describes them.
struct oracle_row {
    std::string home, text;
    bool failed = false; ///< phonenumbers refused it
    std::string code;    ///< libphonenumber's error code where it did
    std::string e164, extension, possible, valid, type, region, national, international, rfc3966, carrier;
};

/// Reads a row; false for a comment.
[[nodiscard]] bool read_row(std::string_view line, oracle_row& row);

/// A text with its escapes undone.
[[nodiscard]] std::string unescape(std::string_view text);

/// Calls `visit` with each line of the file that `gzip -dc` unpacks; false where it could not be read.
template <class Visit>
bool each_line_of(const std::string& path, Visit visit) {
    std::FILE* const pipe = ::popen(("gzip -dc '" + path + "'").c_str(), "r");
    if (!pipe) return false;
    char* buffer = nullptr;
    std::size_t room = 0;
    for (ssize_t length; (length = ::getline(&buffer, &room, pipe)) > 0;)
        visit(std::string_view(buffer, static_cast<std::size_t>(length) - 1));
    std::free(buffer);
    return ::pclose(pipe) == 0;
}

/// What differs between almon and the row, empty where nothing does. A difference that docs/falsehoods.md lists is
/// told by its class's name in brackets: `[local number completed]`.
[[nodiscard]] std::string difference(const oracle_row& row);

} // namespace almon::test
