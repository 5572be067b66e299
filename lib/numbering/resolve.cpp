// SPDX-License-Identifier: BSL-1.0
// From bare digits to a number: international prefixes, country codes without a plus, national prefixes and their
// transforms, in the order and with the tests of libphonenumber's parse.
#include <almon/numbering/parse.hpp>

#include "prefix.hpp"

namespace almon::inline v0::numbering::detail {

namespace {

/// Fewest digits after an international prefix that can be a number.
constexpr std::size_t shortest_national = 2;

/// The national number after its country code: strips a national prefix where that leaves a number of a right length.
result<parsed> settle_national(const tables::region& r, digit_view national, origin from) noexcept {
    if (national.size < shortest_national) return error(errc::too_short);
    prefix_room room;
    digit_view carrier{nullptr, 0};
    if (const std::optional<stripped> found = strip_national_prefix(r, national, room)) {
        const possibility verdict = judge_length(r, found->rest.size);
        if (verdict == possibility::possible || verdict == possibility::too_long) {
            national = found->rest;
            carrier = found->carrier;
        }
    }
    result<parsed> settled = settle(r.country, national.at, national.size, from);
    if (settled && carrier.size > 0) settled->set_carrier_code({carrier.at, carrier.size});
    return settled;
}

/// Digits that begin with a country code.
result<parsed> settle_international(digit_view all, origin from) noexcept {
    if (all.size <= shortest_national) return error(errc::too_short);
    const auto [country, length] = tables::find_country(all.at, all.size);
    if (country == 0) return error(errc::invalid_country_code);
    const tables::region& main = tables::regions[tables::countries[country].first_region];
    return settle_national(main, all.from(length), from);
}

/// Whether the home's own country code was written in front without a plus; the digits after it, a national prefix
/// removed.
std::optional<digit_view> strip_own_code(const tables::region& r, digit_view all, prefix_room& room) noexcept {
    const unsigned code = r.country_code;
    const std::size_t length = code > 99 ? 3 : code > 9 ? 2 : 1;
    unsigned written = 0;
    if (all.size < length) return std::nullopt;
    for (std::size_t i = 0; i < length; ++i) written = written * 10 + all.at[i];
    if (written != code) return std::nullopt;
    digit_view rest = all.from(length);
    if (const std::optional<stripped> bare = strip_national_prefix(r, rest, room)) rest = bare->rest;
    const bool better = !general_fits(r, all) && general_fits(r, rest);
    if (better || judge_length(r, all.size) == possibility::too_long) return rest;
    return std::nullopt;
}

/// Digits dialled at home. `only_coded`: nothing but a number with a country code in front will do.
result<parsed> resolve_at_home(const tables::region& r, digit_view all, origin from) noexcept {
    if (const std::size_t length = international_prefix_length(r, all); length != 0)
        return settle_international(all.from(length), origin::international_prefix);
    prefix_room room;
    if (const std::optional<digit_view> rest = strip_own_code(r, all, room)) {
        const tables::region& main = tables::regions[tables::countries[r.country].first_region];
        return settle_national(main, *rest, origin::without_plus);
    }
    if (from == origin::plus) return error(errc::invalid_country_code);
    return settle_national(r, all, origin::home);
}

} // namespace

result<parsed> resolve(const std::uint8_t* digits, std::size_t count, origin from, std::uint8_t home_region) noexcept {
    const digit_view all{digits, count};
    if (from == origin::plus) {
        const result<parsed> found = settle_international(all, from);
        // `+810 44…`: a plus before the home's international prefix
        const bool second_try = !found && found.error() == error(errc::invalid_country_code) && home_region != 0;
        if (!second_try) return found;
    }
    if (home_region == 0) return error(errc::invalid_country_code);
    return resolve_at_home(tables::regions[home_region], all, from);
}

} // namespace almon::inline v0::numbering::detail
