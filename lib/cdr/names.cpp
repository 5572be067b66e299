// SPDX-License-Identifier: BSL-1.0
#include "names.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "copy_text.hpp"
#include "readers/byte_masks.hpp"

namespace almon::inline v0::cdr {

std::string_view first_part(std::string_view argument) noexcept {
    return argument.substr(0, argument.find(','));
}

bool mentions(std::string_view text, std::string_view device) noexcept {
    if (device.empty()) return false;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t i = text.find(device); i != std::string_view::npos; i = text.find(device, i + 1)) {
        const std::size_t end = i + device.size();
        const bool begins = i == 0 || !digit(device.front()) || !digit(text[i - 1]);
        const bool ends = end == text.size() || !digit(device.back()) || !digit(text[end]);
        if (begins && ends) return true;
    }
    return false;
}

bool dials(std::string_view argument, std::string_view channel, std::string_view device) noexcept {
    const std::string_view usual = channel.substr(0, static_cast<std::size_t>(device.end() - channel.begin()));
    if (argument.size() > usual.size() && same_text(argument.substr(0, usual.size()), usual)) {
        const char behind = argument[usual.size()];
        if (behind < '0' || behind > '9') return true;
    }
    return mentions(argument, device);
}

std::string_view number_in_dial(std::string_view argument, std::string_view device) noexcept {
    std::string_view all = first_part(argument);
    while (!all.empty()) {
        const std::size_t cut = all.find('&');
        const std::string_view one = all.substr(0, cut);
        all = cut == std::string_view::npos ? std::string_view{} : all.substr(cut + 1);
        const std::size_t slash = one.find('/');
        if (slash == std::string_view::npos) continue;
        const std::string_view rest = one.substr(slash + 1);
        if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
            std::string_view number = rest.substr(0, at);
            if (number.starts_with("sip:")) number.remove_prefix(4);
            const std::string_view via = rest.substr(at + 1);
            if (via.substr(0, via.find('/')) == device || device.empty()) return number;
        } else if (const std::size_t second = rest.find('/'); second != std::string_view::npos) {
            // TECH/device/number, and TECH/device/sip:number@host which the branch above took
            if (rest.substr(0, second) == device || device.empty()) return rest.substr(second + 1);
        }
    }
    return {};
}

/// The whole number with which a text begins; 0 for none.
static unsigned leading_number(std::string_view text) noexcept {
    unsigned seconds = 0;
    for (std::size_t i = 0; i < text.size() && text[i] >= '0' && text[i] <= '9' && seconds < 100000; ++i)
        seconds = seconds * 10 + static_cast<unsigned>(text[i] - '0');
    return seconds;
}

bool is_same_subscriber(std::string_view a, std::string_view b) noexcept {
    constexpr std::ptrdiff_t least = 7, national = 10; // a subscriber's digits; those with an area code
    const auto shorter = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
    const auto alike = std::mismatch(a.rbegin(), a.rbegin() + shorter, b.rbegin()).first - a.rbegin();
    const std::ptrdiff_t prefix = alike >= national ? 2 : 1;
    return alike >= std::max(least, shorter - prefix);
}

unsigned timeout_in_dial(std::string_view argument) noexcept {
    const std::size_t comma = argument.find(',');
    return comma == std::string_view::npos ? 0 : leading_number(argument.substr(comma + 1));
}

bool goes_on_after_talk(std::string_view argument) noexcept {
    constexpr int before = 2; // devices, seconds
    for (int i = 0; i < before; ++i) {
        const std::size_t comma = argument.find(',');
        if (comma == std::string_view::npos) return false;
        argument.remove_prefix(comma + 1);
    }
    int depth = 0; // options have arguments of their own
    for (const char c : argument) {
        if (c == '(') ++depth;
        else if (c == ')') --depth;
        else if (depth == 0 && c == ',') return false;
        else if (depth == 0 && c == 'g') return true;
    }
    return false;
}

unsigned timeout_in_queue(std::string_view argument) noexcept {
    constexpr int before = 4; // name, options, URL, announcement
    for (int i = 0; i < before; ++i) {
        const std::size_t comma = argument.find(',');
        if (comma == std::string_view::npos) return 0;
        argument.remove_prefix(comma + 1);
    }
    return leading_number(argument);
}

caller_field split_caller(std::string_view field) {
    caller_field out;
    const std::size_t open = field.rfind('<');
    const std::size_t close = field.rfind('>');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        if (!field.empty() && field.front() == '"') out.name = field;
        else out.number = field;
        return out;
    }
    out.number = field.substr(open + 1, close - open - 1);
    std::string_view name = field.substr(0, open);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    const bool quoted = name.size() >= 2 && name.front() == '"' && name.back() == '"';
    if (quoted) name = name.substr(1, name.size() - 2);
    if (!quoted || name.find('\\') == std::string_view::npos) {
        out.name = name;
        return out;
    }
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '\\' && i + 1 < name.size()) ++i;
        out.name += name[i];
    }
    return out;
}

bool split_doubled_caller(std::string_view field, std::string_view& name, std::string_view& number) noexcept {
    constexpr std::size_t longest = 64, around_name = 2; // quotes
    if (field.size() > longest || field.size() < 2 * around_name + 3 || field.back() != '>') return false;
    const std::uint64_t opening = places_of('<', field);
    if (opening == 0) return false;
    const auto open = static_cast<std::size_t>(std::bit_width(opening)) - 1;
    if (open < 2 * around_name + 1 || field[open - 1] != ' ') return false;
    const std::size_t name_end = open - 1 - around_name;
    if (places_of('"', field) != (std::uint64_t{3} | std::uint64_t{3} << name_end)) return false;
    if (places_of('\\', field) != 0) return false;
    name = {field.data() + around_name, name_end - around_name};
    number = {field.data() + open + 1, field.size() - open - 2};
    return true;
}

void unescape_name(std::string& name) {
    if (name.find('\\') == std::string::npos) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '\\' && i + 1 < name.size() && (name[i + 1] == '"' || name[i + 1] == '\\')) ++i;
        name[kept++] = name[i];
    }
    name.resize(kept);
}

namespace {

/// Length of the well-formed UTF-8 sequence at the start of `text`; 0 where there is none.
std::size_t sequence_at(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xC2 && first < 0xE0   ? 2
                               : (first & 0xF0) == 0xE0        ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    if ((first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) || (first == 0xF0 && byte(1) < 0x90) ||
        (first == 0xF4 && byte(1) > 0x8F))
        return 0;
    return length;
}

void append(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

/// Most text is. The last word may overlap the one before: no loop over single bytes.
bool is_ascii(std::string_view text) noexcept {
    const auto word_at = [&text]<class Word>(std::size_t at, Word word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        return word;
    };
    const std::size_t size = text.size();
    constexpr std::uint64_t tops = 0x8080808080808080u, word = 0;
    if (size >= 8) {
        std::uint64_t all = word_at(size - 8, word);
        for (std::size_t at = 0; at + 8 < size; at += 8) all |= word_at(at, word);
        return (all & tops) == 0;
    }
    if (size >= 4) return ((word_at(0, std::uint32_t{}) | word_at(size - 4, std::uint32_t{})) & tops) == 0;
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// Windows-1251 as Russian names have it: the letters, and the signs of a firm's name; 0 for any other byte.
std::uint32_t windows_1251(unsigned char byte) noexcept {
    if (byte >= 0xC0) return 0x410u + (byte - 0xC0u);
    switch (byte) {
    case 0xA8: return 0x401;  // Ё
    case 0xB8: return 0x451;  // ё
    case 0xAB: return 0xAB;   // «
    case 0xBB: return 0xBB;   // »
    case 0xB9: return 0x2116; // №
    case 0x96: return 0x2013;
    case 0x97: return 0x2014;
    case 0xA0: return 0xA0;
    default: return 0;
    }
}

/// Whether text that is no UTF-8 is Windows-1251: nothing but its letters and signs, and two letters to each other byte.
/// Two of its letters may look like one sequence of UTF-8; of true sequences half the bytes are no letters.
bool is_windows_1251(std::string_view text) noexcept {
    std::size_t letters = 0, signs = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) continue;
        if (windows_1251(byte) == 0) return false;
        ++(byte >= 0xC0 ? letters : signs);
    }
    return letters >= 2 && letters > 2 * signs;
}

} // namespace

bool is_utf8(std::string_view text) noexcept {
    if (is_ascii(text)) return true;
    while (!text.empty()) {
        const std::size_t n = sequence_at(text);
        if (n == 0) return false;
        text.remove_prefix(n);
    }
    return true;
}

utf8_text to_utf8(std::string_view text) {
    utf8_text out;
    if (is_utf8(text)) {
        out.text = text;
        return out;
    }
    out.repaired = true;
    const bool windows = is_windows_1251(text);
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t n = windows ? 0 : sequence_at(text.substr(i));
        const auto byte = static_cast<unsigned char>(text[i]);
        if (n > 0) out.text += text.substr(i, n);
        else append(out.text, windows && byte >= 0x80 ? windows_1251(byte) : byte);
        i += n == 0 ? 1 : n;
    }
    return out;
}

} // namespace almon::inline v0::cdr
