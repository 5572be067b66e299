// SPDX-License-Identifier: BSL-1.0
#pragma once

// The report of missed calls, for PHP.

#include <cstdint>
#include <string_view>
#include <vector>

#include "answer.hpp"

namespace almon::php {

/// `{"missed": [JSON text of each], "short_abandons": [the same], "totals": JSON text, "mistakes"}`. The first arguments
/// are those of `calls_open`; a file that cannot be read is a failure.
[[nodiscard]] answer missed_read(const std::vector<std::string_view>& files, std::string_view format,
                                 const std::vector<std::string_view>& offices, std::string_view zone,
                                 const std::vector<std::string_view>& columns, std::string_view since,
                                 std::string_view until, std::string_view viewer, std::int64_t at);

} // namespace almon::php
