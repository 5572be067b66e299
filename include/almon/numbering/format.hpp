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

private:
    std::array<char, 95> room_; // longest: `tel:+`, 19 digits, a separator after each, ` Anexo ` and 20 digits
    std::uint8_t size_ = 0;
};

/// `n` in the given style. *Complexity*: one walk of the plan, then one step a character. Allocates nothing.
[[nodiscard]] written format(number n, style s) noexcept;

/// The same with the extension, as its region writes it (`ext.`, `x`, `;ext=`); E.164 has none.
[[nodiscard]] written format(const parsed& p, style s) noexcept;

namespace detail {

inline void append_digits(written& out, const std::uint8_t* digits, std::size_t count) noexcept {
    for (std::size_t i = 0; i < count; ++i) out.append(static_cast<char>('0' + digits[i]));
}

/// The national digits by a template: byte 1 writes the next digit, byte 2 drops it, all others stand for themselves.
inline void append_by_template(written& out, std::uint16_t place, const std::uint8_t* digits,
                               std::size_t count) noexcept {
    if (place == 0) return append_digits(out, digits, count);
    for (const char* t = tables::texts + place; *t != 0; ++t) {
        if (*t == 1) out.append(static_cast<char>('0' + *digits++));
        else if (*t == 2) ++digits;
        else out.append(*t);
    }
}

} // namespace detail

inline written format(number n, style s) noexcept {
    written out;
    const almon::numbering::detail::digit_row digits(n.value());
    if (s == style::e164) {
        out.append('+');
        detail::append_digits(out, digits.data(), digits.size());
        return out;
    }
    const auto [country, length] = tables::find_country(digits.data(), digits.size());
    const std::uint8_t* const national = digits.data() + length;
    const std::size_t count = digits.size() - length;
    const tables::format_class& f =
        tables::format_classes[tables::walk(tables::countries[country].format, national, count)];
    if (s == style::national) {
        detail::append_by_template(out, f.national, national, count);
        return out;
    }
    if (s == style::rfc3966) out.append("tel:");
    out.append('+');
    detail::append_digits(out, digits.data(), length);
    out.append(s == style::rfc3966 ? '-' : ' ');
    detail::append_by_template(out, s == style::rfc3966 ? f.rfc3966 : f.international, national, count);
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
