// SPDX-License-Identifier: BSL-1.0
// Texts with the answers of the Python package phonenumbers, frozen; tests/oracle/numbering.py and numbering_find.py
// wrote them. A fresh million runs with `make oracle`.
#include <map>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <almon/numbering/find.hpp>
#include <almon/numbering/plan.hpp>

#include "oracle.hpp"

namespace almon::test {
namespace {

void expect_same_metadata(std::string_view head) {
    constexpr std::string_view begin = "# phonenumbers ";
    ASSERT_TRUE(head.starts_with(begin));
    const std::string_view version = head.substr(begin.size(), head.find(',') - begin.size());
    EXPECT_EQ(version, numbering::metadata_version()) << "the sample is another version's: write it anew";
}

TEST(FrozenSample, AnswersAsPhonenumbersButForTheListedClasses) {
    std::map<std::string, std::size_t> listed;
    std::size_t rows = 0, wrong = 0;
    oracle_row row;
    ASSERT_TRUE(each_line_of(ALMON_TEST_DATA "/numbering/oracle.tsv.gz", [&](std::string_view line) {
        if (line.starts_with('#')) return expect_same_metadata(line);
        if (!read_row(line, row)) return;
        ++rows;
        const std::string different = difference(row);
        if (different.starts_with('[')) ++listed[different];
        else if (!different.empty() && ++wrong <= 20) ADD_FAILURE() << line << "\n    " << different;
    }));
    EXPECT_EQ(wrong, 0u);
    EXPECT_GE(rows, 50'000u);
    for (const auto& [name, count] : listed) EXPECT_LT(count * 100, rows) << name << " is no longer rare";
}

TEST(FrozenSample, TellsCarriersAsPhonenumbersDoes) {
    std::size_t rows = 0, told = 0, wrong = 0;
    oracle_row row;
    ASSERT_TRUE(each_line_of(ALMON_TEST_DATA "/numbering/carriers.tsv.gz", [&](std::string_view line) {
        if (line.starts_with('#')) return expect_same_metadata(line);
        if (!read_row(line, row)) return;
        ++rows;
        told += !row.carrier.empty();
        const std::string different = difference(row);
        if (!different.empty() && !different.starts_with('[') && ++wrong <= 20)
            ADD_FAILURE() << line << "\n    " << different;
    }));
    EXPECT_EQ(wrong, 0u);
    EXPECT_EQ(rows, 2'000u);
    EXPECT_GT(told, 500u);
}

TEST(FrozenSample, FindsInTextsWhatPhonenumbersFinds) {
    std::size_t rows = 0, wrong = 0, numbers = 0;
    ASSERT_TRUE(each_line_of(ALMON_TEST_DATA "/numbering/find.tsv.gz", [&](std::string_view line) {
        if (line.starts_with('#')) return expect_same_metadata(line);
        const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
        const std::string_view home = line.substr(0, first) == "ZZ" ? "" : line.substr(0, first);
        std::string found;
        const std::string text = unescape(line.substr(first + 1, second - first - 1));
        for (const numbering::found_number& f : numbering::find(text, {home, {}})) {
            found += fmt::format("{}{}-{}:{}", found.empty() ? "" : " ", f.begin, f.end, f.value.number().e164());
            ++numbers;
        }
        ++rows;
        if (found != line.substr(second + 1) && ++wrong <= 20) ADD_FAILURE() << line << "\n    found " << found;
    }));
    EXPECT_EQ(wrong, 0u);
    EXPECT_GE(rows, 5'000u);
    EXPECT_GT(numbers, rows / 2);
}

} // namespace
} // namespace almon::test
