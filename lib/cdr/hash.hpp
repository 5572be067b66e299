// SPDX-License-Identifier: BSL-1.0
#pragma once

// A fast 64-bit hash for keys that only group work: a collision costs time, never a wrong call, because the scene
// compares the texts themselves.

#include <cstdint>
#include <cstring>
#include <string_view>

namespace almon::inline v0::cdr {

inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    const auto product = static_cast<unsigned __int128>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

namespace detail {
template <class Word>
std::uint64_t word_at(const char* p) noexcept {
    Word word;
    std::memcpy(&word, p, sizeof word);
    return word;
}
} // namespace detail

inline std::uint64_t hash_of(std::string_view text, std::uint64_t seed) noexcept {
    constexpr std::uint64_t k = 0x9E3779B97F4A7C15u;
    using detail::word_at;
    const char* p = text.data();
    const std::size_t size = text.size();
    std::uint64_t h = seed ^ (size * k);
    if (size >= 8) {
        // the last word may overlap the one before: no loop over single bytes
        for (const char* const last = p + size - 8; p < last; p += 8) h = mix(h ^ word_at<std::uint64_t>(p), k);
        h ^= word_at<std::uint64_t>(text.data() + size - 8);
    } else if (size >= 4) {
        h ^= word_at<std::uint32_t>(p) | word_at<std::uint32_t>(p + size - 4) << 32;
    } else if (size > 0) {
        h ^= word_at<std::uint8_t>(p) | word_at<std::uint8_t>(p + size / 2) << 8 |
             word_at<std::uint8_t>(p + size - 1) << 16;
    }
    return mix(mix(h, k + 2), 0xD6E8FEB86659FD93u);
}

/// Of its length and its two ends alone: enough for what is never all that differs.
inline std::uint64_t glance_at(std::string_view text, std::uint64_t seed) noexcept {
    constexpr std::uint64_t k = 0x9E3779B97F4A7C15u;
    using detail::word_at;
    const std::size_t size = text.size();
    if (size < 8) return hash_of(text, seed);
    return mix(word_at<std::uint64_t>(text.data()) ^ seed ^ size << 32, k) ^
           mix(word_at<std::uint64_t>(text.data() + size - 8), k + 2);
}

/// `Local/101@office-00000001;1` and `…;2` are one path: the name without its half.
inline std::string_view path_of(std::string_view channel) noexcept {
    if (channel.size() > 2 && channel[channel.size() - 2] == ';') return channel.substr(0, channel.size() - 2);
    return channel;
}

} // namespace almon::inline v0::cdr
