// SPDX-License-Identifier: BSL-1.0
#pragma once

// Text as code points with their byte offsets, and what the characters of phone numbers are.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace almon::inline v0::numbering::detail {

/// One character: what it is, and where in the text it begins.
struct code_point {
    char32_t value;
    std::uint32_t offset;
};

/// The character at `text[at]` and the bytes that it takes. A byte that begins no well-formed UTF-8 is a U+FFFD of one
/// byte.
struct decoded {
    char32_t value;
    std::uint8_t bytes;
};
[[nodiscard]] decoded decode(std::string_view text, std::size_t at) noexcept;

/// The longest number that is read, in characters.
inline constexpr std::size_t longest_input = 250;

/// At most `longest_input` characters, with room for no more.
class code_points {
public:
    /// Appends all of `text`, whose first byte lies at `base`; false where it is too long.
    bool append(std::string_view text, std::size_t base) noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] char32_t operator[](std::size_t i) const noexcept { return room_[i].value; }
    [[nodiscard]] std::size_t offset(std::size_t i) const noexcept { return i < size_ ? room_[i].offset : end_; }
    void truncate(std::size_t size) noexcept {
        if (size >= size_) return;
        end_ = room_[size].offset;
        size_ = size;
    }
    void drop_front(std::size_t count) noexcept;
    /// First place of the ASCII text `wanted` at or after `from`.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view wanted, std::size_t from = 0) const noexcept;
    /// The characters [from, to) and then those of `*this` [0, before): the number after its phone context.
    [[nodiscard]] code_points slice(std::size_t from, std::size_t to) const noexcept;
    void append(const code_points& more) noexcept;

private:
    std::array<code_point, longest_input> room_;
    std::size_t size_ = 0;
    std::size_t end_ = 0;
};

/// The value of a decimal digit of any script; 10 where `c` is none.
[[nodiscard]] unsigned digit_value(char32_t c) noexcept;
[[nodiscard]] inline bool is_digit(char32_t c) noexcept {
    return digit_value(c) < 10;
}
/// Letters and numbers of any script, as Python's `isalnum`.
[[nodiscard]] bool is_alphanumeric(char32_t c) noexcept;
[[nodiscard]] constexpr bool is_plus(char32_t c) noexcept {
    return c == U'+' || c == U'\uFF0B';
}
[[nodiscard]] constexpr bool is_ascii_letter(char32_t c) noexcept {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}
/// A letter of the keypad, or one whose other case is (İ, ı, ſ, the Kelvin sign), as patterns without case see it.
[[nodiscard]] constexpr bool is_keypad_letter(char32_t c) noexcept {
    return is_ascii_letter(c) || c == 0x130 || c == 0x131 || c == 0x17F || c == 0x212A;
}
/// What may stand between the digits of a number; an x too, where a carrier's code goes.
[[nodiscard]] bool is_punctuation(char32_t c) noexcept;
/// Lower case of the letters that extension labels are made of: ASCII, full-width, Cyrillic, ó.
[[nodiscard]] constexpr char32_t fold(char32_t c) noexcept {
    if (c >= U'A' && c <= U'Z') return c + 32;
    if (c >= 0xFF21 && c <= 0xFF3A) return c + 32;
    if (c >= 0x410 && c <= 0x42F) return c + 32;
    if (c == 0xD3) return 0xF3;
    return c;
}

} // namespace almon::inline v0::numbering::detail
