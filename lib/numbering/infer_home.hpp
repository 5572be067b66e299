// SPDX-License-Identifier: BSL-1.0
#pragma once

// Where a trunk is at home, by the numbers that it wrote.

#include <span>
#include <string>
#include <string_view>

#include <almon/numbering/diagnose.hpp>

namespace almon::inline v0::numbering::detail {

/// The region in which most of `observed` are numbers; `usual` where none tells or others fit no better.
[[nodiscard]] guess infer_region(std::span<const std::string> observed, std::string_view usual, std::string& region);

/// The area code which makes the local ones among `observed` whole, by the landlines of `observed` and `ours`; empty
/// where nothing tells.
[[nodiscard]] guess infer_area(std::span<const std::string> observed, std::span<const std::string> ours,
                               std::string_view region, std::string& area);

} // namespace almon::inline v0::numbering::detail
