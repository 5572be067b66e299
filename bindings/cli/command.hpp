// SPDX-License-Identifier: BSL-1.0
#pragma once

// One command of the command line: its options, and what it does. Each command has a source of its own; main.cpp lists
// them.

#include <iosfwd>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include <almon/core/clock.hpp>
#include <almon/core/error.hpp>

namespace almon::cli {

/// Exit codes of DESIGN.md: done; something in the input was wrong (reported on standard error, the good rows still
/// delivered); usage; a resource (file, disk, database) is broken.
enum exit_code : int { done = 0, bad_input = 1, usage = 2, resource = 3 };

/// What `reason` ends a command with: a file, disk or database that cannot be read or written is a `resource`; whatever
/// it held, and was read, is `bad_input`.
[[nodiscard]] exit_code exit_code_of(const error& reason) noexcept;

/// Options that every command takes.
struct common {
    bool json = false;
    std::string at; ///< RFC 3339; empty means the present

    /// The time of `--at`, or the system's.
    [[nodiscard]] instant now() const;
};

/// Adds `--json` and `--at` to `command`.
std::shared_ptr<common> add_common(CLI::App& command);

/// What a command wants to end with; thrown so that main returns it after all destructors ran.
struct leave {
    exit_code code;
};

/// A message that names a misspelt command or option, and the nearest right one; empty where `e` is another mistake.
[[nodiscard]] std::string misspelling(const CLI::App& app, const CLI::ParseError& e);

/// A line for people: the library's version and its tables'.
[[nodiscard]] std::string version_text();

void add_alias(CLI::App& app);
void add_policy(CLI::App& app);
void add_redact(CLI::App& app);
void add_number(CLI::App& app);
/// `find` and `diagnose`, below the command `number`.
void add_number_text(CLI::App& number);
void add_operators(CLI::App& app);
void add_route(CLI::App& app);
void add_calls(CLI::App& app);
void add_incoming(CLI::App& app);
void add_dial(CLI::App& app);
void add_version(CLI::App& app);

} // namespace almon::cli
