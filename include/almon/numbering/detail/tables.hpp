// SPDX-License-Identifier: BSL-1.0
#pragma once

// The compiled numbering plan: what lib/numbering/generated_plan.cpp, which a script generates, holds.
//
// All national patterns of the world are one automaton over digits. Each country code has a root in it, and a second
// root for its formats. A node is a state (its ten successors lie in `transitions`) or, with the top bit set, a tail:
// from there on the digits do not matter, only how many are left.
//
//     +7 9161234567    root of 7 -9-> state -1-> tail: eight left -> answer: RU, mobile
//
// Programs match the prefixes that need choices and groups (national, international): 16-bit words, the operation in
// the top four bits. set: mask of digits. split, jump: the address follows; split prefers to go on. save: slot. end.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace almon::inline v0::numbering::tables {

inline constexpr std::uint16_t tail_bit = 0x8000;

struct tail {
    std::uint16_t at;   ///< first answer in `tail_answers`
    std::uint8_t first; ///< the fewest digits left that have an answer
    std::uint8_t count; ///< how many answers follow
};

/// An answer about a national number.
struct number_class {
    std::uint8_t region;   ///< index into `regions`; 0 where the digits name none
    std::uint8_t type;     ///< `number_type`
    std::uint32_t general; ///< one bit for each region of the country code: its general pattern fits
};

/// An answer about a national number's writing: places in `format_segments`, 0 for all digits without a break.
struct format_class {
    std::uint16_t national, international, rfc3966;
    std::uint16_t prefix_required; ///< the national form is not written without its prefix
};

/// A step of writing: the literal, then `skip` digits dropped, then `digits` copied. A template has at
/// least `fixed_segments` and ends with a step of none.
inline constexpr int fixed_segments = 4;
struct format_segment {
    char literal[5];
    std::uint8_t literal_size, skip, digits;
};

struct country {
    std::uint16_t code;
    std::uint16_t plan, format; ///< roots
    std::uint8_t first_region, region_count;
    std::uint16_t prefix_first; ///< of its main region
};

struct region {
    char code[4];
    std::uint16_t country_code;
    std::uint8_t country, bit;             ///< index into `countries`; bit of `number_class::general`
    std::uint32_t lengths, local_lengths;  ///< bit n: n digits are possible
    std::uint16_t prefix_first, idd_first; ///< bit d: a prefix can begin with the digit d
    std::uint16_t prefix_program, idd_program;
    std::uint16_t prefix_literal, idd_literal; ///< in `texts`: the prefix where it is nothing but digits
    std::uint16_t transform;                   ///< in `texts`: bytes 1 and 2 stand for the groups
    std::uint16_t groups;
    std::uint16_t national_prefix, idd, extension_prefix; ///< in `texts`: as written when dialling or formatting
};

/// Index into `countries`, and the length of its code.
struct country_prefix {
    std::uint8_t country, length;
};

struct example {
    std::uint8_t region, type;
    std::uint64_t number;
};

struct zone_set {
    std::uint16_t at, count;
};
struct zone_prefix {
    std::uint32_t digits;
    std::uint16_t set;
};
struct character_range {
    char32_t first, last;
};

enum class operation : std::uint8_t { match, set, split, jump, save, end };

extern const std::string_view metadata_version;
extern const std::size_t automaton_bytes;
extern const std::uint16_t transitions[];
extern const std::uint16_t state_answers[];
extern const std::uint16_t answering_states;
extern const tail tails[];
extern const std::uint16_t tail_answers[];
extern const number_class number_classes[];
extern const format_class format_classes[];
extern const country countries[];
extern const format_segment format_segments[];
extern const country_prefix country_of_digits[];
extern const region regions[];
extern const std::size_t region_count;
extern const std::uint8_t region_of_letters[];
extern const std::uint16_t programs[];
extern const char texts[];
extern const example examples[];
extern const std::size_t example_count;
extern const std::string_view zone_names[];
extern const zone_set zone_sets[];
extern const std::uint16_t zone_members[];
extern const zone_prefix zone_prefixes[];
extern const std::size_t zone_prefix_count;
extern const std::size_t longest_zone_prefix;
extern const char32_t digit_zeros[];
extern const std::size_t digit_zero_count;
extern const character_range alphanumerics[];
extern const std::size_t alphanumeric_count;

/// What the automaton says of `count` digits (values 0 to 9) from `node` on; 0 where no pattern fits.
[[nodiscard]] inline std::uint16_t walk(std::uint16_t node, const std::uint8_t* digits, std::size_t count) noexcept {
    std::size_t done = 0;
    while (!(node & tail_bit)) {
        if (done == count) return node < answering_states ? state_answers[node] : std::uint16_t{0};
        node = transitions[node * 10U + digits[done++]];
    }
    const tail& end = tails[node & (tail_bit - 1)];
    const std::size_t index = count - done - end.first; // wraps to something large where too few are left
    return index < end.count ? tail_answers[end.at + index] : std::uint16_t{0};
}

/// The country whose code `digits` begin with; {0, 0} where there is none. At least three digits decide it; fewer are
/// taken as if zeros followed, which no shorter code needs.
[[nodiscard]] inline country_prefix find_country(const std::uint8_t* digits, std::size_t count) noexcept {
    unsigned index = 0;
    for (std::size_t i = 0; i < 3; ++i) index = index * 10 + (i < count ? digits[i] : 0U);
    const country_prefix found = country_of_digits[index];
    return found.length <= count ? found : country_prefix{0, 0};
}

/// Index of the region that ISO 3166 calls `name`, in either case; 0 where the plan has none.
[[nodiscard]] inline std::uint8_t find_region(std::string_view name) noexcept {
    if (name.size() != 2) return 0;
    const unsigned first = (static_cast<unsigned char>(name[0]) | 0x20U) - 'a';
    const unsigned second = (static_cast<unsigned char>(name[1]) | 0x20U) - 'a';
    return first < 26 && second < 26 ? region_of_letters[first * 26 + second] : std::uint8_t{0};
}

[[nodiscard]] inline std::string_view text_at(std::uint16_t place) noexcept {
    return texts + place;
}

} // namespace almon::inline v0::numbering::tables
