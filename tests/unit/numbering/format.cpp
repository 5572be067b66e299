// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/format.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace almon::numbering;

struct row {
    const char* text;
    const char* national;
    const char* international;
    const char* rfc3966;
};

TEST(Format, WritesAsTheRegionDoes) {
    for (const row& r : {row{"+79161234567", "8 (916) 123-45-67", "+7 916 123-45-67", "tel:+7-916-123-45-67"},
                         row{"+16502530000", "(650) 253-0000", "+1 650-253-0000", "tel:+1-650-253-0000"},
                         row{"+39066982", "06 6982", "+39 06 6982", "tel:+39-06-6982"},
                         row{"+5491155551212", "011 15-5555-1212", "+54 9 11 5555-1212", "tel:+54-9-11-5555-1212"},
                         row{"+80012345678", "1234 5678", "+800 1234 5678", "tel:+800-1234-5678"},
                         row{"+7123", "123", "+7 123", "tel:+7-123"}}) {
        const number n = read(r.text)->number();
        EXPECT_EQ(format(n, style::national).view(), r.national);
        EXPECT_EQ(format(n, style::international).view(), r.international);
        EXPECT_EQ(format(n, style::rfc3966).view(), r.rfc3966);
        EXPECT_EQ(format(n, style::e164).view(), r.text);
        EXPECT_EQ(n.e164(), r.text);
    }
}

TEST(Format, AppendsTheExtension) {
    const parsed p = *read("+442079460958 x12");
    EXPECT_EQ(format(p, style::national).view(), "020 7946 0958 x12");
    EXPECT_EQ(format(p, style::rfc3966).view(), "tel:+44-20-7946-0958;ext=12");
    EXPECT_EQ(format(p, style::e164).view(), "+442079460958");
}

TEST(Format, RoundTripsThroughParse) {
    for (const char* text : {"+79161234567", "+390669821234", "+12684601234", "+5491155551212", "+81312345678"})
        for (const style s : {style::e164, style::international, style::rfc3966})
            EXPECT_EQ(parse(format(*parse(text), s).view())->e164(), text);
}

} // namespace
