// SPDX-License-Identifier: BSL-1.0
#pragma once

// Files read whole.

#include <string>

#include <almon/core/result.hpp>

namespace almon::inline v0::operators::detail {

/// The bytes of a regular file; `core.not_found`, `core.io`.
[[nodiscard]] result<std::string> read_file(const std::string& path);

/// Closes a file descriptor at the end of its scope.
class descriptor {
public:
    explicit descriptor(int fd) noexcept : fd_(fd) {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor() { close(); }
    [[nodiscard]] int get() const noexcept { return fd_; }
    /// Closes now; false where the system reports that something was lost.
    bool close() noexcept;

private:
    int fd_;
};

} // namespace almon::inline v0::operators::detail
