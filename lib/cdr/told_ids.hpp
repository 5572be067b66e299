// SPDX-License-Identifier: BSL-1.0
#pragma once

// Every call that was told and what it counted as, for as long as a program runs: so that a record that comes weeks later
// makes no second call. Memory is the same for a thousand calls and for a hundred million.
//
//     set of the id ── full ──> its older half, 64 bytes, to a temporary file ──> chain of them, newest first
//     time in the id ─────────> a bit for each 100 s: something of that time lies in the file
//
// Ids of PBXs tell their second (`pbx-1795297099.34`), and calls come about in the order of time: the file is read for
// those only that are older than some 100,000 calls before them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <almon/cdr/call.hpp>

namespace almon::inline v0::cdr {

/// *Threads*: one at a time. *Fork*: parent and child know what was told before, and each writes to a file of its own. Where
/// no temporary file can be written the oldest calls are forgotten instead.
class told_ids {
public:
    told_ids() = default;
    ~told_ids();
    told_ids(const told_ids&) = delete;
    told_ids& operator=(const told_ids&) = delete;

    /// An id as it is kept: what takes time about it.
    struct key {
        explicit key(std::string_view id) noexcept;

        std::uint32_t set;
        std::uint64_t entry; ///< without the outcome
    };

    void add(const key& id, call_outcome as);
    /// What the call counted as when it was told; nothing where it was not.
    [[nodiscard]] std::optional<call_outcome> find(const key& id) const;
    /// Asks for the memory that `find` will read.
    void prefetch(const key& id) const noexcept;
    [[nodiscard]] bool empty() const noexcept { return sets_.empty(); }

private:
    /// An id and what its call counted as: 22 bits of time (13 years), 39 of a hash, 3 of the outcome. The time and 8 more
    /// bits of the hash name the set: calls of one time lie together, in what the processor has at hand.
    using entry = std::uint64_t;
    static constexpr std::size_t set_size = 16, set_count = std::size_t{1} << 14, sets_of_a_time = 256;
    /// Newest first; 0 where there is none. Two lines of the cache, and not parts of three.
    struct alignas(64) set : std::array<entry, set_size> {};
    /// What a set had to give up, and the chunk before it; counted from 1.
    struct chunk {
        std::uint64_t before;
        std::array<entry, 7> entries;
    };
    static_assert(sizeof(chunk) == 64);
    static constexpr std::size_t held_chunks = 1 << 10; // until they are written together
    /// A temporary file of the process that wrote it: a child reads its parent's and goes on in another.
    struct part {
        int file;
        int process;
        std::uint64_t before; ///< chunks in earlier parts
    };

    void begin();
    void give_up_oldest(std::size_t which, entry oldest);
    bool begin_part();
    void write();
    [[nodiscard]] bool read(std::uint64_t number, chunk& to) const;

    std::vector<set> sets_;              // none before the first id
    std::vector<std::uint32_t> last_;    // of each set: its newest chunk, 0 for none
    std::vector<chunk> held_;            // not written yet
    std::vector<std::uint64_t> in_file_; // a bit for each time
    std::uint64_t written_ = 0;          // chunks
    std::vector<part> parts_;            // mostly one
    bool no_file_ = false;
};

} // namespace almon::inline v0::cdr
