// SPDX-License-Identifier: BSL-1.0
// Any bytes as an office file: an office or a list of mistakes with places, never both, never a crash; and no message
// may hold a run of digits long enough to be a telephone number.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <almon/office/load.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view toml(reinterpret_cast<const char*>(data), size);
    const auto loaded = almon::office::load_text(toml, "f.toml");
    if (loaded) return 0;
    if (loaded.error().mistakes.empty()) std::abort();
    for (const almon::diagnostic& d : loaded.error().mistakes) {
        int run = 0;
        for (const char c : almon::to_string(d)) {
            run = c >= '0' && c <= '9' ? run + 1 : 0;
            if (run >= 11) std::abort();
        }
    }
    return 0;
}
