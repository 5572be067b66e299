// SPDX-License-Identifier: BSL-1.0
#pragma once

// The parts of an office file, each read by a function of its own.

#include <almon/office/load.hpp>

#include "section.hpp"

namespace almon::inline v0::office::detail {

/// `[office]`: who and where.
void read_office(section& s, tenant::tenant& out);

/// Lines, trunks, departments, users, opening hours; then what they say about each other.
void read_parts(section& top, section& office, const policy::raw_policy& rules, routing::rules& routing,
                tenant::tenant& out, std::vector<claim>& claims);

/// `[records]`: what of a PBX that others use, too, is this office's.
void read_records(section& s, tenant::tenant& out, std::vector<claim>& claims);

/// A claim with the place of what makes it.
claim claim_at(claim::kind_type kind, std::string text, const toml::source_region& at);

/// `[calls]`: what calls count as, once the parts that its rules name are read.
cdr::outcome_policy read_calls(section& s, const tenant::tenant& office);

/// Weekly windows as `mon-fri 09:00-18:00`.
std::vector<tenant::weekly_window> read_windows(section& s, std::string_view key);

/// `[[tariff]]` and `[routing]`.
void read_routing(section& top, routing::rules& out);
/// What a trunk may carry, from its own table.
routing::trunk_limits read_limits(section& s, std::string name);

/// Roles and tests, their places kept; what is wrong with their words is found when they are compiled.
policy::raw_policy read_policy(section& top);

} // namespace almon::inline v0::office::detail
