// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <cstddef>
#include <string_view>
namespace almon::inline v0::numbering::detail {
/// Length of the country code that `digits` begins with. Source: ITU-T E.164 zones; codes are prefix-free.
[[nodiscard]] inline std::size_t country_code_length(std::string_view digits) noexcept {
    constexpr std::string_view two_digit = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 "
                                           "58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
    if (digits.empty()) return 0;
    if (digits[0] == '1' || digits[0] == '7') return 1;
    if (digits.size() >= 2 && two_digit.find(digits.substr(0, 2)) % 3 == 0) return 2;
    return digits.size() < 3 ? digits.size() : 3;
}
} // namespace almon::inline v0::numbering::detail
