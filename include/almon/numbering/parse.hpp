// SPDX-License-Identifier: BSL-1.0
#pragma once

// Any spelling of a phone number to E.164.

#include <string>
#include <string_view>

#include <almon/core/result.hpp>
#include <almon/numbering/error.hpp>
#include <almon/numbering/number.hpp>

namespace almon::inline v0::numbering {

/// Where a number without a country code is at home.
struct home {
    std::string_view region = "RU"; ///< ISO 3166 region
    std::string_view area = {};     ///< area code that completes local numbers; empty where there is none
};

/// The E.164 number that `text` spells, seen from `where`. `errc` with the byte offset otherwise.
[[nodiscard]] result<number> parse(std::string_view text, const home& where = {}) noexcept;

} // namespace almon::inline v0::numbering
