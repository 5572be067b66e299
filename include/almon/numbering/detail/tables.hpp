// SPDX-License-Identifier: BSL-1.0
#pragma once

// The compiled numbering plan: what lib/numbering/generated_plan.cpp, which a script generates, holds.
//
// All national patterns of the world are one automaton over digits, in one block of 16-bit words. A node is half of its
// place in the block. Below `first_tail` it is a state, whose ten successors lie there (rows of different states may
// overlap); from `first_tail` on it is a tail: from there on the digits do not matter, only how many are left. Each
// country code has a root, and a second root for its formats; where the first four digits of a number lead,
// `plan_starts` and `format_starts` tell at once.
//
//     +7 9161234567    7916 -> state; 1 -> tail, six left -> answer: RU, mobile
//
// Programs match the prefixes that need choices and groups (national, international): 16-bit words, the operation in
// the top four bits. set: mask of digits. split, jump: the address follows; split prefers to go on. save: slot. end.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace almon::inline v0::numbering::tables {

/// An answer about a national number.
struct number_class {
    std::uint8_t region;   ///< index into `regions`; 0 where the digits name none
    std::uint8_t type;     ///< `number_type`
    std::uint32_t general; ///< one bit for each region of the country code: its general pattern fits
};

/// How digits become text: each of sixteen characters is the digit at `place`, or where that is at least 128 the
/// literal. Longer texts go on in the next row.
struct alignas(32) format_row {
    std::uint8_t place[16];
    char literal[16];
};

/// An answer about a national number's writing: first rows in `format_rows`, and how long the text is; nothing where
/// the digits are written without a break.
struct format_class {
    std::uint16_t national, international, rfc3966;
    std::uint8_t national_size, international_size, rfc3966_size;
    bool prefix_required; ///< the national form is not written without its prefix
};

struct country {
    std::uint16_t code;
    std::uint16_t plan, format; ///< roots
    std::uint8_t first_region, region_count;
    std::uint8_t code_size;
    std::uint16_t start;         ///< place in the starts of national digits that are all 0
    std::uint32_t strip_lengths; ///< of its main region
};

/// ISO 3166 name of a region, `001` for those of no country.
struct region_name {
    char text[4];
    std::uint8_t size;
};

struct region {
    char code[4];
    std::uint16_t country_code;
    std::uint8_t country, bit;             ///< index into `countries`; bit of `number_class::general`
    std::uint32_t lengths, local_lengths;  ///< bit n: n digits are possible
    std::uint16_t prefix_first, idd_first; ///< bit d: a prefix can begin with the digit d
    std::uint16_t idd_second;              ///< bit d: an international prefix can go on with the digit d
    std::uint32_t strip_lengths;           ///< bit n: of n digits a national prefix may have to be stripped
    std::uint16_t prefix_program, idd_program;
    std::uint16_t strips;                      ///< place in `strips` of two digits that are 0
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
extern const std::uint16_t automaton[]; ///< states, then tails: place in `tail_answers`, fewest left | answers << 8
extern const std::uint16_t first_tail;
extern const std::uint16_t state_answers[];
extern const std::uint16_t answering_nodes; ///< the states below answer where a number ends in them
extern const std::uint16_t tail_answers[];  ///< the first is 0
extern const std::uint16_t plan_starts[], format_starts[];
extern const std::uint32_t
    prefixed_starts[]; ///< a bit for each: a national prefix may follow the code, or none is there
extern const number_class number_classes[];
extern const format_class format_classes[];
extern const country countries[];
extern const format_row format_rows[];
extern const country_prefix country_of_digits[];
extern const region regions[];
extern const std::size_t region_count;
extern const region_name region_names[];
extern const std::uint8_t region_of_letters[];
extern const std::uint16_t programs[];
extern const std::uint8_t strips[]; ///< by a number's first two digits: how many the national prefix takes, or:
inline constexpr std::uint8_t strip_undecided = 15;
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

/// The answer of a tail with `left` digits behind it; 0 where no pattern fits.
[[nodiscard]] inline std::uint16_t tail_answer(std::uint16_t node, std::size_t left) noexcept {
    const std::uint16_t* const tail = automaton + node * 2U;
    const std::size_t index = left - (tail[1] & 0xFFU); // wraps to something large where too few are left
    const std::size_t fits = index < tail[1] >> 8U;
    return tail_answers[(tail[0] + index) & (0U - fits)];
}

/// What the automaton says of `count` digits (values 0 to 9) from `node` on; 0 where no pattern fits.
[[nodiscard]] inline std::uint16_t walk(std::uint16_t node, const std::uint8_t* digits, std::size_t count) noexcept {
    constexpr unsigned step = 5; // answering states do not overlap
    std::size_t done = 0;
    for (; node < first_tail; node = automaton[node * 2U + digits[done++]])
        if (done == count) return node < answering_nodes ? state_answers[node / step] : std::uint16_t{0};
    return tail_answer(node, count - done);
}

/// Three steps from `start`, by the three lowest bytes of `digits`: where they end, and how many led to another node.
/// Three steps end nearly every number, and they are taken whether or not a tail was reached before: walks that end at
/// different steps would cost a mispredicted branch a number.
struct steps {
    std::uint16_t node;
    std::size_t done;
};
[[nodiscard]] inline steps walk_three(std::uint16_t start, std::uint64_t digits) noexcept {
    const std::int64_t end = first_tail;
    std::int64_t node = start, done = 0;
    for (int i = 0; i < 3; ++i) {
        const std::int64_t next = automaton[2 * node + static_cast<std::int64_t>(digits >> 8 * i & 0xFU)];
        const std::int64_t goes_on = (node - end) >> 63; // all ones or none; no compiler makes a branch of it
        node = (node & ~goes_on) | (next & goes_on);     // what was read behind a tail is thrown away
        done -= goes_on;
    }
    return {static_cast<std::uint16_t>(node), static_cast<std::size_t>(done)};
}

/// The country whose code `digits` begin with; {0, 0} where there is none. At least three digits decide it; fewer are
/// taken as if zeros followed, which no shorter code needs.
[[nodiscard]] inline country_prefix find_country(const std::uint8_t* digits, std::size_t count) noexcept {
    unsigned index = 0;
    for (std::size_t i = 0; i < 3; ++i) index = index * 10 + (i < count ? digits[i] : 0U);
    const country_prefix found = country_of_digits[index];
    return found.length <= count ? found : country_prefix{0, 0};
}

/// What the automaton says of a national number. At least six digits must be readable, whatever `count`.
[[nodiscard]] inline std::uint16_t walk_national(const country& c, const std::uint8_t* national,
                                                 std::size_t count) noexcept {
    constexpr std::array<std::array<std::uint8_t, 4>, 4> weights = {{{}, {100, 10, 1}, {10, 1, 0}, {1, 0, 0}}};
    if (count < 6) [[unlikely]]
        return walk(c.plan, national, count);
    const std::array<std::uint8_t, 4>& w = weights[c.code_size];
    const unsigned first = static_cast<unsigned>(w[0] * national[0] + w[1] * national[1] + w[2] * national[2]);
    const std::size_t used = 4U - c.code_size;
    const std::uint8_t* const digits = national + used;
    const auto [node, done] = walk_three(plan_starts[c.start + first], digits[0] | digits[1] << 8 | digits[2] << 16);
    if (node < first_tail) [[unlikely]]
        return walk(node, digits + 3, count - used - 3);
    return tail_answer(node, count - used - done);
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
