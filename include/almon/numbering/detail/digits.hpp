// SPDX-License-Identifier: BSL-1.0
#pragma once

// Digits eight at a time: a word holds eight of them, the most significant in its lowest byte, as characters or values.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace almon::inline v0::numbering::detail {

inline constexpr std::uint64_t hundred_million = 100'000'000;

/// Eight characters as a word, the first in the lowest byte.
[[nodiscard]] inline std::uint64_t load_eight(const char* text) noexcept {
    std::uint64_t word;
    std::memcpy(&word, text, sizeof word);
    if constexpr (std::endian::native != std::endian::little) word = __builtin_bswap64(word);
    return word;
}
inline void store_eight(void* to, std::uint64_t word) noexcept {
    if constexpr (std::endian::native != std::endian::little) word = __builtin_bswap64(word);
    std::memcpy(to, &word, sizeof word);
}

/// Whether eight characters are ASCII digits.
[[nodiscard]] constexpr bool are_digits(std::uint64_t word) noexcept {
    constexpr std::uint64_t high = 0xF0F0F0F0F0F0F0F0U, zeros = 0x3030303030303030U;
    return (word & high) == zeros && ((word + 0x0606060606060606U) & high) == zeros;
}

/// The number that eight digits make: pairs, then twice two pairs in one product each.
[[nodiscard]] constexpr std::uint64_t value_of_eight(std::uint64_t word) noexcept {
    constexpr std::uint64_t lane = 0x000000FF000000FFU;
    word = word * 10 + (word >> 8);
    return ((word & lane) * 0x000F424000000064U + (word >> 16 & lane) * 0x0000271000000001U) >> 32;
}

/// The number that the first four digits of a word make.
[[nodiscard]] constexpr std::uint32_t value_of_four(std::uint64_t word) noexcept {
    const std::uint32_t pairs = static_cast<std::uint32_t>(word * 10 + (word >> 8)) & 0x00FF00FFU;
    return (pairs * 100 + (pairs >> 16)) & 0xFFFFU;
}

/// The digits of a number below a hundred million: halves, then hundreds, then tens, each split in all lanes by one
/// multiplication.
[[nodiscard]] constexpr std::uint64_t digits_of(std::uint64_t eight) noexcept {
    const std::uint64_t above = eight / 10000;
    const std::uint64_t halves = above | (eight - above * 10000) << 32;
    const std::uint64_t hundreds = (halves * 10486 >> 20) & 0x7F0000007FU;
    const std::uint64_t pairs = ((halves - 100 * hundreds) << 16) + hundreds;
    const std::uint64_t tens = (pairs * 103 >> 10) & 0xF000F000F000FU;
    return tens + ((pairs - 10 * tens) << 8);
}

/// Two words as one text: drops the first `count` characters, at most seven.
constexpr void drop_front(std::uint64_t& first, std::uint64_t& rest, std::size_t count) noexcept {
    first = first >> 8 * count | rest << 1 << (63 - 8 * count); // in two steps: 64 at once is undefined
    rest >>= 8 * count;
}

/// The digits of a number of at most sixteen, from the first on; zeros behind them.
struct digit_words {
    static constexpr std::uint64_t limit = hundred_million * hundred_million;
    std::uint64_t first, rest;
    std::size_t count;

    explicit constexpr digit_words(std::uint64_t value) noexcept
        : first(digits_of(value / hundred_million)), rest(digits_of(value % hundred_million)), count(16) {
        if (first == 0) [[unlikely]] {
            first = rest;
            rest = 0;
            count = 8;
        }
        const auto zeros = static_cast<std::size_t>(std::countr_zero(first | std::uint64_t{1} << 63)) / 8;
        drop_front(first, rest, zeros);
        count -= zeros;
    }
};

/// The digits of any number, one a byte (values 0 to 9), most significant first, behind zeros.
struct digit_row {
    std::array<std::uint8_t, 24> room;
    std::uint8_t begin;

    explicit digit_row(std::uint64_t value) noexcept {
        store_eight(room.data() + 16, digits_of(value % hundred_million));
        store_eight(room.data() + 8, digits_of(value / hundred_million % hundred_million));
        store_eight(room.data(), digits_of(value / hundred_million / hundred_million));
        for (begin = 0; begin < 23 && room[begin] == 0;) ++begin;
    }
    [[nodiscard]] const std::uint8_t* data() const noexcept { return room.data() + begin; }
    [[nodiscard]] std::size_t size() const noexcept { return 24U - begin; }
};

} // namespace almon::inline v0::numbering::detail
