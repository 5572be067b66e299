// SPDX-License-Identifier: BSL-1.0
// Any bytes through the reader and the assembler: nothing crashes, and what comes out is well formed.
#include "cdr_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz_reader(almon::cdr::format::asterisk_sql, data, size);
}
