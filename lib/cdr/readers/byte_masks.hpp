// SPDX-License-Identifier: BSL-1.0
#pragma once

// Where a byte stands among up to 64: one bit each. SSE2 where the machine has it.

#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace almon::inline v0::cdr {

class byte_masks {
public:
    /// *Lifetime*: views `block` where it holds 64 bytes; a shorter one is copied, and followed by zeros.
    explicit byte_masks(std::string_view block) noexcept : bytes_(block.data()) {
        if (block.size() >= 64) return;
        std::memset(padded_, 0, sizeof padded_);
        std::memcpy(padded_, block.data(), block.size());
        bytes_ = padded_;
    }
    byte_masks(const byte_masks&) = delete;
    byte_masks& operator=(const byte_masks&) = delete;

    [[nodiscard]] std::uint64_t where(char c) const noexcept {
#if defined(__SSE2__)
        const __m128i wanted = _mm_set1_epi8(c);
        const auto sixteen = [&](std::size_t at) {
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes_ + at));
            return static_cast<std::uint64_t>(
                static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted))));
        };
        return sixteen(0) | sixteen(16) << 16 | sixteen(32) << 32 | sixteen(48) << 48;
#else
        std::uint64_t mask = 0;
        for (int i = 0; i < 64; ++i) mask |= std::uint64_t{bytes_[i] == c} << i;
        return mask;
#endif
    }

private:
    const char* bytes_;
    char padded_[64];
};

/// The places of `c` in a text of up to 64 bytes.
[[nodiscard]] inline std::uint64_t places_of(char c, std::string_view text) noexcept {
    std::uint64_t places = 0;
#if defined(__SSE2__)
    if (text.size() >= 8) {
        const __m128i wanted = _mm_set1_epi8(c);
        const char* const end = text.data() + text.size();
        const auto found = [&](__m128i bytes) {
            return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)))};
        };
        // the last words overlap those before them
        if (text.size() < 16) {
            const __m128i first = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(text.data()));
            const __m128i last = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(end - 8));
            const std::uint64_t both = found(_mm_unpacklo_epi64(first, last));
            return (both & 0xFF) | both >> 8 << (text.size() - 8);
        }
        const auto sixteen_at = [&](const char* p) {
            return found(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
        };
        places = sixteen_at(text.data()) | sixteen_at(end - 16) << (text.size() - 16);
        if (text.size() > 32) places |= sixteen_at(text.data() + 16) << 16;
        if (text.size() > 48) places |= sixteen_at(text.data() + 32) << 32;
        return places;
    }
#endif
    for (std::size_t i = 0; i < text.size(); ++i) places |= std::uint64_t{text[i] == c} << i;
    return places;
}

/// Each bit tells whether an odd number of bits at or below it is set.
[[nodiscard]] inline std::uint64_t parity(std::uint64_t bits) noexcept {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    return bits ^ bits << 32;
}

} // namespace almon::inline v0::cdr
