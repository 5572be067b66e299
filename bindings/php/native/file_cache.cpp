// SPDX-License-Identifier: BSL-1.0
#include "file_cache.hpp"

#include <cstdlib>

#include <sys/stat.h>

namespace almon::php {

file_stamp stamp_of(const std::string& path) {
    struct stat found {};
    if (stat(path.c_str(), &found) != 0) return {};
    return {found.st_dev, found.st_ino, static_cast<std::uint64_t>(found.st_size),
            std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec};
}

std::string resolved(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> full(realpath(path.c_str(), nullptr), &std::free);
    return full ? full.get() : path;
}

} // namespace almon::php
