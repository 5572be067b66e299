// SPDX-License-Identifier: BSL-1.0
#include "office_watch.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>

#include <fmt/format.h>
#include <sys/stat.h>

namespace almon::cli {

namespace fs = std::filesystem;

/// What changes when somebody writes one of the files, or puts another in its place.
std::string office_watch::look() const {
    std::vector<fs::path> files;
    for (const std::string& path : paths_) {
        std::error_code none;
        if (!fs::is_directory(path, none)) files.emplace_back(path);
        for (const fs::directory_entry& e : fs::directory_iterator(path, none))
            if (e.path().extension() == ".toml") files.push_back(e.path());
    }
    std::sort(files.begin(), files.end());
    std::string all;
    for (const fs::path& f : files) {
        struct stat s {};
        if (::stat(f.c_str(), &s) != 0) s = {};
        all += fmt::format("{}:{}:{}:{}.{}\n", f.string(), s.st_ino, s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
    }
    return all;
}

std::optional<office::offices> office_watch::again() {
    std::string now = look();
    const bool still = now == seen_;
    seen_ = now;
    if (!still || now == read_) return std::nullopt;
    read_ = std::move(now);
    try {
        auto opened = office::offices::open(paths_);
        if (opened) return std::move(*opened);
        for (const diagnostic& d : opened.error().mistakes) std::cerr << to_string(d) << '\n';
    } catch (const store_error& e) {
        std::cerr << "almon: " << e.reason().message() << '\n';
    }
    std::cerr << "almon: the office stays as it was before\n";
    return std::nullopt;
}

} // namespace almon::cli
