// SPDX-License-Identifier: BSL-1.0
#pragma once

// A call as JSON and as a row of CSV: schema 1, keys in one order, null for what nobody knows.

#include <string>
#include <string_view>

#include <almon/cdr/call.hpp>
#include <almon/core/clock.hpp>

namespace almon::inline v0::cdr {

/// How a call is written.
struct json_options {
    time_zone zone;       ///< times are written with its offset
    bool explain = false; ///< adds `"why"`
};

/// Appends `c` as one JSON object without a line end. Full numbers: the caller answers for who may see them.
void to_json(const call& c, const json_options& options, std::string& out);
[[nodiscard]] std::string to_json(const call& c, const json_options& options = {});

/// The names of the columns that `to_csv` writes, without a line end.
[[nodiscard]] std::string_view csv_header() noexcept;
/// Appends `c` as one row of CSV (RFC 4180) without a line end.
void to_csv(const call& c, const json_options& options, std::string& out);

} // namespace almon::inline v0::cdr
