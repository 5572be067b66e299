// SPDX-License-Identifier: BSL-1.0
#pragma once

// The version of the library: as macros for the preprocessor, and as values for programs.

#define ALMON_VERSION_MAJOR 0
#define ALMON_VERSION_MINOR 1
#define ALMON_VERSION_PATCH 0

#include <string_view>

namespace almon::inline v0 {

/// The version of the headers that a program was compiled with, as `major.minor.patch`.
inline constexpr std::string_view header_version = "0.1.0";

/// The version of the compiled library that a program is linked with.
[[nodiscard]] std::string_view library_version() noexcept;

} // namespace almon::inline v0
