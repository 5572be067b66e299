// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/number.hpp>

#include <charconv>

#include <fmt/format.h>

#include <almon/numbering/plan.hpp>

namespace almon::inline v0 {

std::string number::e164() const {
    char text[24] = {'+'};
    return std::string(text, std::to_chars(text + 1, text + sizeof text, digits_).ptr);
}

std::string number::masked() const {
    const numbering::detail::digit_row row(digits_);
    std::string digits;
    for (std::size_t i = 0; i < row.size(); ++i) digits += static_cast<char>('0' + row.data()[i]);
    const std::size_t code = numbering::tables::find_country(row.data(), row.size()).length;
    const std::string_view national = std::string_view(digits).substr(code);
    if (national.size() < 9) return fmt::format("+{} {}", digits.substr(0, code), std::string(national.size(), '*'));
    // the last seven digits as ***-**-67, whatever lies between them and the first three as further stars
    const std::string extra(national.size() > 10 ? national.size() - 10 : 0, '*');
    const std::string_view group = national.size() == 9 ? "**" : "***";
    return fmt::format("+{} {} {}{}-**-{}", digits.substr(0, code), national.substr(0, 3), extra, group,
                       national.substr(national.size() - 2));
}

} // namespace almon::inline v0
