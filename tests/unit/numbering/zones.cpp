// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/zones.hpp>

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <almon/core/clock.hpp>
#include <almon/numbering/parse.hpp>

namespace {

using namespace almon;
using namespace almon::numbering;

std::vector<std::string> zones_of(const char* text) {
    std::vector<std::string> names;
    for (const std::string_view z : zones(*parse(text))) names.emplace_back(z);
    return names;
}

TEST(Zones, KnowsThePlaceOfALandline) {
    EXPECT_THAT(zones_of("+74951234567"), testing::ElementsAre("Europe/Moscow"));
    EXPECT_THAT(zones_of("+16502530000"), testing::ElementsAre("America/Los_Angeles"));
}

TEST(Zones, GivesAllOfTheCountryCodeForAMobile) {
    const std::vector<std::string> names = zones_of("+79161234567");
    EXPECT_EQ(names.size(), 16u);
    EXPECT_THAT(names, testing::IsSupersetOf({"Europe/Moscow", "Asia/Kamchatka", "Asia/Almaty"}));
}

TEST(Zones, AreUnknownForNumbersOfNoPlace) {
    EXPECT_TRUE(zones_of("+80012345678").empty());
    EXPECT_TRUE(zones_of("+71234567890").empty());
}

} // namespace
