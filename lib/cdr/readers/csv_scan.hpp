// SPDX-License-Identifier: BSL-1.0
#pragma once

// Where the fields of one line of CSV (RFC 4180) end, found 64 bytes at a time by masks of the quotes, the commas and
// the line's end (the way of simdjson, Langdale and Lemire, 2019). AVX-512 or AVX2 where the machine has it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace almon::inline v0::cdr {

class csv_scan {
public:
    static constexpr std::size_t most = 96; ///< fields of a regular line
    using bits = std::array<std::uint64_t, (most + 63) / 64>;

    /// Reads to the first line's end, or through `bytes` where there is none; less than 2 GiB.
    void read(std::string_view bytes) noexcept;

    /// Whether a line feed ended the line.
    [[nodiscard]] bool ended() const noexcept { return ended_; }
    /// Where it stood.
    [[nodiscard]] std::size_t end() const noexcept { return end_; }
    /// The line without its end: neither line feed nor, before one, carriage return.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Whether the rest holds: no field is quoted in part only, no quote stays open, and `most` fields are enough.
    [[nodiscard]] bool regular() const noexcept { return regular_; }
    /// Whether all fields of a regular line are quoted.
    [[nodiscard]] bool all_quoted() const noexcept { return all_quoted_; }
    /// False only where the line holds no NUL.
    [[nodiscard]] bool may_hold_nul() const noexcept { return nul_; }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// Where the `i`th field begins and ends, its quotes in it.
    [[nodiscard]] std::ptrdiff_t begin(std::size_t i) const noexcept { return std::ptrdiff_t{ends_[i]} + 1; }
    [[nodiscard]] std::ptrdiff_t end(std::size_t i) const noexcept { return ends_[i + 1]; }
    /// The `i`th field of `line` without its quotes, where it has them.
    [[nodiscard]] std::string_view between_quotes(const char* line, std::size_t i) const noexcept {
        const std::int32_t before = ends_[i], end = ends_[i + 1];
        return {line + before + 2, static_cast<std::uint32_t>(end - before - 3)};
    }
    /// For `between_quotes`: a field that no line has, and that is empty.
    static constexpr std::size_t no_field = most + 64 + 1;
    /// The fields that hold doubled quotes.
    [[nodiscard]] const bits& doubled() const noexcept { return doubled_; }

private:
    struct masks;
    struct progress;
    struct remainder;
    struct wide;   // what takes AVX2
    struct widest; // and AVX-512

    std::uint64_t separators(progress& so_far, const masks& m) noexcept;
    std::uint64_t last_separators(progress& so_far, masks m, std::uint64_t behind, const char* line,
                                  std::size_t at) noexcept;
    void note_doubled(std::size_t count, std::uint64_t doubled, std::uint64_t commas) noexcept;
    static void count(progress& so_far, std::size_t fields) noexcept;
    void close(const progress& so_far, bool may_hold_nul) noexcept;
    void read_plain(std::string_view bytes) noexcept;
    void read_wide(std::string_view bytes) noexcept;
    void read_widest(std::string_view bytes) noexcept;
    using way = void (csv_scan::*)(std::string_view) noexcept;
    [[nodiscard]] static way best_way() noexcept;

    std::array<std::int32_t, no_field + 2> ends_; // the first stands before the line; a block may hold 64 more
    bits doubled_{};
    std::size_t count_ = 0, end_ = 0, size_ = 0;
    bool ended_ = false, regular_ = false, all_quoted_ = false, nul_ = false;
};

} // namespace almon::inline v0::cdr
