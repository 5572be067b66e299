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
    /// Where the next character goes; what `set_end` takes in must have been written. For the library's own use.
    [[nodiscard]] char* end() noexcept { return room_.data() + size_; }
    void set_end(const char* end) noexcept { size_ = static_cast<std::uint8_t>(end - room_.data()); }

private:
    std::array<char, 119> room_; // `tel:+`, 19 digits, separators, ` Anexo `, 20 digits, and a block's slack
    std::uint8_t size_ = 0;
};

/// `n` in the given style. *Complexity*: one walk of the plan, then one step for sixteen characters. Allocates nothing.
[[nodiscard]] written format(number n, style s) noexcept;

/// The same with the extension, as its region writes it (`ext.`, `x`, `;ext=`); E.164 has none.
[[nodiscard]] written format(const parsed& p, style s) noexcept;

namespace detail {
void write(written& out, number n, style s) noexcept;
} // namespace detail

inline written format(number n, style s) noexcept {
    written out;
    detail::write(out, n, s);
    return out;
}

} // namespace almon::inline v0::numbering
