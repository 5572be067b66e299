// SPDX-License-Identifier: BSL-1.0
// Any bytes as a snapshot: refused, or every question answered without reading outside them. The hashes are put right
// first, so that the fuzzer gets past them.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include <almon/operators/directory.hpp>

#include "operators/hash.hpp"

namespace {

using namespace almon;
using namespace almon::operators;

void ask_everything(const directory& d) {
    volatile std::size_t seen = 0;
    const auto use = [&](const std::optional<assignment>& a) {
        if (!a) return;
        seen = seen + a->now->name.size() + a->region->text.size() + a->region->codes.size();
        for (std::string_view zone : a->region->zones)
            if (!zone.empty()) seen = seen + static_cast<unsigned char>(zone.back());
        if (const auto origin = d.origin_of(*a)) seen = seen + origin->source->file.size();
    };
    std::vector<almon::number> numbers;
    for (std::uint64_t n = 79'159'999'990; n < 79'160'060'000; n += 997)
        numbers.push_back(almon::detail::make_number(n));
    for (int bit = 0; bit < 64; ++bit) numbers.push_back(almon::detail::make_number(std::uint64_t{1} << bit));
    std::vector<std::optional<assignment>> many(numbers.size());
    d.lookup(numbers, many);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto one = d.lookup(numbers[i]);
        if (one.has_value() != many[i].has_value()) __builtin_trap();
        use(one);
    }
    d.for_each_range([&](const directory::stretch& s) { use(s.held); });
    (void)d.verify();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::uint64_t> aligned((size + 7) / 8);
    if (size) std::memcpy(aligned.data(), data, size);
    const auto bytes = std::as_writable_bytes(std::span(aligned)).first(size);
    if (const auto d = directory::view(bytes)) ask_everything(*d);
    if (size < sizeof(operators::detail::header)) return 0;

    operators::detail::header h;
    std::memcpy(static_cast<void*>(&h), bytes.data(), sizeof h);
    std::memcpy(h.magic, operators::detail::snapshot_magic, sizeof h.magic);
    h.version = operators::detail::snapshot_version;
    h.header_bytes = sizeof h;
    h.file_bytes = size;
    h.content_hash = operators::detail::hash64(bytes.subspan(sizeof h));
    std::memcpy(bytes.data(), &h, sizeof h);
    h.header_hash = operators::detail::hash64(bytes.first(offsetof(operators::detail::header, header_hash)));
    std::memcpy(bytes.data(), &h, sizeof h);
    if (const auto d = directory::view(bytes)) ask_everything(*d);
    return 0;
}
