// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/read_address.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace almon::numbering;

const std::vector<std::string> own = {"10x", "20x"};
const std::vector<std::string> emergency = {"101", "102", "103", "104"};

address_context office() {
    address_context c;
    c.where = {"RU", "495"};
    c.outside_prefix = "9";
    c.extensions = own;
    return c;
}

TEST(ReadAddress, ReadsEverySpellingOfOneNumber) {
    for (const char* text : {"+79161234567", "89161234567", "79161234567", "9161234567", "+7 (916) 123-45-67",
                             "8-916-123-45-67", "\"Иванов, \\\"X\\\"\" <89161234567>", "sip:+79161234567@mango.ru",
                             "<sip:89161234567@10.0.0.1:5060;user=phone>;tag=x", "tel:+7-916-123-45-67"}) {
        const address a = read_address(text, office());
        ASSERT_EQ(a.kind(), address_kind::number) << text;
        EXPECT_EQ(a.number()->value(), 79161234567u) << text;
        EXPECT_EQ(a.text(), text);
    }
    EXPECT_EQ(read_address("1234567", office()).number()->value(), 74951234567u);
}

TEST(ReadAddress, OwnExtensionsWinOverShortCodes) {
    EXPECT_EQ(read_address("102", office()).kind(), address_kind::extension);
    EXPECT_EQ(read_address("\"Agent One\" <101>", office()).kind(), address_kind::extension);
    EXPECT_EQ(read_address("112", office()).kind(), address_kind::short_code);
    EXPECT_EQ(read_address("0611", office()).kind(), address_kind::short_code);
    EXPECT_EQ(read_address("*97", office()).kind(), address_kind::short_code);
    auto is_agent = [](std::string_view digits) { return digits == "1003"; };
    address_context c = office();
    c.is_extension = is_agent;
    EXPECT_EQ(read_address("1003", c).kind(), address_kind::extension);
}

TEST(ReadAddress, FindsShortCodesBehindTheOutsidePrefix) {
    EXPECT_EQ(read_address("9102", office()), address::short_code("102"));
    EXPECT_EQ(read_address("9112", office()), address::short_code("112"));
    EXPECT_EQ(read_address("900", office()), address::short_code("900"));
    EXPECT_EQ(read_address("989161234567", office()).number()->value(), 79161234567u);
    EXPECT_EQ(read_address("9161234567", office()).number()->value(), 79161234567u);
}

TEST(ReadAddress, ReadsByTheTrunksRules) {
    dial_rules rules;
    rules.writes = spelling::international;
    rules.technical_prefix = "55#";
    address_context c = office();
    c.rules = &rules;
    EXPECT_EQ(read_address("442079460958", c).number()->value(), 442079460958u);
    EXPECT_EQ(read_address("55#79161234567", c).number()->value(), 79161234567u);
}

TEST(ReadAddress, SaysWhyThereIsNobody) {
    EXPECT_EQ(read_address("", office()).why(), absence::empty);
    EXPECT_EQ(read_address("\"\" <>", office()).why(), absence::empty);
    EXPECT_EQ(read_address("anonymous", office()).why(), absence::withheld);
    EXPECT_EQ(read_address("\"Anonymous\" <anonymous>", office()).why(), absence::withheld);
    EXPECT_EQ(read_address("sip:anonymous@anonymous.invalid", office()).why(), absence::withheld);
    EXPECT_EQ(read_address("unknown", office()).why(), absence::unknown);
    EXPECT_EQ(read_address("s", office()).why(), absence::unknown);
    EXPECT_EQ(read_address("hello world", office()).why(), absence::malformed);
    EXPECT_EQ(read_address("hello world", office()).text(), "hello world");
}

TEST(ReadAddress, DigitsOfNoLengthThatReachesAnybodyAreNobody) {
    address_context nowhere; // no area code: a local number lacks one
    for (const char* digits :
         {"1234567", "12345678", "123456789", "123456789012", "8916123456789", "00000000000000000000"})
        EXPECT_EQ(read_address(digits, nowhere).why(), absence::malformed) << digits;
    EXPECT_EQ(read_address("0611", nowhere), address::short_code("0611"));
    EXPECT_EQ(read_address("123456", nowhere), address::short_code("123456"));
}

} // namespace
