// SPDX-License-Identifier: BSL-1.0
#include <cstring>
#include <string>

#include <almon/almon.hpp>

extern "C" __attribute__((visibility("default"))) void pbx_module_mask(const char* text, char* out, std::size_t size) {
    const auto number = almon::numbering::parse(text);
    const std::string shown = number ? number->masked() : std::string("?");
    std::strncpy(out, shown.c_str(), size);
}
