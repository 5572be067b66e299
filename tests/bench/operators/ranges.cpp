// SPDX-License-Identifier: BSL-1.0
#include "ranges.hpp"

#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include <almon/core/entropy.hpp>
#include <almon/operators/build.hpp>

namespace bench {

using namespace almon;
using namespace almon::operators;

namespace {

/// The sizes of the real landline register of 2014: of 100 rows 5 of ten thousand or more, 19 of thousands, 50 of
/// hundreds, 23 of some tens and 3 of one number.
std::uint64_t draw_size(seeded_entropy& random) {
    const std::uint64_t kind = random.below(100);
    if (kind < 5) return 10'000;
    if (kind < 24) return 1'000 * (1 + random.below(3));
    if (kind < 74) return 100 * (1 + random.below(5));
    return kind < 97 ? 2 + random.below(98) : 1;
}

std::string synthetic_register(int first_code, int codes, std::size_t count, seeded_entropy& random) {
    std::string text = "АВС/ DEF;От;До;Емкость;Оператор;Регион\n";
    std::size_t rows = 0;
    for (int code = first_code; code < first_code + codes; ++code) {
        std::uint64_t at = 2'000'000;
        for (std::size_t i = 0; i < count / static_cast<std::size_t>(codes) && rows < count; ++i, ++rows) {
            const std::uint64_t size = draw_size(random);
            if (random.below(10) == 0) at += random.below(2'000); // holes that nobody holds
            if (at + size > 9'999'999) break;
            text += fmt::format("{};{:07};{:07};{};Оператор {};{}\n", code, at, at + size - 1, size, random.below(600),
                                random.below(2) ? "Тверская область" : "Москва");
            at += size;
        }
    }
    return text;
}

} // namespace

data make_data(std::size_t wanted) {
    data out;
    builder b;
    const std::string folder = ALMON_SHARED_DIR "/registers/ru/";
    for (const char* file : {"ABC-3x.2014-11.csv", "ABC-8x.2014-11.csv", "DEF-9xx.2026-08.csv"})
        if (std::filesystem::exists(folder + file)) out.real += (*b.add_file(folder + file).value()).rows;
    seeded_entropy random(430'000);
    const int first_code = out.real ? 401 : 301;
    out.synthetic = wanted - out.real;
    b.add("synthetic.2026.csv", synthetic_register(first_code, 98, out.synthetic, random));
    out.synthetic = b.reports().back().rows;
    out.snapshot = b.finish({}).value();
    const directory d = directory::view(out.snapshot).value();
    d.for_each_range([&](const directory::stretch& s) {
        if (s.held)
            out.ranges.push_back({s.first, s.last, static_cast<std::uint32_t>(s.held->now - d.operators().data()) + 1});
    });
    return out;
}

} // namespace bench
