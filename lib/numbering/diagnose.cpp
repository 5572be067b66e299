// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/diagnose.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/digits.hpp"
#include "envelope.hpp"
#include "infer_home.hpp"

namespace almon::inline v0::numbering {

namespace {

/// A prefix is believed where at least this share of the numbers has it.
constexpr double believed_share = 0.5;
constexpr std::size_t longest_prefix = 8, longest_short = 4;

/// What one string is, once a prefix of `prefix` characters is removed.
struct sight {
    shape looks_like = shape::unreadable;
    std::size_t prefix = 0;
    std::optional<number> value = {};
};

using almon::detail::all_digits;

/// How the digits of a valid number of the home were written.
shape shape_of(std::string_view text, const parsed& p, std::string_view home_region) {
    if (p.plan().country_code() != country_code_of(home_region)) return shape::abroad;
    if (p.from() == origin::plus) return shape::plus;
    if (p.from() == origin::without_plus || p.from() == origin::international_prefix) return shape::international;
    const std::size_t digits =
        static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
    if (digits < p.plan().national_size()) return shape::local;
    return digits == p.plan().national_size() ? shape::ten_digit : shape::national;
}

std::optional<sight> read_shape(std::string_view text, const home& where) {
    const result<parsed> found = read(text, where);
    if (found && found->valid()) return sight{shape_of(text, *found, where.region), 0, found->number()};
    return std::nullopt;
}

sight look_at(std::string_view text, const home& where) {
    const detail::envelope inside = detail::open_envelope(text);
    if (inside.words != detail::envelope_words::none || inside.text.empty()) return {shape::nobody};
    if (all_digits(inside.text) && inside.text.size() <= longest_short) return {shape::short_number};
    if (std::optional<sight> plain = read_shape(inside.text, where)) return *plain;
    for (std::size_t n = 1; n <= longest_prefix && n < inside.text.size(); ++n) {
        if (inside.text.substr(0, n).find_first_not_of("0123456789*#") != std::string_view::npos) break;
        if (inside.text[n] == '*' || inside.text[n] == '#') continue; // still in the prefix
        std::optional<sight> behind = read_shape(inside.text.substr(n), where);
        if (!behind || behind->looks_like == shape::local || behind->looks_like == shape::abroad) continue;
        behind->prefix = n;
        return *behind;
    }
    const bool maybe_local = all_digits(inside.text) && inside.text.size() >= 5 && inside.text.size() <= 7;
    if (maybe_local) return {shape::local};
    if (all_digits(inside.text))
        if (const result<parsed> abroad = read('+' + std::string(inside.text), {""}); abroad && abroad->valid())
            return {shape::abroad, 0, abroad->number()};
    return {};
}

/// `10x` for 101, 102, 105: patterns of the short numbers of which there are at least two.
std::vector<std::string> extension_patterns(const std::set<std::string>& short_numbers) {
    std::map<std::string, std::size_t> groups;
    for (const std::string& s : short_numbers)
        if (s.size() >= 3 && s != "112") ++groups[s.substr(0, s.size() - 1) + 'x'];
    std::vector<std::string> patterns;
    for (const auto& [pattern, count] : groups)
        if (count >= 2) patterns.push_back(pattern);
    return patterns;
}

bool is_home_number(shape s) {
    return s <= shape::local;
}

} // namespace

std::string_view to_string(shape s) noexcept {
    constexpr std::array<std::string_view, shape_count> words = {
        "plus", "international", "national", "ten-digit", "local", "abroad", "short", "nobody", "unreadable"};
    return words[static_cast<std::size_t>(s)];
}

diagnosis diagnose(std::span<const std::string> observed, const home& given, std::span<const std::string> ours) {
    diagnosis d;
    d.rules.home = std::string(given.region);
    d.rules.area = std::string(given.area);
    if (given.region.empty()) d.home = detail::infer_region(observed, home{}.region, d.rules.home);
    if (given.area.empty()) d.area = detail::infer_area(observed, ours, d.rules.home, d.rules.area);
    const home where{d.rules.home, d.rules.area};
    std::vector<sight> sights;
    std::map<std::string, std::size_t> prefixes;
    std::set<std::string> short_numbers;
    for (const std::string& text : observed) {
        const sight s = sights.emplace_back(look_at(text, where));
        ++d.shapes[static_cast<std::size_t>(s.looks_like)];
        d.numbers += is_home_number(s.looks_like);
        const std::string_view inside = detail::open_envelope(text).text;
        if (s.prefix != 0) ++prefixes[std::string(inside.substr(0, s.prefix))];
        if (s.looks_like == shape::short_number) short_numbers.emplace(inside);
    }
    d.rules.extensions = extension_patterns(short_numbers);
    const auto usual = std::ranges::max_element(d.shapes.begin(), d.shapes.begin() + 5, std::less());
    const auto dominant = static_cast<shape>(usual - d.shapes.begin());
    if (d.numbers != 0) d.rules.writes = static_cast<spelling>(dominant);
    std::string prefix;
    for (const auto& [text, count] : prefixes)
        if (static_cast<double>(count) >= believed_share * static_cast<double>(d.numbers)) prefix = text;
    const bool dialled = prefix.size() <= 2 && all_digits(prefix);
    (dialled ? d.rules.outside_prefix : d.rules.technical_prefix) = prefix;
    std::size_t explained = 0;
    for (std::size_t i = 0; i < sights.size(); ++i) {
        const sight& s = sights[i];
        const bool follows = s.looks_like == dominant && s.prefix == prefix.size();
        if (is_home_number(s.looks_like) && follows) ++explained;
        else if (is_home_number(s.looks_like) || s.looks_like == shape::unreadable)
            d.exceptions.push_back({i, s.looks_like, s.value ? s.value->masked() : std::string()});
    }
    if (d.numbers != 0) d.confidence = static_cast<double>(explained) / static_cast<double>(d.numbers);
    return d;
}

std::string diagnosis::finding() const {
    if (numbers == 0) return "no number of the home country was seen: nothing can be inferred";
    const std::uint16_t code = country_code_of(rules.home).value_or(0);
    const std::uint8_t region = tables::find_region(rules.home);
    const std::string_view national = tables::text_at(tables::regions[region].national_prefix);
    constexpr double sure = 0.8, certain = 0.99;
    const std::string_view whose = confidence >= certain ? "every caller" : "most callers";
    std::string said;
    switch (rules.writes) {
    case spelling::plus: said = "numbers come whole, with + and country code"; break;
    case spelling::international:
        said = fmt::format("the provider cuts the + from {}: they begin with {}", whose, code);
        break;
    case spelling::national:
        said = fmt::format("numbers are written as dialled at home, with {} in front", national);
        break;
    case spelling::ten_digit:
        said = fmt::format("the provider cuts +{} from {}: only the national number is left", code, whose);
        break;
    case spelling::local:
        said =
            fmt::format("the provider cuts +{} and the area code from {}: only the local number is left", code, whose);
        break;
    }
    if (confidence < sure) said = "spellings are mixed; most often " + said;
    const std::string prefix = rules.technical_prefix + rules.outside_prefix;
    if (!prefix.empty()) said += fmt::format("; {} stands before each", prefix);
    return said;
}

std::string diagnosis::office_lines() const {
    std::string lines;
    if (home.inferred) lines += fmt::format("home = \"{}\"\n", rules.home);
    if (area.inferred) lines += fmt::format("area = \"{}\"\n", rules.area);
    if (!rules.outside_prefix.empty()) lines += fmt::format("outside_prefix = \"{}\"\n", rules.outside_prefix);
    if (!lines.empty()) lines = "# in [office], or in the trunk's dial_rules\n" + lines;
    if (numbers != 0) lines += fmt::format("# in the [[trunk]]\nwrites = \"{}\"\n", to_string(rules.writes));
    if (!rules.technical_prefix.empty())
        lines += fmt::format("dial_rules = {{ technical_prefix = \"{}\" }}\n", rules.technical_prefix);
    return lines;
}

} // namespace almon::inline v0::numbering
