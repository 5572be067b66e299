// SPDX-License-Identifier: BSL-1.0
#pragma once

// One value that many threads read and somebody now and then replaces as a whole: an office, a directory. A reader's
// check is one atomic load; nobody waits for a writer, and an old value lives as long as a reader holds it.
//
//     published<office_state> current(first);
//     const auto now = current.read();     // a shared_ptr: one consistent value for the whole question
//     current.replace(next);               // readers see it from their next `read` on

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace almon::inline v0 {

/// A replaceable, shared, immutable `T`. *Threads*: all members may be called from any thread. *Fork*: the child has
/// its own copy of what was published before.
///
/// Each thread remembers the last value it read of up to four objects of one type, so that a thread which reads no more
/// keeps at most four outdated values alive. (`std::atomic<std::shared_ptr>` of GCC 12 takes a spin lock a read and is
/// reported as a race by ThreadSanitizer.)
template <class T>
class published {
public:
    explicit published(std::shared_ptr<const T> first)
        : id_(next_id().fetch_add(1, std::memory_order_relaxed)), value_(std::move(first)) {}
    published(const published&) = delete;
    published& operator=(const published&) = delete;

    /// The present value; never null if none was put in.
    [[nodiscard]] std::shared_ptr<const T> read() const {
        slot& mine = slot_of_thread();
        const std::uint64_t now = generation_.load(std::memory_order_acquire);
        if (mine.owner != id_ || mine.generation != now) {
            const std::lock_guard lock(mutex_);
            mine = {id_, generation_.load(std::memory_order_relaxed), value_};
        }
        return mine.value;
    }

    void replace(std::shared_ptr<const T> next) {
        const std::lock_guard lock(mutex_);
        value_.swap(next);
        generation_.fetch_add(1, std::memory_order_release);
    }

    /// How often the value was replaced.
    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_.load(std::memory_order_acquire); }

private:
    struct slot {
        std::uint64_t owner = 0; // ids begin at 1 and are never used again
        std::uint64_t generation = 0;
        std::shared_ptr<const T> value;
    };

    static std::atomic<std::uint64_t>& next_id() noexcept {
        static std::atomic<std::uint64_t> next{1};
        return next;
    }

    slot& slot_of_thread() const {
        thread_local std::array<slot, 4> slots;
        return slots[id_ % slots.size()];
    }

    const std::uint64_t id_;
    mutable std::mutex mutex_;
    std::atomic<std::uint64_t> generation_{0};
    std::shared_ptr<const T> value_;
};

} // namespace almon::inline v0
