// SPDX-License-Identifier: BSL-1.0
#pragma once

// An assignment as C sees it; for the directory and for the office.

#include <almon/operators/directory.hpp>

#include "handles.hpp"

namespace almon::c {

/// The number of a struct that C filled: checked, because C can write anything into it.
[[nodiscard]] result<number> number_of(const almon_number* given) noexcept;

/// Fills `out` with what `from` (which may be null) says of the number.
int look_up(const operators::directory* from, const almon_number* given, almon_assignment* out) noexcept;

} // namespace almon::c
