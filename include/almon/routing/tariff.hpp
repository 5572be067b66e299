// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a call costs: price lists of operators, in integers. An amount is held in millionths of the currency's unit, so
// that 0.60 a minute is 10,000 a second and no rounding hides in a float.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <almon/core/result.hpp>
#include <almon/numbering/plan.hpp>
#include <almon/routing/error.hpp>

namespace almon::inline v0::routing {

using std::chrono::local_days;
using std::chrono::seconds;

/// Millionths of the currency's unit.
enum class money : std::int64_t {};

[[nodiscard]] constexpr std::int64_t micros(money m) noexcept {
    return static_cast<std::int64_t>(m);
}

/// `0.60`, `12`, `0.000001`: no sign, at most six decimals and a billion units.
[[nodiscard]] result<money> parse_money(std::string_view text) noexcept;

/// `2.40`: two decimals, more where there are any.
[[nodiscard]] std::string to_string(money m);

/// Which called party a price is for. What is empty fits everybody.
struct price {
    std::string operator_brand; ///< `mts`; empty or `*` for any
    std::string region;         ///< ISO 3166, of a country or a part of it: `RU-MOW`, `KZ`
    std::optional<numbering::number_type> type;
    money per_minute{};
};

/// What is known of the called party.
struct called_party {
    std::string_view operator_brand;           ///< empty where unknown
    std::span<const std::string_view> regions; ///< any of which it may be in
    std::string_view country;                  ///< ISO 3166; empty where unknown
    numbering::number_type type = numbering::number_type::unknown;
};

/// One price list for one span of days.
struct tariff {
    std::string name;                      ///< as trunks name it
    std::optional<local_days> from, until; ///< both included; open where empty
    money set_up{};                        ///< for each answered call that is not free
    seconds free{0};                       ///< a call no longer than this costs nothing; a longer one is charged whole
    seconds first_step{60}, next_step{60}; ///< charged by these, begun ones as full ones; at least a second each
    money minimum{};                       ///< the least that a call costs that is not free
    std::vector<price> prices;

    [[nodiscard]] bool valid_on(local_days day) const noexcept {
        return (!from || *from <= day) && (!until || day <= *until);
    }
    /// The price that fits `who` best: one by operator before one by region before one by type; among equals the first.
    /// Null where none fits.
    [[nodiscard]] const price* find_price(const called_party& who) const noexcept;
    /// What an answered call of `length` costs at `p`: whole steps, each rounded up to a millionth.
    [[nodiscard]] money cost(const price& p, seconds length) const noexcept;
};

/// How long calls are, so that tariffs with steps, fees and free seconds compare. Equally likely lengths; before there
/// are records of past calls, eight that stand for an exponential distribution with a mean of two minutes.
class call_lengths {
public:
    call_lengths() = default;
    /// From past calls; at most 64 of them are kept, spread evenly over the sorted lengths. Empty means the default.
    [[nodiscard]] static call_lengths of(std::vector<seconds> past);

    [[nodiscard]] std::span<const seconds> all() const noexcept { return lengths_; }
    /// The mean cost at `t` and `p`, rounded to the nearest millionth.
    [[nodiscard]] money expected_cost(const tariff& t, const price& p) const noexcept;

private:
    std::vector<seconds> lengths_ = {seconds(8),  seconds(25),  seconds(45),  seconds(69),
                                     seconds(99), seconds(140), seconds(201), seconds(333)};
};

/// All tariffs of an office, in one currency.
struct price_book {
    std::string currency = "RUB";
    std::vector<tariff> tariffs; ///< several of one name for spans of days that do not overlap
    call_lengths lengths;

    /// The tariff of this name that is valid on `day`; null where there is none. Of several, the latest to begin.
    [[nodiscard]] const tariff* find(std::string_view name, local_days day) const noexcept;
    /// What a call to `who` can be expected to cost; nothing where no tariff or price fits.
    [[nodiscard]] std::optional<money> expected_cost(std::string_view tariff_name, local_days day,
                                                     const called_party& who) const noexcept;
};

} // namespace almon::inline v0::routing
