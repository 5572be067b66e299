// SPDX-License-Identifier: BSL-1.0
// Every answer of the compiled table on random policies, against a reference that reads the raw words anew for each
// question, with sets and strings and no regard for time.
#include <almon/policy/compile.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <almon/core/entropy.hpp>

namespace {

using namespace almon;
using namespace almon::policy;

// --- the reference --------------------------------------------------------------------------------------------------

enum class three { no, maybe, yes };

struct reference {
    const raw_policy& raw;
    const tenant::tenant& office;

    const raw_role& role(const std::string& name) const {
        return *std::find_if(raw.roles.begin(), raw.roles.end(), [&](const auto& r) { return r.name.text == name; });
    }
    void collect(const std::string& name, std::set<std::string>& into) const {
        into.insert(name);
        for (const word& parent : role(name).inherits) collect(parent.text, into);
    }
    static bool matches(const std::string& pattern, std::string_view verb) {
        if (pattern == "*") return true;
        if (pattern.ends_with(".*")) return verb.substr(0, verb.find('.') + 1) == pattern.substr(0, pattern.size() - 1);
        return pattern == verb;
    }

    // whose things: the members of a scope and of an object, as sets of users
    struct group {
        std::string kind, name;
    };
    static group split(const std::string& text) {
        const std::size_t colon = text.find(':');
        return {text.substr(0, colon), colon == std::string::npos ? "" : text.substr(colon + 1)};
    }
    static std::set<std::string> departments_of(const tenant::user& u) {
        return u.department.empty() ? std::set<std::string>{} : std::set<std::string>{u.department};
    }
    static std::set<std::string> labels(const tenant::user& u, const std::string& kind) {
        if (kind == "department") return departments_of(u);
        const auto& list = kind == "role" ? u.roles : u.queues;
        return {list.begin(), list.end()};
    }
    bool user_in(const group& scope, const tenant::user& who, const tenant::user& whose) const {
        if (scope.kind == "any" || scope.kind == "tenant") return true;
        if (scope.kind == "own") return who.name == whose.name;
        const auto theirs = labels(whose, scope.kind);
        if (!scope.name.empty()) return theirs.contains(scope.name);
        const auto mine = labels(who, scope.kind);
        return std::any_of(mine.begin(), mine.end(), [&](const auto& l) { return theirs.contains(l); });
    }
    /// Whether the scope is about the group `object` by its very name.
    bool names_group(const group& scope, const tenant::user& who, const group& object) const {
        if (scope.kind != object.kind) return false;
        return scope.name.empty() ? labels(who, scope.kind).contains(object.name) : scope.name == object.name;
    }
    bool covers(const std::string& scope_text, const tenant::user& who, const std::string& object) const {
        const group scope = split(scope_text), o = split(object);
        if (scope.kind == "any") return true;
        if (o.kind == "outside") return false;
        if (scope.kind == "tenant") return true;
        if (o.kind == "everything") return false;
        if (o.kind == "user") return user_in(scope, who, *office.find_user(o.name));
        return names_group(scope, who, o);
    }
    bool touches(const std::string& scope_text, const tenant::user& who, const std::string& object) const {
        const group scope = split(scope_text), o = split(object);
        if (scope.kind == "any" || o.kind == "everything") return true;
        if (o.kind == "outside") return false;
        if (o.kind == "user") return user_in(scope, who, *office.find_user(o.name));
        if (scope.kind == "own") return labels(who, o.kind).contains(o.name);
        if (scope.kind == "department" && o.kind == "department") return names_group(scope, who, o);
        return true;
    }

    static three asks(const raw_condition& c, const std::vector<raw_condition>& given) {
        for (const raw_condition& fact : given) {
            if (fact.key.text != c.key.text) continue;
            for (const word& wanted : c.values)
                for (const word& got : fact.values)
                    if (c.key.text == "hours" ? within(wanted.text, got.text) : wanted.text == got.text)
                        return three::yes;
            return three::no;
        }
        return three::maybe;
    }
    /// `mon-fri 09:00-18:00` (day spans and times of this test only) against `tue 10:30`.
    static bool within(const std::string& window, const std::string& moment) {
        const std::vector<std::string> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
        const auto day = [&](const std::string& s) { return std::find(days.begin(), days.end(), s) - days.begin(); };
        const auto today = day(moment.substr(0, 3)), yesterday = (today + 6) % 7;
        const auto first = day(window.substr(0, 3)), last = day(window.substr(4, 3));
        const std::string from = window.substr(8, 5), to = window.substr(14, 5), now = moment.substr(4);
        const bool over_midnight = to <= from;
        if (today >= first && today <= last && now >= from && (over_midnight || now < to)) return true;
        return over_midnight && yesterday >= first && yesterday <= last && now < to;
    }
    static three all(const std::vector<raw_condition>& conditions, const std::vector<raw_condition>& given) {
        three worst = three::yes;
        for (const raw_condition& c : conditions) worst = std::min(worst, asks(c, given));
        return worst;
    }

    struct answer {
        three forbid = three::no, permit = three::no;
    };
    answer decide(const tenant::user& who, std::string_view verb, const std::string& object,
                  const std::vector<raw_condition>& given) const {
        std::set<std::string> roles;
        for (const std::string& name : who.roles) collect(name, roles);
        answer a;
        const auto state = [&](const std::string& entry, const std::string& usual, bool forbids,
                               const std::vector<raw_condition>& when) {
            const std::size_t at = entry.find('@');
            const std::string scope = at == std::string::npos ? usual : entry.substr(at + 1);
            if (!matches(entry.substr(0, at), verb)) return;
            if (forbids ? !touches(scope, who, object) : !covers(scope, who, object)) return;
            three& side = forbids ? a.forbid : a.permit;
            side = std::max(side, all(when, given));
        };
        for (const std::string& name : roles) {
            const raw_role& r = role(name);
            for (const word& w : r.forbid) state(w.text, "any", true, {});
            for (const word& w : r.permit) state(w.text, r.scope ? r.scope->text : "any", false, {});
            for (const raw_rule& rule : r.rules)
                for (const word& v : rule.verbs)
                    state(v.text, rule.scope ? rule.scope->text : "any", rule.effect.text == "forbid", rule.when);
        }
        return a;
    }

    /// What a role says of recording, itself or by those that it inherits, `order` telling the stricter.
    std::optional<int> record(const std::string& name, const std::vector<std::string>& order) const {
        const raw_role& r = role(name);
        const auto rank = [&](const std::string& w) {
            return static_cast<int>(std::find(order.begin(), order.end(), w) - order.begin());
        };
        if (r.record) return rank(r.record->text);
        std::optional<int> best;
        for (const word& parent : r.inherits)
            if (const auto one = record(parent.text, order)) best = best ? std::max(*best, *one) : *one;
        return best;
    }
    std::string record_of(const tenant::user& who, const std::vector<std::string>& order) const {
        std::optional<int> best;
        for (const std::string& name : who.roles)
            if (const auto one = record(name, order)) best = best ? std::max(*best, *one) : *one;
        return best ? order[static_cast<std::size_t>(*best)] : "never";
    }
};

// --- random policies ------------------------------------------------------------------------------------------------

struct dice {
    seeded_entropy bits;
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits.below(n)); }
    bool one_in(std::size_t n) { return below(n) == 0; }
    template <class List>
    auto pick(const List& list) {
        return list[below(std::size(list))];
    }
};

const std::vector<std::string> departments = {"sales", "hr", "legal"};
const std::vector<std::string> queues = {"500", "600"};
const std::vector<std::string> records = {"never", "on_demand", "always"};
const std::vector<std::string> hours = {"mon-fri 09:00-18:00", "sat-sun 22:00-02:00", "wed-wed 00:00-24:00"};
const std::vector<std::string> moments = {"mon 09:00", "fri 17:59", "fri 18:00", "sat 22:00",
                                          "mon 01:30", "mon 02:00", "wed 00:00", "thu 00:00"};

word w(std::string text) {
    return {std::move(text), 1, 1};
}

std::string random_pattern(dice& d) {
    if (d.one_in(12)) return "*";
    const verb_info& v = verbs[d.below(verb_count)];
    if (d.one_in(4)) return fmt::format("{}.*", v.name.substr(0, v.name.find('.')));
    return std::string(v.name);
}

std::string random_scope(dice& d, std::size_t roles) {
    const std::string plain(d.pick(scope_names));
    if (!d.one_in(2)) return plain;
    if (plain == "department") return fmt::format("department:{}", d.pick(departments));
    if (plain == "role") return fmt::format("role:r{}", d.below(roles));
    if (plain == "queue") return fmt::format("queue:{}", d.pick(queues));
    return plain;
}

std::vector<raw_condition> random_facts(dice& d, bool asked) {
    std::vector<raw_condition> all;
    const auto add = [&](const char* key, const auto& words, std::size_t most) {
        if (!d.one_in(asked ? 4 : 2)) return;
        raw_condition c{w(key), {}};
        for (std::size_t i = 0, n = 1 + d.below(most); i < n; ++i) c.values.push_back(w(std::string(d.pick(words))));
        all.push_back(std::move(c));
    };
    add("direction", direction_names, asked ? 2 : 1);
    std::vector<std::string_view> classes(number_class_names.begin(), number_class_names.end());
    std::erase(classes, "emergency");
    add("class", classes, 2);
    add("state", call_state_names, asked ? 3 : 1);
    add("evidence", evidence_names, asked ? 2 : 1);
    if (asked) add("hours", hours, 2);
    else add("hours", moments, 1);
    return all;
}

raw_policy random_policy(dice& d) {
    raw_policy raw;
    const std::size_t roles = 1 + d.below(6);
    for (std::size_t i = 0; i < roles; ++i) {
        raw_role r;
        r.name = w(fmt::format("r{}", i));
        for (std::size_t p = 0; p < i; ++p)
            if (d.one_in(3)) r.inherits.push_back(w(fmt::format("r{}", p)));
        const auto entry = [&] {
            std::string text = random_pattern(d);
            return w(d.one_in(2) ? text : fmt::format("{}@{}", text, random_scope(d, roles)));
        };
        for (std::size_t n = d.below(5); n > 0; --n) r.permit.push_back(entry());
        for (std::size_t n = d.below(3); n > 0; --n) r.forbid.push_back(entry());
        if (d.one_in(3)) r.scope = w(random_scope(d, roles));
        if (d.one_in(2)) r.record = w(d.pick(records));
        for (std::size_t n = d.below(4); n > 0; --n) {
            raw_rule rule;
            rule.effect = w(d.one_in(2) ? "permit" : "forbid");
            for (std::size_t k = 1 + d.below(2); k > 0; --k) rule.verbs.push_back(w(random_pattern(d)));
            if (d.one_in(2)) rule.scope = w(random_scope(d, roles));
            rule.when = random_facts(d, true);
            r.rules.push_back(std::move(rule));
        }
        raw.roles.push_back(std::move(r));
    }
    return raw;
}

tenant::tenant random_office(dice& d, std::size_t roles) {
    tenant::tenant office;
    for (const std::string& name : departments) office.departments.push_back({name, {}, true});
    for (std::size_t i = 0, n = 2 + d.below(5); i < n; ++i) {
        tenant::user u;
        u.name = fmt::format("u{}", i);
        for (std::size_t r = 0; r < roles; ++r)
            if (d.one_in(3)) u.roles.push_back(fmt::format("r{}", r));
        if (!d.one_in(4)) u.department = d.pick(departments);
        for (const std::string& q : queues)
            if (d.one_in(2)) u.queues.push_back(q);
        office.users.push_back(std::move(u));
    }
    // so that each queue is known even when nobody serves it
    for (const std::string& q : queues)
        office.lines.push_back({almon::detail::make_number(74950000000 + office.lines.size()),
                                "",
                                "",
                                {tenant::target::kind_type::queue, q}});
    return office;
}

std::vector<std::string> all_objects(const tenant::tenant& office, const raw_policy& raw) {
    std::vector<std::string> all = {"everything", "outside"};
    for (const auto& u : office.users) all.push_back(fmt::format("user:{}", u.name));
    for (const auto& name : departments) all.push_back(fmt::format("department:{}", name));
    for (const auto& name : queues) all.push_back(fmt::format("queue:{}", name));
    for (const auto& r : raw.roles) all.push_back(fmt::format("role:{}", r.name.text));
    return all;
}

TEST(decide, agrees_with_a_slow_reference_on_random_policies) {
    dice d{seeded_entropy(20261121)};
    std::size_t asked = 0, allowed = 0, unknown = 0;
    for (int round = 0; round < 150; ++round) {
        const raw_policy raw = random_policy(d);
        const tenant::tenant office = random_office(d, raw.roles.size());
        const compilation done = compile(raw, office);
        ASSERT_TRUE(done.policy) << to_string(done.problems.front());
        const table& t = *done.policy;
        const reference slow{raw, office};
        for (const tenant::user& u : office.users)
            for (const std::string& object : all_objects(office, raw))
                for (const verb_info& v : verbs) {
                    if (v.id == verb::call_emergency || !d.one_in(4)) continue;
                    const auto facts = random_facts(d, false);
                    std::vector<diagnostic> problems;
                    const circumstances given = read_facts(t, facts, problems);
                    ASSERT_TRUE(problems.empty());
                    const user_id who = t.find_user(u.name).value();
                    const decision fast = t.decide({who, v.id, find_object(t, who, object).value(), given});
                    const reference::answer want = slow.decide(u, v.name, object, facts);
                    const bool allow = want.forbid == three::no && want.permit == three::yes;
                    ASSERT_EQ(fast.allowed, allow) << round << ' ' << u.name << ' ' << v.name << ' ' << object;
                    const reason denial = want.permit == three::maybe ? reason::fact_unknown : reason::not_granted;
                    if (want.forbid != three::no) {
                        ASSERT_EQ(t.rule(fast)->does, effect::forbid) << round << ' ' << v.name << ' ' << object;
                    } else if (!allow) {
                        ASSERT_EQ(fast.why, denial) << round << ' ' << v.name << ' ' << object;
                    }
                    ++asked;
                    allowed += allow;
                    unknown += fast.why == reason::fact_unknown;
                }
    }
    // the random policies must exercise both answers, or the agreement says nothing
    EXPECT_GT(asked, 100000u);
    EXPECT_GT(allowed, asked / 20);
    EXPECT_GT(unknown, asked / 50);
}

TEST(decide, obliges_to_the_stricter_recording_as_the_reference_does) {
    dice d{seeded_entropy(7)};
    for (int round = 0; round < 300; ++round) {
        const raw_policy raw = random_policy(d);
        const tenant::tenant office = random_office(d, raw.roles.size());
        const compilation done = compile(raw, office);
        const table& t = *done.policy;
        const reference slow{raw, office};
        const std::vector<std::string> outside = {"never", "on_demand", "always"};
        const std::vector<std::string> staff = {"always", "on_demand", "never"};
        circumstances out, in;
        out.direction = direction::outbound;
        in.direction = direction::internal;
        for (const tenant::user& a : office.users) {
            const user_id who = *t.find_user(a.name);
            EXPECT_EQ(word_of(recording_names, t.decide({who, verb::call_external, {}, out}).with.record),
                      slow.record_of(a, outside));
            for (const tenant::user& b : office.users) {
                const object whose = object::of(*t.find_user(b.name));
                const auto rank = [&](const tenant::user& u) {
                    return std::find(staff.begin(), staff.end(), slow.record_of(u, staff)) - staff.begin();
                };
                EXPECT_EQ(word_of(recording_names, t.decide({who, verb::call_internal, whose, in}).with.record),
                          staff[static_cast<std::size_t>(std::max(rank(a), rank(b)))]);
            }
        }
    }
}

} // namespace
