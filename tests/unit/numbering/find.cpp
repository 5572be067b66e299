// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/find.hpp>

#include <string>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace almon::numbering;

std::string found_in(std::string_view text, std::string_view region = "RU") {
    std::string out;
    for (const found_number& f : find(text, {region, {}}))
        out += std::string(text.substr(f.begin, f.end - f.begin)) + "=" + f.value.number().e164() + ";";
    return out;
}

TEST(Find, FindsNumbersInNotes) {
    EXPECT_EQ(found_in("Клиент просил перезвонить на 8 (916) 123-45-67, жена: +7 495 123-45-67 доб. 12."),
              "8 (916) 123-45-67=+79161234567;+7 495 123-45-67 доб. 12=+74951234567;");
    EXPECT_EQ(found_in("Call +1 425 882-8080/+44 20 7946 0958"),
              "+1 425 882-8080=+14258828080;+44 20 7946 0958=+442079460958;");
    EXPECT_EQ(found_in("tel:89161234567;ext=12"), "89161234567;ext=12=+79161234567;");
}

TEST(Find, PassesOverWhatOnlyLooksLikeNumbers) {
    for (const char* text : {"2026-01-02 08:00", "3/10/2026", "pages 211-227 (2003)", "заказ 4017, сумма 12 500 руб.",
                             "$89161234567", "x89161234567", "89161234567%", "ИНН 7701234567890"})
        EXPECT_EQ(found_in(text), "") << text;
}

TEST(Find, TellsBytes) {
    const std::vector<found_number> found = find("тел. 89161234567");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].begin, 8u);
    EXPECT_EQ(found[0].end, 19u);
}

TEST(Find, EndsOnAnyText) {
    EXPECT_TRUE(find(std::string(65536, '(')).empty());
    EXPECT_TRUE(find(std::string(65536, '\xFF')).empty());
    EXPECT_TRUE(find(std::string(65536, '1')).empty());
}

} // namespace
