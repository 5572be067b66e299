// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace almon::inline v0::cdr {

/// Copies `text` to `to`. Most texts are short: two loads that may overlap are sooner done than a call.
inline void copy_text(char* to, std::string_view text) noexcept {
    const char* const from = text.data();
    const std::size_t size = text.size();
    const auto both_ends = [&]<class Word>(Word first, Word last) {
        std::memcpy(&first, from, sizeof first);
        std::memcpy(&last, from + size - sizeof last, sizeof last);
        std::memcpy(to, &first, sizeof first);
        std::memcpy(to + size - sizeof last, &last, sizeof last);
    };
    struct two_words {
        std::uint64_t first, second;
    };
    if (size > 32) std::memcpy(to, from, size);
    else if (size >= 16) both_ends(two_words{}, two_words{});
    else if (size >= 8) both_ends(std::uint64_t{}, std::uint64_t{});
    else if (size >= 4) both_ends(std::uint32_t{}, std::uint32_t{});
    else if (size >= 2) both_ends(std::uint16_t{}, std::uint16_t{});
    else if (size == 1) *to = *from;
}

} // namespace almon::inline v0::cdr
