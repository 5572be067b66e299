// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/dial_rules.hpp>

#include <algorithm>
#include <array>

#include <almon/numbering/format.hpp>
#include <almon/numbering/parse.hpp>

namespace almon::inline v0::numbering {

namespace {

/// A number's parts as digits.
struct parts {
    std::string code, national;
};

parts parts_of(number n) {
    const detail::digit_row digits(n.value());
    const facts plan = look_up(n);
    parts p;
    const std::size_t code_size = digits.size() - plan.national_size();
    for (std::size_t i = 0; i < digits.size(); ++i)
        (i < code_size ? p.code : p.national) += static_cast<char>('0' + digits.data()[i]);
    return p;
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

/// The spelling without prefixes; empty where it does not apply.
std::string spell(number n, spelling s, const dial_rules& rules) {
    const parts p = parts_of(n);
    if (s == spelling::plus) return '+' + p.code + p.national;
    if (s == spelling::international) return p.code + p.national;
    const std::uint8_t region = tables::find_region(rules.home);
    if (region == 0) return {};
    const tables::region& home = tables::regions[region];
    if (look_up(n).country_code() != home.country_code) {
        const std::string_view prefix = tables::text_at(home.idd);
        return prefix.empty() ? std::string() : std::string(prefix) + p.code + p.national;
    }
    if (s == spelling::ten_digit) return p.national;
    if (s == spelling::local && !rules.area.empty() && p.national.starts_with(rules.area))
        return p.national.substr(rules.area.size());
    // the digits of the written form, because some plans do more than put a prefix in front (Argentina's 15)
    const std::string written = digits_of(format(n, style::national));
    const std::string_view prefix = tables::text_at(home.national_prefix);
    return written == p.national && !prefix.empty() ? std::string(prefix) + written : written;
}

result<number> read_spelled(std::string_view text, const dial_rules& rules) {
    if (text.find_first_not_of("0123456789") != std::string_view::npos) {
        const home where{rules.home, rules.area};
        return parse(text, where);
    }
    // by itself `442079460958` could be many things; here it is known to begin with a country code
    if (rules.writes == spelling::international) {
        const result<parsed> found = read('+' + std::string(text), {""});
        if (found && found->valid()) return found->number();
    }
    const home where{rules.home, rules.writes == spelling::ten_digit ? std::string_view() : rules.area};
    const result<parsed> found = read(text, where);
    if (found && found->valid()) return found->number();
    return parse(text, {rules.home, rules.area});
}

bool is_dialled_as_it_is(std::string_view text, const dial_rules& rules) {
    return text == "112" || std::ranges::find(rules.emergency, text) != rules.emergency.end();
}

} // namespace

std::string_view to_string(spelling s) noexcept {
    constexpr std::array<std::string_view, 5> words = {"plus", "international", "national", "ten-digit", "local"};
    return words[static_cast<std::size_t>(s)];
}

result<number> read_dialled(std::string_view text, const dial_rules& rules) {
    // with the prefixes that dial_string writes, then without: a ten-digit number may begin with the outside prefix
    std::string_view inner = text;
    if (inner.starts_with(rules.technical_prefix)) inner.remove_prefix(rules.technical_prefix.size());
    if (inner.starts_with(rules.outside_prefix)) inner.remove_prefix(rules.outside_prefix.size());
    if (inner.size() != text.size()) {
        const result<number> found = read_spelled(inner, rules);
        if (found && look_up(*found).valid()) return found;
    }
    return read_spelled(text, rules);
}

std::string dial_string(number n, const dial_rules& rules) {
    const std::string prefixes = rules.technical_prefix + rules.outside_prefix;
    const auto written = [&](spelling s) -> std::optional<std::string> {
        const std::string digits = spell(n, s, rules);
        if (digits.empty() || is_dialled_as_it_is(digits, rules)) return std::nullopt;
        const result<number> back = read_dialled(prefixes + digits, rules);
        return back && *back == n ? std::optional(prefixes + digits) : std::nullopt;
    };
    for (int s = static_cast<int>(rules.writes); s > static_cast<int>(spelling::plus); --s)
        if (const auto digits = written(static_cast<spelling>(s))) return *digits;
    return prefixes + spell(n, spelling::plus, rules);
}

std::optional<std::string> dial_string(const address& to, const dial_rules& rules) {
    switch (to.kind()) {
    case address_kind::number: return dial_string(*to.number(), rules);
    case address_kind::extension:
    case address_kind::short_code:
    case address_kind::sip_uri: return to.text();
    case address_kind::none: break;
    }
    return std::nullopt;
}

} // namespace almon::inline v0::numbering
