// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/plan.hpp>

namespace almon::inline v0::numbering {

std::string_view to_string(number_type type) noexcept {
    constexpr std::array<std::string_view, 12> words = {
        "unknown",         "fixed_line",   "mobile",      "fixed_line_or_mobile",
        "toll_free",       "premium_rate", "shared_cost", "voip",
        "personal_number", "pager",        "uan",         "voicemail"};
    return words[static_cast<std::size_t>(type)];
}

std::string_view to_string(possibility p) noexcept {
    constexpr std::array<std::string_view, 5> words = {"possible", "local_only", "too_short", "too_long",
                                                       "invalid_length"};
    return words[static_cast<std::size_t>(p)];
}

std::optional<std::uint16_t> country_code_of(std::string_view region) noexcept {
    const std::uint8_t index = tables::find_region(region);
    if (index == 0) return std::nullopt;
    return tables::regions[index].country_code;
}

std::optional<number> example(std::string_view region, number_type type) noexcept {
    for (std::size_t i = 0; i < tables::example_count; ++i) {
        const tables::example& e = tables::examples[i];
        if (static_cast<number_type>(e.type) == type && region == tables::regions[e.region].code)
            return almon::detail::make_number(e.number);
    }
    return std::nullopt;
}

std::string_view metadata_version() noexcept {
    return tables::metadata_version;
}

namespace detail {

std::uint16_t walk_on(std::uint16_t node, const digit_words& digits) noexcept {
    std::array<std::uint8_t, 16> row;
    store_eight(row.data(), digits.first);
    store_eight(row.data() + 8, digits.rest);
    return tables::walk(node, row.data() + 7, digits.count - 7);
}

facts look_up_any(number n) noexcept {
    const digit_row digits(n.value());
    const auto [country, length] = tables::find_country(digits.data(), digits.size());
    const std::size_t count = digits.size() - length;
    const std::uint16_t found = tables::walk(tables::countries[country].plan, digits.data() + length, count);
    return {found, country, static_cast<std::uint8_t>(count)};
}

} // namespace detail

} // namespace almon::inline v0::numbering
