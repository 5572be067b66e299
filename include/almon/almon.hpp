// SPDX-License-Identifier: BSL-1.0
#pragma once

// The umbrella: every public header of almon. Programs that wait for the compiler include what they use instead.

#include <almon/core/clock.hpp>
#include <almon/core/diagnostic.hpp>
#include <almon/core/entropy.hpp>
#include <almon/core/error.hpp>
#include <almon/core/log.hpp>
#include <almon/core/result.hpp>
#include <almon/core/version.hpp>
#include <almon/numbering/address.hpp>
#include <almon/numbering/calling_hours.hpp>
#include <almon/numbering/dial_rules.hpp>
#include <almon/numbering/digit_pattern.hpp>
#include <almon/numbering/error.hpp>
#include <almon/numbering/format.hpp>
#include <almon/numbering/number.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/numbering/plan.hpp>
#include <almon/numbering/read_address.hpp>
#include <almon/numbering/zones.hpp>
#include <almon/office/clients.hpp>
#include <almon/office/error.hpp>
#include <almon/office/instructions.hpp>
#include <almon/office/load.hpp>
#include <almon/operators/assignment.hpp>
#include <almon/operators/brand.hpp>
#include <almon/operators/build.hpp>
#include <almon/operators/diff.hpp>
#include <almon/operators/directory.hpp>
#include <almon/operators/error.hpp>
#include <almon/operators/region.hpp>
#include <almon/operators/register.hpp>
#include <almon/policy/compile.hpp>
#include <almon/policy/decide.hpp>
#include <almon/policy/error.hpp>
#include <almon/policy/expectation.hpp>
#include <almon/policy/explain.hpp>
#include <almon/policy/rule.hpp>
#include <almon/policy/seed.hpp>
#include <almon/policy/vocabulary.hpp>
#include <almon/tenant/calendar.hpp>
#include <almon/tenant/line.hpp>
#include <almon/tenant/tenant.hpp>
#include <almon/tenant/trunk.hpp>
#include <almon/tenant/user.hpp>
