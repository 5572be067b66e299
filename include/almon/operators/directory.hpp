// SPDX-License-Identifier: BSL-1.0
#pragma once

// The operator directory: a snapshot file, mapped into memory, that tells whose a number is.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/clock.hpp>
#include <almon/core/result.hpp>
#include <almon/numbering/number.hpp>
#include <almon/operators/assignment.hpp>
#include <almon/operators/detail/layout.hpp>
#include <almon/operators/error.hpp>

namespace almon::inline v0::operators {

/// Where a range was read.
struct origin {
    const source_info* source;
    std::uint32_t row;         ///< 1-based line of the register
    std::uint64_t first, last; ///< the whole range, as E.164 values
};

/// A mapped snapshot. Opening reads the header and the small tables only, whatever the file's size; whatever the
/// bytes, no lookup reads outside the mapping. *Threads*: immutable, share freely; also across `fork`. *Lifetime*:
/// moving it keeps all answers valid. The file may be replaced by renaming while it is mapped, but not be written
/// to or cut: a reader of a file cut under it dies of SIGBUS, which is why `publish` never does that.
class directory {
public:
    directory(directory&&) noexcept = default;
    directory& operator=(directory&&) noexcept = default;
    ~directory() = default;

    /// Maps `path`. `core.not_found`, `core.io`, or what is wrong with the snapshot.
    [[nodiscard]] static result<directory> open(const std::string& path);
    /// The same over bytes that the caller keeps, aligned to 8.
    [[nodiscard]] static result<directory> view(std::span<const std::byte> snapshot);

    /// Whose `n` is; nothing where no register knows. *Complexity*: two or three reads of memory, no allocation.
    [[nodiscard]] std::optional<assignment> lookup(number n) const noexcept;
    /// The same for many at once, some twice as fast because the reads overlap. The spans have one length.
    void lookup(std::span<const number> numbers, std::span<std::optional<assignment>> answers) const noexcept;

    /// Where the range of an answer was read; nothing where the file is damaged there.
    [[nodiscard]] std::optional<origin> origin_of(const assignment& a) const noexcept;

    /// Reads the whole file: the hash, and that all tables fit together.
    [[nodiscard]] result<void> verify() const noexcept;

    [[nodiscard]] instant built() const noexcept;
    /// How many numbers somebody holds.
    [[nodiscard]] std::uint64_t numbers() const noexcept;
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_.size(); }
    [[nodiscard]] std::span<const operator_info> operators() const noexcept { return operators_; }
    [[nodiscard]] std::span<const region_info> regions() const noexcept { return regions_; }
    [[nodiscard]] std::span<const source_info> sources() const noexcept { return sources_; }
    /// How many ranges there are, those that nobody holds included.
    [[nodiscard]] std::uint32_t range_count() const noexcept { return range_count_; }

    /// A range as `for_each_range` shows it. `held` is empty for a hole between two rows.
    struct stretch {
        std::uint64_t first, last;
        std::optional<assignment> held;
    };
    /// Calls `visit(const stretch&)` for every range in order. Nothing for damaged ranges.
    template <class Visit>
    void for_each_range(Visit&& visit) const {
        for (std::uint32_t i = 0; i + 1 < range_count_; ++i) {
            const std::uint64_t first = origins_[i].first, next = origins_[i + 1].first;
            if (first < next) visit(stretch{first, next - 1, answer(i)});
        }
    }

private:
    directory() = default;
    [[nodiscard]] result<void> read_tables();
    [[nodiscard]] std::uint32_t range_of(std::uint64_t n) const noexcept;
    [[nodiscard]] std::uint32_t range_in_block(std::uint32_t entry, std::uint32_t last,
                                               std::uint16_t within) const noexcept;
    [[nodiscard]] std::optional<assignment> answer(std::uint32_t range) const noexcept;

    std::shared_ptr<const void> mapping_;
    std::span<const std::byte> bytes_;
    std::span<const detail::plane> planes_;
    std::span<const std::uint32_t> blocks_;
    const std::uint16_t* starts_ = nullptr;
    const std::uint32_t* holders_ = nullptr;
    const detail::origin* origins_ = nullptr;
    std::uint32_t range_count_ = 0;
    std::vector<operator_info> operators_;
    std::vector<region_info> regions_;
    std::vector<source_info> sources_;
    std::vector<std::string_view> words_; ///< what the regions' codes and zones point into
};

// The first plane that holds `n` names two neighbouring block entries; what lies between them is searched.
inline std::uint32_t directory::range_of(std::uint64_t n) const noexcept {
    for (const detail::plane& p : planes_) {
        const std::uint64_t from_first = n - p.first;
        const std::uint64_t block = from_first / detail::block_size;
        if (block >= p.block_count) continue; // a number below the plane wraps round to a huge one
        const std::uint32_t* const entry = blocks_.data() + p.first_block + block; // in bounds: checked at open
        if (!(entry[0] & detail::split_bit)) return entry[0];
        return range_in_block(entry[0] & ~detail::split_bit, entry[1] & ~detail::split_bit,
                              static_cast<std::uint16_t>(from_first % detail::block_size));
    }
    return detail::nobody;
}

// The last of the ranges `first..last` that begins at or before `within`. `first` covers the block's beginning;
// `last` covers the next block's, so it begins here only if its start is not 0.
inline std::uint32_t directory::range_in_block(std::uint32_t first, std::uint32_t last,
                                               std::uint16_t within) const noexcept {
    if (last >= range_count_ || first > last) return detail::nobody; // damaged
    __builtin_prefetch(holders_ + first);
    std::uint32_t count = last - first; // the ranges after `first`
    if (count && starts_[last] == 0) --count;
    const std::uint16_t* low = starts_ + first + 1;
    while (count > detail::search_width) { // rare: few blocks are split so often
        const std::uint32_t half = (count + 1) / 2;
        low += low[half - 1] <= within ? half : 0;
        count -= half;
    }
    std::uint16_t begun = 0; // of a fixed number, so that nothing is mispredicted; the last reads are past the block
    for (std::uint16_t i = 0; i < detail::search_width; ++i)
        begun = static_cast<std::uint16_t>(begun + ((i < count) & (low[i] <= within)));
    low += begun;
    return static_cast<std::uint32_t>(low - starts_ - 1);
}

inline std::optional<assignment> directory::answer(std::uint32_t range) const noexcept {
    if (range >= range_count_) return std::nullopt;
    const std::uint32_t both = holders_[range];
    const std::uint32_t who = both & 0xFFFF, where = both >> 16;
    if (who >= operators_.size() || where >= regions_.size()) return std::nullopt; // nobody, or damaged
    const operator_info* const holder = operators_.data() + who;
    return assignment{holder, holder, regions_.data() + where, ported::unknown, range};
}

inline std::optional<assignment> directory::lookup(number n) const noexcept {
    return answer(range_of(n.value()));
}

} // namespace almon::inline v0::operators
