// SPDX-License-Identifier: BSL-1.0
#pragma once

// Things that PHP objects hold by a number: made for one object, and given back when it ends.

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace almon::php {

/// *Threads*: safe. Numbers are never used twice, so that a stale one finds nothing.
template <class T>
class handles {
public:
    std::int64_t add(std::shared_ptr<T> value) {
        const std::scoped_lock lock(guard_);
        all_.emplace(next_, std::move(value));
        return next_++;
    }
    /// Null where there is none.
    [[nodiscard]] std::shared_ptr<T> find(std::int64_t id) {
        const std::scoped_lock lock(guard_);
        const auto found = all_.find(id);
        return found == all_.end() ? nullptr : found->second;
    }
    void remove(std::int64_t id) {
        std::shared_ptr<T> last; // outlives the lock
        const std::scoped_lock lock(guard_);
        if (const auto found = all_.find(id); found != all_.end()) {
            last = std::move(found->second);
            all_.erase(found);
        }
    }
    [[nodiscard]] std::int64_t size() {
        const std::scoped_lock lock(guard_);
        return static_cast<std::int64_t>(all_.size());
    }

private:
    std::mutex guard_;
    std::int64_t next_ = 1;
    std::unordered_map<std::int64_t, std::shared_ptr<T>> all_;
};

} // namespace almon::php
