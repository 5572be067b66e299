// SPDX-License-Identifier: BSL-1.0
#pragma once

// What stands for the evidence that was let go last, some 100,000 pieces: so that a repeat of it is known.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace almon::inline v0::cdr {

class recent_prints {
public:
    void add(std::uint64_t print) noexcept {
        line& l = line_of(print);
        const line before = l;
        for (std::size_t i = 1; i < l.prints.size(); ++i) l.prints[i] = before.prints[i - 1];
        l.prints.front() = print;
    }
    [[nodiscard]] bool has(std::uint64_t print) const noexcept {
        const line& l = lines_[place_of(print)];
        bool found = false;
        for (const std::uint64_t p : l.prints) found |= p == print; // all at once: nearly always in vain
        return found;
    }
    /// Asks for the memory that `has` will read.
    void prefetch(std::uint64_t print) const noexcept { __builtin_prefetch(&lines_[place_of(print)]); }
    void clear() noexcept { std::fill(lines_.begin(), lines_.end(), line{}); }

private:
    /// One of the cache, newest first; 0 where there is none.
    struct alignas(64) line {
        std::array<std::uint64_t, 8> prints{};
    };
    static constexpr std::size_t line_count = 1 << 14;

    [[nodiscard]] static std::size_t place_of(std::uint64_t print) noexcept { return print % line_count; }
    [[nodiscard]] line& line_of(std::uint64_t print) noexcept { return lines_[place_of(print)]; }

    std::vector<line> lines_ = std::vector<line>(line_count);
};

} // namespace almon::inline v0::cdr
