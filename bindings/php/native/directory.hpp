// SPDX-License-Identifier: BSL-1.0
#pragma once

// The operator directory, for PHP.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <almon/numbering/number.hpp>
#include <almon/operators/directory.hpp>

#include "answer.hpp"

namespace almon::php {

/// The id of the snapshot at `path`, mapped once a process until the file is replaced; or a failure.
[[nodiscard]] answer directory_open(std::string_view path);
/// `{"built" (microseconds), "numbers", "ranges"}`.
[[nodiscard]] answer directory_info(std::int64_t id);
/// Null, or a failure: the hash over the whole file, and that its tables fit together.
[[nodiscard]] answer directory_verify(std::int64_t id);
/// `assignment_row`, or null where no register knows the number.
[[nodiscard]] answer directory_lookup(std::int64_t id, std::int64_t number);

/// `[operator, holder, brand, inn, ported, region, codes, zones, file, row]`.
[[nodiscard]] answer assignment_row(const operators::directory& d, number n);

} // namespace almon::php
