// SPDX-License-Identifier: BSL-1.0
#pragma once

// Why an answer is what it is, how near a denied one is to a grant, and who may do a thing: all from the very table
// that decides.

#include <optional>
#include <string>
#include <vector>

#include <almon/policy/decide.hpp>

namespace almon::inline v0::policy {

/// What keeps a permit from granting: it is overruled by a forbid, it covers others' things, its conditions do not
/// hold, or it belongs to a role that the user lacks.
enum class obstacle : std::uint8_t { overruled, scope, condition, role };
inline constexpr std::array<std::string_view, 4> obstacle_names = {"overruled", "scope", "condition", "role"};

/// The permit that comes nearest to granting what was denied.
struct near_grant {
    const written_rule* rule;
    obstacle stands_in_the_way;
};

/// *Lifetime*: the rules are the table's.
struct explanation {
    decision answer;
    const written_rule* rule = nullptr; ///< the deciding one; null where no rule decided
    std::optional<near_grant> nearest;  ///< only of a denial
};

[[nodiscard]] explanation explain(const table& policy, const request& q);

/// One sentence: `deny: office.toml:42: forbid recording.* of role agent; nearest: …`.
[[nodiscard]] std::string to_string(const table& policy, const explanation& e);

/// One who may do it: how far, and by which rule.
struct holder {
    user_id user;
    scope_kind scope = scope_kind::any; ///< of the deciding permit
    decision answer;
};

/// All users who may do `what` to `whose` under `given`, in the tenant's order. *Complexity*: one decision a user.
[[nodiscard]] std::vector<holder> who(const table& policy, verb what, object whose = {},
                                      const circumstances& given = {});

/// All users who may do `what` to anything at all, if only to their own: those of `who` for everything, for each
/// department, role and queue, and for himself; with the widest scope that was found.
[[nodiscard]] std::vector<holder> who_at_all(const table& policy, verb what, const circumstances& given = {});

} // namespace almon::inline v0::policy
