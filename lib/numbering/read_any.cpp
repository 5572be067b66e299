// SPDX-License-Identifier: BSL-1.0
// Every spelling that is not plain: names and URIs around the number, phone contexts, extensions, letters, digits of
// other scripts; and the two readings that libphonenumber lacks (local numbers, 00 where the home dials 810).
#include <almon/numbering/parse.hpp>

#include <algorithm>

#include "code_points.hpp"
#include "envelope.hpp"
#include "extension.hpp"

namespace almon::inline v0::numbering::detail {

namespace {

/// Digits of a text, and whether a plus stood before them.
struct dialled {
    std::array<std::uint8_t, longest_input> at;
    std::size_t size = 0;
    bool plus = false;
};

bool starts_number(char32_t c) noexcept {
    return is_plus(c) || is_digit(c);
}

/// Whether a `phone-context` is a global number (`+7-495`).
bool is_global_number(const code_points& text, std::size_t from, std::size_t to) noexcept {
    bool digits = false;
    if (from == to || text[from] != U'+') return false;
    for (std::size_t i = from + 1; i < to; ++i) {
        if (is_digit(text[i])) digits = true;
        else if (std::u32string_view(U"-.()").find(text[i]) == std::u32string_view::npos) return false;
    }
    return digits;
}

/// Whether it is a domain name: labels of letters, digits and inner hyphens, the last beginning with a letter.
bool is_domain(const code_points& text, std::size_t from, std::size_t to) noexcept {
    if (from != to && text[to - 1] == U'.') --to;
    if (from == to) return false;
    std::size_t label = from;
    for (std::size_t i = from; i <= to; ++i) {
        if (i < to && text[i] != U'.') {
            if (text[i] != U'-' && !is_ascii_letter(text[i]) && !is_digit(text[i])) return false;
            continue;
        }
        if (i == label || text[label] == U'-' || text[i - 1] == U'-') return false;
        if (i == to && !is_ascii_letter(text[label])) return false;
        label = i + 1;
    }
    return true;
}

/// Cuts the text down to what may be a number: junk around it, a second extension, a sub-address. `scheme`: what stood
/// before it and is removed already. Source: libphonenumber's _build_national_number_for_parsing; RFC 3966 section 3.
result<void> keep_number(code_points& text, envelope_scheme scheme) noexcept {
    constexpr std::string_view context_label = ";phone-context=";
    if (const std::optional<std::size_t> context = text.find(context_label)) {
        const std::size_t from = *context + context_label.size();
        const std::size_t to = text.find(";", from).value_or(text.size());
        const bool global = is_global_number(text, from, to);
        if (!global && !is_domain(text, from, to)) return error(errc::malformed_uri, text.offset(from));
        code_points number = global ? text.slice(from, to) : code_points();
        const auto label = scheme == envelope_scheme::tel ? std::nullopt : text.find("tel:"); // behind junk
        number.append(text.slice(std::min(label ? *label + 4 : 0, *context), *context));
        text = number;
    } else {
        std::size_t begin = 0;
        while (begin < text.size() && !starts_number(text[begin])) ++begin;
        if (begin == text.size()) return error(errc::no_digits, text.offset(0));
        text.drop_front(begin);
        std::size_t end = text.size();
        while (end != 0 && text[end - 1] != U'#' && !is_alphanumeric(text[end - 1])) --end;
        text.truncate(end);
        for (std::size_t i = 0; i < text.size(); ++i) { // `x302/x2303`: the second extension is another number's
            if (text[i] != U'/' && text[i] != U'\\') continue;
            std::size_t after = i + 1;
            while (after < text.size() && text[after] == U' ') ++after;
            if (after < text.size() && text[after] == U'x') text.truncate(i);
        }
    }
    if (const std::optional<std::size_t> sub_address = text.find(";isub="); sub_address && *sub_address > 0)
        text.truncate(*sub_address);
    return {};
}

/// The digits that the text dials. Letters count where there are at least three: a vanity number.
dialled dial(const code_points& text) noexcept {
    dialled d;
    std::size_t begin = 0;
    while (begin < text.size() && is_plus(text[begin])) ++begin;
    d.plus = begin != 0;
    std::size_t letters = 0;
    for (std::size_t i = begin; i < text.size(); ++i) letters += is_ascii_letter(text[i]);
    constexpr std::string_view keypad = "22233344455566677778889999"; // ITU-T E.161
    for (std::size_t i = begin; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (letters < 3) {
            if (const unsigned value = digit_value(c); value < 10) d.at[d.size++] = static_cast<std::uint8_t>(value);
        } else if (c < 128 && is_digit(c)) {
            d.at[d.size++] = static_cast<std::uint8_t>(c - U'0');
        } else if (is_ascii_letter(c)) {
            d.at[d.size++] = static_cast<std::uint8_t>(keypad[(c | 0x20U) - U'a'] - '0');
        }
    }
    return d;
}

/// What is wrong with a text that is no number: the first character that cannot stand in one, or too few digits.
error not_viable(const code_points& text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!is_digit(text[i]) && !is_punctuation(text[i]) && !(is_plus(text[i]) && i == 0))
            return error(errc::unexpected_character, text.offset(i));
    return error(errc::too_short, text.offset(0));
}

/// A local number with the area code in front, where together they are a number of the home.
std::optional<parsed> complete(const dialled& local, const home& where, std::uint8_t region) noexcept {
    dialled all;
    for (const char c : where.area) {
        if (c < '0' || c > '9' || all.size == 20) return std::nullopt;
        all.at[all.size++] = static_cast<std::uint8_t>(c - '0');
    }
    const tables::region& r = tables::regions[region];
    if (all.size == 0 || local.size + all.size > 17) return std::nullopt;
    for (std::size_t i = 0; i < local.size; ++i) all.at[all.size++] = local.at[i];
    if (judge_length(r, all.size) != possibility::possible) return std::nullopt;
    const result<parsed> found = settle(r.country, all.at.data(), all.size, origin::home);
    return found ? std::optional(*found) : std::nullopt;
}

/// `00` before a country code, in a home that dials 810: its people know 00 from everywhere else.
std::optional<parsed> after_two_zeros(const dialled& d, std::uint8_t region) noexcept {
    if (tables::text_at(tables::regions[region].idd_literal) != "810") return std::nullopt;
    if (d.size < 8 || d.at[0] != 0 || d.at[1] != 0) return std::nullopt;
    const result<parsed> found = resolve(d.at.data() + 2, d.size - 2, origin::plus, 0);
    if (!found || !found->valid()) return std::nullopt;
    return parsed(found->number(), found->plan(), origin::international_prefix);
}

result<parsed> understand(const dialled& d, const home& where, std::size_t offset) noexcept {
    const std::uint8_t region = tables::find_region(where.region);
    if (region == 0 && !d.plus)
        return error(where.region.empty() ? errc::invalid_country_code : errc::unknown_region, offset);
    const result<parsed> found = resolve(d.at.data(), d.size, d.plus ? origin::plus : origin::home, region);
    if (d.plus || (found && found->valid())) return found ? found : found.error().at(offset);
    if (const std::optional<parsed> local = complete(d, where, region)) return *local;
    if (const std::optional<parsed> abroad = after_two_zeros(d, region)) return *abroad;
    return found ? found : found.error().at(offset);
}

} // namespace

result<parsed> read_any(std::string_view text, const home& where) noexcept {
    const envelope inside = open_envelope(text);
    if (inside.words == envelope_words::withheld) return error(errc::withheld, inside.offset);
    if (inside.text.empty()) return error(errc::empty, inside.offset);
    code_points number;
    if (!number.append(inside.text, inside.offset)) return error(errc::input_too_long, number.offset(longest_input));
    if (const result<void> kept = keep_number(number, inside.scheme); !kept) return kept.error();
    if (!is_viable(number, number.size())) return not_viable(number);
    extension_digits extension;
    if (const std::optional<extension_match> found = find_extension(number); found && is_viable(number, found->begin)) {
        for (std::size_t i = found->digits; i < found->digits_end; ++i)
            extension.push_back(static_cast<char>('0' + digit_value(number[i])));
        number.truncate(found->begin);
    }
    result<parsed> answer = understand(dial(number), where, number.offset(0));
    if (answer) answer->set_extension(extension);
    return answer;
}

} // namespace almon::inline v0::numbering::detail
