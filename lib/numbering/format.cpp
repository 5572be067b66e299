// SPDX-License-Identifier: BSL-1.0
// A number becomes text by rows of sixteen places, each the index of a digit or a literal: one shuffle of the digits
// where the processor has it, a loop where not.
#include <almon/numbering/format.hpp>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(ALMON_PORTABLE)
#define ALMON_SHUFFLE 1
#include <immintrin.h>
#endif

namespace almon::inline v0::numbering {

namespace {

/// The rows of a national number's text in one style; none where `size` is 0.
struct rows {
    const tables::format_row* first;
    std::size_t size;

    rows(std::uint16_t found, style s) noexcept {
        const tables::format_class& f = tables::format_classes[found];
        switch (s) {
        case style::national: *this = rows(f.national, f.national_size); break;
        case style::rfc3966: *this = rows(f.rfc3966, f.rfc3966_size); break;
        default: *this = rows(f.international, f.international_size);
        }
    }

private:
    rows(std::uint16_t at, std::uint8_t count) noexcept : first(tables::format_rows + at), size(count) {}
};

/// `tel:`, plus, country code and the separator behind it: what stands before the national number. One of more than
/// three digits of `code` is read only.
char* write_code(char* at, const char* code, std::size_t code_size, style s) noexcept {
    if (s == style::national) return at;
    if (s == style::rfc3966) {
        std::memcpy(at, "tel:", 4);
        at += 4;
    }
    *at++ = '+';
    std::memcpy(at, code, 3);
    at += code_size;
    *at++ = s == style::rfc3966 ? '-' : ' ';
    return at;
}

/// Characters of `digits` by `r`; sixteen at a time are written, of which only `r.size` count.
void write_rows(char* at, const rows& r, const char* digits) noexcept {
    for (std::size_t done = 0; done < r.size; done += 16) {
        const tables::format_row& row = r.first[done / 16];
        for (std::size_t i = 0; i < 16; ++i) at[done + i] = row.place[i] < 128 ? digits[row.place[i]] : row.literal[i];
    }
}

#ifdef ALMON_SHUFFLE
[[gnu::target("ssse3")]] void shuffle_rows(char* at, const rows& r, std::uint64_t first, std::uint64_t rest,
                                           std::size_t from) noexcept {
    const __m128i digits = _mm_set_epi64x(static_cast<long long>(rest), static_cast<long long>(first));
    const __m128i offset = _mm_set1_epi8(static_cast<char>(from));
    for (std::size_t done = 0; done < r.size; done += 16) {
        const auto* const row = reinterpret_cast<const __m128i*>(r.first + done / 16);
        const __m128i places = _mm_add_epi8(_mm_load_si128(row), offset); // of a literal: still at least 128, so zero
        const __m128i text = _mm_or_si128(_mm_shuffle_epi8(digits, places), _mm_load_si128(row + 1));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(at + done), text);
    }
}
#endif

/// A number of any size, digit by digit.
void write_any(written& out, number n, style s) noexcept {
    const detail::digit_row row(n.value());
    std::array<char, 24> text;
    for (std::size_t i = 0; i < row.size(); ++i) text[i] = static_cast<char>('0' + row.data()[i]);
    if (s == style::e164) {
        out.append('+');
        out.append({text.data(), row.size()});
        return;
    }
    const auto [country, length] = tables::find_country(row.data(), row.size());
    const std::size_t national = row.size() - length;
    const rows r(tables::walk(tables::countries[country].format, row.data() + length, national), s);
    char* const at = write_code(out.end(), text.data(), length, s);
    if (r.size != 0) write_rows(at, r, text.data() + length);
    else std::memcpy(at, text.data() + length, national);
    out.set_end(at + (r.size != 0 ? r.size : national));
}

} // namespace

namespace detail {

void write(written& out, number n, style s) noexcept {
    if (!has_words(n.value())) [[unlikely]]
        return write_any(out, n, s);
    const digit_words digits(n.value());
    constexpr std::uint64_t zeros = 0x3030303030303030U;
    std::array<char, 24> text; // sixteen digits, and room for reading as many from the national ones on
    const std::uint64_t first = digits.first | zeros, rest = digits.rest | zeros;
    store_eight(text.data(), first);
    if (s == style::e164) {
        out.append('+');
        store_eight(out.end(), first);
        store_eight(out.end() + 8, rest);
        return out.set_end(out.end() + digits.count);
    }
    const std::uint32_t four = value_of_four(digits.first);
    const std::size_t code_size = tables::country_of_digits[four / 10].length;
    const rows r(walk_words(tables::format_starts[four], digits), s);
    char* const at = write_code(out.end(), text.data(), code_size, s);
    out.set_end(at + (r.size != 0 ? r.size : digits.count - code_size));
#ifdef ALMON_SHUFFLE
    if (r.size != 0 && __builtin_cpu_supports("ssse3")) [[likely]]
        return shuffle_rows(at, r, first, rest, code_size);
#endif
    store_eight(text.data() + 8, rest);
    if (r.size != 0) write_rows(at, r, text.data() + code_size);
    else std::memcpy(at, text.data() + code_size, 16);
}

} // namespace detail

written format(const parsed& p, style s) noexcept {
    written out = format(p.number(), s);
    if (p.extension().empty() || s == style::e164) return out;
    const tables::region& main = tables::regions[tables::countries[p.plan().country_index()].first_region];
    const std::string_view preferred = tables::text_at(main.extension_prefix);
    out.append(s == style::rfc3966 ? ";ext=" : preferred.empty() ? " ext. " : preferred);
    out.append(p.extension());
    return out;
}

} // namespace almon::inline v0::numbering
