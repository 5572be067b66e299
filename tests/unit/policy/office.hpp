// SPDX-License-Identifier: BSL-1.0
#pragma once

// A small agency, and rules in few words, for the tests of policy.

#include <initializer_list>
#include <string>
#include <string_view>

#include <almon/policy/compile.hpp>
#include <almon/policy/seed.hpp>

namespace almon::policy_test {

using namespace almon::policy;

inline tenant::user person(std::string name, std::vector<std::string> roles, std::string department = "sales") {
    tenant::user u;
    u.name = std::move(name);
    u.roles = std::move(roles);
    u.department = std::move(department);
    return u;
}

inline tenant::tenant agency() {
    tenant::tenant office;
    office.zone = time_zone::find("Europe/Moscow").value();
    office.departments = {{"sales", {}, true}, {"hr", {}, false}};
    office.users = {person("orlova", {"supervisor"}, ""), person("ivanova", {"operator"}),
                    person("petrov", {"operator"}, "hr"), person("zorin", {"controller"}, ""),
                    person("ivanov", {"agent"}),          person("sidorova", {"agent"})};
    return office;
}

inline std::vector<word> words(std::initializer_list<std::string_view> texts) {
    std::vector<word> all;
    std::uint32_t line = 10;
    for (std::string_view text : texts) all.push_back({std::string(text), line++, 5});
    return all;
}

inline raw_role role(std::string name, std::initializer_list<std::string_view> permit,
                     std::initializer_list<std::string_view> forbid = {}) {
    raw_role r;
    r.name = {std::move(name), 1, 1};
    r.permit = words(permit);
    r.forbid = words(forbid);
    return r;
}

inline raw_condition when(std::string key, std::initializer_list<std::string_view> values) {
    return {{std::move(key), 20, 3}, words(values)};
}

inline raw_rule rule(std::string does, std::uint32_t line, std::initializer_list<std::string_view> verbs,
                     std::vector<raw_condition> conditions = {}) {
    raw_rule r;
    r.effect = {std::move(does), line, 1};
    r.verbs = words(verbs);
    r.when = std::move(conditions);
    return r;
}

/// The table of these roles; the test stops where they do not compile.
inline table compiled(std::vector<raw_role> roles, const tenant::tenant& office) {
    const compilation done = compile({"office.toml", std::move(roles), {}}, office);
    for (const diagnostic& d : done.problems) throw std::runtime_error(to_string(d));
    return *done.policy;
}

inline table agency_table() {
    return compiled(seed_roles(), agency());
}

} // namespace almon::policy_test
