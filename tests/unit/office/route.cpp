// SPDX-License-Identifier: BSL-1.0
#include <almon/office/route.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <almon/numbering/error.hpp>

namespace {

using namespace almon;

class office_route : public testing::Test {
protected:
    const office::office_file file = office::load(ALMON_SOURCE_DIR "/examples/office/office.toml").value();

    result<office::route_answer> ask(std::string_view user, std::string_view dialled, std::string_view trunk = {}) {
        return office::find_route(file, nullptr,
                                  {user, dialled, trunk, {}, parse_rfc3339("2026-11-23T12:00:00+03:00").value()});
    }
};

TEST_F(office_route, asks_the_policy_and_names_its_line) {
    EXPECT_FALSE(ask("ivanova", "89165550001")->way.refused);
    EXPECT_FALSE(ask("101", "89165550001")->way.refused) << "by extension";
    const auto agent = ask("ivanov", "89165550001").value();
    EXPECT_EQ(agent.way.refused, error(routing::errc::policy_forbids));
    EXPECT_NE(agent.way.trace.back().detail.find("line "), std::string::npos);
    EXPECT_EQ(ask("ivanova", "8 10 33 1 23 45 67 89")->way.refused, error(routing::errc::policy_forbids))
        << "another country is another verb";
}

TEST_F(office_route, sends_everybodys_emergency_calls_out) {
    for (const char* user : {"ivanova", "ivanov", "nobody"})
        for (const char* code : {"112", "9112", "9101"}) {
            const auto a = ask(user, code, "nonesuch");
            ASSERT_TRUE(a) << user << ' ' << code;
            EXPECT_TRUE(a->way.emergency) << user << ' ' << code;
            EXPECT_EQ(a->way.hops.size(), file.tenant.trunks.size());
        }
    EXPECT_EQ(ask("ivanova", "101").error(), numbering::errc::too_short) << "Anna's phone, and no telephone number";
}

TEST_F(office_route, refuses_strangers_and_unknown_trunks) {
    EXPECT_EQ(ask("nobody", "89165550001").error(), office::errc::unknown_user);
    EXPECT_EQ(ask("ivanova", "89165550001", "nonesuch").error(), office::errc::unknown_trunk);
}

TEST_F(office_route, complains_of_nothing_in_the_example_without_a_register) {
    EXPECT_TRUE(office::lint_routes(file, nullptr, parse_rfc3339("2026-11-23T12:00:00+03:00").value()).empty());
}

} // namespace
