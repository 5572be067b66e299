// SPDX-License-Identifier: BSL-1.0
#pragma once

// A telephone number as the world's networks know it: E.164, in eight bytes.
//
//     +7 916 123-45-67   ->   79161234567
//     ^ no country code begins with 0 and the codes are prefix-free, so that one integer keeps everything, a
//       national number's leading zeros included: +39 06 6982 is 39066982
//
// Only `parse` and its kin make a `number`, so that one which exists is well formed: 1 to 19 digits that begin with a
// country code. Source: ITU-T E.164.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>

namespace almon::inline v0 {

class number;
namespace detail {
[[nodiscard]] constexpr number make_number(std::uint64_t digits) noexcept;
} // namespace detail

/// An E.164 number. Trivially copyable, ordered by its digits' value, hashed. Printing it by accident is not possible:
/// streams and fmt show it masked, `e164()` is the one that tells.
class number {
public:
    /// All digits, country code first, as an integer. What files and databases store.
    [[nodiscard]] constexpr std::uint64_t value() const noexcept { return digits_; }

    /// `+` and all digits: the full number, so mind where it goes.
    [[nodiscard]] std::string e164() const;

    /// `+7 916 ***-**-67`: country code, first three and last two digits, the rest masked; fewer shown of a short one.
    [[nodiscard]] std::string masked() const;

    friend constexpr auto operator<=>(const number&, const number&) noexcept = default;
    friend std::ostream& operator<<(std::ostream& out, const number& n) { return out << n.masked(); }

private:
    constexpr explicit number(std::uint64_t digits) noexcept : digits_(digits) {}
    friend constexpr number detail::make_number(std::uint64_t digits) noexcept;

    std::uint64_t digits_;
};

static_assert(std::is_trivially_copyable_v<number> && sizeof(number) == 8);

namespace detail {
/// For code that has checked the digits, or stored a number's `value()` and reads it back.
constexpr number make_number(std::uint64_t digits) noexcept {
    return number(digits);
}
} // namespace detail

} // namespace almon::inline v0

template <>
struct std::hash<almon::number> {
    std::size_t operator()(const almon::number& n) const noexcept {
        std::uint64_t x = n.value() * 0x9E3779B97F4A7C15u; // Fibonacci hashing, then fold the good high bits down
        return static_cast<std::size_t>(x ^ (x >> 32));
    }
};
