// SPDX-License-Identifier: BSL-1.0
#include <almon/office/offices.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include <unistd.h>

namespace {

using namespace almon;
namespace fs = std::filesystem;

struct offices_test : ::testing::Test {
    fs::path place = fs::temp_directory_path() / ("almon-offices-" + std::to_string(::getpid()) + "-" +
                                                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
    offices_test() {
        fs::remove_all(place);
        fs::create_directories(place);
    }
    ~offices_test() override { fs::remove_all(place); }

    std::string write(std::string_view name, std::string_view rest) const {
        const fs::path path = place / (std::string(name) + ".toml");
        std::ofstream(path) << "schema = 1\n[office]\ntenant = \"" << name << "\"\n[role.clerk]\n" << rest;
        return path.string();
    }
    static std::string mistakes(const std::vector<std::string>& paths) {
        const auto opened = office::offices::open(paths);
        if (opened) return "opened";
        std::string all;
        for (const diagnostic& d : opened.error().mistakes) all += to_string(d) + "\n";
        return all;
    }
};

constexpr std::string_view user = "[[user]]\nname = \"anna\"\nrole = \"clerk\"\nextension = \"101\"\n";

TEST_F(offices_test, two_files_that_claim_different_things_open_and_find_their_people) {
    const auto alfa = write("alfa", std::string("[records]\ncontexts = [\"alfa-*\"]\n") + std::string(user));
    const auto beta = write("beta", std::string("[records]\ncontexts = [\"beta-*\"]\n") + std::string(user) +
                                        "[[user]]\nname = \"boris\"\nrole = \"clerk\"\nextension = \"102\"\n");
    const auto both = office::offices::open({alfa, beta}).value();
    EXPECT_EQ(both.find_user("anna").error(), office::errc::ambiguous_user);
    EXPECT_EQ(both.find_user("beta/anna")->office, 1u);
    EXPECT_EQ(both.find_user("beta/anna")->name, "anna");
    EXPECT_EQ(both.find_user("boris")->office, 1u);
    EXPECT_EQ(both.find_user("alfa/boris").error(), office::errc::unknown_user);
    const auto asked = both.records();
    ASSERT_EQ(asked.shared.contexts.size(), 3u);
    EXPECT_EQ(asked.shared.contexts[1].office->name, "beta");
    EXPECT_EQ(asked.shared.contexts[2].office, nullptr);
}

TEST_F(offices_test, a_folder_stands_for_its_office_files) {
    write("beta", "[records]\naccounts = [\"b\"]\n");
    write("alfa", "[records]\naccounts = [\"a\"]\n");
    std::ofstream(place / "notes.txt") << "no office";
    const auto both = office::offices::open({place.string()}).value();
    ASSERT_EQ(both.all().size(), 2u);
    EXPECT_EQ(both.all()[0].file()->tenant.name, "alfa");
    EXPECT_NE(mistakes({(place / "nowhere").string()}).find("office.unreadable"), std::string::npos);
    fs::create_directories(place / "empty");
    EXPECT_NE(mistakes({(place / "empty").string()}).find("office.unreadable"), std::string::npos);
}

TEST_F(offices_test, every_clash_names_both_files_and_lines) {
    const auto alfa =
        write("alfa", "[records]\ncontexts = [\"shop-*\"]\naccounts = [\"7\"]\nphones = [\"x-{extension}\"]\n"
                      "[[line]]\nnumber = \"+74951234567\"\n"
                      "[[trunk]]\nname = \"m\"\nmatch = [\"PJSIP/mango-*\"]\n");
    const auto beta =
        write("beta", "[records]\ncontexts = [\"*-in\"]\naccounts = [\"7\"]\nphones = [\"x-{extension}\"]\n"
                      "[[line]]\nnumber = \"84951234567\"\n"
                      "[[trunk]]\nname = \"n\"\nmatch = [\"PJSIP/mango-*\"]\n");
    const std::string told = mistakes({alfa, beta});
    for (const std::string& expected :
         {beta + ":6:13: office.claimed_twice", beta + ":7:13: office.claimed_twice",
          beta + ":8:11: office.claimed_twice", beta + ":10:10: office.claimed_twice",
          beta + ":13:10: office.claimed_twice", alfa + ":6 does not claim", alfa + ":10 does not claim",
          alfa + ":13 does not claim, or shared = true in both"})
        EXPECT_NE(told.find(expected), std::string::npos) << expected << "\nin\n" << told;
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 5) << told;
    EXPECT_EQ(told.find("1234567"), std::string::npos) << told;
}

TEST_F(offices_test, a_trunk_that_both_share_is_no_clash_and_one_tenant_twice_is) {
    constexpr std::string_view trunk = "[[trunk]]\nname = \"m\"\nmatch = [\"PJSIP/mango-*\"]\nshared = true\n";
    EXPECT_EQ(mistakes({write("alfa", trunk), write("beta", trunk)}), "opened");
    const auto path = write("alfa", "");
    EXPECT_NE(mistakes({path, path}).find("office.claimed_twice: "), std::string::npos);
}

TEST_F(offices_test, mistakes_of_all_files_are_told_at_once) {
    const std::string told = mistakes({write("alfa", "[records]\ncontext = \"a\"\ncontexts = [\"*\"]\n"),
                                       write("beta", "[records]\nphones = [\"x\"]\naccounts = 5\n")});
    for (const char* expected :
         {"alfa.toml:6:1: office.unknown_key", "\"contexts\"", "alfa.toml:7:13: office.bad_value",
          "beta.toml:6:11: office.bad_value", "{extension}", "beta.toml:7:12: office.wrong_type"})
        EXPECT_NE(told.find(expected), std::string::npos) << expected << "\nin\n" << told;
}

} // namespace
