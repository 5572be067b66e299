// SPDX-License-Identifier: BSL-1.0
#include <almon/office/clients.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon;

const number anna = numbering::parse("+79161234567").value();

TEST(client_book, finds_a_client_by_any_spelling_of_the_file) {
    std::vector<diagnostic> problems;
    const auto book = office::client_book::parse(
        "\xEF\xBB\xBFname,number,responsible\r\n\"Anna \"\"A\"\", Ltd\",8 916 123-45-67,ivanov\r\n", "c.csv", {},
        problems);
    EXPECT_TRUE(problems.empty());
    ASSERT_NE(book.find(anna), nullptr);
    EXPECT_EQ(book.find(anna)->name, "Anna \"A\", Ltd");
    EXPECT_EQ(book.find(anna)->responsible, "ivanov");
}

TEST(client_book, keeps_good_rows_around_bad_ones_and_tells_their_lines) {
    std::vector<diagnostic> problems;
    const auto book = office::client_book::parse(
        "number,name\n12,x\n\n+79161234567,\"two\nlines\"\n89161234567,again\nnonsense,y", "c.csv", {}, problems);
    EXPECT_EQ(book.size(), 1u);
    EXPECT_EQ(book.find(anna)->name, "two\nlines");
    ASSERT_EQ(problems.size(), 3u);
    EXPECT_EQ(problems[0].line, 2u);
    EXPECT_EQ(problems[1].line, 6u);
    EXPECT_EQ(problems[1].level, severity::warning);
    EXPECT_EQ(to_string(problems[1]).find("4567"), std::string::npos);
    EXPECT_EQ(problems[2].line, 7u);
}

TEST(client_book, refuses_a_file_without_numbers) {
    std::vector<diagnostic> problems;
    EXPECT_EQ(office::client_book::parse("a,b\n1,2\n", "c.csv", {}, problems).size(), 0u);
    EXPECT_EQ(problems.size(), 1u);
    EXPECT_EQ(office::client_book::read("/nonexistent", {}, problems).error(), office::errc::unreadable);
}

} // namespace
