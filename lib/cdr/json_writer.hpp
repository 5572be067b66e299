// SPDX-License-Identifier: BSL-1.0
#pragma once

// Writes one JSON object key by key to the end of a string, without asking the string for each byte.

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

namespace almon::inline v0::cdr {

class json_writer {
public:
    /// *Lifetime*: `out` and `clock` outlive the writer; `out` is whole once the writer is gone.
    json_writer(std::string& out, local_clock& clock) : out_(out), clock_(clock) { grow(out.size(), usual_size); }
    ~json_writer() { out_.resize(static_cast<std::size_t>(p_ - out_.data())); }
    json_writer(const json_writer&) = delete;
    json_writer& operator=(const json_writer&) = delete;

    void open(char bracket) {
        char* p = begin_value(1);
        *p = bracket;
        p_ = p + 1;
        first_ = true;
    }
    void close(char bracket) {
        *room(1) = bracket;
        ++p_;
        first_ = false;
    }
    template <std::size_t N>
    void key(const char (&name)[N]) {
        char* p = begin_value(N + 2);
        *p++ = '"';
        std::memcpy(p, name, N - 1);
        std::memcpy(p + N - 1, "\":", 2);
        p_ = p + N + 1;
        first_ = true; // no comma between a key and its value
    }
    void named_key(std::string_view name) {
        text(name);
        *room(1) = ':';
        ++p_;
        first_ = true;
    }
    void text(std::string_view value) {
        if (!is_plain(value)) return escaped_text(value);
        char* p = begin_value(value.size() + 2);
        *p++ = '"';
        copy_text(p, value);
        p += value.size();
        *p++ = '"';
        p_ = p;
    }
    void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }
    void null() { word("null"); }
    void number(std::int64_t value) {
        char* p = begin_value(20);
        p_ = std::to_chars(p, p + 20, value).ptr;
    }
    void boolean(bool value) { // NOLINT: a JSON value, not a switch
        value ? word("true") : word("false");
    }
    void time(instant t) {
        char* p = begin_value(local_clock::longest + 2);
        *p++ = '"';
        p = clock_.write(t, p);
        *p++ = '"';
        p_ = p;
    }
    void list(const std::vector<std::string>& values) {
        open('[');
        for (const std::string& v : values) text(v);
        close(']');
    }

private:
    static constexpr std::size_t usual_size = 2048;

    void grow(std::size_t used, std::size_t size) {
        out_.resize(std::max(out_.size() * 2, used + size));
        p_ = out_.data() + used;
        end_ = out_.data() + out_.size();
    }
    char* room(std::size_t size) {
        if (static_cast<std::size_t>(end_ - p_) < size) grow(static_cast<std::size_t>(p_ - out_.data()), size);
        return p_;
    }
    /// Room for a value of `size` bytes, behind a comma where one is due.
    char* begin_value(std::size_t size) {
        char* p = room(size + 1);
        *p = ',';
        p += !first_;
        first_ = false;
        return p;
    }
    template <std::size_t N>
    void word(const char (&text)[N]) {
        char* p = begin_value(N);
        std::memcpy(p, text, N - 1);
        p_ = p + N - 1;
    }
    void put(std::string_view text) {
        copy_text(room(text.size()), text);
        p_ += text.size();
    }

    /// Whether all of `text` stands for itself: ASCII without quotes, backslashes and control characters.
    static bool is_plain(std::string_view text) noexcept {
        constexpr std::uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
        const auto odd = [](std::uint64_t w) {
            const std::uint64_t quote = w ^ ones * '"', backslash = w ^ ones * '\\';
            return ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((w - ones * 0x20) & ~w) | w;
        };
        const char* p = text.data();
        std::size_t left = text.size();
        std::uint64_t found = 0, word = ones * 'x';
        for (; left >= 8; p += 8, left -= 8) {
            std::memcpy(&word, p, 8);
            found |= odd(word);
        }
        if (left > 0) { // the last word overlaps the one before, or is filled up
            word = ones * 'x';
            if (text.size() >= 8) std::memcpy(&word, text.data() + text.size() - 8, 8);
            else std::memcpy(&word, p, left);
        }
        return ((found | odd(word)) & highs) == 0;
    }

    /// Bytes that are no UTF-8 are kept as the characters of their numbers.
    void escaped_text(std::string_view text) {
        std::string utf8;
        if (!is_utf8(text)) text = utf8 = to_utf8(text).text;
        char* p = begin_value(1);
        *p = '"';
        p_ = p + 1;
        for (const char byte : text) {
            constexpr char hex[] = "0123456789abcdef";
            const auto c = static_cast<unsigned char>(byte);
            if (c >= 0x20 && c != '"' && c != '\\') put({&byte, 1});
            else if (c == '"') put("\\\"");
            else if (c == '\\') put("\\\\");
            else if (c == '\n') put("\\n");
            else if (c == '\t') put("\\t");
            else {
                const char code[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
                put({code, sizeof code});
            }
        }
        put("\"");
    }

    std::string& out_;
    local_clock& clock_;
    char* p_ = nullptr;   // behind what is written
    char* end_ = nullptr; // of the room
    bool first_ = true;
};

} // namespace almon::inline v0::cdr
