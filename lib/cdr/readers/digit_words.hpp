// SPDX-License-Identifier: BSL-1.0
#pragma once

// Decimal digits eight at a time, in one register.

#include <bit>
#include <cstdint>
#include <cstring>

namespace almon::inline v0::cdr {

/// Eight characters, the first in the lowest byte, whatever the machine's order.
[[nodiscard]] inline std::uint64_t eight_at(const char* p) noexcept {
    std::uint64_t word;
    std::memcpy(&word, p, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    return word;
}

[[nodiscard]] inline std::uint64_t four_at(const char* p) noexcept {
    std::uint32_t word;
    std::memcpy(&word, p, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap32(word);
    return word;
}

inline constexpr std::uint32_t no_number = ~std::uint32_t{0};

/// The number that eight digits are; `no_number` where one is none.
[[nodiscard]] inline std::uint32_t eight_digits(std::uint64_t word) noexcept {
    word ^= 0x3030303030303030u;
    if (((word + 0x7676767676767676u) | word) & 0x8080808080808080u) return no_number; // more than nine
    word = word * 10 + (word >> 8);                                                    // pairs, in every other byte
    constexpr std::uint64_t pair = 0x000000FF000000FFu;
    constexpr std::uint64_t hundreds = 100 + (std::uint64_t{1000000} << 32), ones = 1 + (std::uint64_t{10000} << 32);
    return static_cast<std::uint32_t>(((word & pair) * hundreds + (word >> 16 & pair) * ones) >> 32);
}

/// The number that six digits are, read with the two characters before them.
[[nodiscard]] inline std::uint32_t six_digits_before(const char* end) noexcept {
    constexpr std::uint64_t two = 0xFFFF, zeros = 0x3030;
    return eight_digits((eight_at(end - 8) & ~two) | zeros);
}

} // namespace almon::inline v0::cdr
