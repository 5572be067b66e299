// SPDX-License-Identifier: BSL-1.0
#pragma once

// A database that comes compressed or out of a pipe, as a file: it is not read from front to back, as text is.

#include <string>
#include <string_view>
#include <utility>

#include <almon/cdr/readers/input_file.hpp>

namespace almon::inline v0::cdr {

/// Whether a file that begins so is an SQLite database, whoever reads it.
[[nodiscard]] bool begins_as_database(std::string_view beginning) noexcept;

/// A temporary file, gone with this.
class unpacked_copy {
public:
    /// Of a database's `beginning` and the rest of it. Errors: those of `input_file`, and of the disk.
    [[nodiscard]] static result<unpacked_copy> of(std::string_view beginning, input_file& rest);
    ~unpacked_copy();
    unpacked_copy(unpacked_copy&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    unpacked_copy& operator=(unpacked_copy&&) = delete;

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    explicit unpacked_copy(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

} // namespace almon::inline v0::cdr
