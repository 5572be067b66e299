// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <vector>

#include "state.hpp"

namespace almon::inline v0::office::detail {

[[nodiscard]] std::vector<std::string> changes_between(const state& before, const state& after);

} // namespace almon::inline v0::office::detail
