// SPDX-License-Identifier: BSL-1.0
#pragma once

// One flat JSON object a line, as a template wrote it that may have escaped nothing.

#include <string>
#include <string_view>
#include <vector>

namespace almon::inline v0::cdr {

/// The names and values of the members of `line`, numbers as they stand, null as nothing; false where it is no such object.
[[nodiscard]] bool read_json_row(std::string_view line, std::vector<std::string>& names,
                                 std::vector<std::string>& values);

} // namespace almon::inline v0::cdr
