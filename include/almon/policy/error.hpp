// SPDX-License-Identifier: BSL-1.0
#pragma once

// What can be wrong with rules, and with a question put to them.

#include <almon/core/error.hpp>

namespace almon::inline v0::policy {

enum class errc : std::uint16_t {
    unknown_verb = 601,
    unknown_role = 602,
    unknown_scope = 603,
    unknown_effect = 604,
    unknown_condition = 605,
    unknown_value = 606,
    duplicate_role = 607,
    inheritance_cycle = 608,
    unknown_user = 609,
    malformed_hours = 610,
    nothing_stated = 611,
    too_large = 612,
    unknown_object = 613,
};

inline constexpr error_info errc_table[] = {
    {601, "policy.unknown_verb", "no such verb; `almon policy verbs` lists them, and group.* means a whole group"},
    {602, "policy.unknown_role", "no role of this name is declared"},
    {603, "policy.unknown_scope",
     "a scope is own, department, role, queue, tenant or any, or names one: role:operator"},
    {604, "policy.unknown_effect", "a rule's effect is permit or forbid; a test expects allow or deny"},
    {605, "policy.unknown_condition",
     "a condition is about direction, class, state, evidence, line or hours; no other fact is known"},
    {606, "policy.unknown_value", "this is none of the words that may stand here"},
    {607, "policy.duplicate_role", "this role is declared twice; keep one"},
    {608, "policy.inheritance_cycle", "this role inherits itself by way of others"},
    {609, "policy.unknown_user", "no user of this name"},
    {610, "policy.malformed_hours", "hours are \"office\", or days and times like \"mon-fri 09:00-18:00\""},
    {611, "policy.nothing_stated", "a rule needs at least one verb, and a condition at least one value"},
    {612, "policy.too_large", "more roles, rules, conditions or users than a policy can hold"},
    {613, "policy.unknown_object",
     "not an object: a user's name, own, everything, outside, department:NAME, role:NAME or queue:NAME"},
};

constexpr const error_info& describe(errc code) noexcept {
    return find_error(errc_table, code);
}

} // namespace almon::inline v0::policy
