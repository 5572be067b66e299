// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/ascii.hpp"

namespace almon::inline v0::operators::detail {

namespace {

/// Length of the UTF-8 character at `at`, 1 for ASCII; 0 where the bytes there are none.
std::size_t utf8_length(std::string_view s, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[at + i]); };
    const auto follows = [&](std::size_t i) { return at + i < s.size() && (byte(i) & 0xC0) == 0x80; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead < 0xF0) {
        if (!follows(1) || !follows(2)) return 0;
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0, surrogate = lead == 0xED && byte(1) >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    if (lead >= 0xF0 && lead < 0xF5) {
        if (!follows(1) || !follows(2) || !follows(3)) return 0;
        const bool overlong = lead == 0xF0 && byte(1) < 0x90, beyond = lead == 0xF4 && byte(1) >= 0x90;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

// windows-1251 from 0x80 to 0xBF; above that the alphabet lies in order. Source: unicode.org CP1251.TXT
constexpr std::array<char16_t, 64> windows_1251 = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
    0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122,
    0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
    0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
    0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};

/// The character of the two bytes at `at`; only called where UTF-8 was checked.
char32_t two_bytes(std::string_view s, std::size_t at) noexcept {
    return (static_cast<char32_t>(s[at] & 0x1F) << 6) | static_cast<char32_t>(s[at + 1] & 0x3F);
}

bool is_letter(char32_t c) noexcept {
    return (c >= 0x0400 && c <= 0x052F) || (c >= 0x00C0 && c <= 0x024F && c != 0x00D7 && c != 0x00F7);
}

char32_t lower(char32_t c) noexcept {
    if (c == 0x0401 || c == 0x0451) return 0x0435; // ё is written as е more often than not
    if (c >= 0x0410 && c <= 0x042F) return c + 0x20;
    if (c >= 0x0400 && c <= 0x040F) return c + 0x50;
    if (c >= 0x00C0 && c <= 0x00DE && c != 0x00D7) return c + 0x20;
    return c;
}

} // namespace

utf8_census count_utf8(std::string_view bytes) noexcept {
    utf8_census census;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t length = utf8_length(bytes, i);
        if (length > 1) ++census.good;
        if (length == 0) ++census.broken;
        i += length ? length : 1;
    }
    return census;
}

std::string repair_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t length = utf8_length(bytes, i);
        out += length ? bytes.substr(i, length) : replacement;
        i += length ? length : 1;
    }
    return out;
}

std::string from_windows_1251(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) out += c;
        else append_utf8(out, byte < 0xC0 ? windows_1251[byte - 0x80u] : 0x0410u + (byte - 0xC0u));
    }
    return out;
}

std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view no_break = "\xC2\xA0";
    for (;;) {
        if (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
        else if (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
        else if (text.starts_with(no_break)) text.remove_prefix(no_break.size());
        else if (text.ends_with(no_break)) text.remove_suffix(no_break.size());
        else return text;
    }
}

std::string folded(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const std::size_t length = utf8_length(utf8, i);
        if (length == 2) append_utf8(out, lower(two_bytes(utf8, i)));
        else if (length == 1) out += almon::detail::lower(utf8[i]);
        else out += utf8.substr(i, length ? length : 1);
        i += length ? length : 1;
    }
    return out;
}

std::vector<std::string> words_of(std::string_view utf8) {
    const std::string text = folded(utf8);
    std::vector<std::string> words;
    std::string word;
    const auto end_word = [&] {
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
    };
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = utf8_length(text, i);
        const char c = text[i];
        const bool ascii_word = length == 1 && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        if (ascii_word || (length == 2 && is_letter(two_bytes(text, i)))) word += text.substr(i, length);
        else end_word();
        i += length ? length : 1;
    }
    end_word();
    return words;
}

std::string distinct_words(std::string_view text) {
    std::vector<std::string_view> seen;
    std::string out;
    while (!text.empty()) {
        const std::size_t space = text.find(' ');
        const std::string_view word = text.substr(0, space);
        if (!word.empty() && std::find(seen.begin(), seen.end(), word) == seen.end()) {
            seen.push_back(word);
            join(out, " ", word);
        }
        text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    }
    return out;
}

} // namespace almon::inline v0::operators::detail
