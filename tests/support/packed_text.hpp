// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <string>

#include <almon/cdr/readers/input_file.hpp>

namespace almon::test {

/// All that the file holds, unpacked where it is compressed.
inline std::string text_of(const std::string& path) {
    auto file = cdr::input_file::open(path).value();
    std::string text;
    std::array<char, 1 << 14> block;
    for (auto got = file.read(block); got.value() > 0; got = file.read(block)) text.append(block.data(), *got);
    return text;
}

} // namespace almon::test
