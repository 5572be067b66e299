// SPDX-License-Identifier: BSL-1.0
#pragma once

// What rows tell of their columns, where nobody described them.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "columns.hpp"

namespace almon::inline v0::cdr {

/// What the rows of a cdr_custom file tell of its columns, or why they do not tell it.
struct inferred {
    std::optional<layout> columns;
    std::vector<std::string> reasons; ///< one sentence each; empty where `columns` is set
};
using text_row = std::vector<std::string>;
[[nodiscard]] inferred infer_columns(std::span<const text_row> rows);

/// Whether a record's values stand in this row, or their names: a channel and when the record began.
[[nodiscard]] bool reads_as_record(std::span<const std::string> row) noexcept;

} // namespace almon::inline v0::cdr
