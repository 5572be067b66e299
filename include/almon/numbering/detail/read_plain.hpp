// SPDX-License-Identifier: BSL-1.0
#pragma once

// The inline part of `read`: plain spellings, in one pass over the text and one walk of the plan.

#include <bit>
#include <cstring>

#include <almon/numbering/parse.hpp>

namespace almon::inline v0::numbering::detail {

/// Everything that is not plain: the compiled reader.
[[nodiscard]] result<parsed> read_any(std::string_view text, const home& where) noexcept;

/// Digits that need the home's prefixes. `plus` says whether a plus sign stood before them.
[[nodiscard]] result<parsed> resolve(const std::uint8_t* digits, std::size_t count, origin from,
                                     std::uint8_t home_region) noexcept;

/// What a byte is in a plain spelling.
enum byte_kind : std::uint8_t { other = 10, separator = 11 };
inline constexpr std::array<std::uint8_t, 256> byte_kinds = [] {
    std::array<std::uint8_t, 256> kinds{};
    kinds.fill(other);
    for (std::uint8_t d = 0; d < 10; ++d) kinds['0' + d] = d;
    for (const char c : std::string_view(" -().")) kinds[static_cast<unsigned char>(c)] = separator;
    return kinds;
}();

/// The result for a national number that needs no more stripping.
[[nodiscard]] inline result<parsed> settle(std::uint8_t country, const std::uint8_t* national, std::size_t count,
                                           origin from) noexcept {
    if (count < 2) return error(errc::too_short);
    const tables::country& c = tables::countries[country];
    if (count > 17) return error(errc::too_long);
    if (count > 16 && count + (c.code > 99 ? 3 : c.code > 9 ? 2 : 1) > 19) return error(errc::too_long);
    const std::uint16_t found = tables::walk(c.plan, national, count);
    std::uint64_t value = c.code;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + national[i];
    return parsed(almon::detail::make_number(value), facts(found, country, static_cast<std::uint8_t>(count)), from);
}

/// Eight characters as a word, the first in the lowest byte.
[[nodiscard]] inline std::uint64_t load_eight(const char* text) noexcept {
    std::uint64_t word;
    std::memcpy(&word, text, sizeof word);
    return word;
}
[[nodiscard]] constexpr bool are_digits(std::uint64_t word) noexcept {
    constexpr std::uint64_t high = 0xF0F0F0F0F0F0F0F0U, zeros = 0x3030303030303030U;
    return (word & high) == zeros && ((word + 0x0606060606060606U) & high) == zeros;
}
/// The value of eight digits, the most significant in the lowest byte: pairs, then fours, then all.
[[nodiscard]] constexpr std::uint64_t value_of_eight(std::uint64_t word) noexcept {
    word = (word * 10 + (word >> 8)) & 0x00FF00FF00FF00FFU;
    word = (word * 100 + (word >> 16)) & 0x0000FFFF0000FFFFU;
    return (word * 10000 + (word >> 32)) & 0xFFFFFFFFU;
}

/// `+` and eight to sixteen digits, nothing else: what programs write. Two words, and no loop over the characters.
/// False where the text is something else or needs a closer look.
struct plus_number {
    std::uint64_t value;
    facts plan;
};
[[nodiscard]] inline bool read_plus(std::string_view text, plus_number& out) noexcept {
    if constexpr (std::endian::native != std::endian::little) return false;
    const std::size_t count = text.size() - 1;
    if (text.size() < 9 || text.size() > 17 || text[0] != '+') return false;
    const std::uint64_t front = load_eight(text.data() + 1), back = load_eight(text.data() + text.size() - 8);
    if (!are_digits(front) || !are_digits(back)) return false;
    constexpr std::uint64_t low = 0x0F0F0F0F0F0F0F0FU;
    const std::uint64_t first = front & low, last = back & low;
    std::array<std::uint8_t, 16> digits;
    std::memcpy(digits.data(), &first, 8);
    std::memcpy(digits.data() + count - 8, &last, 8);
    const unsigned index = static_cast<unsigned>((first & 0xF) * 100 + (first >> 8 & 0xF) * 10 + (first >> 16 & 0xF));
    const auto [country, length] = tables::country_of_digits[index];
    const tables::country& c = tables::countries[country];
    if (country == 0 || (c.prefix_first >> digits[length] & 1U)) return false;
    const std::uint16_t found = tables::walk(c.plan, digits.data() + length, count - length);
    const std::uint64_t above = count == 8 ? 0 : first << (8 * (16 - count));
    out.value = value_of_eight(above) * 100'000'000 + value_of_eight(last);
    out.plan = facts(found, country, static_cast<std::uint8_t>(count - length));
    return true;
}

/// Plain spellings that `read_plus` does not take.
[[nodiscard]] result<parsed> read_plain(std::string_view text, const home& where) noexcept;

} // namespace almon::inline v0::numbering::detail

namespace almon::inline v0::numbering {

inline result<parsed> read(std::string_view text, const home& where) noexcept {
    detail::plus_number n{0, facts(0, 0, 0)};
    if (detail::read_plus(text, n)) return parsed(almon::detail::make_number(n.value), n.plan, origin::plus);
    return detail::read_plain(text, where);
}

inline result<number> parse(std::string_view text, const home& where) noexcept {
    const result<parsed> found = read(text, where);
    if (!found) return found.error();
    if (!found->valid()) {
        const possibility p = found->plan().possible();
        if (p == possibility::local_only) return error(errc::no_area_code);
        if (p == possibility::too_short) return error(errc::too_short);
    }
    return found->number();
}

inline void read(std::span<const std::string_view> texts, std::span<result<parsed>> results,
                 const home& where) noexcept {
    for (std::size_t i = 0; i < texts.size() && i < results.size(); ++i) results[i] = read(texts[i], where);
}

inline void parse(std::span<const std::string_view> texts, std::span<result<number>> results,
                  const home& where) noexcept {
    for (std::size_t i = 0; i < texts.size() && i < results.size(); ++i) results[i] = parse(texts[i], where);
}

} // namespace almon::inline v0::numbering
