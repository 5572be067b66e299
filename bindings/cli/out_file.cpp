// SPDX-License-Identifier: BSL-1.0
#include "out_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <almon/core/system_error.hpp>
#include <almon/core/write_all.hpp>

namespace almon::cli {

namespace {

[[noreturn]] void fail(const std::string& path) {
    throw file_error::of_system(path, errno);
}

/// What a symbolic link leads to, which need not be there.
std::string target_of(std::filesystem::path path) {
    constexpr int most_links = 40; // as the system has it
    std::error_code none;
    for (int i = 0; std::filesystem::is_symlink(path, none); ++i) {
        if (i == most_links) {
            errno = ELOOP;
            fail(path.string());
        }
        path = path.parent_path() / std::filesystem::read_symlink(path, none);
    }
    return path.string();
}

} // namespace

file_error::file_error(const error& e, const std::string& file, std::string_view reason)
    : store_error(e), what_(fmt::format("{}: {}: {}", file, e.code(), reason)) {}

file_error file_error::of_system(const std::string& file, int reason) {
    return {meaning_of_errno(reason), file, std::strerror(reason)};
}

out_file::out_file(std::string path) : path_(std::move(path)) {
    struct stat there {};
    if (::stat(path_.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) {
        handle_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
        if (handle_ < 0) fail(path_);
        return;
    }
    path_ = target_of(std::move(path_));
    temporary_ = path_ + ".tmp-" + std::to_string(::getpid());
    handle_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (handle_ < 0) fail(path_);
}

out_file::~out_file() {
    if (handle_ < 0) return;
    ::close(handle_);
    if (!is_stream()) ::unlink(temporary_.c_str());
}

void out_file::flush() {
    if (!write_all(handle_, buffer_)) fail(path_);
    buffer_.clear();
}

void out_file::drop_lines(std::uint64_t size, const std::function<bool(std::string_view)>& drop) {
    flush();
    std::ifstream before(temporary_, std::ios::binary);
    out_file after(temporary_ + "-again");
    std::uint64_t read = 0;
    for (std::string line; std::getline(before, line);) {
        line += '\n';
        if (read >= size || !drop(line)) after.write(line);
        read += line.size();
    }
    if (read != size_) fail(path_);
    after.flush();
    if (::rename(after.temporary_.c_str(), temporary_.c_str()) != 0) fail(path_);
    std::swap(handle_, after.handle_); // the destructor of the old one finds no file to take away
    size_ = after.size_;
}

void out_file::write(std::string_view bytes) {
    buffer_ += bytes;
    size_ += bytes.size();
    if (buffer_.size() >= 1 << 18) flush();
}

void out_file::commit() {
    flush();
    if (is_stream()) {
        if (::close(std::exchange(handle_, -1)) != 0) fail(path_);
        return;
    }
    if (::fsync(handle_) != 0) fail(path_);
    if (::close(std::exchange(handle_, -1)) != 0 || ::rename(temporary_.c_str(), path_.c_str()) != 0) {
        ::unlink(temporary_.c_str());
        fail(path_);
    }
    const std::size_t slash = path_.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path_.substr(0, slash + 1);
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory >= 0) { // the name itself must reach the disk as well
        ::fsync(directory);
        ::close(directory);
    }
}

growing_file::growing_file(std::string path, std::optional<std::uint64_t> kept) : path_(std::move(path)) {
    handle_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    struct stat now {};
    if (handle_ < 0 || ::fstat(handle_, &now) != 0) fail(path_);
    size_ = static_cast<std::uint64_t>(now.st_size);
    if (!kept || *kept >= size_ || !S_ISREG(now.st_mode)) return;
    if (::ftruncate(handle_, static_cast<off_t>(*kept)) != 0) fail(path_);
    size_ = *kept;
}

growing_file::~growing_file() {
    if (handle_ >= 0) ::close(handle_);
}

void growing_file::flush() {
    if (buffer_.empty()) return;
    try {
        if (!write_all(handle_, buffer_)) fail(path_);
        if (::fdatasync(handle_) != 0 && errno != EINVAL) fail(path_); // a pipe or a device has nothing to synchronise
    } catch (const store_error&) {
        if (::ftruncate(handle_, static_cast<off_t>(size_)) != 0) throw; // a pipe cannot take anything back
        throw;
    }
    size_ += buffer_.size();
    buffer_.clear();
}

void write_out(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size()) fail("standard output");
}

void flush_out() {
    if (std::fflush(stdout) != 0) fail("standard output");
}

} // namespace almon::cli
