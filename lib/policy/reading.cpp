// SPDX-License-Identifier: BSL-1.0
#include "policy/reading.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <almon/tenant/calendar.hpp>

namespace almon::inline v0::policy::detail {

namespace {

constexpr std::uint16_t day_minutes = 24 * 60;
constexpr std::uint16_t week_minutes = 7 * day_minutes;

/// The text in quotes, digits masked where they could be a phone number.
std::string shown(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string safe(text.substr(0, 80));
    if (std::count_if(text.begin(), text.end(), is_digit) >= 7)
        for (char& c : safe)
            if (is_digit(c)) c = '*';
    return fmt::format("\"{}\"", safe);
}

/// Sets the bits of the values' words in a mask of a condition.
template <std::size_t N>
std::uint8_t read_mask(const raw_condition& asked, const std::array<std::string_view, N>& names, complaints& bad) {
    std::uint8_t mask = 0;
    for (const word& value : asked.values)
        if (const auto place = read_word(value, names, errc::unknown_value, bad))
            mask = static_cast<std::uint8_t>(mask | (1u << *place));
    return mask;
}

constexpr std::array<std::string_view, 6> condition_names = {"direction", "class", "state",
                                                             "evidence",  "line",  "hours"};

} // namespace

void complaints::add(error what, const word& at, const std::vector<std::string_view>& known) {
    const std::string_view near = nearest_word(at.text, known);
    std::string expected = near.empty() ? std::string() : fmt::format("\"{}\"", near);
    if (near.empty() && !known.empty() && known.size() <= 8) expected = fmt::format("{}", fmt::join(known, ", "));
    add(what, at, std::move(expected));
}

void complaints::add(error what, const word& at, std::string expected) {
    to_.push_back({what, file_, at.line, at.column, shown(at.text), std::move(expected), severity::rejected});
}

verb_set read_verbs(const word& pattern, complaints& bad) {
    verb_set set;
    const std::string_view text = pattern.text;
    if (text == "*") return set.set();
    if (text.ends_with(".*")) {
        for (const verb_info& v : verbs)
            if (v.name.starts_with(text.substr(0, text.size() - 1))) set.set(static_cast<std::size_t>(v.id));
        if (set.any()) return set;
    } else if (const auto v = find_verb(text)) {
        return set.set(static_cast<std::size_t>(*v));
    }
    static constexpr std::string_view groups[] = {"call.*",    "supervise.*", "recording.*", "data.*",
                                                  "surface.*", "stats.*",     "admin.*"};
    std::vector<std::string_view> known(std::begin(groups), std::end(groups));
    for (const verb_info& v : verbs) known.push_back(v.name);
    bad.add(errc::unknown_verb, pattern, known);
    return set;
}

scope read_scope(const word& text, const table_data& names, complaints& bad) {
    const std::size_t colon = text.text.find(':');
    word kind = text;
    kind.text = text.text.substr(0, colon);
    const auto place = read_word(kind, scope_names, errc::unknown_scope, bad);
    if (!place) return {};
    scope s{static_cast<scope_kind>(*place), none};
    if (colon == std::string::npos) return s;
    word name = text;
    name.text = text.text.substr(colon + 1);
    if (name.column) name.column += static_cast<std::uint32_t>(colon + 1);
    const name_index* known = nullptr;
    if (s.kind == scope_kind::department) known = &names.departments;
    if (s.kind == scope_kind::role) known = &names.roles;
    if (s.kind == scope_kind::queue) known = &names.queues;
    if (!known) {
        bad.add(errc::unknown_scope, text, fmt::format("\"{}\"", kind.text));
    } else if (const auto id = known->find(name.text)) {
        s.id = *id;
    } else {
        bad.add(s.kind == scope_kind::role ? errc::unknown_role : errc::unknown_scope, name, all_names(*known));
    }
    return s;
}

void read_condition(const raw_condition& asked, const table_data& names, clause& c, rare_conditions& rare,
                    complaints& bad) {
    const auto key = read_word(asked.key, condition_names, errc::unknown_condition, bad);
    if (!key) return;
    if (asked.values.empty()) return bad.add(errc::nothing_stated, asked.key);
    switch (*key) {
    case 0: c.directions = read_mask(asked, direction_names, bad); return;
    case 1: c.classes = read_mask(asked, number_class_names, bad); return;
    case 2: c.states = read_mask(asked, call_state_names, bad); return;
    case 3: c.evidences = read_mask(asked, evidence_names, bad); return;
    case 4:
        for (const word& value : asked.values) {
            const auto found = lines_named(names, value.text);
            if (found.empty()) bad.add(errc::unknown_value, value, all_line_names(names));
            rare.lines.insert(rare.lines.end(), found.begin(), found.end());
        }
        return;
    default:
        rare.asks_hours = true;
        for (const word& value : asked.values) {
            const auto spans = read_hours(value.text);
            if (value.text == "office") rare.office_hours = true;
            else if (spans.empty()) bad.add(errc::malformed_hours, value);
            rare.hours.insert(rare.hours.end(), spans.begin(), spans.end());
        }
    }
}

std::optional<std::uint16_t> read_clock(std::string_view text) noexcept {
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    const int hour = (text[0] - '0') * 10 + (text[1] - '0'), minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (minute > 59 || hour * 60 + minute > day_minutes) return std::nullopt;
    return static_cast<std::uint16_t>(hour * 60 + minute);
}

std::vector<week_span> read_hours(std::string_view text) {
    const std::size_t space = text.find(' ');
    const std::string_view clock = space == std::string_view::npos ? "" : text.substr(space + 1);
    const std::uint8_t days = tenant::parse_weekdays(text.substr(0, space));
    if (!days || clock.size() != 11 || clock[5] != '-') return {};
    const auto from = read_clock(clock.substr(0, 5)), to = read_clock(clock.substr(6));
    if (!from || !to || *from == day_minutes) return {};
    const auto length = static_cast<std::uint16_t>(*to > *from ? *to - *from : *to + day_minutes - *from);
    std::vector<week_span> spans;
    for (unsigned day = 0; day < 7; ++day) {
        if (!(days >> day & 1)) continue;
        const auto start = static_cast<std::uint16_t>(day * day_minutes + *from);
        const auto end = static_cast<std::uint16_t>(start + length);
        spans.push_back({start, std::min(end, week_minutes)});
        if (end > week_minutes) spans.push_back({0, static_cast<std::uint16_t>(end - week_minutes)});
    }
    return spans;
}

std::vector<std::uint32_t> lines_named(const table_data& names, std::string_view text) {
    std::vector<std::uint32_t> found;
    if (text.empty()) return found;
    for (std::uint32_t i = 0; i < names.lines.size(); ++i) {
        const tenant::line& l = names.lines[i];
        if (l.label == text || l.campaign == text || l.number.e164() == text) found.push_back(i);
    }
    return found;
}

std::vector<std::string_view> all_names(const name_index& names) {
    std::vector<std::string_view> all;
    for (std::uint32_t i = 0; i < names.size(); ++i) all.push_back(names.name(i));
    return all;
}

std::vector<std::string_view> all_line_names(const table_data& names) {
    std::vector<std::string_view> all;
    for (const tenant::line& l : names.lines) {
        if (!l.label.empty()) all.push_back(l.label);
        if (!l.campaign.empty()) all.push_back(l.campaign);
    }
    return all;
}

} // namespace almon::inline v0::policy::detail
