// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string_view>

namespace almon::inline v0::detail {

/// Whether `text` is digits of ASCII and nothing else, at least one.
[[nodiscard]] constexpr bool all_digits(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace almon::inline v0::detail
