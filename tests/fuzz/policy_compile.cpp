// SPDX-License-Identifier: BSL-1.0
// Any words through the compiler of policies. The bytes are lines of words; the first letter of a line says where they
// stand (see `read`). What compiles is asked for every verb, and explained.
#include <almon/policy/compile.hpp>

#include <cstdlib>
#include <string>
#include <string_view>

#include <almon/policy/expectation.hpp>
#include <almon/policy/explain.hpp>

using namespace almon;
using namespace almon::policy;

namespace {

std::vector<word> words_of(std::string_view line) {
    std::vector<word> all;
    while (!line.empty()) {
        const std::size_t bar = line.find('|');
        all.push_back({std::string(line.substr(0, bar)), 1, 1});
        line.remove_prefix(bar == std::string_view::npos ? line.size() : bar + 1);
    }
    return all;
}

/// r role, i inherits, p permit, f forbid, s scope, o obligations, e rule's effect and verbs, c rule's condition,
/// t test (user, verb, object, expect).
raw_policy read(std::string_view text) {
    raw_policy raw;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.empty()) continue;
        std::vector<word> words = words_of(line.substr(1));
        if (words.empty()) continue;
        if (line[0] == 'r') raw.roles.emplace_back().name = words[0];
        if (line[0] == 't' && words.size() >= 4) {
            raw_test& t = raw.tests.emplace_back();
            t.user = words[0], t.verb = words[1], t.object = words[2], t.expect = words[3];
        }
        if (raw.roles.empty()) continue;
        raw_role& role = raw.roles.back();
        switch (line[0]) {
        case 'i': role.inherits = words; break;
        case 'p': role.permit = words; break;
        case 'f': role.forbid = words; break;
        case 's': role.scope = words[0]; break;
        case 'o':
            role.record = words[0];
            if (words.size() > 1) role.show_number = words[1];
            break;
        case 'e':
            role.rules.emplace_back().effect = words[0];
            role.rules.back().verbs.assign(words.begin() + 1, words.end());
            break;
        case 'c':
            if (!role.rules.empty()) role.rules.back().when.push_back({words[0], {words.begin() + 1, words.end()}});
            break;
        default: break;
        }
    }
    return raw;
}

tenant::tenant office_of(const raw_policy& raw) {
    tenant::tenant office;
    office.departments = {{"sales", {}, true}};
    for (const char* name : {"ivanov", "petrova"}) {
        tenant::user u;
        u.name = name;
        u.department = "sales";
        u.queues = {"500"};
        for (const raw_role& r : raw.roles) u.roles.push_back(r.name.text);
        office.users.push_back(u);
    }
    return office;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 4096) return 0;
    const raw_policy raw = read({reinterpret_cast<const char*>(data), size});
    const compilation done = compile(raw, office_of(raw));
    for (const diagnostic& d : done.problems) (void)to_string(d);
    if (done.policy.has_value() != done.problems.empty()) std::abort();
    if (!done.policy) return 0;
    for (const verb_info& v : verbs) {
        const request q{user_id{0}, v.id, object::of(user_id{1})};
        const explanation e = explain(*done.policy, q);
        (void)to_string(*done.policy, e);
        if (e.answer.allowed != done.policy->decide("ivanov", v.name, q.whose).allowed) std::abort();
    }
    (void)run_tests(*done.policy, raw);
    return 0;
}
