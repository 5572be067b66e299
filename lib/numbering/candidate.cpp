// SPDX-License-Identifier: BSL-1.0
#include "candidate.hpp"

#include <algorithm>

#include "extension.hpp"

namespace almon::inline v0::numbering::detail {

namespace {

constexpr std::size_t longest_separator = 4, longest_block = 20, most_blocks = 20;

bool is_open(char32_t c) noexcept {
    return c == U'(' || c == U'[' || c == 0xFF08 || c == 0xFF3B;
}
bool is_close(char32_t c) noexcept {
    return c == U')' || c == U']' || c == 0xFF09 || c == 0xFF3D;
}
/// What Python's `\s` is.
bool is_white(char32_t c) noexcept {
    if (c < 128) return c == U' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}
bool is_long_dash(char32_t c) noexcept {
    return (c >= 0x2012 && c <= 0x2015) || c == 0xFF0D;
}
bool in_range(char32_t c, char32_t first, char32_t last) noexcept {
    return c >= first && c <= last;
}

char32_t at(text_view text, std::size_t i) noexcept {
    return i < text.size() ? text[i].value : U'\0';
}

std::size_t skip_digits(text_view text, std::size_t i, std::size_t most) noexcept {
    std::size_t n = 0;
    while (n < most && is_digit(at(text, i + n))) ++n;
    return i + n;
}

/// The first digit of a number whose lead begins at `i`; none where no number begins there. Between a lead and the
/// digit stand at most four separators and at most one more lead with its own four.
std::optional<std::size_t> digit_after_lead(text_view text, std::size_t i) noexcept {
    if (is_digit(at(text, i))) return i;
    if (!is_lead(at(text, i))) return std::nullopt;
    for (std::size_t n = 0; n <= longest_separator; ++n) {
        const std::size_t second = i + 1 + n;
        if (is_digit(at(text, second))) return second;
        if (is_lead(at(text, second)))
            for (std::size_t m = 0; m <= longest_separator; ++m) {
                const std::size_t digit = second + 1 + m;
                if (is_digit(at(text, digit))) return digit;
                if (!is_punctuation(at(text, digit))) break;
            }
        if (!is_punctuation(at(text, second))) return std::nullopt;
    }
    return std::nullopt;
}

/// The end of the blocks of digits that begin at `i`.
std::size_t end_of_blocks(text_view text, std::size_t i) noexcept {
    i = skip_digits(text, i, longest_block);
    for (std::size_t block = 0; block < most_blocks; ++block) {
        std::size_t digit = i;
        while (digit - i < longest_separator && is_punctuation(at(text, digit))) ++digit;
        if (!is_digit(at(text, digit))) return i;
        i = skip_digits(text, digit, longest_block);
    }
    return i;
}

/// `/ x` or `\x`: a second extension begins.
std::size_t second_extension(text_view text, stretch s) noexcept {
    for (std::size_t i = s.begin; i < s.end; ++i) {
        if (text[i].value != U'/' && text[i].value != U'\\') continue;
        std::size_t after = i + 1;
        while (after < s.end && text[after].value == U' ') ++after;
        if (after < s.end && text[after].value == U'x') return i;
    }
    return s.end;
}

} // namespace

bool is_lead(char32_t c) noexcept {
    return is_open(c) || is_plus(c);
}

std::optional<stretch> next_candidate(text_view text, std::size_t from) noexcept {
    for (std::size_t i = from; i < text.size(); ++i) {
        const std::optional<std::size_t> digit = digit_after_lead(text, i);
        if (!digit) continue;
        stretch s{i, end_of_blocks(text, *digit)};
        s.end = end_of_extension(text, s.end);
        s.end = second_extension(text, s);
        return s;
    }
    return std::nullopt;
}

bool has_slashed_date(text_view c) noexcept {
    for (std::size_t i = 1; i + 1 < c.size(); ++i) {
        if (c[i].value != U'/' || !is_digit(c[i - 1].value)) continue;
        std::size_t second = i + 1;
        if (in_range(at(c, second), U'0', U'3') && is_digit(at(c, second + 1))) second += 2;
        else if (is_digit(at(c, second))) second += 1;
        else continue;
        if (at(c, second) == U'/' && is_digit(at(c, second + 1)) && is_digit(at(c, second + 2))) return true;
    }
    return false;
}

bool ends_in_time_stamp(text_view c) noexcept {
    std::size_t i = c.size();
    const auto digit_pair = [&](char32_t first, char32_t last) {
        if (i < 2 || !is_digit(c[i - 1].value) || !in_range(c[i - 2].value, first, last)) return false;
        i -= 2;
        return true;
    };
    const auto separator = [&] {
        if (i != 0 && (c[i - 1].value == U'-' || c[i - 1].value == U'/')) --i;
    };
    if (!digit_pair(U'0', U'2')) return false;
    const std::size_t hours = i;
    while (i != 0 && c[i - 1].value == U' ') --i;
    if (i == hours || !digit_pair(U'0', U'3')) return false;
    separator();
    if (!digit_pair(U'0', U'1')) return false;
    separator();
    return i >= 4 && is_digit(c[i - 1].value) && is_digit(c[i - 2].value) && is_digit(c[i - 3].value) &&
           in_range(c[i - 4].value, U'1', U'2');
}

bool starts_with_minutes(text_view rest) noexcept {
    return at(rest, 0) == U':' && in_range(at(rest, 1), U'0', U'5') && is_digit(at(rest, 2));
}

bool brackets_match(text_view c) noexcept {
    std::size_t i = 0;
    const auto plain = [&] {
        const std::size_t begin = i;
        while (i < c.size() && !is_open(c[i].value) && !is_close(c[i].value)) ++i;
        return i != begin;
    };
    if (is_open(at(c, 0))) ++i;
    if (!plain()) return false;
    if (is_close(at(c, i))) { // the bracket of the front may close after the first part
        ++i;
        if (!plain()) return false;
    }
    for (int pairs = 0; pairs < 3 && is_open(at(c, i)); ++pairs) {
        ++i;
        if (!plain() || !is_close(at(c, i))) return false;
        ++i;
    }
    plain();
    return i == c.size();
}

bool has_pages(text_view c) noexcept {
    for (std::size_t i = 1; i + 1 < c.size(); ++i) {
        if (c[i].value != U'(' || !is_digit(c[i + 1].value)) continue;
        std::size_t end = i;
        while (end != 0 && i - end < 4 && is_white(c[end - 1].value)) --end;
        std::size_t begin = end;
        while (begin != 0 && end - begin < 5 && is_digit(c[begin - 1].value)) --begin;
        if (begin == end) continue;
        std::size_t dash = begin;
        while (dash != 0 && c[dash - 1].value == U'-') --dash;
        if (dash != begin && dash != 0 && is_digit(c[dash - 1].value)) return true;
    }
    return false;
}

namespace {

/// Where the part behind a separator begins: blanks skipped, but at least one character left; none where there is none.
std::optional<stretch> rest_after(text_view c, std::size_t i) noexcept {
    if (i >= c.size()) return std::nullopt;
    std::size_t begin = i;
    while (begin < c.size() && is_white(c[begin].value)) ++begin;
    if (begin == c.size()) --begin;
    return stretch{begin, c.size()};
}

std::optional<stretch> part_at(text_view c, cut kind, std::size_t i) noexcept {
    const char32_t here = c[i].value, next = at(c, i + 1);
    switch (kind) {
    case cut::slash: {
        if (here != U'/') return std::nullopt;
        while (at(c, i) == U'/') ++i;
        return stretch{i, c.size()};
    }
    case cut::bracket: {
        if (here != U'(') return std::nullopt;
        std::size_t end = i + 1;
        while (end < c.size() && c[end].value != U'(') ++end;
        return stretch{i, end};
    }
    case cut::dash_and_space:
        if (!(is_white(here) && next == U'-') && !(here == U'-' && i + 1 < c.size() && is_white(next)))
            return std::nullopt;
        return rest_after(c, i + 2);
    case cut::long_dash: return is_long_dash(here) ? rest_after(c, i + 1) : std::nullopt;
    case cut::dots: {
        if (here != U'.') return std::nullopt;
        while (at(c, i) == U'.') ++i;
        std::size_t begin = i;
        while (begin < c.size() && is_white(c[begin].value)) ++begin;
        if (begin == c.size() || c[begin].value == U'.') {
            if (begin == i) return std::nullopt;
            --begin; // a blank may be the part itself
        }
        std::size_t end = begin;
        while (end < c.size() && c[end].value != U'.') ++end;
        return stretch{begin, end};
    }
    case cut::space: {
        if (!is_white(here)) return std::nullopt;
        while (i < c.size() && is_white(c[i].value)) ++i;
        std::size_t end = i;
        while (end < c.size() && !is_white(c[end].value)) ++end;
        if (end == i) return std::nullopt;
        return stretch{i, end};
    }
    }
    return std::nullopt;
}

} // namespace

std::optional<inner_cut> find_cut(text_view candidate, cut kind, std::size_t from) noexcept {
    for (std::size_t i = from; i < candidate.size(); ++i)
        if (const std::optional<stretch> part = part_at(candidate, kind, i)) return inner_cut{i, *part};
    return std::nullopt;
}

std::size_t trimmed_end(text_view candidate, stretch part) noexcept {
    while (part.end > part.begin && candidate[part.end - 1].value != U'#' &&
           !is_alphanumeric(candidate[part.end - 1].value))
        --part.end;
    return part.end;
}

bool spoils(char32_t c) noexcept {
    if (c < 128) return is_ascii_letter(c) || c == U'%' || c == U'$';
    if (c < 0x250)
        return c == 0xAA || c == 0xB5 || c == 0xBA || (c >= 0xC0 && c != 0xD7 && c != 0xF7) || in_range(c, 0xA2, 0xA5);
    if (in_range(c, 0x300, 0x36F) || in_range(c, 0x1E00, 0x1EFF) || in_range(c, 0x20A0, 0x20C0)) return true;
    constexpr std::u32string_view currencies =
        U"\u058F\u060B\u07FE\u07FF\u09F2\u09F3\u09FB\u0AF1\u0BF9\u0E3F\u17DB\uA838\uFDFC\uFE69\uFF04\uFFE0\uFFE1\uFFE5"
        U"\uFFE6";
    return currencies.find(c) != std::u32string_view::npos;
}

} // namespace almon::inline v0::numbering::detail
