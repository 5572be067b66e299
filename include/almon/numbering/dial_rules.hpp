// SPDX-License-Identifier: BSL-1.0
#pragma once

// How one trunk or PBX writes and expects numbers.

#include <cstdint>
#include <string>

namespace almon::inline v0::numbering {

/// The common habits by name: `+79161234567`, `79161234567`, `89161234567`, `9161234567`.
enum class spelling : std::uint8_t { plus, international, national, ten_digit };

struct dial_rules {
    std::string home = "RU";    ///< region in which bare numbers are read
    std::string area;           ///< area code for local ones
    std::string outside_prefix; ///< digits dialled for an outside line
    spelling writes = spelling::plus;
};

} // namespace almon::inline v0::numbering
