// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a PHP process keeps from one request to the next: a file that was read, by its path, until the file changes.
// One worker of FPM reads an office file once, not once a request.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace almon::php {

/// What tells that a file is not the one that was read.
struct file_stamp {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::int64_t modified_ns = 0;

    friend bool operator==(const file_stamp&, const file_stamp&) noexcept = default;
};

/// Zeroes where there is no such file.
[[nodiscard]] file_stamp stamp_of(const std::string& path);
/// The path without links and dots, where it can be resolved.
[[nodiscard]] std::string resolved(const std::string& path);

/// Values read from files. An id is a place that stays; what lies there is replaced when the file has changed.
/// *Threads*: safe. *Fork*: plain memory; the child goes on with its own copy.
template <class T>
class file_cache {
public:
    /// The id of the value read from `path`: the one kept where the files it came from are the same, else what
    /// `read(path)` gives, which is a `std::shared_ptr<T>`; what that throws leaves the cache as it was.
    /// `sources(value)` names the other files that it came from.
    template <class Read, class Sources>
    std::int64_t open(const std::string& path, Read&& read, Sources&& sources) {
        const std::scoped_lock lock(guard_);
        const std::string key = resolved(path);
        const auto known = ids_.find(key);
        if (known != ids_.end() && is_current(places_[known->second])) return known->second;
        place fresh;
        fresh.files = {key};
        fresh.stamps = {stamp_of(key)}; // before reading: what changes meanwhile is read again next time
        fresh.value = read(path);
        for (const std::string& other : sources(*fresh.value)) {
            fresh.files.push_back(other);
            fresh.stamps.push_back(stamp_of(other));
        }
        if (known != ids_.end()) {
            places_[known->second] = std::move(fresh);
            return known->second;
        }
        places_.push_back(std::move(fresh));
        const auto id = static_cast<std::int64_t>(places_.size()) - 1;
        ids_.emplace(key, id);
        return id;
    }

    /// The value of this id; null where there is none.
    [[nodiscard]] std::shared_ptr<T> find(std::int64_t id) {
        const std::scoped_lock lock(guard_);
        return id >= 0 && id < static_cast<std::int64_t>(places_.size()) ? places_[id].value : nullptr;
    }

private:
    struct place {
        std::vector<std::string> files;
        std::vector<file_stamp> stamps;
        std::shared_ptr<T> value;
    };

    static bool is_current(const place& p) {
        for (std::size_t i = 0; i < p.files.size(); ++i)
            if (stamp_of(p.files[i]) != p.stamps[i]) return false;
        return true;
    }

    std::mutex guard_;
    std::map<std::string, std::int64_t> ids_;
    std::vector<place> places_;
};

} // namespace almon::php
