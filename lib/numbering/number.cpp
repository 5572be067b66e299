// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/number.hpp>

#include <fmt/format.h>

namespace almon::inline v0 {

namespace {

/// Length of the country code that `digits` begins with. Source: ITU-T E.164 zones; codes are prefix-free.
std::size_t country_code_length(std::string_view digits) noexcept {
    constexpr std::string_view two_digit = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 "
                                           "58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
    if (digits[0] == '1' || digits[0] == '7') return 1;
    if (digits.size() >= 2 && two_digit.find(digits.substr(0, 2)) % 3 == 0) return 2;
    return digits.size() < 3 ? digits.size() : 3;
}

} // namespace

std::string number::e164() const {
    return fmt::format("+{}", digits_);
}

std::string number::masked() const {
    const std::string digits = fmt::format("{}", digits_);
    const std::size_t code = country_code_length(digits);
    const std::string_view national = std::string_view(digits).substr(code);
    if (national.size() < 9) return fmt::format("+{} {}", digits.substr(0, code), std::string(national.size(), '*'));
    // the last seven digits as ***-**-67, whatever lies between them and the first three as further stars
    const std::string extra(national.size() > 10 ? national.size() - 10 : 0, '*');
    const std::string_view group = national.size() == 9 ? "**" : "***";
    return fmt::format("+{} {} {}{}-**-{}", digits.substr(0, code), national.substr(0, 3), extra, group,
                       national.substr(national.size() - 2));
}

} // namespace almon::inline v0
