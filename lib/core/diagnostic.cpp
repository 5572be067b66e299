// SPDX-License-Identifier: BSL-1.0
#include <almon/core/diagnostic.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace almon::inline v0 {

std::string to_string(const diagnostic& d) {
    fmt::memory_buffer out;
    auto to = std::back_inserter(out);
    fmt::format_to(to, "{}", d.file);
    if (d.line) fmt::format_to(to, ":{}", d.line);
    if (d.line && d.column) fmt::format_to(to, ":{}", d.column);
    fmt::format_to(to, ": {}: {}", d.reason.code(), d.reason.message());
    if (!d.found.empty() || !d.expected.empty()) {
        fmt::format_to(to, " (");
        if (!d.found.empty()) fmt::format_to(to, "found {}", d.found);
        if (!d.found.empty() && !d.expected.empty()) fmt::format_to(to, ", ");
        if (!d.expected.empty()) fmt::format_to(to, "expected {}", d.expected);
        fmt::format_to(to, ")");
    }
    return fmt::to_string(out);
}

namespace {

/// Edit distance with swaps of neighbours, given up as soon as it must exceed `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i < a.size(); ++i) {
        next[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            next[j + 1] = std::min({row[j + 1] + 1, next[j] + 1, row[j] + (a[i] != b[j])});
            if (i && j && a[i] == b[j - 1] && a[i - 1] == b[j]) next[j + 1] = std::min(next[j + 1], before[j - 1] + 1);
        }
        if (*std::min_element(next.begin(), next.end()) > limit) return limit + 1;
        before.swap(row);
        row.swap(next);
    }
    return row[b.size()];
}

} // namespace

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known) {
    std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
    std::string_view answer;
    for (std::string_view candidate : known) {
        const std::size_t distance = edit_distance(word, candidate, best);
        if (distance < best) {
            best = distance;
            answer = candidate;
        }
    }
    return answer;
}

} // namespace almon::inline v0
