// SPDX-License-Identifier: BSL-1.0
#pragma once

// Text that a form holds as it is: ASCII without quotes, control characters and the one character that means something
// there (a backslash in JSON, a comma in CSV). Nearly all text of a call is.

#include <cstdint>
#include <cstring>
#include <string_view>

#include "copy_text.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace almon::inline v0::cdr {

#if defined(__SSE2__)

namespace detail {

/// Ones in the bytes that do not stand for themselves.
template <char meaning>
inline __m128i not_plain(__m128i bytes) noexcept {
    const __m128i special =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(meaning)));
    return _mm_or_si128(special, _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20))); // above 0x7F is below zero
}

/// The first and the last `Word` of a text that is no longer than both: looks at them and copies them.
template <char meaning, class Word>
bool copy_plain_ends(char* to, std::string_view text) noexcept {
    Word first, last;
    std::memcpy(&first, text.data(), sizeof first);
    std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + text.size() - sizeof last, &last, sizeof last);
    const __m128i both = _mm_unpacklo_epi64(_mm_cvtsi64_si128(static_cast<long long>(first)),
                                            _mm_cvtsi64_si128(static_cast<long long>(last)));
    constexpr int half = (1 << sizeof(Word)) - 1;
    return (_mm_movemask_epi8(not_plain<meaning>(both)) & (half | half << 8)) == 0;
}

} // namespace detail

/// Copies `text` to `to`, and tells whether all of it is plain.
template <char meaning>
bool copy_plain(char* to, std::string_view text) noexcept {
    const std::size_t size = text.size();
    if (size >= 16) {
        __m128i found = _mm_setzero_si128();
        const auto copy_sixteen = [&](std::size_t at) {
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
            _mm_storeu_si128(reinterpret_cast<__m128i*>(to + at), bytes);
            found = _mm_or_si128(found, detail::not_plain<meaning>(bytes));
        };
        for (std::size_t at = 0; at + 16 < size; at += 16) copy_sixteen(at);
        copy_sixteen(size - 16); // overlaps the one before
        return _mm_movemask_epi8(found) == 0;
    }
    if (size >= 8) return detail::copy_plain_ends<meaning, std::uint64_t>(to, text);
    if (size >= 4) return detail::copy_plain_ends<meaning, std::uint32_t>(to, text);
    if (size >= 2) return detail::copy_plain_ends<meaning, std::uint16_t>(to, text);
    return size == 0 || detail::copy_plain_ends<meaning, std::uint8_t>(to, text);
}

#else

template <char meaning>
bool copy_plain(char* to, std::string_view text) noexcept {
    bool plain = true;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        plain = plain && byte >= 0x20 && byte < 0x80 && c != '"' && c != meaning;
    }
    copy_text(to, text);
    return plain;
}

#endif

} // namespace almon::inline v0::cdr
