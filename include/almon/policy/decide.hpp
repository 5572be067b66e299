// SPDX-License-Identifier: BSL-1.0
#pragma once

// May this user do this, to whose things, under these circumstances; and if so, with which obligations.
//
// What is not permitted is denied, and forbid wins over permit, whichever roles the two come from. A condition on a
// fact that is not known is in error: its permit does not permit and its forbid does forbid. An emergency call passes,
// whoever makes it and whatever is written.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include <almon/core/clock.hpp>
#include <almon/core/result.hpp>
#include <almon/policy/detail/table_data.hpp>
#include <almon/policy/error.hpp>
#include <almon/policy/vocabulary.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::policy {

/// A user's place in the tenant's list.
enum class user_id : std::uint32_t {};

enum class object_kind : std::uint8_t { everything, user, department, role, queue, outside };

/// Whose things are asked for: one user's, a department's, those of all holders of a role, a queue's, those of an
/// outside party, or everything of the tenant's.
struct object {
    object_kind kind = object_kind::everything;
    std::uint32_t id = 0; ///< place among the users, departments, roles or queues of the table

    [[nodiscard]] static constexpr object of(user_id u) noexcept { return {object_kind::user, detail::underlying(u)}; }
    friend constexpr bool operator==(object, object) noexcept = default;
};

/// What is known of the call. Leave unknown what is not known.
struct circumstances {
    policy::direction direction = direction::unknown;
    policy::number_class number_class = number_class::unknown;
    policy::call_state state = call_state::unknown;
    policy::evidence evidence = evidence::unknown;
    enum class hours : std::uint8_t { unknown, open, closed };
    hours office = hours::unknown;
    static constexpr std::uint16_t unknown_minute = 0xFFFF;
    std::uint16_t minute_of_week = unknown_minute; ///< local, since Monday 00:00
    std::uint32_t line = detail::none;             ///< place in the tenant's list of lines
};

/// Fills in the facts about the time: minute of the week and whether the office is open.
[[nodiscard]] circumstances at_time(circumstances given, const tenant::tenant& office, instant now);

struct request {
    user_id who;
    verb what;
    object whose = {};
    circumstances given = {};
};

/// What comes with the answer.
struct obligations {
    visibility show_number = visibility::nothing;
    presentation present = presentation::office;
    recording record = recording::never;
    bool announce = false; ///< tell the other side that the call is recorded

    friend constexpr bool operator==(obligations, obligations) noexcept = default;
};

/// Whether a call is with somebody outside or between colleagues: recording has an order of strictness for each.
enum class situation : std::uint8_t { outside, between_staff };

/// Both sets at once: of each obligation the stricter. Number shown: nothing > alias > partial > full. Presented:
/// office > line > own. Recording with an outside party: always > on_demand > never; between staff the reverse.
/// Announced if either is. For a conference, fold it over all colleagues in it.
[[nodiscard]] constexpr obligations stricter(obligations a, obligations b, situation s) noexcept {
    const bool outside = s == situation::outside;
    return {std::max(a.show_number, b.show_number), std::max(a.present, b.present),
            outside ? std::max(a.record, b.record) : std::min(a.record, b.record), a.announce || b.announce};
}

/// Why the answer is what it is.
enum class reason : std::uint8_t {
    granted,      ///< a permit fits, and no forbid does
    emergency,    ///< a call for help
    forbidden,    ///< a forbid fits
    fact_unknown, ///< a forbid, or the only permit, asks for a fact that the request does not give
    not_granted,  ///< no permit fits
    unknown_user,
};
inline constexpr std::array<std::string_view, 6> reason_names = {"granted",      "emergency",   "forbidden",
                                                                 "fact_unknown", "not_granted", "unknown_user"};

/// The answer. `rule` is the place of the deciding rule in the table, and `line` its line in the file; both are
/// `no_rule` / 0 where no rule decided.
struct decision {
    static constexpr std::uint32_t no_rule = detail::none;

    bool allowed = false;
    reason why = reason::not_granted;
    obligations with;
    std::uint32_t rule = no_rule;
    std::uint32_t line = 0;

    friend constexpr bool operator==(const decision&, const decision&) noexcept = default;
};

/// A compiled policy. Made by `compile`. *Threads*: immutable; share freely. *Fork*: plain memory, safe.
class table {
public:
    /// Nobody may do anything.
    table() = default;
    explicit table(detail::table_data data) noexcept : data_(std::move(data)) {}

    /// *Complexity*: the clauses of one cell, usually one to three; no allocation, no lock.
    [[nodiscard]] decision decide(const request& q) const noexcept;
    /// The same by names; an unknown verb or user is denied.
    [[nodiscard]] decision decide(std::string_view user, std::string_view what, object whose = {},
                                  const circumstances& given = {}) const noexcept {
        const std::optional<verb> v = find_verb(what);
        const std::optional<user_id> u = find_user(user);
        if (!v) return {};
        return decide({u ? *u : user_id{detail::none}, *v, whose, given});
    }

    [[nodiscard]] std::optional<user_id> find_user(std::string_view name) const noexcept {
        const auto found = data_.users.find(name);
        if (!found) return std::nullopt;
        return user_id{*found};
    }
    [[nodiscard]] std::size_t user_count() const noexcept { return data_.people.size(); }
    /// *Lifetime*: of the table.
    [[nodiscard]] std::string_view name(user_id u) const noexcept { return data_.users.name(detail::underlying(u)); }

    /// How the number of `whose` outside party looks to `u`: in full only where the obligations say so and
    /// `data.view_number` is allowed; where it is not, the obligation's own form, or nothing where that would be full.
    [[nodiscard]] visibility number_shown_to(user_id u, object whose = {object_kind::outside, 0},
                                             const circumstances& given = {}) const noexcept;

    /// The rule that a decision names; null where none decided.
    [[nodiscard]] const written_rule* rule(const decision& d) const noexcept {
        return d.rule < data_.rules.size() ? &data_.rules[d.rule] : nullptr;
    }
    /// The file that the rules were read from.
    [[nodiscard]] std::string_view file() const noexcept { return data_.file; }
    /// The compiled form, for those who read it as a whole (`explain`, `who`).
    [[nodiscard]] const detail::table_data& data() const noexcept { return data_; }

private:
    detail::table_data data_;
};

/// Reads an object as people write it: a user's name or `user:NAME`, `own`, `everything`, `outside`,
/// `department:NAME`, `role:NAME`, `queue:NAME`. `who` is the user that `own` means.
[[nodiscard]] result<object> find_object(const table& policy, user_id who, std::string_view text) noexcept;

namespace detail {

/// Whether a condition's mask holds; a fact without a bit is not known.
enum class truth : std::uint8_t { no, yes, unknown };

template <class Fact>
[[nodiscard]] constexpr truth masked(std::uint8_t mask, Fact fact) noexcept {
    if (!mask) return truth::yes;
    if (fact == Fact::unknown) return truth::unknown;
    return mask & detail::underlying(fact) ? truth::yes : truth::no;
}

/// Lines and hours.
[[nodiscard]] truth holds(const rare_conditions& asked, const circumstances& given) noexcept;

/// All conditions of `c`: no where one fails, else unknown where one cannot be checked.
[[nodiscard]] inline truth holds(const table_data& data, const clause& c, const circumstances& given) noexcept {
    if (c.asks_nothing()) return truth::yes;
    const truth each[] = {masked(c.directions, given.direction), masked(c.classes, given.number_class),
                          masked(c.states, given.state), masked(c.evidences, given.evidence),
                          c.rare == none ? truth::yes : holds(data.rare[c.rare], given)};
    truth all = truth::yes;
    for (truth one : each) {
        if (one == truth::no) return truth::no;
        if (one == truth::unknown) all = truth::unknown;
    }
    return all;
}

[[nodiscard]] bool covers_group(const table_data& data, scope s, std::uint32_t who, object o) noexcept;
[[nodiscard]] bool touches_group(const table_data& data, scope s, std::uint32_t who, object o) noexcept;

/// Whether all of `o` lies within the scope.
[[nodiscard]] inline bool covers(const table_data& data, scope s, std::uint32_t who, object o) noexcept {
    if (s.kind == scope_kind::any) return true;
    if (s.kind == scope_kind::tenant && o.kind == object_kind::everything) return true;
    if (s.kind == scope_kind::own) return o == object{object_kind::user, who};
    return covers_group(data, s, who, o);
}

/// Whether some of `o` may lie within the scope: what a forbid asks.
[[nodiscard]] inline bool touches(const table_data& data, scope s, std::uint32_t who, object o) noexcept {
    if (s.kind == scope_kind::any || o.kind == object_kind::everything) return true;
    return touches_group(data, s, who, o);
}

[[nodiscard]] inline situation situation_of(const request& q) noexcept {
    if (q.given.direction == direction::internal) return situation::between_staff;
    if (q.given.direction != direction::unknown) return situation::outside;
    if (q.what == verb::call_internal) return situation::between_staff;
    return q.whose.kind == object_kind::user && q.given.number_class == number_class::unknown &&
                   describe(q.what).group == verb_group::call
               ? situation::between_staff
               : situation::outside;
}

[[nodiscard]] inline obligations obligations_of(const duties& owes, situation s, direction d) noexcept {
    const bool outside = s == situation::outside;
    obligations o{owes.show_number, owes.present, outside ? owes.record_outside : owes.record_staff, false};
    const auto when = detail::underlying(owes.announce);
    const bool due = d == direction::unknown ? when != 0 : (when & detail::underlying(d)) != 0;
    o.announce = outside && due && o.record != recording::never;
    return o;
}

} // namespace detail

inline decision table::decide(const request& q) const noexcept {
    const bool call = describe(q.what).group == verb_group::call;
    const auto classes = detail::underlying(q.given.number_class);
    if (q.what == verb::call_emergency || (call && (classes & detail::underlying(number_class::emergency))))
        return {true, reason::emergency, {visibility::full, presentation::own, recording::never, false}};

    const std::uint32_t who = detail::underlying(q.who);
    decision d;
    if (who >= data_.people.size()) {
        d.why = reason::unknown_user;
        return d;
    }
    const detail::person& person = data_.people[who];
    const situation where = detail::situation_of(q);
    d.with = detail::obligations_of(data_.profiles[person.profile].owes, where, q.given.direction);
    if (where == situation::between_staff && q.whose.kind == object_kind::user && q.whose.id < data_.people.size()) {
        const detail::person& other = data_.people[q.whose.id];
        d.with.record = std::min(d.with.record, data_.profiles[other.profile].owes.record_staff);
    }

    const detail::cell cell = data_.cells[person.profile * verb_count + detail::underlying(q.what)];
    for (std::uint32_t i = cell.first; i < cell.permits; ++i) {
        const detail::clause& c = data_.clauses[i];
        if (!detail::touches(data_, c.whose, who, q.whose)) continue;
        const detail::truth holds = detail::holds(data_, c, q.given);
        if (holds == detail::truth::no) continue;
        d.why = holds == detail::truth::yes ? reason::forbidden : reason::fact_unknown;
        d.rule = c.rule;
        d.line = c.line;
        return d;
    }
    for (std::uint32_t i = cell.permits; i < cell.end; ++i) {
        const detail::clause& c = data_.clauses[i];
        if (!detail::covers(data_, c.whose, who, q.whose)) continue;
        const detail::truth holds = detail::holds(data_, c, q.given);
        if (holds == detail::truth::no) continue;
        if (holds == detail::truth::unknown && d.why == reason::fact_unknown) continue;
        d.allowed = holds == detail::truth::yes;
        d.why = d.allowed ? reason::granted : reason::fact_unknown;
        d.rule = c.rule;
        d.line = c.line;
        if (d.allowed) return d;
    }
    return d;
}

static_assert(std::is_trivially_copyable_v<request> && std::is_trivially_copyable_v<decision>);
static_assert(noexcept(std::declval<const table&>().decide(std::declval<const request&>())));

} // namespace almon::inline v0::policy
