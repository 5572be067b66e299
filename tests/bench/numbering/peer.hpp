// SPDX-License-Identifier: BSL-1.0
#pragma once

// A library to compare with.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "corpus.hpp"

namespace almon::bench {

/// What a peer needs and says for a case: nanoseconds a number, and of how many texts it says something else than
/// `expected`.
struct peer_result {
    std::string name;
    double nanoseconds = 0;
    std::size_t different = 0;
    std::size_t count = 0;
    bool same_metadata = true; ///< then a difference ends the run
};

/// A text as a library reads it, and the home in which it does.
struct question {
    std::string text, home;
};

/// libphonenumber C++: Parse, IsValidNumber, GetNumberType, GetRegionCodeForNumber. Only in bench_numbering_8_12.
[[nodiscard]] peer_result ask_libphonenumber(std::span<const question> questions, std::span<const verdict> expected);
/// The same, formatting numbers that are parsed already.
[[nodiscard]] peer_result format_libphonenumber(std::span<const question> questions,
                                                std::span<const std::string> expected);

/// The peers of Python and JavaScript that can be had. Only in bench_numbering.
[[nodiscard]] std::vector<peer_result> ask_scripts(std::span<const question> questions,
                                                   std::span<const verdict> expected);

} // namespace almon::bench
