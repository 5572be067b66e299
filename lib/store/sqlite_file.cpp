// SPDX-License-Identifier: BSL-1.0
#include "store/sqlite_file.hpp"

#include <filesystem>
#include <system_error>

#include <almon/store/error.hpp>
#include <almon/store/private_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace almon::inline v0::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* first_question = "SELECT count(*) FROM sqlite_master";

/// `path` as a URI, in which `?`, `#` and `%` mean something.
std::string immutable_uri(const std::string& path) {
    std::string uri = path.starts_with('/') ? "file://" : "file:"; // a path may begin with two slashes
    for (const char c : path) {
        if (c == '%') uri += "%25";
        else if (c == '?') uri += "%3f";
        else if (c == '#') uri += "%23";
        else uri += c;
    }
    return uri + "?immutable=1";
}

bool may_not_write_beside(int code) noexcept {
    return (code & 0xFF) == SQLITE_READONLY || (code & 0xFF) == SQLITE_CANTOPEN;
}

} // namespace

void make_private_file(const std::string& path) {
    constexpr int most_links = 40; // as the system has it
    std::error_code none;
    fs::path target = path;
    for (int i = 0; i < most_links && fs::is_symlink(target, none); ++i)
        target = target.parent_path() / fs::read_symlink(target, none);
    // of a file that is there no descriptor may be closed: it would end the locks of this process's other connections
    const int handle = ::open(target.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
    if (handle >= 0) ::close(handle);
}

errc meaning_of_sqlite(int code) noexcept {
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return errc::locked;
    case SQLITE_CORRUPT: return errc::corrupted;
    case SQLITE_NOTADB: return errc::not_ours;
    case SQLITE_READONLY: return errc::read_only;
    case SQLITE_FULL: return errc::full;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return errc::unreadable;
    default: return errc::io;
    }
}

file_print file_print::of(const std::string& path) {
    file_print p;
    struct stat about {};
    if (::stat(path.c_str(), &about) == 0) {
        p.device = about.st_dev;
        p.inode = about.st_ino;
        p.size = static_cast<std::uint64_t>(about.st_size);
        p.changed = about.st_mtim.tv_sec * 1'000'000'000 + about.st_mtim.tv_nsec;
    }
    const auto is_beside = [&](const char* end) { return ::stat((path + end).c_str(), &about) == 0; };
    p.has_log = is_beside("-wal") || is_beside("-journal");
    return p;
}

read_handle open_to_read(const std::string& path, int flags) {
    read_handle opened;
    const auto open = [&](const std::string& name, int how) {
        opened.code = sqlite3_open_v2(name.c_str(), &opened.handle, SQLITE_OPEN_READONLY | flags | how, nullptr);
    };
    open(path, 0);
    if (opened.code == SQLITE_OK) { // a file that is locked or damaged is told when it is read
        const int code = sqlite3_exec(opened.handle, first_question, nullptr, nullptr, nullptr);
        if (!may_not_write_beside(code)) return opened;
        const file_print print = file_print::of(path);
        if (!print.has_log) {
            sqlite3_close(opened.handle);
            open(immutable_uri(path), SQLITE_OPEN_URI);
            opened.alone = print;
        }
    }
    if (opened.code == SQLITE_OK) return opened;
    sqlite3_close(opened.handle);
    opened.handle = nullptr;
    return opened;
}

} // namespace almon::inline v0::store
