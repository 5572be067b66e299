// SPDX-License-Identifier: BSL-1.0
#include "code_points.hpp"

#include <algorithm>

#include <almon/numbering/detail/tables.hpp>

namespace almon::inline v0::numbering::detail {

decoded decode(std::string_view text, std::size_t at) noexcept {
    constexpr decoded broken = {0xFFFD, 1};
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const std::uint32_t first = byte(0);
    if (first < 0x80) return {first, 1};
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    if (first >= 0xC2 && first < 0xE0 && follows(1)) return {(first & 0x1FU) << 6 | (byte(1) & 0x3FU), 2};
    if (first >= 0xE0 && first < 0xF0 && follows(1) && follows(2)) {
        const char32_t c = (first & 0xFU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
        return c >= 0x800 && (c < 0xD800 || c > 0xDFFF) ? decoded{c, 3} : broken;
    }
    if (first >= 0xF0 && first < 0xF5 && follows(1) && follows(2) && follows(3)) {
        const char32_t c = (first & 7U) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU);
        return c >= 0x10000 && c <= 0x10FFFF ? decoded{c, 4} : broken;
    }
    return broken;
}

bool code_points::append(std::string_view text, std::size_t base) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        if (size_ == room_.size()) {
            end_ = base + at;
            return false;
        }
        const decoded c = decode(text, at);
        room_[size_++] = {c.value, static_cast<std::uint32_t>(base + at)};
        at += c.bytes;
    }
    end_ = base + text.size();
    return true;
}

void code_points::append(const code_points& more) noexcept {
    for (std::size_t i = 0; i < more.size_ && size_ < room_.size(); ++i) room_[size_++] = more.room_[i];
    end_ = more.end_;
}

void code_points::drop_front(std::size_t count) noexcept {
    std::copy(room_.begin() + static_cast<std::ptrdiff_t>(count), room_.begin() + static_cast<std::ptrdiff_t>(size_),
              room_.begin());
    size_ -= count;
}

code_points code_points::slice(std::size_t from, std::size_t to) const noexcept {
    code_points part;
    for (std::size_t i = from; i < to; ++i) part.room_[part.size_++] = room_[i];
    part.end_ = offset(to);
    return part;
}

std::optional<std::size_t> code_points::find(std::string_view wanted, std::size_t from) const noexcept {
    for (std::size_t i = from; i + wanted.size() <= size_; ++i) {
        std::size_t same = 0;
        while (same < wanted.size() && room_[i + same].value == static_cast<unsigned char>(wanted[same])) ++same;
        if (same == wanted.size()) return i;
    }
    return std::nullopt;
}

unsigned digit_value(char32_t c) noexcept {
    if (c < 128) return c >= U'0' && c <= U'9' ? c - U'0' : 10U;
    const char32_t* const end = tables::digit_zeros + tables::digit_zero_count;
    const char32_t* const above = std::upper_bound(tables::digit_zeros, end, c);
    if (above == tables::digit_zeros) return 10;
    return std::min<unsigned>(c - above[-1], 10U);
}

bool is_alphanumeric(char32_t c) noexcept {
    if (c < 128) return is_ascii_letter(c) || (c >= U'0' && c <= U'9');
    const tables::character_range* const end = tables::alphanumerics + tables::alphanumeric_count;
    const auto* const above =
        std::upper_bound(tables::alphanumerics, end, c,
                         [](char32_t value, const tables::character_range& r) { return value < r.first; });
    return above != tables::alphanumerics && c <= above[-1].last;
}

bool is_punctuation(char32_t c) noexcept {
    if (c < 128)
        return c == U'x' || c == U'X' || std::u32string_view(U"- ()./[]~").find(c) != std::u32string_view::npos;
    if (c >= 0x2010 && c <= 0x2015) return true;
    if (c >= 0xFF0D && c <= 0xFF0F) return true;
    constexpr std::u32string_view others =
        U"\u2212\u30FC\u00A0\u00AD\u200B\u2060\u3000\uFF08\uFF09\uFF3B\uFF3D\u2053\u223C\uFF5E";
    return others.find(c) != std::u32string_view::npos;
}

} // namespace almon::inline v0::numbering::detail
