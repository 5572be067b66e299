// SPDX-License-Identifier: BSL-1.0
#pragma once

// One followed path: reads what is appended, waits for what is not there yet, and goes along with rotation, whether the
// file is renamed and made anew or copied and truncated.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>

#include "follow_state.hpp"

namespace almon::cli {

/// What all followed sources share.
struct follow_options {
    std::optional<cdr::format> format; ///< nothing: each file tells
    time_zone zone;
    std::vector<std::string> columns;
    std::function<void(const diagnostic&)> tell;
    std::uint32_t next_file = 0; ///< numbers are given out here
};

class followed {
public:
    virtual ~followed() = default;
    /// Goes on where an earlier run stopped. False where a file that is needed is gone.
    virtual bool restore(const kept_source& kept) = 0;
    /// Reads at most about `most` bytes. 0 where there is nothing for now.
    virtual std::size_t poll(cdr::assembler& calls, std::size_t most) = 0;
    /// Nothing more came: what waits for more is delivered if it can be.
    virtual void rest(cdr::assembler& calls) = 0;
    /// Where reading again has to begin, given the first lines that open calls need.
    [[nodiscard]] virtual kept_source keep(const std::vector<cdr::place>& needed) = 0;
    /// The time of the newest record that was read.
    [[nodiscard]] virtual instant position() const = 0;
    /// Something that was read, and may still matter, is not what it was: a row of a database.
    [[nodiscard]] virtual bool changed() { return false; }
    /// Whether `changed` may ever say so.
    [[nodiscard]] virtual bool may_change() const { return false; }
    /// Not so of a pipe.
    [[nodiscard]] virtual bool can_be_read_again() const { return true; }
    /// A pipe that was closed.
    [[nodiscard]] virtual bool ended() const { return false; }
    /// To be asked before sleeping; -1 for files.
    [[nodiscard]] virtual int handle() const { return -1; }
};

/// A file, or standard input as `-`.
[[nodiscard]] std::unique_ptr<followed> follow_file(std::string path, follow_options& options);

} // namespace almon::cli
