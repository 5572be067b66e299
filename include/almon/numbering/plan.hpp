// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the world's numbering plan says of a number: valid or not, possible or why not, type, region. One walk of some
// five table steps. Source: metadata of libphonenumber; `metadata_version()` says which.

#include <cstdint>
#include <optional>
#include <string_view>

#include <almon/numbering/detail/digits.hpp>
#include <almon/numbering/detail/tables.hpp>
#include <almon/numbering/number.hpp>

namespace almon::inline v0::numbering {

enum class number_type : std::uint8_t {
    unknown,
    fixed_line,
    mobile,
    fixed_line_or_mobile,
    toll_free,
    premium_rate,
    shared_cost,
    voip,
    personal_number,
    pager,
    uan,
    voicemail,
};

/// `fixed_line` and so on: the words of DESIGN.md's JSON.
[[nodiscard]] std::string_view to_string(number_type type) noexcept;

/// Whether a number's length can be right, and why not. Local only: dialled without its area code, so that as a number
/// of the world it reaches nobody.
enum class possibility : std::uint8_t { possible, local_only, too_short, too_long, invalid_length };

[[nodiscard]] std::string_view to_string(possibility p) noexcept;

/// What the plan says of one number. Four bytes; what it tells is read from tables when asked.
class facts {
public:
    constexpr facts(std::uint16_t number_class, std::uint8_t country, std::uint8_t national_size) noexcept
        : class_(number_class), country_(country), national_size_(national_size) {}

    /// The number fits a pattern of its region: it can have been given to somebody.
    [[nodiscard]] bool valid() const noexcept { return tables::number_classes[class_].type != 0; }
    [[nodiscard]] number_type type() const noexcept {
        return static_cast<number_type>(tables::number_classes[class_].type);
    }
    /// ISO 3166 code; `001` for a code of no country (+800); empty where several countries share the code and the
    /// digits fit none of them.
    [[nodiscard]] std::string_view region() const noexcept {
        std::uint8_t said = tables::number_classes[class_].region;
        if (said == 0) {
            const tables::country& c = tables::countries[country_];
            said = c.region_count == 1 ? c.first_region : std::uint8_t{0};
        }
        const tables::region_name& name = tables::region_names[said];
        return {name.text, name.size};
    }
    /// Judged by length alone, by the rules of the country code's main region.
    [[nodiscard]] possibility possible() const noexcept;
    [[nodiscard]] std::uint16_t country_code() const noexcept { return tables::countries[country_].code; }
    /// Digits after the country code, leading zeros included.
    [[nodiscard]] std::uint8_t national_size() const noexcept { return national_size_; }

    /// Index of the country in the tables; for the library's own use.
    [[nodiscard]] std::uint8_t country_index() const noexcept { return country_; }

private:
    std::uint16_t class_;
    std::uint8_t country_, national_size_;
};
static_assert(sizeof(facts) == 4);

namespace detail {

/// The automaton's answer where three steps were not enough.
[[nodiscard]] std::uint16_t walk_on(std::uint16_t node, const digit_words& digits) noexcept;

/// Whether a number has as many digits as `walk_words` asks for.
[[nodiscard]] constexpr bool has_words(std::uint64_t value) noexcept {
    return value >= 1'000'000 && value < digit_words::limit;
}

/// The automaton's answer from the place where the first four of seven digits or more lead.
[[nodiscard]] inline std::uint16_t walk_words(std::uint16_t start, const digit_words& digits) noexcept {
    const auto [node, done] = tables::walk_three(start, digits.first >> 32);
    if (node < tables::first_tail) [[unlikely]]
        return walk_on(node, digits);
    return tables::tail_answer(node, digits.count - 4 - done);
}

/// The verdict on `count` digits by a region's lengths.
[[nodiscard]] inline possibility judge_length(const tables::region& r, std::size_t count) noexcept {
    if (count < 32 && (r.local_lengths >> count & 1U)) return possibility::local_only;
    if (count < 32 && (r.lengths >> count & 1U)) return possibility::possible;
    if (count >= 32 || r.lengths >> count == 0) return possibility::too_long;
    return (r.lengths & ((1U << count) - 1)) == 0 ? possibility::too_short : possibility::invalid_length;
}

} // namespace detail

inline possibility facts::possible() const noexcept {
    return detail::judge_length(tables::regions[tables::countries[country_].first_region], national_size_);
}

namespace detail {
/// `look_up` for numbers of any size.
[[nodiscard]] facts look_up_any(number n) noexcept;
} // namespace detail

/// What the plan says of `n`. *Complexity*: a few multiplications, then one table step for each digit that matters.
[[nodiscard]] inline facts look_up(number n) noexcept {
    if (!detail::has_words(n.value())) [[unlikely]]
        return detail::look_up_any(n);
    const detail::digit_words digits(n.value());
    const std::uint32_t four = detail::value_of_four(digits.first);
    const auto [country, length] = tables::country_of_digits[four / 10];
    const std::uint16_t found = detail::walk_words(tables::plan_starts[four], digits);
    return {found, country, static_cast<std::uint8_t>(digits.count - length)};
}

/// The country code of a region, if the plan has it.
[[nodiscard]] std::optional<std::uint16_t> country_code_of(std::string_view region) noexcept;

/// A number of this type that nobody has, for documents and tests; none where the region has no such numbers. Region
/// `001` has several codes: the first.
[[nodiscard]] std::optional<number> example(std::string_view region, number_type type) noexcept;

/// Version of the metadata that the tables were made from, as `9.0.43`.
[[nodiscard]] std::string_view metadata_version() noexcept;

} // namespace almon::inline v0::numbering
