// SPDX-License-Identifier: BSL-1.0
#pragma once

// Cuts a stream of bytes into lines without copying those that lie whole in the buffer.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/ascii.hpp"

namespace almon::inline v0::cdr {

class line_cutter {
public:
    static constexpr std::size_t longest = std::size_t{16} << 20; ///< longer lines are dropped

    /// Calls `take(line, number)` for each whole line, its end taken off, and `too_long(number)` for a dropped one.
    template <class Take, class TooLong>
    void feed(std::string_view bytes, Take&& take, TooLong&& too_long) {
        const auto find_end = [](std::string_view text) { return text.find('\n'); };
        feed(bytes, take, too_long, find_end);
    }

    /// The same for a reader that has its own way to the end of a line: `find_end(bytes)` is where the first line of
    /// `bytes` ends, or `npos`.
    template <class Take, class TooLong, class FindEnd>
    void feed(std::string_view bytes, Take&& take, TooLong&& too_long, FindEnd&& find_end) {
        while (!bytes.empty()) {
            const std::size_t size = has_rest() ? bytes.find('\n') : find_end(bytes);
            if (size == std::string_view::npos) return keep(bytes);
            const std::string_view line = bytes.substr(0, size);
            bytes.remove_prefix(size + 1);
            deliver(line, take, too_long);
        }
    }

    /// What is left without a line end, if anything.
    template <class Take, class TooLong>
    void finish(Take&& take, TooLong&& too_long) {
        if (!rest_.empty() || dropping_) deliver({}, take, too_long);
    }

    [[nodiscard]] bool has_rest() const noexcept { return !rest_.empty() || dropping_; }
    [[nodiscard]] std::uint32_t number() const noexcept { return number_; }

private:
    void keep(std::string_view bytes) {
        if (dropping_) return;
        if (rest_.size() + bytes.size() > longest) {
            dropping_ = true;
            rest_.clear();
            return;
        }
        rest_ += bytes;
    }

    template <class Take, class TooLong>
    void deliver(std::string_view line, Take&& take, TooLong&& too_long) {
        ++number_;
        if (dropping_ || rest_.size() + line.size() > longest) {
            dropping_ = false;
            rest_.clear();
            too_long(number_);
            return;
        }
        if (rest_.empty()) return take(whole(line), number_);
        rest_ += line;
        take(whole(rest_), number_);
        rest_.clear();
    }

    /// Without what stands before the first line and behind each.
    std::string_view whole(std::string_view line) const noexcept {
        if (number_ == 1) line = almon::detail::without_utf8_mark(line);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return line;
    }

    std::string rest_;
    std::uint32_t number_ = 0;
    bool dropping_ = false;
};

} // namespace almon::inline v0::cdr
