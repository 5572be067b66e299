// SPDX-License-Identifier: BSL-1.0
#include "office_option.hpp"

#include <iostream>

namespace almon::cli {

office::office_file open_office(const std::string& path) {
    auto loaded = office::load(path);
    if (loaded) {
        for (const diagnostic& d : loaded->warnings) std::cerr << "warning: " << to_string(d) << '\n';
        return std::move(*loaded);
    }
    for (const diagnostic& d : loaded.error().mistakes) std::cerr << to_string(d) << '\n';
    const bool unreadable = loaded.error().mistakes.front().reason == office::errc::unreadable;
    throw leave{unreadable ? resource : bad_input};
}

} // namespace almon::cli
