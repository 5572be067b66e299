// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a field held, as a message may show it.

#include <algorithm>
#include <string>
#include <string_view>

namespace almon::inline v0::cdr {

/// `"22.**.****"`: of more than five digits the first two only, because a telephone number may stand where something else
/// should; a date as Asterisk writes it (`2026-02-30 00:38:19`) is shown whole. Of at most 32 bytes, in ASCII; `nothing`
/// of an empty field.
[[nodiscard]] inline std::string shown(std::string_view field) {
    constexpr std::size_t longest = 32, few_digits = 5, first_digits = 2;
    constexpr std::string_view date = "0000-00-00 00:00:00";
    if (field.empty()) return "nothing";
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool cut = field.size() > longest;
    field = field.substr(0, longest);
    const bool harmless =
        static_cast<std::size_t>(std::count_if(field.begin(), field.end(), is_digit)) <= few_digits ||
        (field.size() == date.size() && std::equal(field.begin(), field.end(), date.begin(), [&](char c, char wanted) {
             return wanted == '0' ? is_digit(c) : c == wanted;
         }));
    std::string out = "\"";
    std::size_t digits = 0;
    for (const char c : field) {
        if (is_digit(c)) out += harmless || ++digits <= first_digits ? c : '*';
        else out += c >= ' ' && c <= '~' ? c : '?';
    }
    return out + (cut ? "...\"" : "\"");
}

} // namespace almon::inline v0::cdr
