// SPDX-License-Identifier: BSL-1.0
#pragma once

// How a trunk writes numbers, inferred from what it wrote. For the day when every client is suddenly unknown because
// the provider cuts the country code from each caller.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <almon/numbering/dial_rules.hpp>
#include <almon/numbering/parse.hpp>

namespace almon::inline v0::numbering {

/// What one observed string looks like. The first five are spellings of numbers of the home country, in the order of
/// `spelling`; `abroad` are others, however written.
enum class shape : std::uint8_t {
    plus,
    international,
    national,
    ten_digit,
    local,
    abroad,
    short_number, ///< up to four digits: an extension or a short code
    nobody,       ///< empty, withheld or unknown
    unreadable,
};
inline constexpr std::size_t shape_count = 9;

/// `plus`, `international`, …, `abroad`, `short`, `nobody`, `unreadable`.
[[nodiscard]] std::string_view to_string(shape s) noexcept;

/// A string that does not follow the inferred rules.
struct exception_row {
    std::size_t index; ///< of the observation
    shape looks_like;
    std::string shown; ///< masked; empty where nothing of it is safe to show
};

/// Where a country or an area code came from, and how sure that is.
struct guess {
    bool inferred = false;           ///< from what was observed; false where it was given, or nothing tells
    std::size_t supporters = 0;      ///< observations that speak for it
    std::size_t telling = 0;         ///< observations that could have spoken for it
    std::vector<std::string> rivals; ///< regions for which nearly as many speak
    [[nodiscard]] double confidence() const noexcept {
        return telling == 0 ? 0 : static_cast<double>(supporters) / static_cast<double>(telling);
    }
};

/// What was inferred, and how sure it is.
struct diagnosis {
    dial_rules rules;
    guess home, area;
    std::size_t numbers = 0; ///< observations that are numbers of the home country: what `confidence` is about
    double confidence = 0;   ///< share of them that the rules explain; 0 where there are none
    std::array<std::size_t, shape_count> shapes{}; ///< observations by shape, prefixes removed
    std::vector<exception_row> exceptions;

    /// One sentence for people: what the trunk does to numbers.
    [[nodiscard]] std::string finding() const;
    /// The lines of TOML that tell the office file so: first those of `[office]`, then those of the trunk.
    [[nodiscard]] std::string office_lines() const;
};

/// All of it as one JSON object, as `almon number diagnose` prints it; exceptions bear the number of their line, from 1.
[[nodiscard]] std::string to_json(const diagnosis& d);

/// Infers the rules of a trunk from strings that it wrote into caller or callee fields; a few hundred of one direction
/// do best. Where `where` names no region, that is inferred too: the one in which most are numbers; of several alike
/// Russia, or the one in which the fewest would be numbers by chance. Where local numbers are seen and no area code is
/// given, that is inferred from the landlines among `observed` and `ours`.
[[nodiscard]] diagnosis diagnose(std::span<const std::string> observed, const home& where = {},
                                 std::span<const std::string> ours = {});

} // namespace almon::inline v0::numbering
