// SPDX-License-Identifier: BSL-1.0
#pragma once

// Texts of registers: their encodings, and the forms in which names are compared.

#include <string>
#include <string_view>
#include <vector>

namespace almon::inline v0::operators::detail {

/// Stands in decoded text for what could not be decoded: U+FFFD.
inline constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// How many multi-byte characters of UTF-8 `bytes` holds, and how many bytes that fit none.
struct utf8_census {
    std::size_t good = 0, broken = 0;
};
[[nodiscard]] utf8_census count_utf8(std::string_view bytes) noexcept;

/// `bytes` with every byte that is no UTF-8 replaced.
[[nodiscard]] std::string repair_utf8(std::string_view bytes);

/// windows-1251 to UTF-8; its one undefined byte is replaced.
[[nodiscard]] std::string from_windows_1251(std::string_view bytes);

/// Without ASCII and no-break spaces at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// Lower case (Latin and Cyrillic), `ё` as `е`; everything else as it is.
[[nodiscard]] std::string folded(std::string_view utf8);

/// The words of a folded text: letters and digits, everything else separates.
[[nodiscard]] std::vector<std::string> words_of(std::string_view utf8);

/// Adds `text` to a list, after `separator` unless it is the first.
inline void join(std::string& list, std::string_view separator, std::string_view text) {
    if (!list.empty()) list += separator;
    list += text;
}

/// The words of `text` between single spaces, each once, in their order.
[[nodiscard]] std::string distinct_words(std::string_view text);

} // namespace almon::inline v0::operators::detail
