// SPDX-License-Identifier: BSL-1.0
#pragma once

// Text of strangers on a terminal: a caller chooses his name.

#include <algorithm>
#include <string>
#include <string_view>

namespace almon::cli {

/// `text`, one `?` for each character that a terminal obeys instead of showing it: controls of ASCII and of Unicode, and
/// those that turn the direction of a text within. Tabs are spaces.
inline std::string printable(std::string_view text) {
    const auto plain = [](char c) { return c >= 0x20 && c < 0x7F; };
    if (std::all_of(text.begin(), text.end(), plain)) return std::string(text);
    const auto at = [text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
    };
    const auto obeyed = [at](std::size_t i) -> std::size_t { // how many bytes of one such character begin here
        const unsigned char a = at(i), b = at(i + 1), c = at(i + 2);
        if (a < 0x20 || a == 0x7F) return 1;
        if (a == 0xC2 && b >= 0x80 && b <= 0x9F) return 2; // U+0080 to U+009F
        const bool turns = (b == 0x80 && c >= 0xAA && c <= 0xAE) || (b == 0x81 && c >= 0xA6 && c <= 0xA9);
        return a == 0xE2 && turns ? 3 : 0; // U+202A to U+202E, U+2066 to U+2069
    };
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t size = obeyed(i);
        if (size > 0) out += text[i] == '\t' ? ' ' : '?';
        else out += text[i];
        i += size > 0 ? size : 1;
    }
    return out;
}

} // namespace almon::cli
