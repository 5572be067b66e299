// SPDX-License-Identifier: BSL-1.0
#pragma once

// Four roles that fit an agency as they are: supervisor, operator, controller, agent. The same as TOML lies in
// tests/data/policy/seed_roles.toml; a test holds the two against each other.

#include <vector>

#include <almon/policy/rule.hpp>

namespace almon::inline v0::policy {

/// The four, in the order of their names above.
///
/// supervisor: sees, hears and calls everyone and everything; his own number is presented; not recorded.
/// operator:   answers clients and sees their numbers, decides, transfers, uses the CRM; operators' statistics only; no
///             recordings; recorded.
/// controller: hears recordings, sees all statistics; no CRM, no clients; recorded.
/// agent:      his extension, deal numbers, nothing else; the office's number is presented; recorded.
[[nodiscard]] std::vector<raw_role> seed_roles();

} // namespace almon::inline v0::policy
