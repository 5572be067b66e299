// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/zones.hpp>

#include <algorithm>

#include <almon/numbering/plan.hpp>

namespace almon::inline v0::numbering {

namespace {

/// Mobile numbers of these countries are given out by place. Source: libphonenumber's _GEO_MOBILE_COUNTRIES.
constexpr bool mobiles_have_a_place(std::uint16_t country_code) noexcept {
    return country_code == 52 || country_code == 54 || country_code == 55 || country_code == 62 || country_code == 86;
}

/// The set of the longest prefix of the first `count` digits that the table has.
zone_names longest_prefix(const std::uint8_t* digits, std::size_t count) noexcept {
    const auto* const end = tables::zone_prefixes + tables::zone_prefix_count;
    for (std::size_t length = std::min(count, tables::longest_zone_prefix); length > 0; --length) {
        std::uint32_t wanted = 0;
        for (std::size_t i = 0; i < length; ++i) wanted = wanted * 10 + digits[i];
        const auto* const found =
            std::lower_bound(tables::zone_prefixes, end, wanted,
                             [](const tables::zone_prefix& p, std::uint32_t value) { return p.digits < value; });
        if (found != end && found->digits == wanted) return zone_names(tables::zone_sets[found->set]);
    }
    return {};
}

} // namespace

zone_names zones(number n) noexcept {
    const facts plan = look_up(n);
    if (!plan.valid()) return {};
    const number_type type = plan.type();
    const bool placed = type == number_type::fixed_line || type == number_type::fixed_line_or_mobile ||
                        (type == number_type::mobile && mobiles_have_a_place(plan.country_code()));
    const detail::digit_row digits(n.value());
    return longest_prefix(digits.data(), placed ? digits.size() : digits.size() - plan.national_size());
}

} // namespace almon::inline v0::numbering
