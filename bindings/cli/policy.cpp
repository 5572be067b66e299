// SPDX-License-Identifier: BSL-1.0
#include <iostream>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <almon/policy/compile.hpp>
#include <almon/policy/expectation.hpp>
#include <almon/policy/explain.hpp>

#include "lines.hpp"
#include "office_option.hpp"

namespace almon::cli {

namespace {

namespace json = boost::json;

struct policy_options {
    std::shared_ptr<common> shared;
    std::string office, user, verb, object;
    std::vector<std::string> words;
    std::vector<std::string> directions, classes, states, evidences, lines;
};

void add_facts(CLI::App& command, policy_options& o) {
    command.add_option("--direction", o.directions, "inbound, outbound or internal")->type_name("WORD");
    command.add_option("--class", o.classes, "What the other number is: client, staff, whitelist, emergency, …")
        ->type_name("WORD");
    command.add_option("--state", o.states, "ringing, talking, held, parked, conference or ended")->type_name("WORD");
    command.add_option("--evidence", o.evidences, "own_sim, verified, unverified or withheld")->type_name("WORD");
    command.add_option("--line", o.lines, "Our line: its number, label or campaign")->type_name("WORD");
}

[[noreturn]] void refuse(const std::vector<diagnostic>& problems, exit_code code) {
    for (const diagnostic& d : problems) std::cerr << to_string(d) << '\n';
    throw leave{code};
}

policy::circumstances facts_of(const policy_options& o, const office::office_file& file) {
    std::vector<policy::raw_condition> facts;
    const auto add = [&](const char* key, const std::vector<std::string>& values) {
        if (values.empty()) return;
        facts.push_back({{key, 0, 0}, {}});
        for (const std::string& value : values) facts.back().values.push_back({value, 0, 0});
    };
    add("direction", o.directions);
    add("class", o.classes);
    add("state", o.states);
    add("evidence", o.evidences);
    add("line", o.lines);
    std::vector<diagnostic> problems;
    const policy::circumstances given = policy::read_facts(file.policy, facts, problems);
    if (!problems.empty()) refuse(problems, usage);
    return policy::at_time(given, file.tenant, o.shared->now());
}

[[noreturn]] void misuse(std::string_view what, const error& e, std::string_view near) {
    std::cerr << fmt::format("almon: {}: {}: {}", what, e.code(), e.message());
    if (!near.empty()) std::cerr << fmt::format(" (did you mean \"{}\"?)", near);
    std::cerr << '\n';
    throw leave{bad_input};
}

policy::verb verb_of(const std::string& name) {
    if (const auto v = policy::find_verb(name)) return *v;
    std::vector<std::string_view> known;
    for (const policy::verb_info& v : policy::verbs) known.push_back(v.name);
    misuse("verb", policy::errc::unknown_verb, nearest_word(name, known));
}

policy::object object_of(const office::office_file& file, policy::user_id who, const std::string& text) {
    if (text.empty()) return {};
    const auto found = policy::find_object(file.policy, who, text);
    if (!found) misuse("object", found.error(), {});
    return *found;
}

policy::user_id user_of(const office::office_file& file, const std::string& name) {
    if (const auto id = file.policy.find_user(name)) return *id;
    std::vector<std::string_view> known;
    for (const tenant::user& u : file.tenant.users) known.push_back(u.name);
    misuse("user", policy::errc::unknown_user, nearest_word(name, known));
}

json::object rule_json(const policy::table& t, const policy::written_rule* rule) {
    if (!rule) return {};
    return {
        {"role", rule->role}, {"rule", rule->text}, {"file", t.file()}, {"line", rule->line}, {"column", rule->column}};
}

json::object obligations_json(const policy::obligations& with) {
    return {{"show_number", policy::word_of(policy::visibility_names, with.show_number)},
            {"present", policy::word_of(policy::presentation_names, with.present)},
            {"record", policy::word_of(policy::recording_names, with.record)},
            {"announce", with.announce}};
}

void explain(policy_options& o) {
    const office::office_file file = open_office(o.office);
    // USER VERB [OBJECT], less what options gave already
    std::size_t next = 0;
    for (std::string* part : {&o.user, &o.verb, &o.object})
        if (part->empty() && next < o.words.size()) *part = o.words[next++];
    if (o.verb.empty() || next < o.words.size()) {
        std::cerr << "almon policy explain: give USER, VERB and perhaps OBJECT\n";
        throw leave{usage};
    }
    const policy::user_id who = user_of(file, o.user);
    const policy::request q{who, verb_of(o.verb), object_of(file, who, o.object), facts_of(o, file)};
    const policy::explanation e = policy::explain(file.policy, q);
    if (!o.shared->json) {
        const policy::obligations& w = e.answer.with;
        std::cout << to_string(file.policy, e) << '\n';
        std::cout << fmt::format("  number shown: {}; presented: {}; record: {}{}\n",
                                 policy::word_of(policy::visibility_names, w.show_number),
                                 policy::word_of(policy::presentation_names, w.present),
                                 policy::word_of(policy::recording_names, w.record), w.announce ? ", announced" : "");
        return;
    }
    json::object out = {{"user", o.user},
                        {"verb", o.verb},
                        {"object", o.object.empty() ? "everything" : o.object},
                        {"decision", e.answer.allowed ? "allow" : "deny"},
                        {"reason", policy::word_of(policy::reason_names, e.answer.why)}};
    json::value rule, nearest;
    if (e.rule) rule = rule_json(file.policy, e.rule);
    if (e.nearest) {
        json::object near = rule_json(file.policy, e.nearest->rule);
        near["obstacle"] = policy::word_of(policy::obstacle_names, e.nearest->stands_in_the_way);
        nearest = std::move(near);
    }
    out["by"] = std::move(rule);
    out["obligations"] = obligations_json(e.answer.with);
    out["nearest"] = std::move(nearest);
    std::cout << json::serialize(out) << '\n';
}

void list_holders(policy_options& o) {
    const office::office_file file = open_office(o.office);
    const policy::verb what = verb_of(o.verb);
    const policy::circumstances given = facts_of(o, file);
    const auto holders = o.object.empty() ? policy::who_at_all(file.policy, what, given)
                                          : policy::who(file.policy, what, object_of(file, {}, o.object), given);
    for (const policy::holder& h : holders) {
        const policy::written_rule* rule = file.policy.rule(h.answer);
        const std::string_view scope = policy::word_of(policy::scope_names, h.scope);
        if (o.shared->json) {
            json::object out = {{"user", file.policy.name(h.user)}, {"verb", o.verb}, {"scope", scope}};
            out["by"] = rule ? json::value(rule_json(file.policy, rule)) : json::value();
            std::cout << json::serialize(out) << '\n';
        } else if (rule) {
            std::cout << fmt::format("{}: {} ({}:{}: {} of role {})\n", file.policy.name(h.user), scope,
                                     file.policy.file(), rule->line, rule->text, rule->role);
        } else {
            std::cout << fmt::format("{}: {} (an emergency call passes)\n", file.policy.name(h.user), scope);
        }
    }
    if (holders.empty() && !o.shared->json) std::cerr << "nobody\n";
}

void check(const policy_options& o) {
    const office::office_file file = open_office(o.office);
    const auto& rules = file.policy.data().rules;
    if (o.shared->json) {
        std::cout << json::serialize(json::object{{"file", file.path},
                                                  {"roles", file.rules.roles.size()},
                                                  {"rules", rules.size()},
                                                  {"users", file.policy.user_count()},
                                                  {"tests", file.rules.tests.size()}})
                  << '\n';
    } else {
        std::cout << fmt::format("{}: {} roles, {} rules, {} users, {} tests; no mistake found\n", file.path,
                                 file.rules.roles.size(), rules.size(), file.policy.user_count(),
                                 file.rules.tests.size());
    }
}

void test(const policy_options& o) {
    const office::office_file file = open_office(o.office);
    const policy::test_report report = policy::run_tests(file.policy, file.rules);
    for (const diagnostic& d : report.problems) std::cerr << to_string(d) << '\n';
    std::size_t passed = 0;
    for (const policy::outcome& t : report.outcomes) {
        passed += t.passed;
        if (o.shared->json) {
            std::cout << json::serialize(json::object{{"line", t.test->verb.line},
                                                      {"user", t.test->user.text},
                                                      {"verb", t.test->verb.text},
                                                      {"expect", t.test->expect.text},
                                                      {"got", t.got.allowed ? "allow" : "deny"},
                                                      {"passed", t.passed},
                                                      {"why", t.why.empty() ? json::value() : json::value(t.why)}})
                      << '\n';
        } else if (!t.passed) {
            std::cout << fmt::format("FAILED {}:{}: {} {}: {}\n", file.path, t.test->verb.line, t.test->user.text,
                                     t.test->verb.text, t.why);
        }
    }
    if (!o.shared->json) std::cout << fmt::format("{} of {} tests passed\n", passed, file.rules.tests.size());
    flush_output();
    if (passed < file.rules.tests.size()) throw leave{bad_input};
}

void list_verbs(const policy_options& o) {
    for (const policy::verb_info& v : policy::verbs) {
        if (o.shared->json)
            std::cout << json::serialize(json::object{{"verb", v.name}, {"meaning", v.meaning}}) << '\n';
        else std::cout << fmt::format("{:<26}{}\n", v.name, v.meaning);
    }
}

} // namespace

void add_policy(CLI::App& app) {
    CLI::App* group = app.add_subcommand("policy", "Who may know or do what, by the office file's roles");
    group->require_subcommand(1);
    enum class office_is : std::uint8_t { unused, option, positional };
    const auto add = [&](const char* name, const char* text, auto action, office_is file) {
        CLI::App* command = group->add_subcommand(name, text);
        auto o = std::make_shared<policy_options>();
        o->shared = add_common(*command);
        const char* names = file == office_is::positional ? "--office,file" : "--office";
        if (file != office_is::unused)
            command->add_option(names, o->office, "The office file")->required()->type_name("FILE");
        command->callback([o, action] {
            action(*o);
            flush_output();
        });
        return std::pair(command, o);
    };
    add("check", "Read the rules and tell every mistake", check, office_is::positional);
    add("test", "Run the tests that stand in the office file", test, office_is::positional);
    add("verbs", "List all verbs", list_verbs, office_is::unused);
    {
        const auto [command, o] =
            add("explain", "May this user do this, by which rule, and what is nearest", explain, office_is::option);
        command->add_option("words", o->words, "USER VERB [OBJECT]")->type_name("WORD");
        command->add_option("--user", o->user, "Who asks")->type_name("NAME");
        command->add_option("--verb", o->verb, "What to do, such as recording.listen")->type_name("VERB");
        command
            ->add_option("--object", o->object,
                         "Whose: a user, own, everything, outside, department:NAME, role:NAME, queue:NAME")
            ->type_name("OBJECT");
        add_facts(*command, *o);
    }
    {
        const auto [command, o] = add("who", "All users who may do this", list_holders, office_is::option);
        command->add_option("verb", o->verb, "What to do, such as recording.listen")->required()->type_name("VERB");
        command->add_option("object", o->object, "Whose; without it, all who may do it to anything at all")
            ->type_name("OBJECT");
        add_facts(*command, *o);
    }
}

} // namespace almon::cli
