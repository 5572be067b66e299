// SPDX-License-Identifier: BSL-1.0
#pragma once

// Reads single words of a policy: scopes, values of enums, hours, facts. Shared by rules and tests.

#include <array>
#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/diagnostic.hpp>
#include <almon/policy/detail/table_data.hpp>
#include <almon/policy/error.hpp>
#include <almon/policy/rule.hpp>

namespace almon::inline v0::policy::detail {

using verb_set = std::bitset<verb_count>;

/// Collects mistakes of one file.
class complaints {
public:
    complaints(std::string_view file, std::vector<diagnostic>& to) : file_(file), to_(to) {}

    /// `at` is wrong; the nearest of `known` is what was meant, else all of them where they are few.
    void add(error what, const word& at, const std::vector<std::string_view>& known = {});
    void add(error what, const word& at, std::string expected);

private:
    std::string file_;
    std::vector<diagnostic>& to_;
};

/// Place of `w` in `names`; a complaint and nothing where it is not there.
template <std::size_t N>
std::optional<std::uint8_t> read_word(const word& w, const std::array<std::string_view, N>& names, errc otherwise,
                                      complaints& bad) {
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == w.text) return static_cast<std::uint8_t>(i);
    bad.add(otherwise, w, std::vector<std::string_view>(names.begin(), names.end()));
    return std::nullopt;
}

/// The verbs that `call.answer`, `call.*` or `*` means; empty after a complaint.
verb_set read_verbs(const word& pattern, complaints& bad);

/// `role`, `role:operator`; any after a complaint.
scope read_scope(const word& text, const table_data& names, complaints& bad);

/// Adds the condition to `c`, or to `rare`.
void read_condition(const raw_condition& asked, const table_data& names, clause& c, rare_conditions& rare,
                    complaints& bad);

/// `mon-fri 09:00-18:00` as spans of the week; one that passes midnight ends on the next day. Empty where malformed.
std::vector<week_span> read_hours(std::string_view text);

/// `09:00` in minutes; nothing where malformed. 24:00 is allowed.
std::optional<std::uint16_t> read_clock(std::string_view text) noexcept;

/// The places of the lines whose number, label or campaign is `text`.
std::vector<std::uint32_t> lines_named(const table_data& names, std::string_view text);

/// All names of an index, for `nearest_word`.
std::vector<std::string_view> all_names(const name_index& names);

/// All names of lines that may be shown: labels and campaigns, no numbers.
std::vector<std::string_view> all_line_names(const table_data& names);

} // namespace almon::inline v0::policy::detail
