// SPDX-License-Identifier: BSL-1.0
#pragma once

// A file that appears whole or not at all: written under a temporary name beside it, flushed to the disk, renamed. A
// symbolic link stays one, and a pipe or a device is written as it is.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <almon/core/error.hpp>

namespace almon::cli {

/// A file that cannot be read or written, with its name and the reason.
class file_error final : public store_error {
public:
    file_error(const error& e, const std::string& file, std::string_view reason);
    /// With what the system's `reason` (errno) means.
    [[nodiscard]] static file_error of_system(const std::string& file, int reason);
    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

private:
    std::string what_;
};

class out_file {
public:
    /// Opens a temporary file beside `path`, or the pipe or device that it is; throws `store_error` where that cannot be.
    explicit out_file(std::string path);
    /// Takes the temporary file away unless `commit` was called.
    ~out_file();
    out_file(const out_file&) = delete;
    out_file& operator=(const out_file&) = delete;

    void write(std::string_view bytes);
    /// How much was written.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// What was written to a pipe or a device cannot be taken back.
    [[nodiscard]] bool is_stream() const noexcept { return temporary_.empty(); }
    /// Writes the file anew without the lines among the first `size` bytes that `drop` says. *Lifetime*: of a line within
    /// the call.
    void drop_lines(std::uint64_t size, const std::function<bool(std::string_view line)>& drop);
    /// Puts everything on the disk and gives the file its name.
    void commit();
    [[nodiscard]] const std::string& temporary() const noexcept { return temporary_; }

private:
    void flush();

    std::string path_, temporary_, buffer_;
    std::uint64_t size_ = 0;
    int handle_ = -1;
};

/// A file that grows by whole pieces: what was flushed lasts, and a piece that does not fit leaves nothing behind.
class growing_file {
public:
    /// Opens `path`, or makes it, and cuts it off behind `kept` bytes. Throws `store_error` where that cannot be.
    growing_file(std::string path, std::optional<std::uint64_t> kept);
    ~growing_file();
    growing_file(const growing_file&) = delete;
    growing_file& operator=(const growing_file&) = delete;

    void write(std::string_view bytes) { buffer_ += bytes; }
    void flush();
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    std::string path_, buffer_;
    std::uint64_t size_ = 0;
    int handle_ = -1;
};

/// Writes to standard output, and throws `store_error` where it is closed or full.
void write_out(std::string_view bytes);
void flush_out();

} // namespace almon::cli
