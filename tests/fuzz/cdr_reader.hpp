// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the fuzz targets of all readers share.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/json.hpp>
#include <almon/cdr/readers/reader.hpp>

inline int fuzz_reader(almon::cdr::format f, const std::uint8_t* data, std::size_t size) {
    using namespace almon;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    cdr::context ctx;
    ctx.explain = true;
    cdr::assembler calls(ctx, [](const cdr::call& c) {
        const auto& s = c.spans;
        const auto total = s.ring + s.menu + s.wait + s.talk + s.hold + s.other;
        if (c.end < c.start || total != c.end - c.start) std::abort();
        const std::string line = cdr::to_json(c);
        if (line.find('\n') != std::string::npos || line.find('\0') != std::string::npos) std::abort();
    });
    const auto reader = cdr::make_reader(f, {"fuzz", 0, {}, {}}, {});
    // in two pieces: a record may lie across them
    reader->feed(text.substr(0, size / 2), calls);
    reader->feed(text.substr(size / 2), calls);
    reader->finish(calls);
    calls.finish();
    return 0;
}
