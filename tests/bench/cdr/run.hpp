// SPDX-License-Identifier: BSL-1.0
#pragma once

// The whole way from bytes to calls, as it is timed and as the compiler is trained for.

#include <cstddef>
#include <string>

#include <almon/cdr/readers/reader.hpp>

namespace bench {

/// Seconds of this process on a core: what else the machine does meanwhile does not count.
double core_seconds();

struct outcome_of_run {
    double seconds = 0;
    std::size_t calls = 0, bytes = 0; ///< of JSON, where it was written
};

/// Reads `text` for an office that knows the trunk and the phones of the generated calls.
outcome_of_run run(almon::cdr::format f, const std::string& text, bool write_json);

} // namespace bench
