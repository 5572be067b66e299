// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/read_address.hpp>

#include <algorithm>
#include <array>

#include "core/digits.hpp"
#include "envelope.hpp"

namespace almon::inline v0::numbering {

namespace {

/// Longest short code: the codes of operators and towns (0611, 8800 services are numbers) have at most six digits.
constexpr std::size_t longest_short_code = 6;

bool is_own(std::string_view digits, const address_context& office) {
    return std::ranges::any_of(office.extensions, [&](const std::string& p) { return fits_pattern(p, digits); }) ||
           office.is_extension(digits);
}

bool is_emergency(std::string_view digits, const address_context& office) {
    return digits == "112" || std::ranges::any_of(office.emergency, [&](const std::string& e) { return e == digits; });
}

/// The number that a trunk means by `text`.
std::optional<number> written_by(const dial_rules& rules, std::string_view text) {
    const result<number> found = read_dialled(text, rules);
    if (!found) return std::nullopt;
    const facts plan = look_up(*found);
    return plan.valid() || plan.possible() == possibility::possible ? std::optional(*found) : std::nullopt;
}

/// The number that `text` spells, if it reaches somebody from anywhere: not one without its area code, nor a part of one.
std::optional<number> whole_number(std::string_view text, const address_context& office) {
    const result<parsed> found = read(text, office.where);
    if (!found) return std::nullopt;
    if (found->valid()) return found->number();
    const possibility p = found->plan().possible();
    const bool abroad = found->from() == origin::plus || found->from() == origin::international_prefix;
    if (p == possibility::possible || (abroad && p == possibility::too_long)) return found->number();
    return std::nullopt;
}

/// `*97`, `#31#`: dialled with star or hash.
bool is_feature_code(std::string_view text) {
    bool marked = false;
    for (const char c : text) {
        if (c == '*' || c == '#') marked = true;
        else if (c < '0' || c > '9') return false;
    }
    return marked;
}

/// `9102` is 102 outside, `9112` is 112: a short code behind the outside prefix, whose own digits say nothing else.
std::string_view without_outside_prefix(std::string_view dialled, const address_context& office) {
    if (office.outside_prefix.empty() || !dialled.starts_with(office.outside_prefix)) return dialled;
    const std::string_view outside = dialled.substr(office.outside_prefix.size());
    if (is_emergency(dialled, office) || !almon::detail::all_digits(outside)) return dialled;
    constexpr std::size_t shortest = 3, longest = 4;
    const bool is_short = outside.size() >= shortest && outside.size() <= longest;
    return is_short || is_emergency(outside, office) ? outside : dialled;
}

/// `+79161234567`, `89161234567`: a number, where it is one, because nothing that an office dials or a network says looks
/// so.
std::optional<number> plain_number(std::string_view text, const address_context& office) {
    if (text.size() <= 1 + longest_short_code) return std::nullopt;
    if (text.front() == '+') {
        detail::plus_number n{0, facts(0, 0, 0)};
        if (detail::read_plus(text, n) && n.plan.valid()) return almon::detail::make_number(n.value);
        return almon::detail::all_digits(text.substr(1)) ? whole_number(text, office) : std::nullopt;
    }
    constexpr std::string_view unknown_caller = "0000000000"; // in FreeSWITCH's words
    const bool outside = !office.outside_prefix.empty() && text.starts_with(office.outside_prefix);
    if (outside || !almon::detail::all_digits(text) || text == unknown_caller) return std::nullopt;
    if (is_own(text, office) || is_emergency(text, office)) return std::nullopt;
    return whole_number(text, office);
}

} // namespace

address read_address(std::string_view text, const address_context& office) {
    if (!office.rules)
        if (const std::optional<number> n = plain_number(text, office)) return address::of(*n, text);
    const detail::envelope inside = detail::open_envelope(text);
    // an own extension or an own feature code named like a word wins over everything
    if (!inside.text.empty() && is_own(inside.text, office)) return address::extension(inside.text);
    if (inside.words == detail::envelope_words::withheld) return address::nobody(absence::withheld, text);
    if (inside.words == detail::envelope_words::unknown) return address::nobody(absence::unknown, text);
    if (inside.text.empty()) return address::nobody(absence::empty, text);
    const std::string_view dialled = without_outside_prefix(inside.text, office);
    if (is_emergency(dialled, office)) return address::short_code(dialled);
    if (office.rules)
        if (const std::optional<number> n = written_by(*office.rules, inside.text)) return address::of(*n, text);
    if (is_feature_code(dialled)) return address::short_code(dialled);
    if (const std::optional<number> n = whole_number(text, office)) return address::of(*n, text);
    if (almon::detail::all_digits(dialled) && dialled.size() <= longest_short_code) return address::short_code(dialled);
    if (!office.outside_prefix.empty() && dialled.starts_with(office.outside_prefix))
        if (const std::optional<number> n = whole_number(dialled.substr(office.outside_prefix.size()), office))
            return address::of(*n, text);
    if (inside.scheme == detail::envelope_scheme::sip) return address::sip_uri(inside.uri);
    return address::nobody(absence::malformed, text);
}

} // namespace almon::inline v0::numbering
