// SPDX-License-Identifier: BSL-1.0
#pragma once

// From the words of a file to the table that decides. All mistakes are told at once, each with its place and the
// nearest right word; a policy with a mistake is not compiled at all.

#include <optional>
#include <span>
#include <vector>

#include <almon/core/diagnostic.hpp>
#include <almon/policy/decide.hpp>
#include <almon/policy/rule.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::policy {

/// A table, or at least one problem.
struct compilation {
    std::optional<table> policy;
    std::vector<diagnostic> problems;
};

/// Compiles `raw` for the users of `office`. Tests in `raw` are not run: see expectation.hpp. Memory and time grow
/// with distinct sets of roles, not with users.
[[nodiscard]] compilation compile(const raw_policy& raw, const tenant::tenant& office);

/// Reads facts (`direction = inbound`) as conditions and tests write them; mistakes are added to `problems`.
/// `hours` here is `open`, `closed`, or a weekday and a time such as `mon 10:30`.
[[nodiscard]] circumstances read_facts(const table& policy, std::span<const raw_condition> facts,
                                       std::vector<diagnostic>& problems);

} // namespace almon::inline v0::policy
