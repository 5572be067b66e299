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

inline std::uint64_t hash_of(std::string_view text, std::uint64_t seed) noexcept {
    constexpr std::uint64_t k = 0x9E3779B97F4A7C15u;
    std::uint64_t h = seed ^ (text.size() * k);
    const char* p = text.data();
    std::size_t left = text.size();
    for (; left >= 8; p += 8, left -= 8) {
        std::uint64_t word;
        std::memcpy(&word, p, 8);
        h = mix(h ^ word, k);
    }
    if (left > 0) {
        std::uint64_t word = 0;
        std::memcpy(&word, p, left);
        h = mix(h ^ word, k + 2);
    }
    return mix(h, 0xD6E8FEB86659FD93u);
}

/// `Local/101@office-00000001;1` and `…;2` are one path: the name without its half.
inline std::string_view path_of(std::string_view channel) noexcept {
    if (channel.size() > 2 && channel[channel.size() - 2] == ';') return channel.substr(0, channel.size() - 2);
    return channel;
}

} // namespace almon::inline v0::cdr
