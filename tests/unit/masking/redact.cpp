// SPDX-License-Identifier: BSL-1.0
#include <almon/masking/redact.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace almon::masking;

std::string shown(std::uint64_t digits, std::string_view how) {
    return redact(detail::make_number(digits), style::parse(how).value());
}

TEST(redact, shows_what_the_style_says) {
    EXPECT_EQ(shown(79161234567, "partial"), "+7 916 ***-**-67");
    EXPECT_EQ(shown(79161234567, "last:4"), "***4567");
    EXPECT_EQ(shown(79161234567, "last:1"), "***7");
    EXPECT_EQ(shown(79161234567, "country"), "+7 ***");
    EXPECT_EQ(shown(3545551234, "country"), "+354 ***");
    EXPECT_EQ(shown(79161234567, "nothing"), "***");
}

TEST(redact, shows_less_of_a_short_number) {
    EXPECT_EQ(shown(6834012, "last:4"), "***12") << "Niue: four digits behind the country code";
    EXPECT_EQ(shown(6834012, "partial"), "+683 ****");
}

TEST(redact, never_reveals_more_than_the_style) {
    const auto digits_of = [](const std::string& text) {
        return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    for (std::uint64_t n : {std::uint64_t{7}, std::uint64_t{79}, std::uint64_t{791612}, std::uint64_t{79161234567},
                            std::uint64_t{4930123456789}, std::uint64_t{8100000000000000001}, std::uint64_t{6834012}}) {
        const auto code = digits_of(shown(n, "country"));
        for (int last = 1; last <= 4; ++last)
            EXPECT_LE(digits_of(shown(n, "last:" + std::string(1, static_cast<char>('0' + last)))), last);
        EXPECT_LE(digits_of(shown(n, "partial")), code + 5);
        EXPECT_EQ(digits_of(shown(n, "nothing")), 0);
    }
}

TEST(style, refuses_what_would_show_too_much) {
    for (const char* text : {"", "full", "last", "last:", "last:0", "last:5", "last:12", "LAST:1", "partial "})
        EXPECT_EQ(style::parse(text).error(), errc::malformed_style) << text;
}

} // namespace
