// SPDX-License-Identifier: BSL-1.0
#pragma once

// Lines in, lines out: what the batch commands share.

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <almon/numbering/error.hpp>
#include <almon/numbering/plan.hpp>

#include "command.hpp"

namespace almon::cli {

/// Calls `visit(line, index)` with each of `arguments`, or with each line of standard input where there are none.
template <class Visit>
void each_line(const std::vector<std::string>& arguments, Visit visit) {
    std::size_t index = 0;
    for (const std::string& a : arguments) visit(a, ++index);
    if (!arguments.empty()) return;
    for (std::string line; std::getline(std::cin, line);) {
        if (line.ends_with('\r')) line.pop_back();
        visit(line, ++index);
    }
}

/// Says on standard error what is wrong in an argument or line of input, counted from 1, and where in it.
inline void tell_line(std::size_t index, const error& e) {
    std::cerr << index << ':' << e.offset() + 1 << ": " << e.code() << ": " << e.message() << '\n';
}

/// Region names for `--home`: those that the numbering plan knows.
inline CLI::Validator is_region() {
    return CLI::Validator(
        [](const std::string& name) {
            return numbering::country_code_of(name) ? std::string()
                                                    : std::string(describe(numbering::errc::unknown_region).cause);
        },
        ""); // the option's own type name says REGION
}

/// Digits, for `--area`: another area code would complete nothing, and nobody would be told.
inline CLI::Validator is_digits() {
    return CLI::Validator(
        [](const std::string& area) {
            return area.find_first_not_of("0123456789") == std::string::npos ? "" : "an area code is digits";
        },
        "");
}

/// `text` as JSON can hold it: bytes that are no UTF-8 become U+FFFD.
inline std::string text_for_json(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        std::size_t size = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : 4;
        bool good = first < 0x80 || (first >= 0xC2 && first < 0xF5);
        for (std::size_t n = 1; good && n < size; ++n)
            good = i + n < text.size() && (static_cast<unsigned char>(text[i + n]) & 0xC0U) == 0x80U;
        if (good && size > 2) { // overlong forms, surrogates, beyond U+10FFFF
            const auto second = static_cast<unsigned char>(text[i + 1]);
            good = !(first == 0xE0 && second < 0xA0) && !(first == 0xED && second > 0x9F) &&
                   !(first == 0xF0 && second < 0x90) && !(first == 0xF4 && second > 0x8F);
        }
        if (!good) size = 1;
        out += good ? text.substr(i, size) : std::string_view("\xEF\xBF\xBD");
        i += size;
    }
    return out;
}

/// Flushes standard output; a full disk or a closed pipe ends the command with `resource`.
inline void flush_output() {
    if (std::cout.flush()) return;
    std::cerr << "almon: standard output could not be written\n";
    throw leave{resource};
}

} // namespace almon::cli
