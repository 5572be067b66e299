// SPDX-License-Identifier: BSL-1.0
#pragma once

// How tables for people write their cells.

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <almon/core/clock.hpp>

namespace almon::cli {

inline std::string joined(const std::vector<std::string>& values) {
    return fmt::format("{}", fmt::join(values, " "));
}

/// `2:05`, rounded to seconds.
inline std::string minutes(milliseconds span) {
    const auto seconds = (span.count() + 500) / 1000;
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

/// `text` in a column of `width` characters, whatever bytes they take.
inline std::string column(std::string_view text, std::size_t width) {
    std::string out;
    std::size_t used = 0;
    for (std::size_t i = 0; i < text.size() && used < width; ++used) {
        std::size_t n = 1;
        while (i + n < text.size() && (static_cast<unsigned char>(text[i + n]) & 0xC0) == 0x80) ++n;
        out += text.substr(i, n);
        i += n;
    }
    return out.append(width - used + 1, ' ');
}

} // namespace almon::cli
