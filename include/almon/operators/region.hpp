// SPDX-License-Identifier: BSL-1.0
#pragma once

// Regions: from the many texts of registers to codes of ISO 3166-2 and time zones. The table is
// lib/operators/regions.inc.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace almon::inline v0::operators {

/// One row of the table.
struct region {
    std::string_view code;  ///< `RU-MOW`
    std::string_view name;  ///< `Москва`
    std::string_view zones; ///< IANA names, one space between them
    std::string_view words; ///< its own words in lower case, further spellings after `|`
};

/// The whole table.
[[nodiscard]] std::span<const region> known_regions() noexcept;

/// Finds the regions that a register's text names. *Threads*: immutable, share freely.
class region_finder {
public:
    region_finder();

    /// The regions of `text`, in its order, each once; empty where it names none. Texts join equals by `*`, `,`, `;`
    /// and ` и `, and write places within places by `|`, the widest last: of those, an autonomous area hides the
    /// region around it, and a town or district is no region whatever it is called.
    [[nodiscard]] std::vector<const region*> find(std::string_view text) const;

private:
    enum class place : unsigned char { widest, within };
    void add_named(std::string_view part, place where, std::vector<const region*>& found) const;

    boost::unordered_flat_map<std::string, const region*> by_words_; ///< words sorted, one space between them
};

} // namespace almon::inline v0::operators
