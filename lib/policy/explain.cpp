// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/explain.hpp>

#include <fmt/format.h>

namespace almon::inline v0::policy {

namespace {

using detail::cell;
using detail::clause;
using detail::table_data;
using detail::truth;

const cell& cell_of(const table_data& data, std::uint32_t profile, verb v) noexcept {
    return data.cells[profile * verb_count + detail::underlying(v)];
}

/// The nearest permit among the user's own; the order of `obstacle` is the order of nearness.
std::optional<near_grant> nearest_own(const table_data& data, const request& q, std::uint32_t who) {
    const cell& c = cell_of(data, data.people[who].profile, q.what);
    std::optional<near_grant> best;
    for (std::uint32_t i = c.permits; i < c.end; ++i) {
        const clause& permit = data.clauses[i];
        obstacle why = obstacle::overruled;
        if (!detail::covers(data, permit.whose, who, q.whose)) why = obstacle::scope;
        else if (detail::holds(data, permit, q.given) != truth::yes) why = obstacle::condition;
        if (!best || why < best->stands_in_the_way) best = near_grant{&data.rules[permit.rule], why};
    }
    return best;
}

/// The first permit for it in any role that would grant it to a holder.
std::optional<near_grant> nearest_elsewhere(const table_data& data, const request& q, std::uint32_t who) {
    for (std::uint32_t role = 0; role < data.roles.size(); ++role) {
        const cell& c = cell_of(data, role, q.what);
        for (std::uint32_t i = c.permits; i < c.end; ++i) {
            const clause& permit = data.clauses[i];
            if (detail::covers(data, permit.whose, who, q.whose) && detail::holds(data, permit, q.given) == truth::yes)
                return near_grant{&data.rules[permit.rule], obstacle::role};
        }
    }
    return std::nullopt;
}

scope_kind scope_of_grant(const table_data& data, const decision& d, const request& q) {
    const cell& c = cell_of(data, data.people[detail::underlying(q.who)].profile, q.what);
    for (std::uint32_t i = c.permits; i < c.end; ++i)
        if (data.clauses[i].rule == d.rule) return data.clauses[i].whose.kind;
    return scope_kind::any;
}

} // namespace

explanation explain(const table& policy, const request& q) {
    const table_data& data = policy.data();
    explanation e;
    e.answer = policy.decide(q);
    e.rule = policy.rule(e.answer);
    const std::uint32_t who = detail::underlying(q.who);
    if (e.answer.allowed || who >= data.people.size()) return e;
    e.nearest = nearest_own(data, q, who);
    if (!e.nearest) e.nearest = nearest_elsewhere(data, q, who);
    return e;
}

std::string to_string(const table& policy, const explanation& e) {
    fmt::memory_buffer out;
    auto to = std::back_inserter(out);
    const auto place = [&](const written_rule& r) {
        fmt::format_to(to, "{}:{}:{}: {} of role {}", policy.file(), r.line, r.column, r.text, r.role);
    };
    fmt::format_to(to, "{}: ", e.answer.allowed ? "allow" : "deny");
    if (e.rule) place(*e.rule);
    else if (e.answer.why == reason::emergency) fmt::format_to(to, "an emergency call passes");
    else if (e.answer.why == reason::unknown_user) fmt::format_to(to, "no such user");
    else fmt::format_to(to, "no rule permits it");
    if (e.answer.why == reason::fact_unknown) fmt::format_to(to, ", whose condition asks for a fact that is not known");
    if (!e.nearest) return fmt::to_string(out);
    constexpr std::string_view why[] = {"is overruled", "covers others' things", "has conditions that do not hold",
                                        "belongs to a role that he lacks"};
    fmt::format_to(to, "; nearest: ");
    place(*e.nearest->rule);
    fmt::format_to(to, ", which {}", why[detail::underlying(e.nearest->stands_in_the_way)]);
    return fmt::to_string(out);
}

std::vector<holder> who(const table& policy, verb what, object whose, const circumstances& given) {
    std::vector<holder> holders;
    for (std::uint32_t i = 0; i < policy.user_count(); ++i) {
        const request q{user_id{i}, what, whose, given};
        const decision d = policy.decide(q);
        if (d.allowed) holders.push_back({user_id{i}, scope_of_grant(policy.data(), d, q), d});
    }
    return holders;
}

std::vector<holder> who_at_all(const table& policy, verb what, const circumstances& given) {
    const table_data& data = policy.data();
    std::vector<object> objects = {{}, {object_kind::outside, 0}};
    const auto all_of = [&](const detail::name_index& names, object_kind kind) {
        for (std::uint32_t i = 0; i < names.size(); ++i) objects.push_back({kind, i});
    };
    all_of(data.departments, object_kind::department);
    all_of(data.roles, object_kind::role);
    all_of(data.queues, object_kind::queue);
    std::vector<holder> holders;
    for (std::uint32_t i = 0; i < policy.user_count(); ++i) {
        std::optional<holder> best;
        const auto try_one = [&](object o) {
            const request q{user_id{i}, what, o, given};
            const decision d = policy.decide(q);
            if (!d.allowed) return;
            const scope_kind scope = scope_of_grant(data, d, q);
            if (!best || scope > best->scope) best = holder{user_id{i}, scope, d};
        };
        for (object o : objects) try_one(o);
        try_one(object::of(user_id{i}));
        if (best) holders.push_back(*best);
    }
    return holders;
}

} // namespace almon::inline v0::policy
