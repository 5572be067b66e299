// SPDX-License-Identifier: BSL-1.0
#pragma once

// Writes one JSON object to the end of a string, without asking the string for each byte.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/clock.hpp>

#include "copy_text.hpp"
#include "local_clock.hpp"
#include "names.hpp"
#include "plain_text.hpp"

namespace almon::inline v0::cdr {

class json_writer {
public:
    /// *Lifetime*: `out` and `clock` outlive the writer; `out` is whole once the writer is gone.
    json_writer(std::string& out, local_clock& clock) : out_(out), clock_(clock) { grow(out.size(), usual_size); }
    ~json_writer() { out_.resize(static_cast<std::size_t>(p_ - out_.data())); }
    json_writer(const json_writer&) = delete;
    json_writer& operator=(const json_writer&) = delete;

    /// What stands between two values, as it is: names of members, brackets and commas.
    template <std::size_t N>
    void raw(const char (&text)[N]) {
        char* p = room(N - 1);
        std::memcpy(p, text, N - 1);
        p_ = p + N - 1;
    }
    void text(std::string_view value) {
        char* p = room(value.size() + 2);
        *p = '"';
        if (!copy_plain(p + 1, value)) return escaped_text(value);
        p += value.size() + 2;
        p[-1] = '"';
        p_ = p;
    }
    void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }
    void list(const std::vector<std::string>& values) {
        each(values, [this](const std::string& v) { text(v); });
    }
    /// `[one,two,…]`: `write(v)` for each of `values`.
    template <class Values, class Write>
    void each(const Values& values, Write&& write) {
        raw("[");
        for (const auto& v : values) {
            write(v);
            *room(1) = ','; // behind the last, the bracket takes its place
            ++p_;
        }
        if (!values.empty()) --p_;
        raw("]");
    }

    // short ones, for which there is always room behind what stands between values
    void null() noexcept { word("null"); }
    void number(std::int64_t value) noexcept {
        if (value >= 0 && value < 10) *p_++ = static_cast<char>('0' + value);
        else p_ = std::to_chars(p_, p_ + longest_short, value).ptr;
    }
    void boolean(bool value) noexcept { // NOLINT: a JSON value, not a switch
        value ? word("true") : word("false");
    }
    void time(instant t) {
        char* p = p_;
        *p++ = '"';
        p = clock_.write(t, p);
        *p++ = '"';
        p_ = p;
    }

private:
    static constexpr std::size_t longest_short = 64, usual_size = 2048 - longest_short;
    static_assert(longest_short >= local_clock::longest + 2);

    void grow(std::size_t used, std::size_t size) {
        out_.resize(std::max(out_.size() * 2, used + size + longest_short));
        p_ = out_.data() + used;
        end_ = out_.data() + out_.size() - longest_short;
    }
    /// Where `size` bytes may be written, and a short value behind them.
    char* room(std::size_t size) {
        if (end_ - p_ < static_cast<std::ptrdiff_t>(size)) [[unlikely]]
            grow(static_cast<std::size_t>(p_ - out_.data()), size);
        return p_;
    }
    template <std::size_t N>
    void word(const char (&text)[N]) noexcept {
        std::memcpy(p_, text, N - 1);
        p_ += N - 1;
    }
    void put(std::string_view text) {
        copy_text(room(text.size()), text);
        p_ += text.size();
    }

    /// Bytes that are no UTF-8 are kept as the characters of their numbers.
    void escaped_text(std::string_view text) {
        std::string utf8;
        if (!is_utf8(text)) text = utf8 = to_utf8(text).text;
        put("\"");
        const auto special = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; };
        for (auto from = text.begin(); from != text.end();) {
            const auto to = std::find_if(from, text.end(), special);
            put({from, to});
            if (to == text.end()) break;
            put_escaped(*to);
            from = to + 1;
        }
        put("\"");
    }
    void put_escaped(char c) {
        constexpr char hex[] = "0123456789abcdef";
        switch (c) {
        case '"': return put("\\\"");
        case '\\': return put("\\\\");
        case '\n': return put("\\n");
        case '\t': return put("\\t");
        default: break;
        }
        const char code[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        put({code, sizeof code});
    }

    std::string& out_;
    local_clock& clock_;
    char* p_ = nullptr;   // behind what is written
    char* end_ = nullptr; // of the room, but for a short value
};

} // namespace almon::inline v0::cdr
