// SPDX-License-Identifier: BSL-1.0
#pragma once

// Patterns for own extensions, short codes and feature codes, as dial plans write them.

#include <string_view>

namespace almon::inline v0::numbering {

/// Whether `digits` fits `pattern`: `x` stands for any digit, `.` at the end for one or more characters, every other
/// character for itself; `101-106` is a range of equally long numbers.
[[nodiscard]] bool fits_pattern(std::string_view pattern, std::string_view digits) noexcept;

/// Whether `pattern` is one that `fits_pattern` understands.
[[nodiscard]] bool is_digit_pattern(std::string_view pattern) noexcept;

} // namespace almon::inline v0::numbering
