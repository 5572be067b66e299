// SPDX-License-Identifier: BSL-1.0
#pragma once

// The inline part of `read`: plain spellings, in one pass over the text and one walk of the plan.

#include <cstring>

#include <almon/numbering/parse.hpp>

namespace almon::inline v0::numbering::detail {

/// Normalised digits (values 0 to 9), as many as any accepted text has.
struct digits {
    static constexpr std::size_t capacity = 32;
    std::array<std::uint8_t, capacity> at;
    std::size_t size = 0;
};

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

} // namespace almon::inline v0::numbering::detail

namespace almon::inline v0::numbering {

inline result<parsed> read(std::string_view text, const home& where) noexcept {
    detail::digits d;
    std::size_t i = 0;
    const bool plus = !text.empty() && text[0] == '+';
    if (plus) i = 1;
    for (; i < text.size(); ++i) {
        const std::uint8_t kind = detail::byte_kinds[static_cast<unsigned char>(text[i])];
        if (kind < 10) {
            if (d.size == 20) return detail::read_any(text, where);
            d.at[d.size++] = kind;
        } else if (kind == detail::other) {
            return detail::read_any(text, where);
        }
    }
    if (d.size < 3) return detail::read_any(text, where);
    if (plus) {
        const auto [country, length] = tables::find_country(d.at.data(), d.size);
        if (country == 0 || d.size == length) return detail::read_any(text, where);
        const tables::region& r = tables::regions[tables::countries[country].first_region];
        if (r.prefix_first >> d.at[length] & 1U) {
            const result<parsed> found = detail::resolve(d.at.data(), d.size, origin::plus, 0);
            return found ? found : detail::read_any(text, where);
        }
        const result<parsed> found = detail::settle(country, d.at.data() + length, d.size - length, origin::plus);
        return found ? found : detail::read_any(text, where);
    }
    const std::uint8_t home_region = tables::find_region(where.region);
    if (home_region == 0) return detail::read_any(text, where);
    const result<parsed> found = detail::resolve(d.at.data(), d.size, origin::home, home_region);
    // what the plan does not know may be a local number, or one that needs a second look
    const bool second_look = !found || (!found->valid() && (!where.area.empty() || (d.at[0] == 0 && d.at[1] == 0)));
    return second_look ? detail::read_any(text, where) : found;
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
