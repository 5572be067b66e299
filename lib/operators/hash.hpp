// SPDX-License-Identifier: BSL-1.0
#pragma once

// XXH64, seed 0: finds accidents, not forgeries. Source: xxHash specification 0.1.1.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace almon::inline v0::operators::detail {

namespace xxh {

inline constexpr std::uint64_t p1 = 0x9E3779B185EBCA87u, p2 = 0xC2B2AE3D27D4EB4Fu, p3 = 0x165667B19E3779F9u,
                               p4 = 0x85EBCA77C2B2AE63u, p5 = 0x27D4EB2F165667C5u;

template <class Word>
[[nodiscard]] Word load(const std::byte* at) noexcept {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

[[nodiscard]] constexpr std::uint64_t round(std::uint64_t lane, std::uint64_t word) noexcept {
    return std::rotl(lane + word * p2, 31) * p1;
}

[[nodiscard]] constexpr std::uint64_t merge(std::uint64_t hash, std::uint64_t lane) noexcept {
    return (hash ^ round(0, lane)) * p1 + p4;
}

[[nodiscard]] constexpr std::uint64_t avalanche(std::uint64_t hash) noexcept {
    hash = (hash ^ (hash >> 33)) * p2;
    hash = (hash ^ (hash >> 29)) * p3;
    return hash ^ (hash >> 32);
}

} // namespace xxh

[[nodiscard]] inline std::uint64_t hash64(std::span<const std::byte> bytes) noexcept {
    using namespace xxh;
    const std::byte* at = bytes.data();
    const std::byte* const end = at + bytes.size();
    std::uint64_t hash = p5;
    if (bytes.size() >= 32) {
        std::uint64_t lane[4] = {p1 + p2, p2, 0, 0 - p1};
        for (; end - at >= 32; at += 32)
            for (int i = 0; i < 4; ++i) lane[i] = round(lane[i], load<std::uint64_t>(at + 8 * i));
        hash = std::rotl(lane[0], 1) + std::rotl(lane[1], 7) + std::rotl(lane[2], 12) + std::rotl(lane[3], 18);
        for (const std::uint64_t l : lane) hash = merge(hash, l);
    }
    hash += bytes.size();
    for (; end - at >= 8; at += 8) hash = std::rotl(hash ^ round(0, load<std::uint64_t>(at)), 27) * p1 + p4;
    if (end - at >= 4) {
        hash = std::rotl(hash ^ (load<std::uint32_t>(at) * p1), 23) * p2 + p3;
        at += 4;
    }
    for (; at < end; ++at) hash = std::rotl(hash ^ (static_cast<std::uint64_t>(*at) * p5), 11) * p1;
    return avalanche(hash);
}

} // namespace almon::inline v0::operators::detail
