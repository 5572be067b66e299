// SPDX-License-Identifier: BSL-1.0
#pragma once

// What `almon calls --follow` keeps across restarts: where to read on, and what was told of calls that may be met again.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <almon/cdr/version.hpp>

#include "call_sinks.hpp"

namespace almon::cli {

/// One file that was or is under a followed path, and the place in it that reading again has to begin at.
struct kept_file {
    std::uint32_t number = 0; ///< as the evidence numbers it
    std::uint64_t device = 0, inode = 0;
    std::uint64_t head = 0, hash = 0; ///< how many of its first bytes are known, and their hash
    std::uint64_t offset = 0;         ///< byte, or row of a table
    std::uint32_t line = 1;           ///< the line that begins there
    std::uint64_t read = 0;           ///< how far it was read
    std::int64_t changed = 0;         ///< its last modification, in nanoseconds
};

struct kept_source {
    std::string path, format;
    std::vector<kept_file> files; ///< oldest first
};

struct follow_state {
    std::uint32_t next_file = 0;
    std::vector<kept_source> sources;
    std::vector<cdr::told_call> told;
    std::vector<std::string> unsure; ///< ids of calls that were being written when the state was kept
    sink_sizes sizes;

    /// `told` for `assembler::resume`: what was being written counts as not told yet.
    [[nodiscard]] std::vector<cdr::told_call> told_surely() const;
};

/// Nothing where there is no such file. Throws `leave` where it is not one that almon wrote.
[[nodiscard]] std::optional<follow_state> load_state(const std::string& path);
/// Replaces the file at once. Throws `store_error` where that cannot be.
void save_state(const std::string& path, const follow_state& state);

} // namespace almon::cli
