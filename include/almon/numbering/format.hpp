// SPDX-License-Identifier: BSL-1.0
#pragma once

// Numbers as people write them: E.164, international, national, RFC 3966.

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <almon/numbering/parse.hpp>
#include <almon/numbering/plan.hpp>

namespace almon::inline v0::numbering {

enum class style : std::uint8_t {
    e164,          ///< +79161234567
    international, ///< +7 916 123-45-67
    national,      ///< 8 (916) 123-45-67
    rfc3966,       ///< tel:+7-916-123-45-67
};

/// A written number: text in place, no allocation.
class written {
public:
    [[nodiscard]] std::string_view view() const noexcept { return {room_.data(), size_}; }
    [[nodiscard]] std::string str() const { return std::string(view()); }
    operator std::string_view() const noexcept { return view(); } // NOLINT: it is text

    void append(char c) noexcept { room_[size_++] = c; }
    void append(std::string_view text) noexcept {
        std::memcpy(room_.data() + size_, text.data(), text.size());
        size_ = static_cast<std::uint8_t>(size_ + text.size());
    }
    /// A template's literal, copied with the whole step, so that nothing is asked of its length.
    void append_literal(const tables::format_segment& s) noexcept {
        std::memcpy(room_.data() + size_, &s, sizeof s);
        size_ = static_cast<std::uint8_t>(size_ + s.literal_size);
    }
    /// `size` bytes of at most 24, which all can be read; copies without asking how many are wanted.
    void append_block(const char* bytes, std::size_t size) noexcept {
        std::memcpy(room_.data() + size_, bytes, 24);
        size_ = static_cast<std::uint8_t>(size_ + size);
    }

private:
    std::array<char, 119> room_; // `tel:+`, 19 digits, separators, ` Anexo `, 20 digits, and a block's slack
    std::uint8_t size_ = 0;
};

/// `n` in the given style. *Complexity*: one walk of the plan, then one step a character. Allocates nothing.
[[nodiscard]] written format(number n, style s) noexcept;

/// The same with the extension, as its region writes it (`ext.`, `x`, `;ext=`); E.164 has none.
[[nodiscard]] written format(const parsed& p, style s) noexcept;

namespace detail {

/// A row's digits as text.
struct digit_text {
    std::array<char, 48> room;

    explicit digit_text(const digit_row& row) noexcept {
        for (std::size_t i = 0; i < 24; i += 8) {
            std::uint64_t eight;
            std::memcpy(&eight, row.room.data() + i, sizeof eight);
            eight |= 0x3030303030303030U;
            std::memcpy(room.data() + i, &eight, sizeof eight);
        }
    }
};

/// The national digits by a template.
inline void append_by_template(written& out, std::uint16_t place, const char* digits, std::size_t count) noexcept {
    if (place == 0) return out.append_block(digits, count);
    const tables::format_segment* s = tables::format_segments + place;
    const auto step = [&] {
        out.append_literal(*s);
        digits += s->skip;
        out.append_block(digits, s->digits);
        digits += s->digits;
        ++s;
    };
    for (int i = 0; i < tables::fixed_segments; ++i) step();
    while (s->literal_size + s->skip + s->digits != 0) step();
}

} // namespace detail

inline written format(number n, style s) noexcept {
    written out;
    const detail::digit_row row(n.value());
    const detail::digit_text text(row);
    const char* const digits = text.room.data() + row.begin;
    if (s == style::e164) {
        out.append('+');
        out.append_block(digits, row.size());
        return out;
    }
    const auto [country, length] = tables::find_country(row.data(), row.size());
    const std::size_t count = row.size() - length;
    const tables::format_class& f =
        tables::format_classes[tables::walk(tables::countries[country].format, row.data() + length, count)];
    if (s == style::national) {
        detail::append_by_template(out, f.national, digits + length, count);
        return out;
    }
    if (s == style::rfc3966) out.append("tel:");
    out.append('+');
    out.append_block(digits, length);
    out.append(s == style::rfc3966 ? '-' : ' ');
    detail::append_by_template(out, s == style::rfc3966 ? f.rfc3966 : f.international, digits + length, count);
    return out;
}

inline written format(const parsed& p, style s) noexcept {
    written out = format(p.number(), s);
    if (p.extension().empty() || s == style::e164) return out;
    const tables::region& main = tables::regions[tables::countries[p.plan().country_index()].first_region];
    const std::string_view preferred = tables::text_at(main.extension_prefix);
    out.append(s == style::rfc3966 ? ";ext=" : preferred.empty() ? " ext. " : preferred);
    out.append(p.extension());
    return out;
}

} // namespace almon::inline v0::numbering
