// SPDX-License-Identifier: BSL-1.0
// Fifty thousand texts with the answers of the Python package phonenumbers, frozen; tests/oracle/numbering.py wrote
// them. A fresh million runs with `make oracle`.
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include <almon/numbering/plan.hpp>

#include "oracle.hpp"

namespace almon::test {
namespace {

struct close_pipe {
    void operator()(std::FILE* f) const { ::pclose(f); }
};

TEST(FrozenSample, AnswersAsPhonenumbersButForTheListedClasses) {
    const std::string command = "gzip -dc '" ALMON_TEST_DATA "/numbering/oracle.tsv.gz'";
    const std::unique_ptr<std::FILE, close_pipe> pipe(::popen(command.c_str(), "r"));
    ASSERT_TRUE(pipe);
    std::map<std::string, std::size_t> listed;
    std::size_t rows = 0, wrong = 0;
    char* buffer = nullptr;
    std::size_t room = 0;
    oracle_row row;
    while (true) {
        const ssize_t length = ::getline(&buffer, &room, pipe.get());
        if (length <= 0) break;
        const std::string_view line(buffer, static_cast<std::size_t>(length) - 1);
        if (line.starts_with("# phonenumbers ")) {
            EXPECT_TRUE(line.substr(15).starts_with(numbering::metadata_version())) << "regenerate the sample";
        }
        if (!read_row(line, row)) continue;
        ++rows;
        const std::string different = difference(row);
        if (different.starts_with('[')) ++listed[different];
        else if (!different.empty() && ++wrong <= 20) ADD_FAILURE() << line << "\n    " << different;
    }
    std::free(buffer);
    EXPECT_EQ(wrong, 0u);
    EXPECT_GE(rows, 50'000u);
    for (const auto& [name, count] : listed) EXPECT_LT(count * 100, rows) << name << " is no longer rare";
}

} // namespace
} // namespace almon::test
