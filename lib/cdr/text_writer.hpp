// SPDX-License-Identifier: BSL-1.0
#pragma once

// Writes to the end of a string, without asking the string for each byte. What is written is a form's own business:
// json_writer.hpp, csv.cpp.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <almon/core/clock.hpp>

#include "copy_text.hpp"
#include "local_clock.hpp"

namespace almon::inline v0::cdr {

class text_writer {
public:
    text_writer(const text_writer&) = delete;
    text_writer& operator=(const text_writer&) = delete;

    /// What stands between two values, as it is: names of members, brackets and commas.
    template <std::size_t N>
    void raw(const char (&text)[N]) {
        char* p = room(N - 1);
        std::memcpy(p, text, N - 1);
        p_ = p + N - 1;
    }
    // a short value, for which there is always room behind what stands between values
    void number(std::int64_t value) noexcept {
        if (value >= 0 && value < 10) *p_++ = static_cast<char>('0' + value);
        else p_ = std::to_chars(p_, p_ + longest_short, value).ptr;
    }

protected:
    /// *Lifetime*: `out` and `clock` outlive the writer; `out` is whole once the writer is gone.
    text_writer(std::string& out, local_clock& clock) : out_(out), clock_(clock) { grow(out.size(), usual_size); }
    ~text_writer() { out_.resize(static_cast<std::size_t>(p_ - out_.data())); }

    /// Where `size` bytes may be written, and a short value behind them.
    char* room(std::size_t size) {
        if (end_ - p_ < static_cast<std::ptrdiff_t>(size)) [[unlikely]]
            grow(static_cast<std::size_t>(p_ - out_.data()), size);
        return p_;
    }
    void put(std::string_view text) {
        copy_text(room(text.size()), text);
        p_ += text.size();
    }
    // short ones
    void put_time(instant t) { p_ = clock_.write(t, p_); }
    template <std::size_t N>
    void put_word(const char (&text)[N]) noexcept {
        static_assert(N <= longest_short);
        std::memcpy(p_, text, N - 1);
        p_ += N - 1;
    }

    char* p_ = nullptr; // behind what is written

private:
    static constexpr std::size_t longest_short = 64, usual_size = 2048 - longest_short;
    static_assert(longest_short >= local_clock::longest + 2);

    void grow(std::size_t used, std::size_t size) {
        out_.resize(std::max(out_.size() * 2, used + size + longest_short));
        p_ = out_.data() + used;
        end_ = out_.data() + out_.size() - longest_short;
    }

    std::string& out_;
    local_clock& clock_;
    char* end_ = nullptr; // of the room, but for a short value
};

} // namespace almon::inline v0::cdr
