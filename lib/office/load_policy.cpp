// SPDX-License-Identifier: BSL-1.0
// `[role.NAME]` and `[[policy.test]]`, word for word; what they mean is for policy to say.
#include <algorithm>
#include <utility>

#include "load_parts.hpp"

namespace almon::inline v0::office::detail {

namespace {

using policy::word;

word word_at(std::string text, const toml::source_region& at) {
    return {std::move(text), at.begin.line, at.begin.column};
}

std::vector<word> read_words(section& s, std::string_view key) {
    std::vector<word> all;
    for (placed& one : s.words(key)) all.push_back(word_at(std::move(one.text), one.at));
    return all;
}

std::optional<word> read_word(section& s, std::string_view key) {
    if (!s.has(key)) return s.node(key), std::nullopt;
    return word_at(s.text(key), s.at(key));
}

word read_needed(section& s, std::string_view key) {
    return word_at(s.needed_text(key), s.at(key));
}

/// `{ direction = "inbound", class = ["client"] }`: any keys, each one word or several.
std::vector<policy::raw_condition> read_conditions(section& s, std::string_view key) {
    std::vector<policy::raw_condition> all;
    auto table = s.table(key);
    if (!table) return all;
    for (const auto& [name, value] : *s.node(key)->as_table())
        all.push_back({word_at(std::string(name.str()), name.source()), read_words(*table, name.str())});
    return all;
}

policy::raw_rule read_rule(section& s) {
    policy::raw_rule rule;
    rule.effect = read_needed(s, "effect");
    rule.verbs = read_words(s, "verbs");
    rule.scope = read_word(s, "scope");
    rule.when = read_conditions(s, "when");
    s.done();
    return rule;
}

policy::raw_role read_role(section& s, std::string_view name) {
    policy::raw_role role;
    role.name = word_at(std::string(name), s.at());
    role.inherits = read_words(s, "inherits");
    role.permit = read_words(s, "permit");
    role.forbid = read_words(s, "forbid");
    role.scope = read_word(s, "scope");
    role.show_number = read_word(s, "show_number");
    role.present = read_word(s, "present");
    role.record = read_word(s, "record");
    role.announce = read_word(s, "announce");
    s.each("rule", [&](section& rule) { role.rules.push_back(read_rule(rule)); });
    s.done();
    return role;
}

policy::raw_test read_test(section& s) {
    policy::raw_test test;
    test.user = read_needed(s, "user");
    test.verb = read_needed(s, "verb");
    test.object = read_word(s, "object");
    test.given = read_conditions(s, "given");
    test.expect = read_needed(s, "expect");
    test.show_number = read_word(s, "show_number");
    test.present = read_word(s, "present");
    test.record = read_word(s, "record");
    s.done();
    return test;
}

} // namespace

policy::raw_policy read_policy(section& top) {
    policy::raw_policy raw;
    raw.file = top.errors().file();
    top.each_named("role", [&](section& s, std::string_view name) { raw.roles.push_back(read_role(s, name)); });
    std::stable_sort(raw.roles.begin(), raw.roles.end(), [](const auto& a, const auto& b) {
        return std::pair(a.name.line, a.name.column) < std::pair(b.name.line, b.name.column);
    });
    if (auto table = top.table("policy")) {
        table->each("test", [&](section& s) { raw.tests.push_back(read_test(s)); });
        table->done();
    }
    return raw;
}

} // namespace almon::inline v0::office::detail
