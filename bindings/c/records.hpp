// SPDX-License-Identifier: BSL-1.0
#pragma once

// What is to be read, as C says it, for the sources that read records.

#include <string>
#include <vector>

#include <almon/cdr/readers/record_files.hpp>

#include "office.hpp"

namespace almon::c {

/// Whether nothing is missing that `records` announces.
[[nodiscard]] bool is_whole(const almon_records* records) noexcept;

[[nodiscard]] std::vector<std::string> texts(const char* const* from, size_t count);
[[nodiscard]] std::vector<const office::office*> offices_of(const almon_records& wanted);
/// Throws `failure` for a format or a zone that is none.
[[nodiscard]] cdr::record_files::settings settings_of(const almon_records& wanted);
void note(const almon_records& wanted, const diagnostic& d);

} // namespace almon::c
