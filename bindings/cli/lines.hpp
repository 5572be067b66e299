// SPDX-License-Identifier: BSL-1.0
#pragma once

// Lines in, lines out: what the batch commands share.

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"

namespace almon::cli {

/// Calls `visit(line, index)` with each of `arguments`, or with each line of standard input where there are none.
template <class Visit>
void each_line(const std::vector<std::string>& arguments, Visit visit) {
    std::size_t index = 0;
    for (const std::string& a : arguments) visit(a, ++index);
    if (!arguments.empty()) return;
    for (std::string line; std::getline(std::cin, line);) {
        if (line.ends_with('\r')) line.pop_back();
        visit(line, ++index);
    }
}

/// Flushes standard output; a full disk or a closed pipe ends the command with `resource`.
inline void flush_output() {
    if (std::cout.flush()) return;
    std::cerr << "almon: standard output could not be written\n";
    throw leave{resource};
}

} // namespace almon::cli
