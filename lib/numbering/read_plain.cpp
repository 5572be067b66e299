// SPDX-License-Identifier: BSL-1.0
// Plain spellings: ASCII digits and separators. Where the processor shuffles bytes, those of at most twenty-four
// characters are read without a loop or a branch that depends on the characters.
#include <almon/numbering/parse.hpp>

#include <optional>

#include "prefix.hpp"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(ALMON_PORTABLE)
#define ALMON_SHUFFLE 1
#include <immintrin.h>
#endif

namespace almon::inline v0::numbering::detail {

namespace {

/// What a byte is in a plain spelling.
enum byte_kind : std::uint8_t { other = 10, separator = 11 };
constexpr std::array<std::uint8_t, 256> byte_kinds = [] {
    std::array<std::uint8_t, 256> kinds{};
    kinds.fill(other);
    for (std::uint8_t d = 0; d < 10; ++d) kinds['0' + d] = d;
    for (const char c : std::string_view(" -().")) kinds[static_cast<unsigned char>(c)] = separator;
    return kinds;
}();

#ifdef ALMON_SHUFFLE

constexpr std::size_t longest_plain = 24, most_plain_digits = 16;

/// At most sixteen digits, left-aligned as in `digit_words`; none where the text holds other than digits and separators.
struct plain_words {
    std::uint64_t first = 0, rest = 0;
    std::size_t count = 0;
    bool plain = true;

    /// At most eight digits more.
    void append(std::uint64_t eight, std::size_t more) noexcept {
        if (count < 8) {
            const std::size_t half = 4 * count; // half of the way, because 64 at once is undefined
            first |= eight << half << half;
            rest |= eight >> (32 - half) >> (32 - half);
        } else {
            rest |= count < 16 ? eight << 8 * (count - 8) : 0;
        }
        count += more;
    }
};

/// For each set of eight places, the places of its members, the lowest first; and how many they are.
struct packing {
    std::array<std::array<std::uint8_t, 8>, 256> places;
    std::array<std::uint8_t, 256> size;
};
constexpr packing packings = [] {
    packing p{};
    for (std::size_t set = 0; set < 256; ++set) {
        p.places[set].fill(0x80);
        for (std::uint8_t i = 0; i < 8; ++i)
            if (set >> i & 1U) p.places[set][p.size[set]++] = i;
    }
    return p;
}();

constexpr std::uint64_t blanks = 0x2020202020202020U;

/// Two words of `text`, four to sixteen characters, with blanks behind them.
struct sixteen {
    std::uint64_t first, rest;

    explicit sixteen(std::string_view text) noexcept {
        const std::size_t size = text.size();
        if (size >= 8) {
            const std::size_t behind = 16 - size; // these overlap, and are shifted out in two steps: 64 is undefined
            first = load_eight(text.data());
            rest = load_eight(text.data() + size - 8) >> 4 * behind >> 4 * behind;
            rest |= blanks << 4 * (8 - behind) << 4 * (8 - behind);
        } else {
            std::uint32_t low, high;
            std::memcpy(&low, text.data(), 4);
            std::memcpy(&high, text.data() + size - 4, 4);
            first = low | static_cast<std::uint64_t>(high) << 8 * (size - 4) | blanks << 8 * (size - 1) << 8;
            rest = blanks;
        }
    }
};

[[gnu::target("ssse3")]] plain_words pack_sixteen(std::string_view text) noexcept {
    const sixteen words(text);
    const __m128i bytes = _mm_set_epi64x(static_cast<long long>(words.rest), static_cast<long long>(words.first));
    // each separator at the place of its lower half: a byte that is one finds itself there
    const __m128i separators = _mm_setr_epi8(' ', -1, -1, -1, -1, -1, -1, -1, '(', ')', -1, -1, -1, '-', '.', -1);
    const __m128i values = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const __m128i is_digit = _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
    const __m128i is_separator = _mm_cmpeq_epi8(_mm_shuffle_epi8(separators, bytes), bytes);
    const auto digits = static_cast<unsigned>(_mm_movemask_epi8(is_digit));
    if (_mm_movemask_epi8(_mm_or_si128(is_digit, is_separator)) != 0xFFFF) return {0, 0, 0, false};
    const unsigned low = digits & 0xFF, high = digits >> 8;
    const __m128i low_places = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(packings.places[low].data()));
    const __m128i high_places = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(packings.places[high].data()));
    const auto front = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_shuffle_epi8(values, low_places)));
    const __m128i behind = _mm_srli_si128(values, 8);
    const auto back = static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_shuffle_epi8(behind, high_places)));
    const std::size_t size = packings.size[low], shift = 4 * size;
    return {front | back << shift << shift, back >> (32 - shift) >> (32 - shift), size + packings.size[high], true};
}

/// Four to `longest_plain` characters.
plain_words pack_digits(std::string_view text) noexcept {
    constexpr std::size_t block = 16;
    if (text.size() <= block) return pack_sixteen(text);
    plain_words words = pack_sixteen(text.substr(0, block));
    const std::size_t seen = block + 8 - text.size(); // of the last eight characters, so many were in the first block
    std::array<char, 8> last;
    store_eight(last.data(),
                (load_eight(text.data() + text.size() - 8) >> 8 * seen) | blanks << 4 * (8 - seen) << 4 * (8 - seen));
    const plain_words behind = pack_sixteen({last.data(), last.size()});
    if (!words.plain || !behind.plain || words.count + behind.count > most_plain_digits) return {0, 0, 0, false};
    words.append(behind.first, behind.count);
    return words;
}

/// Powers of ten, and the inverses of powers of five modulo 2^64: what divides by a power of ten without a rest.
struct powers {
    std::array<std::uint64_t, 17> ten, inverse_five;
};
constexpr powers power = [] {
    powers p{};
    p.ten[0] = p.inverse_five[0] = 1;
    for (std::size_t i = 1; i < p.ten.size(); ++i) {
        p.ten[i] = p.ten[i - 1] * 10;
        p.inverse_five[i] = p.inverse_five[i - 1] * 0xCCCCCCCCCCCCCCCDU; // five times this is one
    }
    return p;
}();

/// The first `4 - code_size` of four digits.
constexpr std::uint64_t first_of_four(std::uint64_t four, std::size_t code_size) noexcept {
    constexpr std::array<std::uint64_t, 4> reciprocals = {1 << 26, 6'710'887, 671'089, 67'109}; // 2^26 / 10^n
    return four * reciprocals[code_size] >> 26;
}

/// The automaton's answer for numbers that three steps do not read.
std::uint16_t walk_row(const tables::country& c, const plain_words& national) noexcept {
    std::array<std::uint8_t, 16> row;
    store_eight(row.data(), national.first);
    store_eight(row.data() + 8, national.rest);
    return tables::walk(c.plan, row.data(), national.count);
}

std::uint16_t walk_plain(const tables::country& c, const plain_words& national) noexcept {
    const std::size_t used = 4U - c.code_size;
    const std::uint64_t start = c.start + first_of_four(value_of_four(national.first), c.code_size);
    const auto [node, done] = tables::walk_three(tables::plan_starts[start], national.first >> 8 * used);
    if ((node < tables::first_tail) | (national.count < 6)) [[unlikely]]
        return walk_row(c, national);
    return tables::tail_answer(node, national.count - used - done);
}

/// A national number with or without a national prefix, where nothing else is possible. None where the digits could be
/// more than that, or are not valid so.
std::optional<parsed> read_national(const tables::region& r, plain_words words) noexcept {
    const std::size_t first_digit = words.first & 0xFU, second_digit = words.first >> 8 & 0xFU;
    const std::uint32_t may_be_abroad = r.idd_first >> first_digit & r.idd_second >> second_digit & 1U;
    const bool own_code = tables::country_of_digits[value_of_four(words.first) / 10].country == r.country;
    const std::size_t taken = tables::strips[r.strips + first_digit * 10 + second_digit];
    const std::size_t strip = taken & (0U - (r.strip_lengths >> words.count & 1U));
    drop_front(words.first, words.rest, strip & 7U);
    words.count -= strip;
    const bool possible = words.count < 17 && (r.lengths & ~r.local_lengths & 1U << words.count);
    if (may_be_abroad | own_code | !possible) return std::nullopt;

    const tables::country& c = tables::countries[r.country];
    const std::uint16_t found = walk_plain(c, words);
    const tables::number_class& k = tables::number_classes[found];
    if ((k.type == 0) | !(k.general >> r.bit & 1U)) return std::nullopt;

    const std::size_t missing = 16 - words.count;
    const std::uint64_t shifted = value_of_eight(words.first) * hundred_million + value_of_eight(words.rest);
    const std::uint64_t national = (shifted >> missing) * power.inverse_five[missing];
    const facts plan(found, r.country, static_cast<std::uint8_t>(words.count));
    return parsed(almon::detail::make_number(c.code * power.ten[words.count] + national), plan, origin::home);
}

/// The same of digits behind a plus.
std::optional<parsed> read_international(const plain_words& words) noexcept {
    if (words.count < 7) return std::nullopt;
    const std::size_t missing = 16 - words.count;
    const std::uint64_t shifted = value_of_eight(words.first) * hundred_million + value_of_eight(words.rest);
    const number n = almon::detail::make_number((shifted >> missing) * power.inverse_five[missing]);
    const std::uint32_t four = value_of_four(words.first);
    const auto [country, length] = tables::country_of_digits[four / 10];
    const std::uint32_t may_have_prefix = tables::prefixed_starts[four / 32] >> four % 32;
    if (tables::countries[country].strip_lengths >> (words.count - length) & may_have_prefix & 1U) return std::nullopt;
    if (!has_words(n.value())) return std::nullopt;
    const facts plan = look_up(n);
    return plan.valid() ? std::optional(parsed(n, plan, origin::plus)) : std::nullopt;
}

std::optional<parsed> read_short_text(std::string_view text, std::uint8_t region) noexcept {
    const bool plus = text[0] == '+';
    text.remove_prefix(plus ? 1 : 0);
    if (text.size() < 4 || text.size() > longest_plain || !__builtin_cpu_supports("ssse3")) return std::nullopt;
    const plain_words words = pack_digits(text);
    return plus ? read_international(words) : read_national(tables::regions[region], words);
}

#endif

} // namespace

result<parsed> read_plain(std::string_view text, const home& where) noexcept {
    constexpr std::size_t longest = 40, most_digits = 20;
    const std::uint8_t region = tables::find_region(where.region);
    if (text.empty() || text.size() > longest) return read_any(text, where);
#ifdef ALMON_SHUFFLE
    if (const std::optional<parsed> found = read_short_text(text, region)) return *found;
#endif
    std::array<std::uint8_t, longest + 1> digits;
    std::size_t count = 0;
    const bool plus = text[0] == '+';
    bool odd = false;
    for (std::size_t i = plus ? 1 : 0; i < text.size(); ++i) { // no branch: separators come as they like
        const std::uint8_t kind = byte_kinds[static_cast<unsigned char>(text[i])];
        digits[count] = kind;
        count += kind < 10;
        odd |= kind == other;
    }
    if (odd || count < 3 || count > most_digits || (!plus && region == 0)) return read_any(text, where);
    const result<parsed> found = resolve(digits.data(), count, plus ? origin::plus : origin::home, region);
    if (found && found->valid()) return found;
    // what the plan does not know may be a local number, or one that needs a second look
    const bool second_look = !found || !where.area.empty() || (digits[0] == 0 && digits[1] == 0);
    return second_look ? read_any(text, where) : found;
}

} // namespace almon::inline v0::numbering::detail
