// SPDX-License-Identifier: BSL-1.0
#include "policy.hpp"

#include <array>
#include <memory>
#include <optional>

#include <almon/policy/compile.hpp>
#include <almon/policy/explain.hpp>

#include "file_cache.hpp"
#include "values.hpp"

namespace almon::php {

namespace {

using office::office_file;

file_cache<const office_file>& read_files() {
    static file_cache<const office_file> all; // the binding's cache of handles, one a process
    return all;
}

policy::circumstances read_circumstances(const office_file& file, const std::vector<std::string_view>& facts,
                                         std::int64_t at) {
    std::vector<policy::raw_condition> raw;
    for (std::size_t i = 0; i + 1 < facts.size(); i += 2) {
        if (raw.empty() || raw.back().key.text != facts[i]) raw.push_back({{std::string(facts[i])}, {}});
        raw.back().values.push_back({std::string(facts[i + 1])});
    }
    std::vector<diagnostic> problems;
    const policy::circumstances given = policy::read_facts(file.policy, raw, problems);
    if (!problems.empty()) throw failure(problems.front().reason);
    return policy::at_time(given, file.tenant, instant_of(at));
}

/// The question in the table's own terms; throws `failure` for words that it does not know.
policy::request read_request(const office_file& file, std::string_view user, std::string_view verb,
                             std::string_view object, const std::vector<std::string_view>& facts, std::int64_t at) {
    const auto what = policy::find_verb(verb);
    if (!what) throw failure(policy::errc::unknown_verb);
    const auto who = file.policy.find_user(user);
    if (!who) throw failure(policy::errc::unknown_user);
    const policy::object whose = object.empty() ? policy::object{} : find_object(file.policy, *who, object).value();
    return {*who, *what, whose, read_circumstances(file, facts, at)};
}

} // namespace

json::object failed_office(const office::load_failure& all) {
    const error first = all.mistakes.empty() ? error(core_errc::io) : all.mistakes.front().reason;
    json::object o = failed(first);
    o["message"] = office::office_error(all).what();
    o["kind"] = "office";
    json::array mistakes;
    for (const diagnostic& d : all.mistakes) mistakes.push_back(to_array(d));
    o["mistakes"] = std::move(mistakes);
    return o;
}

answer policy_load(std::string_view path) {
    if (!is_path(path)) return failed(core_errc::not_found);
    try {
        return read_files().open(
            std::string(path),
            [](const std::string& p) { return std::make_shared<const office_file>(office::load(p).value()); },
            [](const office_file&) { return std::array<std::string, 0>{}; });
    } catch (const office::office_error& e) {
        return failed_office({e.mistakes()});
    }
}

json::array decision_row(const policy::table& table, const policy::decision& d) {
    const policy::written_rule* const rule = table.rule(d);
    return {d.allowed,
            word_of(policy::reason_names, d.why),
            word_of(policy::visibility_names, d.with.show_number),
            word_of(policy::presentation_names, d.with.present),
            word_of(policy::recording_names, d.with.record),
            d.with.announce,
            rule ? answer(rule->text) : answer(nullptr),
            rule ? answer(rule->role) : answer(nullptr),
            rule && rule->line != 0 ? answer(rule->line) : answer(nullptr)};
}

answer policy_decide(std::int64_t id, std::string_view user, std::string_view verb, std::string_view object,
                     const std::vector<std::string_view>& facts, std::int64_t at) {
    const auto file = read_files().find(id);
    if (!file) return failed(core_errc::invalid_argument);
    return decision_row(file->policy, file->policy.decide(read_request(*file, user, verb, object, facts, at)));
}

answer policy_explain(std::int64_t id, std::string_view user, std::string_view verb, std::string_view object,
                      const std::vector<std::string_view>& facts, std::int64_t at) {
    const auto file = read_files().find(id);
    if (!file) return failed(core_errc::invalid_argument);
    return json::string(
        to_string(file->policy, policy::explain(file->policy, read_request(*file, user, verb, object, facts, at))));
}

answer policy_who(std::int64_t id, std::string_view verb, std::string_view object,
                  const std::vector<std::string_view>& facts, std::int64_t at) {
    const auto file = read_files().find(id);
    if (!file) return failed(core_errc::invalid_argument);
    const auto what = policy::find_verb(verb);
    if (!what) return failed(policy::errc::unknown_verb);
    const policy::circumstances given = read_circumstances(*file, facts, at);
    const auto holders = object.empty()
                             ? policy::who_at_all(file->policy, *what, given)
                             : policy::who(file->policy, *what, find_object(file->policy, {}, object).value(), given);
    json::array all;
    for (const policy::holder& h : holders)
        all.push_back(json::array{file->policy.name(h.user), word_of(policy::scope_names, h.scope)});
    return all;
}

} // namespace almon::php
