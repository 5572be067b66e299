// SPDX-License-Identifier: BSL-1.0
#include <almon/office/missed_calls.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include <unistd.h>

namespace {

using namespace almon;
namespace fs = std::filesystem;

/// Two offices on one PBX, each with a caller whom nobody answered; alfa called hers back.
struct missed_calls_test : ::testing::Test {
    fs::path place = fs::temp_directory_path() / ("almon-missed-" + std::to_string(::getpid()) + "-" +
                                                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
    office::missed_request wanted;
    std::vector<office::office> doors;
    std::vector<diagnostic> unread;

    missed_calls_test() {
        fs::create_directories(place);
        std::ofstream rows(place / "cdr.csv");
        rows << "start,channel,dstchannel,dcontext,lastapp,lastdata,src,dst,duration,billsec,disposition,uniqueid,"
                "linkedid\n";
        auto row = [&, n = 0](const char* time, const std::string& from, const std::string& to,
                              const std::string& tenant, const char* src, const char* dst, const char* how) mutable {
            ++n;
            const std::string id = "17953404" + std::to_string(10 + n) + "." + std::to_string(n);
            rows << "2026-11-22 " << time << ",PJSIP/" << from << '-' << n << ",PJSIP/" << to << '-' << n << ','
                 << tenant << "-in,Dial,PJSIP/x," << src << ',' << dst << ",20," << (*how == 'A' ? 15 : 0) << ',' << how
                 << ',' << id << ',' << id << '\n';
        };
        row("12:00:00", "mango", "alfa-201", "alfa", "+79161234567", "201", "NO ANSWER");
        row("12:01:00", "mango", "beta-201", "beta", "+79161234567", "201", "NO ANSWER");
        row("12:05:00", "alfa-202", "mango", "alfa", "202", "+79161234567", "ANSWERED");
        for (const char* name : {"alfa", "beta"}) {
            const fs::path path = place / (std::string(name) + ".toml");
            std::ofstream(path)
                << "schema = 1\n[office]\ntenant = \"" << name
                << "\"\nextensions = [\"20x\"]\n[records]\ncontexts = [\"" << name << "-*\"]\nphones = [\"" << name
                << "-{extension}\"]\n[[trunk]]\nname = \"mango\"\nmatch = [\"PJSIP/mango-*\"]\nshared = true\n"
                   "[role.boss]\npermit = [\"*\"]\nshow_number = \"full\"\n"
                   "[role.clerk]\npermit = [\"data.view_calls\"]\nshow_number = \"partial\"\n"
                   "[[user]]\nname = \"anna\"\nrole = \"boss\"\nextension = \"201\"\n"
                   "[[user]]\nname = \"boris\"\nrole = \"clerk\"\nextension = \"202\"\n";
            auto opened = office::office::open(path.string());
            if (!opened) throw std::runtime_error(to_string(opened.error().mistakes.at(0)));
            doors.push_back(std::move(*opened));
        }
        for (const office::office& o : doors) wanted.offices.push_back(&o);
        wanted.files = {(place / "cdr.csv").string()};
        wanted.now = parse_rfc3339("2026-11-23T12:00:00Z").value();
        wanted.bad_record = [](const diagnostic& d) { ADD_FAILURE() << to_string(d); };
        wanted.bad_file = [this](const diagnostic& d) { unread.push_back(d); };
    }
    ~missed_calls_test() override { fs::remove_all(place); }
};

TEST_F(missed_calls_test, one_office_does_not_call_back_for_another) {
    const auto found = office::read_missed_calls(wanted).value();
    const auto& missed = found.report.missed;
    ASSERT_EQ(missed.size(), 2u);
    EXPECT_TRUE(missed[0].id.starts_with("alfa/") && missed[1].id.starts_with("beta/"));
    ASSERT_TRUE(missed[0].resolved);
    EXPECT_EQ(missed[0].resolved->by, "202");
    EXPECT_FALSE(missed[1].resolved);
}

TEST_F(missed_calls_test, a_viewer_sees_one_office_and_the_numbers_that_he_may) {
    wanted.viewer = "anna";
    EXPECT_EQ(office::read_missed_calls(wanted).error(), office::errc::ambiguous_user);
    wanted.viewer = "alfa/anna";
    const auto full = office::read_missed_calls(wanted).value().report.missed;
    ASSERT_EQ(full.size(), 1u);
    EXPECT_EQ(full[0].caller->e164(), "+79161234567");
    wanted.viewer = "alfa/boris";
    const auto masked = office::read_missed_calls(wanted).value().report.missed;
    ASSERT_EQ(masked.size(), 1u);
    EXPECT_FALSE(masked[0].caller);
    EXPECT_EQ(masked[0].text.find("1234567"), std::string::npos);
    EXPECT_TRUE(masked[0].resolved) << "the whole number still tells whom they called";
    wanted.viewer = "clara";
    EXPECT_EQ(office::read_missed_calls(wanted).error(), office::errc::unknown_user);
}

TEST_F(missed_calls_test, a_call_back_after_the_period_counts) {
    wanted.until = "2026-11-22 12:00:30";
    const auto found = office::read_missed_calls(wanted).value().report;
    EXPECT_EQ(found.all.missed, 1u);
    EXPECT_EQ(found.all.unresolved, 0u);
    wanted.since = "2026-11-23";
    EXPECT_EQ(office::read_missed_calls(wanted).error(), cdr::errc::empty_period);
}

TEST_F(missed_calls_test, two_offices_that_claim_the_same_and_files_that_cannot_be_read_are_told) {
    wanted.files.push_back("/nowhere.csv");
    EXPECT_EQ(office::read_missed_calls(wanted)->report.all.missed, 2u);
    ASSERT_EQ(unread.size(), 1u);
    EXPECT_EQ(unread[0].reason, core_errc::not_found);
    wanted.offices.push_back(wanted.offices[0]);
    EXPECT_THROW((void)office::read_missed_calls(wanted), office::office_error);
}

} // namespace
