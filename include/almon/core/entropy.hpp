// SPDX-License-Identifier: BSL-1.0
#pragma once

// Randomness as a parameter: the system's for real work, a seeded one for tests that must repeat.

#include <cstddef>
#include <cstdint>
#include <span>

namespace almon::inline v0 {

/// A source of random bytes. Implementations say whether they are fit for secrets.
class entropy {
public:
    virtual ~entropy() = default;
    /// Fills `out`, or throws `store_error` with `core.no_entropy`.
    virtual void fill(std::span<std::byte> out) = 0;

    /// A random number below `bound` (which is above 0), without bias.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
};

/// The kernel's random bytes; fit for keys. *Threads*: safe to share.
class system_entropy final : public entropy {
public:
    void fill(std::span<std::byte> out) override;
};

/// SplitMix64 from a seed: for tests and simulations, never for secrets. *Threads*: one thread.
class seeded_entropy final : public entropy {
public:
    explicit seeded_entropy(std::uint64_t seed) noexcept : state_(seed) {}
    void fill(std::span<std::byte> out) override;
    [[nodiscard]] std::uint64_t next() noexcept;

private:
    std::uint64_t state_;
};

} // namespace almon::inline v0
