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
    const auto goes_on = [text](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; };
    std::size_t used = 0, end = 0; // characters and bytes
    for (; end < text.size() && used < width; ++used)
        for (++end; end < text.size() && goes_on(end);) ++end;
    std::string out;
    out.reserve(end + width - used + 1);
    return out.append(text.substr(0, end)).append(width - used + 1, ' ');
}

} // namespace almon::cli
