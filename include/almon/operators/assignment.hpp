// SPDX-License-Identifier: BSL-1.0
#pragma once

// Whose a number is: the answer of a `directory`. All texts lie in the mapped snapshot, so that an answer costs no
// allocation. *Lifetime*: every pointer and view here lives as long as the directory that gave it.

#include <cstdint>
#include <span>
#include <string_view>

namespace almon::inline v0::operators {

/// A legal entity that holds numbers, known by its taxpayer number (ИНН) and not by its text, which changes.
struct operator_info {
    std::string_view name;  ///< as the newest register spells it
    std::string_view inn;   ///< 10 or 12 digits; empty where no register tells it
    std::string_view brand; ///< `mts`, as trunks name their operator; empty where the brand table has none
    std::string_view key;   ///< what makes two operators one: the ИНН, else the normalised name
};

/// Where a range is at home.
struct region_info {
    std::string_view text;                   ///< as the register wrote it
    std::string_view name;                   ///< canonical, joined by `, `; the text where no region is known
    std::span<const std::string_view> codes; ///< ISO 3166-2, `RU-MOW`; `RU` for the whole country
    std::span<const std::string_view> zones; ///< IANA, `Europe/Moscow`; a number may be in any of them
};

/// A register that a snapshot was built from.
struct source_info {
    std::string_view file; ///< its name without folders
    std::string_view date; ///< the date in its name, `2026-08`; empty where there is none
    std::uint32_t rows = 0, repaired = 0, rejected = 0;
};

/// Whether the number was carried to another operator. Without a portability file nobody knows.
enum class ported : std::uint8_t { unknown, no, yes };

/// `unknown`, `no`, `yes`.
[[nodiscard]] constexpr std::string_view to_string(ported p) noexcept {
    return p == ported::yes ? "yes" : p == ported::no ? "no" : "unknown";
}

/// Whose a number is now.
struct assignment {
    const operator_info* now;    ///< the operator that serves it, as far as is known; never null
    const operator_info* holder; ///< the operator whose range it lies in; never null
    const region_info* region;   ///< never null; may know neither codes nor zones
    ported carried;
    std::uint32_t range; ///< the range's index in the snapshot; `directory::origin_of` tells where it was read
};

} // namespace almon::inline v0::operators
