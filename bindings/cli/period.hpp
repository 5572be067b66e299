// SPDX-License-Identifier: BSL-1.0
#pragma once

// `--since` and `--until`.

#include <string>

#include <almon/cdr/period.hpp>
#include <almon/core/clock.hpp>

namespace almon::cli {

/// From `since` on and before `until`, each empty or a time: RFC 3339, `2026-11-22 09:00:00` on a clock in `zone`, or a day,
/// which is meant whole. Leaves with `usage`, naming the option, where one is none of these or nothing lies between them.
[[nodiscard]] cdr::period period_between(const std::string& since, const std::string& until, const time_zone& zone);

} // namespace almon::cli
