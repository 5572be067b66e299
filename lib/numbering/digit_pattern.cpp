// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/digit_pattern.hpp>

#include <utility>

#include "core/digits.hpp"

namespace almon::inline v0::numbering {

namespace {

using almon::detail::all_digits;

/// The two ends of `101-106`; empty views where `pattern` is no range.
std::pair<std::string_view, std::string_view> range_of(std::string_view pattern) noexcept {
    const std::size_t dash = pattern.find('-');
    if (dash == std::string_view::npos) return {};
    const std::string_view first = pattern.substr(0, dash), last = pattern.substr(dash + 1);
    return first.size() == last.size() && all_digits(first) && all_digits(last) && first <= last
               ? std::pair(first, last)
               : std::pair<std::string_view, std::string_view>();
}

} // namespace

bool is_digit_pattern(std::string_view pattern) noexcept {
    if (!range_of(pattern).first.empty()) return true;
    if (pattern.ends_with('.')) pattern.remove_suffix(1);
    return !pattern.empty() && pattern.find_first_not_of("0123456789xX*#") == std::string_view::npos;
}

bool fits_pattern(std::string_view pattern, std::string_view digits) noexcept {
    if (const auto [first, last] = range_of(pattern); !first.empty())
        return digits.size() == first.size() && all_digits(digits) && first <= digits && digits <= last;
    std::size_t i = 0;
    for (; i < pattern.size(); ++i) {
        if (pattern[i] == '.' && i + 1 == pattern.size()) return digits.size() > i;
        if (i >= digits.size()) return false;
        const bool any_digit = pattern[i] == 'x' || pattern[i] == 'X';
        if (any_digit ? digits[i] < '0' || digits[i] > '9' : digits[i] != pattern[i]) return false;
    }
    return i == digits.size();
}

} // namespace almon::inline v0::numbering
