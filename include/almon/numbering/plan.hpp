// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the world's numbering plan says of a number: valid or not, possible or why not, type, region. One walk of some
// five table steps. Source: metadata of libphonenumber; `metadata_version()` says which.

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

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
        const std::uint8_t said = tables::number_classes[class_].region;
        const tables::country& c = tables::countries[country_];
        if (said != 0) return tables::regions[said].code;
        return c.region_count == 1 ? std::string_view(tables::regions[c.first_region].code) : std::string_view();
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

/// The digits of a number, one a byte (values 0 to 9), most significant first, behind zeros.
struct digit_row {
    std::array<std::uint8_t, 40> room; ///< 24 digits, and room for copies of fixed size that read beyond them
    std::uint8_t begin;

    explicit digit_row(std::uint64_t value) noexcept {
        constexpr std::uint64_t block = 100'000'000;
        begin = static_cast<std::uint8_t>(24 - count_digits(value));
        write(16, static_cast<std::uint32_t>(value % block));
        write(8, static_cast<std::uint32_t>(value / block % block));
        write(0, static_cast<std::uint32_t>(value / block / block));
    }
    [[nodiscard]] const std::uint8_t* data() const noexcept { return room.data() + begin; }
    [[nodiscard]] std::size_t size() const noexcept { return 24U - begin; }

    [[nodiscard]] static constexpr unsigned count_digits(std::uint64_t value) noexcept {
        // log10 by way of log2 (1233 / 4096), one too few where the next power of ten is reached
        const unsigned guess = static_cast<unsigned>(std::bit_width(value | 1) * 1233) >> 12;
        return guess + (guess < 20 && value >= powers[guess] ? 1U : 0U) + (value == 0 ? 1U : 0U);
    }

private:
    static constexpr std::array<std::uint64_t, 20> powers = [] {
        std::array<std::uint64_t, 20> p{1};
        for (std::size_t i = 1; i < p.size(); ++i) p[i] = p[i - 1] * 10;
        return p;
    }();

    /// Eight digits at once: halves, then hundreds, then tens, each split in all lanes by one multiplication.
    void write(std::size_t at, std::uint32_t eight) noexcept {
        if constexpr (std::endian::native != std::endian::little) {
            for (std::size_t i = 8; i-- > 0; eight /= 10) room[at + i] = static_cast<std::uint8_t>(eight % 10);
        } else {
            const std::uint64_t halves = eight / 10000 | static_cast<std::uint64_t>(eight % 10000) << 32;
            const std::uint64_t hundreds = (halves * 10486 >> 20) & 0x7F0000007FU;
            const std::uint64_t pairs = ((halves - 100 * hundreds) << 16) + hundreds;
            const std::uint64_t tens = (pairs * 103 >> 10) & 0xF000F000F000FU;
            const std::uint64_t all = tens + ((pairs - 10 * tens) << 8);
            std::memcpy(room.data() + at, &all, sizeof all);
        }
    }
};

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

/// What the plan says of `n`. *Complexity*: one division a digit, then one table step for each digit that matters.
[[nodiscard]] inline facts look_up(number n) noexcept {
    const detail::digit_row digits(n.value());
    const auto [country, length] = tables::find_country(digits.data(), digits.size());
    const std::size_t count = digits.size() - length;
    const std::uint16_t found = tables::walk(tables::countries[country].plan, digits.data() + length, count);
    return {found, country, static_cast<std::uint8_t>(count)};
}

/// The country code of a region, if the plan has it.
[[nodiscard]] std::optional<std::uint16_t> country_code_of(std::string_view region) noexcept;

/// A number of this type that nobody has, for documents and tests; none where the region has no such numbers. Region
/// `001` has several codes: the first.
[[nodiscard]] std::optional<number> example(std::string_view region, number_type type) noexcept;

/// Version of the metadata that the tables were made from, as `9.0.43`.
[[nodiscard]] std::string_view metadata_version() noexcept;

} // namespace almon::inline v0::numbering
