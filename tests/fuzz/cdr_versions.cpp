// SPDX-License-Identifier: BSL-1.0
// Any bytes as manager events, settled piece by piece: versions of a call are numbered without gaps, and well formed.
#include <cstdlib>
#include <map>
#include <string>

#include "cdr_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace almon;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    cdr::context ctx;
    ctx.explain = true;
    ctx.keep_open = 2;
    std::map<std::string, std::uint32_t> versions;
    cdr::assembler calls(ctx, [&](const cdr::call& c, const cdr::difference& d) {
        if (d.version != ++versions[c.id]) std::abort();
        std::string line;
        cdr::to_json(c, d, {}, line);
        if (line.find('\n') != std::string::npos) std::abort();
        if (d.withdrawn) return;
        const auto& s = c.spans;
        const auto total = s.ring + s.menu + s.wait + s.talk + s.hold + s.other;
        if (c.end < c.start || total != c.end - c.start) std::abort();
    });
    const auto reader = cdr::make_reader(cdr::format::asterisk_ami, {"fuzz", 0, {}, {}}, {});
    constexpr std::size_t piece = 200;
    for (std::size_t at = 0; at < size; at += piece) {
        reader->feed(text.substr(at, piece), calls);
        calls.settle();
    }
    reader->finish(calls);
    calls.settle();
    const auto needed = calls.needed();
    if (calls.told(needed).size() > versions.size()) std::abort();
    calls.finish();
    return 0;
}
