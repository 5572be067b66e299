// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a trunk wrote: the strings that `almon number diagnose` looks at.

#include <cstddef>
#include <string>
#include <vector>

namespace almon::cli {

struct observed {
    std::vector<std::string> callers; ///< one a channel; or the lines as they are
    std::vector<std::string> ours;    ///< what was dialled: our numbers among them
};

/// Reads call records of any format that almon reads, and where the text is none of them, lines. `channel`: only
/// records of channels whose name begins so; `column`: of CSV lines, counted from 1; 0 to recognise the format.
[[nodiscard]] observed read_observed(const std::string& text, const std::string& channel, std::size_t column);

} // namespace almon::cli
