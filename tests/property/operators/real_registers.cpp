// SPDX-License-Identifier: BSL-1.0
// The real registers, where they lie beside the project: how many rows each gives, and every row's ends looked up
// against a slow map made by another reader.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include <almon/operators/build.hpp>
#include <almon/operators/directory.hpp>

namespace {

using namespace almon;
using namespace almon::operators;

const std::string folder = ALMON_SHARED_DIR "/registers/ru/";

struct expectation {
    const char* file;
    std::uint32_t rows, repaired;
    text_encoding encoding;
    int columns;
};

// Source: registers/README.md of the shared folder, and grep.
constexpr expectation expectations[] = {
    {"ABC-3x.2014-11.csv", 19'702, 3, text_encoding::windows_1251, 6},
    {"ABC-8x.2014-11.csv", 49'344, 12, text_encoding::windows_1251, 6},
    {"DEF-9x.2014-11.csv", 66'002, 1'650, text_encoding::windows_1251, 6},
    {"DEF-9x.2018-10.csv", 52'557, 2, text_encoding::windows_1251, 6},
    {"DEF-9xx.2020-08.csv", 7'931, 0, text_encoding::utf8, 6},
    {"DEF-9xx.2023.csv", 9'853, 0, text_encoding::utf8, 7},
    {"DEF-9xx.2026-08.csv", 17'059, 0, text_encoding::utf8, 8},
};

#define NEED_REGISTERS()                                                                                               \
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "not run: no real registers at " << folder

TEST(real_registers, give_every_row) {
    NEED_REGISTERS();
    builder b;
    for (const expectation& e : expectations) {
        const auto report = b.add_file(folder + e.file);
        ASSERT_TRUE(report) << e.file;
        EXPECT_EQ((*report)->rows, e.rows) << e.file;
        EXPECT_EQ((*report)->repaired, e.repaired) << e.file;
        EXPECT_EQ((*report)->rejected, 0u) << e.file;
        EXPECT_EQ((*report)->layout.encoding, e.encoding) << e.file;
        EXPECT_EQ((*report)->layout.columns.count, e.columns) << e.file;
    }
    const auto bytes = b.finish({});
    ASSERT_TRUE(bytes);
    const auto d = directory::view(*bytes);
    ASSERT_TRUE(d && d->verify());
    std::uint64_t without_zone = 0;
    d->for_each_range([&](const directory::stretch& s) {
        if (s.held && s.held->region->zones.empty()) without_zone += s.last - s.first + 1;
    });
    EXPECT_LT(without_zone, d->numbers() / 500) << "nearly every text names regions that the table knows";
}

/// The register of 2026 by the most naive reader: split at `;`, believe everything.
TEST(real_registers, of_2026_answer_as_a_naive_reader_does) {
    NEED_REGISTERS();
    const std::string path = folder + "DEF-9xx.2026-08.csv";
    builder b;
    ASSERT_TRUE(b.add_file(path));
    const auto bytes = b.finish({});
    const auto d = directory::view(*bytes);
    ASSERT_TRUE(d);
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    std::uint32_t row = 1;
    std::uint64_t capacity = 0;
    while (std::getline(in, line)) {
        ++row;
        const std::uint64_t code = std::stoull(line),
                            first = 70'000'000'000 + code * 10'000'000 + std::stoull(line.substr(4, 7));
        const std::uint64_t last = 70'000'000'000 + code * 10'000'000 + std::stoull(line.substr(12, 7));
        const std::string inn = line.substr(line.rfind(';') + 1);
        for (std::uint64_t n : {first, last, (first + last) / 2}) {
            const auto a = d->lookup(almon::detail::make_number(n));
            ASSERT_TRUE(a) << row;
            ASSERT_EQ(a->now->inn, inn.size() == 10 || inn.size() == 12 ? inn : "") << row;
            ASSERT_EQ(d->origin_of(*a)->row, row);
            ASSERT_FALSE(a->region->zones.empty()) << row;
        }
        capacity += last - first + 1;
    }
    EXPECT_EQ(row, 17'060u);
    EXPECT_EQ(d->numbers(), capacity);
}

} // namespace
