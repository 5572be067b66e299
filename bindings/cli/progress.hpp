// SPDX-License-Identifier: BSL-1.0
#pragma once

// How far a long run has come, in one line on a terminal; nothing in a pipe or a file, and nothing for small files.

#include <chrono>
#include <cstdint>
#include <optional>

#include <almon/cdr/assembler.hpp>

namespace almon::cli {

class progress {
public:
    /// `total`: the bytes that will be read; nothing where that is not known.
    explicit progress(std::optional<std::uint64_t> total);
    /// Takes the line away.
    ~progress();
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    void show(std::uint64_t done, const cdr::assembler::counts& so_far);

private:
    std::optional<std::uint64_t> total_;
    bool wanted_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point next_;
};

} // namespace almon::cli
