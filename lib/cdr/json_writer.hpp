// SPDX-License-Identifier: BSL-1.0
#pragma once

// Writes one JSON object to the end of a string.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "names.hpp"
#include "plain_text.hpp"
#include "text_writer.hpp"

namespace almon::inline v0::cdr {

class json_writer : public text_writer {
public:
    /// *Lifetime*: `out` and `clock` outlive the writer; `out` is whole once the writer is gone.
    json_writer(std::string& out, local_clock& clock) : text_writer(out, clock) {}

    void text(std::string_view value) {
        char* p = room(value.size() + 2);
        *p = '"';
        if (!copy_plain<'\\'>(p + 1, value)) return escaped_text(value);
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
    void null() noexcept { put_word("null"); }
    void boolean(bool value) noexcept { // NOLINT: a JSON value, not a switch
        value ? put_word("true") : put_word("false");
    }
    void time(instant t) {
        put_word("\"");
        put_time(t);
        put_word("\"");
    }

private:
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
};

} // namespace almon::inline v0::cdr
