// SPDX-License-Identifier: BSL-1.0
#pragma once

// Small values in the form in which they cross to PHP and back.

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include <almon/core/clock.hpp>
#include <almon/numbering/number.hpp>

namespace almon::php {

/// PHP has signed integers only: the same 64 bits.
[[nodiscard]] inline std::int64_t to_php_integer(number n) noexcept {
    return static_cast<std::int64_t>(n.value());
}

/// The number of a value that came from PHP; nothing where no number has it.
[[nodiscard]] std::optional<number> number_of(std::int64_t value) noexcept;

/// The moment of so many microseconds since 1970; the present for the least integer.
[[nodiscard]] inline instant instant_of(std::int64_t micros) noexcept {
    if (micros == std::numeric_limits<std::int64_t>::min()) return system_now();
    return instant(microseconds(micros));
}

/// Whether the system could have a file of this name: a NUL would cut it short.
[[nodiscard]] inline bool is_path(std::string_view path) noexcept {
    return !path.empty() && path.find('\0') == path.npos;
}

} // namespace almon::php
