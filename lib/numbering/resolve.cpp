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
    if (const std::optional<digit_view> rest = strip_national_prefix(r, national, room)) {
        const possibility verdict = judge_length(r, rest->size);
        if (verdict == possibility::possible || verdict == possibility::too_long) national = *rest;
    }
    return settle(r.country, national.at, national.size, from);
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
    if (const std::optional<digit_view> bare = strip_national_prefix(r, rest, room)) rest = *bare;
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

namespace {

/// A national number with or without a literal national prefix, where nothing else is possible: one walk. None where
/// the digits could be more than that, or are not valid so.
std::optional<parsed> read_national(const tables::region& r, digit_view all) noexcept {
    const std::string_view idd = tables::text_at(r.idd_literal);
    const bool may_be_abroad = (r.idd_first >> all.at[0] & 1U) && (idd.size() != 2 || all.at[1] == idd[1] - '0');
    const std::size_t code_size = r.country_code > 99 ? 3 : r.country_code > 9 ? 2 : 1;
    unsigned front = 0;
    for (std::size_t i = 0; i < code_size; ++i) front = front * 10 + all.at[i];
    if (may_be_abroad || front == r.country_code) return std::nullopt;
    digit_view national = all;
    if (r.prefix_first >> all.at[0] & 1U) {
        const std::string_view prefix = tables::text_at(r.prefix_literal);
        if (prefix.size() != 1) return std::nullopt;
        national = all.from(1);
    }
    if (national.size > 16 || judge_length(r, national.size) != possibility::possible) return std::nullopt;
    const tables::country& c = tables::countries[r.country];
    const std::uint16_t found = tables::walk(c.plan, national.at, national.size);
    const tables::number_class& k = tables::number_classes[found];
    if (k.type == 0 || !(k.general >> r.bit & 1U)) return std::nullopt;
    std::uint64_t value = c.code;
    for (std::size_t i = 0; i < national.size; ++i) value = value * 10 + national.at[i];
    const facts plan(found, r.country, static_cast<std::uint8_t>(national.size));
    return parsed(almon::detail::make_number(value), plan, origin::home);
}

} // namespace

result<parsed> read_plain(std::string_view text, const home& where) noexcept {
    constexpr std::size_t longest = 40, most_digits = 20;
    if (text.size() > longest) return read_any(text, where);
    std::array<std::uint8_t, longest + 1> digits;
    std::size_t count = 0;
    const bool plus = !text.empty() && text[0] == '+';
    bool odd = false;
    for (std::size_t i = plus ? 1 : 0; i < text.size(); ++i) { // no branch: separators come as they like
        const std::uint8_t kind = byte_kinds[static_cast<unsigned char>(text[i])];
        digits[count] = kind;
        count += kind < 10;
        odd |= kind == other;
    }
    const std::uint8_t region = tables::find_region(where.region);
    if (odd || count < 3 || count > most_digits || (!plus && region == 0)) return read_any(text, where);
    if (!plus)
        if (const std::optional<parsed> found = read_national(tables::regions[region], {digits.data(), count}))
            return *found;
    const result<parsed> found = resolve(digits.data(), count, plus ? origin::plus : origin::home, region);
    if (found && found->valid()) return found;
    // what the plan does not know may be a local number, or one that needs a second look
    const bool second_look = !found || !where.area.empty() || (digits[0] == 0 && digits[1] == 0);
    return second_look ? read_any(text, where) : found;
}

} // namespace almon::inline v0::numbering::detail
