// SPDX-License-Identifier: BSL-1.0
#include "file.hpp"

#include <cerrno>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <almon/core/system_error.hpp>
#include <almon/core/write_all.hpp>
#include <almon/operators/build.hpp>

namespace almon::inline v0::operators {

namespace detail {

bool descriptor::close() noexcept {
    const int fd = std::exchange(fd_, -1);
    return fd < 0 || ::close(fd) == 0;
}

result<std::string> read_file(const std::string& path) {
    const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return meaning_of_errno(errno);
    std::string bytes;
    constexpr std::size_t step = 1 << 20;
    for (;;) {
        const std::size_t had = bytes.size();
        bytes.resize(had + step);
        const ssize_t got = ::read(file.get(), bytes.data() + had, step);
        bytes.resize(had + static_cast<std::size_t>(got > 0 ? got : 0));
        if (got == 0) return bytes;
        if (got < 0 && errno != EINTR) return meaning_of_errno(errno);
    }
}

} // namespace detail

namespace {

[[noreturn]] void fail(int reason) {
    throw store_error(meaning_of_errno(reason));
}

/// The folder that holds `path`.
std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

/// Removes the temporary file unless it was renamed.
struct temporary {
    std::string name;
    bool renamed = false;
    ~temporary() {
        if (!renamed) ::unlink(name.c_str());
    }
};

} // namespace

void publish(std::span<const std::byte> bytes, const std::string& path) {
    struct stat there {};
    if (::stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) // a device would be renamed over
        fail(S_ISDIR(there.st_mode) ? EISDIR : EINVAL);
    std::string name = path + ".XXXXXX";
    detail::descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (file.get() < 0) fail(errno);
    temporary unfinished{name};
    if (!write_all(file.get(), {reinterpret_cast<const char*>(bytes.data()), bytes.size()})) fail(errno);
    if (::fchmod(file.get(), 0644) != 0 || ::fsync(file.get()) != 0 || !file.close()) fail(errno);
    if (::rename(name.c_str(), path.c_str()) != 0) fail(errno);
    unfinished.renamed = true;
    const detail::descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() >= 0) ::fsync(folder.get()); // the name itself; some file systems refuse, the content is safe
}

} // namespace almon::inline v0::operators
