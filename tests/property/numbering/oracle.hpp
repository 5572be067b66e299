// SPDX-License-Identifier: BSL-1.0
#pragma once

// Rows that tests/oracle/numbering.py wrote, held against almon's answers.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace almon::test {

/// One row, its fields as the script's head describes them.
struct oracle_row {
    std::string home, text;
    bool failed = false; ///< phonenumbers refused it
    std::string code;    ///< libphonenumber's error code where it did
    std::string e164, extension, possible, valid, type, region, national, international, rfc3966;
};

/// Reads a row; false for a comment.
[[nodiscard]] bool read_row(std::string_view line, oracle_row& row);

/// What differs between almon and the row, empty where nothing does. A difference that docs/falsehoods.md lists is
/// told by its class's name in brackets: `[local number completed]`.
[[nodiscard]] std::string difference(const oracle_row& row);

} // namespace almon::test
