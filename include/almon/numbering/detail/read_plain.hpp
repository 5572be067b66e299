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

/// The result for a national number that needs no more stripping.
[[nodiscard]] inline result<parsed> settle(std::uint8_t country, const std::uint8_t* national, std::size_t count,
                                           origin from) noexcept {
    if (count < 2) return error(errc::too_short);
    const tables::country& c = tables::countries[country];
    if (count > 17) return error(errc::too_long);
    if (count > 16 && count + (c.code > 99 ? 3 : c.code > 9 ? 2 : 1) > 19) return error(errc::too_long);
    const std::uint16_t found = tables::walk_national(c, national, count);
    std::uint64_t value = c.code;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + national[i];
    return parsed(almon::detail::make_number(value), facts(found, country, static_cast<std::uint8_t>(count)), from);
}

/// `+` and eight to sixteen digits, nothing else: what programs write. Two words, and no loop over the characters.
/// False where the text is something else or needs a closer look.
struct plus_number {
    std::uint64_t value;
    facts plan;
};
[[nodiscard]] inline bool read_plus(std::string_view text, plus_number& out) noexcept {
    const std::size_t count = text.size() - 1;
    if (text.size() < 9 || text.size() > 17 || text[0] != '+') return false;
    const std::uint64_t front = load_eight(text.data() + 1), back = load_eight(text.data() + text.size() - 8);
    if (!are_digits(front) || !are_digits(back)) return false;
    constexpr std::uint64_t low = 0x0F0F0F0F0F0F0F0FU;
    const std::uint64_t first = front & low, last = back & low;
    const std::uint32_t four = value_of_four(first);
    const auto [country, length] = tables::country_of_digits[four / 10];
    const std::size_t national = count - length;
    const std::uint32_t may_have_prefix = tables::prefixed_starts[four / 32] >> four % 32;
    if (tables::countries[country].strip_lengths >> national & may_have_prefix & 1U) [[unlikely]]
        return false;
    const std::size_t half = 4 * (16 - count); // half of the way, because 64 at once is undefined
    const std::uint64_t before_last = first << half << half;
    out.value = value_of_eight(before_last) * hundred_million + value_of_eight(last);
    const auto [node, done] = tables::walk_three(tables::plan_starts[four], first >> 32);
    const std::uint16_t found = tables::tail_answer(node, count - 4 - done);
    out.plan = facts(found, country, static_cast<std::uint8_t>(national));
    if (node < tables::first_tail) [[unlikely]]
        out.plan = look_up_any(almon::detail::make_number(out.value));
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
