// SPDX-License-Identifier: BSL-1.0
#include <almon/core/entropy.hpp>

#include <cassert>
#include <cerrno>
#include <cstring>

#include <sys/random.h>

#include <almon/core/error.hpp>

namespace almon::inline v0 {

std::uint64_t entropy::below(std::uint64_t bound) {
    assert(bound > 0);
    const std::uint64_t uneven = (0 - bound) % bound; // values below this would make small results likelier
    for (;;) {
        std::uint64_t value = 0;
        fill(std::as_writable_bytes(std::span(&value, 1)));
        if (value >= uneven) return value % bound;
    }
}

void system_entropy::fill(std::span<std::byte> out) {
    while (!out.empty()) {
        const ssize_t got = getrandom(out.data(), out.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw store_error(core_errc::no_entropy);
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

std::uint64_t seeded_entropy::next() noexcept {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void seeded_entropy::fill(std::span<std::byte> out) {
    while (!out.empty()) {
        const std::uint64_t word = next();
        const std::size_t count = out.size() < sizeof word ? out.size() : sizeof word;
        std::memcpy(out.data(), &word, count);
        out = out.subspan(count);
    }
}

} // namespace almon::inline v0
