// SPDX-License-Identifier: BSL-1.0
// [calls]: what a call counts as.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "load_parts.hpp"

namespace almon::inline v0::office::detail {

namespace {

using cdr::outcome_rule;

/// The words of an enumeration of `count` values.
template <class Enum>
std::vector<std::string_view> words_of(std::size_t count) {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(to_string(static_cast<Enum>(i)));
    return out;
}

const std::vector<std::string_view> outcome_words = words_of<cdr::call_outcome>(6);
const std::vector<std::string_view> direction_words = words_of<cdr::direction>(3);
const std::vector<std::string_view> disposition_words = words_of<cdr::disposition>(15);

std::string expected_one_of(std::string_view word, const std::vector<std::string_view>& choices) {
    const std::string_view near = nearest_word(word, choices);
    return near.empty() ? fmt::format("one of {}", fmt::join(choices, ", ")) : fmt::format("\"{}\"", near);
}

/// The words of `key` as bits of their places in `choices`.
std::uint32_t bits(section& s, std::string_view key, const std::vector<std::string_view>& choices) {
    std::uint32_t set = 0;
    for (const placed& word : s.words(key)) {
        const auto found = std::find(choices.begin(), choices.end(), word.text);
        if (found != choices.end()) set |= 1u << (found - choices.begin());
        else
            s.errors().add(errc::bad_value, word.at, fmt::format("{} = {} in {}", key, shown(word.text), s.name()),
                           expected_one_of(word.text, choices));
    }
    return set;
}

cdr::span_range range(section& s, std::string_view what) {
    cdr::span_range out;
    const std::string least = fmt::format("{}_at_least", what), most = fmt::format("{}_at_most", what);
    out.least = s.seconds(least).value_or(out.least);
    out.most = s.seconds(most).value_or(out.most);
    if (out.least > out.most)
        s.wrong(errc::contradiction, least, fmt::format("{} s", std::chrono::duration<double>(out.least).count()),
                fmt::format("at most the {} s of {}", std::chrono::duration<double>(out.most).count(), most));
    return out;
}

std::optional<bool> flag(section& s, std::string_view key) {
    if (s.has(key)) return s.flag(key);
    (void)s.node(key);
    return std::nullopt;
}

/// Words that must each be one of `known`; `level` says how bad another one is.
std::vector<std::string> names(section& s, std::string_view key, std::string_view what,
                               const std::vector<std::string_view>& known, severity level) {
    std::vector<std::string> out;
    for (placed& word : s.words(key)) {
        if (std::find(known.begin(), known.end(), word.text) == known.end())
            s.errors().add(errc::dangling_name, word.at, fmt::format("{} {} in {}", what, shown(word.text), s.name()),
                           known.empty() ? fmt::format("a {} that the file defines", what)
                                         : expected_one_of(word.text, known),
                           level);
        out.push_back(std::move(word.text));
    }
    return out;
}

/// What the rules may name.
struct known_names {
    explicit known_names(const tenant::tenant& office) {
        const auto add_queue = [this](const tenant::target& to) {
            if (to.kind == tenant::target::kind_type::queue) queues.emplace_back(to.name);
        };
        for (const tenant::line& l : office.lines) {
            if (!l.campaign.empty()) campaigns.emplace_back(l.campaign);
            add_queue(l.to);
        }
        add_queue(office.default_target);
        add_queue(office.closed_target);
        for (const tenant::user& u : office.users) queues.insert(queues.end(), u.queues.begin(), u.queues.end());
        for (const tenant::trunk& t : office.trunks) trunks.emplace_back(t.name);
        for (const tenant::department& d : office.departments) departments.emplace_back(d.name);
    }
    std::vector<std::string_view> campaigns, queues, trunks, departments;
};

std::vector<std::string> our_lines(section& s, const tenant::tenant& office) {
    std::vector<std::string> out;
    for (const placed& word : s.words("line")) {
        const result<almon::number> n = numbering::parse(word.text, {office.home, office.area});
        if (n && office.find_line(*n)) out.push_back(n->e164());
        else
            s.errors().add(n ? errc::dangling_name : errc::bad_value, word.at,
                           fmt::format("line {} in {}", n ? n->masked() : shown(word.text), s.name()),
                           "a number of a [[line]] of this file");
    }
    return out;
}

outcome_rule read_rule(section& s, const tenant::tenant& office, const known_names& known) {
    outcome_rule r;
    r.line = s.at().begin.line;
    r.name = s.text("name");
    s.rename(r.name.empty() ? std::string("[[calls.outcome]]") : fmt::format("[[calls.outcome]] {}", shown(r.name)));
    if (!s.has("is"))
        s.errors().add(errc::missing_key, s.at(), s.name(),
                       fmt::format("is = \"…\", one of {}", fmt::join(outcome_words, ", ")));
    r.is = static_cast<cdr::call_outcome>(s.choice("is", outcome_words, 0));
    r.directions = static_cast<std::uint8_t>(bits(s, "direction", direction_words));
    r.dispositions = bits(s, "disposition", disposition_words);
    r.talk = range(s, "talk");
    r.waited = range(s, "waited");
    r.lasted = range(s, "lasted");
    r.rang = flag(s, "rang");
    r.withheld = flag(s, "withheld");
    r.open = flag(s, "open");
    r.not_client = flag(s, "not_client");
    r.hours = read_windows(s, "hours");
    r.lines = our_lines(s, office);
    // queues are the PBX's: the file need not know them all
    r.queues = names(s, "queue", "queue", known.queues, severity::warning);
    r.campaigns = names(s, "campaign", "campaign", known.campaigns, severity::rejected);
    r.trunks = names(s, "trunk", "trunk", known.trunks, severity::rejected);
    r.departments = names(s, "department", "department", known.departments, severity::rejected);
    constexpr std::uint32_t answered = 1u << static_cast<unsigned>(cdr::disposition::answered);
    if (r.talk.least > milliseconds(0) && r.dispositions && !(r.dispositions & answered))
        s.errors().add(errc::unreachable, s.at("talk_at_least"), fmt::format("talk_at_least in {}", s.name()),
                       "disposition = \"answered\": in the others nobody talks", severity::warning);
    s.done();
    return r;
}

} // namespace

cdr::outcome_policy read_calls(section& s, const tenant::tenant& office) {
    cdr::outcome_limits limits;
    limits.held_talk = s.seconds("held_talk").value_or(limits.held_talk);
    limits.short_abandon = s.seconds("short_abandon").value_or(limits.short_abandon);
    const known_names known(office);
    std::vector<outcome_rule> rules;
    s.each("outcome", [&](section& one) {
        outcome_rule r = read_rule(one, office, known);
        const auto earlier =
            std::find_if(rules.begin(), rules.end(), [&](const outcome_rule& e) { return e.covers(r); });
        if (earlier != rules.end())
            one.errors().add(errc::unreachable, one.at(), one.name(),
                             fmt::format("a call that the rule at line {} does not take already", earlier->line),
                             severity::warning);
        rules.push_back(std::move(r));
    });
    s.done();
    return cdr::outcome_policy(std::move(rules), limits);
}

} // namespace almon::inline v0::office::detail
