// SPDX-License-Identifier: BSL-1.0
#pragma once

// Brands: the names under which people know operators, above the legal entities of the registers. The table is
// lib/operators/brands.inc.

#include <span>
#include <string>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>

namespace almon::inline v0::operators {

/// One row of the table.
struct brand {
    std::string_view inn;   ///< of the legal entity; empty for companies older than that column
    std::string_view name;  ///< `mts`, as office files write it
    std::string_view title; ///< `МТС`
    std::string_view names; ///< normalised spellings of the legal entity, `|` between them
};

/// The whole table.
[[nodiscard]] std::span<const brand> known_brands() noexcept;

/// Finds the brand of a legal entity. *Threads*: immutable, share freely.
class brand_finder {
public:
    brand_finder();

    /// By taxpayer number; null where the table has none.
    [[nodiscard]] const brand* by_inn(std::string_view inn) const noexcept;
    /// By a name as `normalised_operator` gives it; null where the table has none.
    [[nodiscard]] const brand* by_name(std::string_view normalised) const noexcept;

private:
    boost::unordered_flat_map<std::string_view, const brand*> by_inn_, by_name_;
};

/// An operator's name in the form in which names are compared: lower case, `ё` as `е`, without quotes and legal form.
/// `ПАО "Мобильные ТелеСистемы"` and `Мобильные ТелеСистемы` are both `мобильные телесистемы`.
[[nodiscard]] std::string normalised_operator(std::string_view name);

/// Whether `inn` is a Russian taxpayer number: 10 or 12 digits with right check digits.
[[nodiscard]] bool is_inn(std::string_view inn) noexcept;

} // namespace almon::inline v0::operators
