// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/diagnose.hpp>

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
    EXPECT_EQ(d.finding(), "+7 is cut: only the national number is left");
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

TEST(Diagnose, InfersNothingFromNothing) {
    EXPECT_EQ(diagnose({}).confidence, 0);
    EXPECT_EQ(diagnose({}).finding(), "no number of the home country was seen: nothing can be inferred");
}

} // namespace
