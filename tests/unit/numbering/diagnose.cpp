// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/diagnose.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace almon::numbering;

/// Three hundred mobile numbers as `write` spells their ten digits.
std::vector<std::string> callers(const std::function<std::string(const std::string&)>& write) {
    std::vector<std::string> texts;
    for (int i = 0; i < 300; ++i) texts.push_back(write(fmt::format("916{:07}", 1234567 + i * 7919 % 8000000)));
    return texts;
}

TEST(Diagnose, FindsTheProviderThatCutsTheCountryCode) {
    std::vector<std::string> texts = callers([](const std::string& d) { return d; });
    texts[10] = "+79161234567";
    texts[20] = "anonymous";
    texts[30] = "442079460958";
    const diagnosis d = diagnose(texts);
    EXPECT_EQ(d.rules.writes, spelling::ten_digit);
    EXPECT_EQ(d.finding(), "the provider cuts +7 from every caller: only the national number is left");
    EXPECT_EQ(d.office_lines(), "# in the [[trunk]]\nwrites = \"ten-digit\"\n");
    EXPECT_EQ(d.numbers, 298u);
    EXPECT_NEAR(d.confidence, 297.0 / 298, 1e-9);
    EXPECT_EQ(d.shapes[static_cast<std::size_t>(shape::nobody)], 1u);
    EXPECT_EQ(d.shapes[static_cast<std::size_t>(shape::abroad)], 1u);
    ASSERT_EQ(d.exceptions.size(), 1u);
    EXPECT_EQ(d.exceptions[0].index, 10u);
    EXPECT_EQ(d.exceptions[0].shown, "+7 916 ***-**-67");
}

TEST(Diagnose, TellsTheSpellings) {
    const auto spelled = [](const char* front) {
        return diagnose(callers([&](const std::string& d) { return front + d; })).rules;
    };
    EXPECT_EQ(spelled("+7").writes, spelling::plus);
    EXPECT_EQ(spelled("7").writes, spelling::international);
    EXPECT_EQ(spelled("8").writes, spelling::national);
    EXPECT_EQ(spelled("98").writes, spelling::national);
    EXPECT_EQ(spelled("98").outside_prefix, "9");
    EXPECT_EQ(spelled("77#7").technical_prefix, "77#");
    EXPECT_EQ(spelled("77#7").writes, spelling::international);
}

TEST(Diagnose, KnowsLocalNumbersAndExtensions) {
    const std::vector<std::string> texts = {"1234567", "7654321", "2345678", "101", "102", "204", "112", "abc"};
    const diagnosis d = diagnose(texts, {"RU", "495"});
    EXPECT_EQ(d.rules.writes, spelling::local);
    EXPECT_EQ(d.rules.extensions, std::vector<std::string>{"10x"});
    ASSERT_EQ(d.exceptions.size(), 1u);
    EXPECT_EQ(d.exceptions[0].looks_like, shape::unreadable);
    EXPECT_EQ(d.exceptions[0].shown, "");
}

TEST(Diagnose, InfersTheRegionFromNumbersThatFitNoOther) {
    const auto region_of = [](std::vector<std::string> texts) { return diagnose(texts, {"", ""}); };
    const diagnosis national = region_of(callers([](const std::string& d) { return '8' + d; }));
    EXPECT_EQ(national.rules.home, "RU");
    EXPECT_TRUE(national.home.inferred);
    EXPECT_EQ(national.home.confidence(), 1);
    EXPECT_EQ(national.rules.writes, spelling::national);
    // ten digits from 9 on could be Indian or Persian, too: the usual home, and its rivals
    const diagnosis ten = region_of(callers([](const std::string& d) { return d; }));
    EXPECT_EQ(ten.rules.home, "RU");
    EXPECT_NE(std::ranges::find(ten.home.rivals, "IN"), ten.home.rivals.end());
    const diagnosis kazakh = region_of({"87012345678", "87770000123", "87273500123", "anonymous"});
    EXPECT_EQ(kazakh.rules.home, "KZ");
    EXPECT_EQ(kazakh.rules.writes, spelling::national);
    EXPECT_EQ(kazakh.home.telling, 3u);
    const diagnosis american = region_of({"2125550123", "3125550123", "+12125550199", "442079460958"});
    EXPECT_EQ(american.rules.home, "US");
    EXPECT_FALSE(region_of({"101", "anonymous"}).home.inferred);
}

TEST(Diagnose, InfersTheAreaCodeFromLandlinesAround) {
    const std::vector<std::string> observed = {"1234567", "7654321", "2345678", "9161234567", "8126543210"};
    const std::vector<std::string> ours = {"+74951112233", "84951112244", "74951112255"};
    const diagnosis d = diagnose(observed, {"RU", ""}, ours);
    EXPECT_EQ(d.rules.area, "495");
    EXPECT_TRUE(d.area.inferred);
    EXPECT_EQ(d.area.supporters, 3u);
    EXPECT_EQ(d.area.telling, 4u);
    EXPECT_EQ(d.rules.writes, spelling::local);
    EXPECT_EQ(d.office_lines(), "# in [office], or in the trunk's dial_rules\narea = \"495\"\n# in the [[trunk]]\n"
                                "writes = \"local\"\n");
    EXPECT_FALSE(diagnose(observed, {"RU", ""}).area.inferred) << "one landline of another town tells nothing";
    EXPECT_FALSE(diagnose({}, {"RU", ""}, ours).area.inferred) << "without local numbers none is needed";
}

TEST(Diagnose, InfersNothingFromNothing) {
    EXPECT_EQ(diagnose({}).confidence, 0);
    EXPECT_EQ(diagnose({}).finding(), "no number of the home country was seen: nothing can be inferred");
}

} // namespace
