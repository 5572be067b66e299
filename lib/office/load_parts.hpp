// SPDX-License-Identifier: BSL-1.0
#pragma once

// The parts of an office file, each read by a function of its own.

#include <almon/office/load.hpp>

#include "section.hpp"

namespace almon::inline v0::office::detail {

/// `[office]`: who and where.
void read_office(section& s, tenant::tenant& out);

/// Lines, trunks, departments, users, opening hours; then what they say about each other.
void read_parts(section& top, section& office, const std::vector<std::string>& roles, tenant::tenant& out);

/// Roles and tests, their places kept; what is wrong with their words is found when they are compiled.
policy::raw_policy read_policy(section& top);

} // namespace almon::inline v0::office::detail
