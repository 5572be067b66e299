// SPDX-License-Identifier: BSL-1.0
#pragma once

// Small values in the form in which they cross to PHP and back.

#include <cstdint>
#include <optional>

#include <almon/numbering/number.hpp>

namespace almon::php {

/// PHP has signed integers only: the same 64 bits.
[[nodiscard]] inline std::int64_t to_php_integer(number n) noexcept {
    return static_cast<std::int64_t>(n.value());
}

/// The number of a value that came from PHP; nothing where no number has it.
[[nodiscard]] std::optional<number> number_of(std::int64_t value) noexcept;

} // namespace almon::php
