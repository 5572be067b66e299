// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace almon::inline v0::detail {

/// Some editors, spreadsheets and web tools write it before the first character of a text file.
inline constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

[[nodiscard]] constexpr std::string_view without_utf8_mark(std::string_view text) noexcept {
    return text.starts_with(utf8_mark) ? text.substr(utf8_mark.size()) : text;
}

/// The first field of a header as it is meant: without the mark of the file that it began, behind which quotes are none to CSV.
[[nodiscard]] constexpr std::string_view first_name(std::string_view field) noexcept {
    const std::string_view name = without_utf8_mark(field);
    const bool quoted = name.size() < field.size() && name.size() > 1 && name.front() == '"' && name.back() == '"';
    return quoted ? name.substr(1, name.size() - 2) : name;
}

[[nodiscard]] constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

[[nodiscard]] inline std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return lower(c); });
    return text;
}

/// Whether `text` is the word `small`, which has no capitals.
[[nodiscard]] constexpr bool is_in_any_case(std::string_view text, std::string_view small) noexcept {
    return std::equal(text.begin(), text.end(), small.begin(), small.end(),
                      [](char c, char s) { return lower(c) == s; });
}

} // namespace almon::inline v0::detail
