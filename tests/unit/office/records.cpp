// SPDX-License-Identifier: BSL-1.0
// What call records ask the office: whose an alias is, and who serves a number.
#include <almon/office/office.hpp>

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include <unistd.h>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>

namespace {

using namespace almon;
namespace fs = std::filesystem;

const number client = numbering::parse("+79035551122").value();
const instant before = parse_rfc3339("2026-11-20T12:00:00+03:00").value();
const instant noon = parse_rfc3339("2026-11-22T12:00:00+03:00").value();

constexpr std::string_view head = "start,channel,dstchannel,dcontext,lastapp,lastdata,src,dst,duration,billsec,"
                                  "disposition,uniqueid,linkedid,recordingfile\n";

/// The agency of the examples in a folder of its own.
struct office_records : ::testing::Test {
    fs::path place = fs::temp_directory_path() / ("almon-records-" + std::to_string(::getpid()) + "-" +
                                                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
    office_records() {
        fs::remove_all(place);
        fs::create_directories(place);
        for (const char* name : {"office.toml", "clients.csv"})
            fs::copy(fs::path(ALMON_SOURCE_DIR) / "examples/office" / name, place / name);
    }
    ~office_records() override { fs::remove_all(place); }

    office::office open() const { return office::office::open((place / "office.toml").string()).value(); }
    fs::path store() const { return place / "office.db"; }
    static void deal(const office::office& o, const char* digits, instant at) {
        auto aliases = o.aliases();
        ASSERT_TRUE(aliases.book.open({digits, client, "client", ""}, at));
        ASSERT_TRUE(aliases.book.grant_to(digits, masking::parse_grantee("user:ivanov").value(), at));
    }
    /// The one call of 103 who dialled `dst` while the trunk was sent `sent`.
    static cdr::call dialled(const office::office& o, std::string_view dst, std::string_view sent) {
        const std::string rows = std::string(head) +
                                 "2026-11-22 12:40:19,PJSIP/103-45,PJSIP/mts-46,from-internal,Dial,\"PJSIP/" +
                                 std::string(sent) + "@mts,30\",103," + std::string(dst) +
                                 ",65,60,ANSWERED,1795340419.163,1795340419.163,out-" + std::string(sent) + ".wav\n";
        const office::record_access asked = o.records();
        std::vector<cdr::call> all;
        cdr::assembler calls(asked.context, [&](const cdr::call& c) { all.push_back(c); });
        const auto reader =
            cdr::make_reader(cdr::format::asterisk_cdr_custom, {"rows", 0, asked.file->tenant.zone, {}}, {});
        reader->feed(rows, calls);
        reader->finish(calls);
        calls.finish();
        EXPECT_EQ(all.size(), 1u);
        return all.at(0);
    }
};

TEST_F(office_records, an_alias_that_was_dialled_is_its_party_whichever_of_the_two_the_trunk_was_sent) {
    const auto o = open();
    deal(o, "4017", before);
    for (const auto& [dst, sent] : {std::pair("4017", "9035551122"), {"4017", "4017"}}) {
        const cdr::call c = dialled(o, dst, sent);
        ASSERT_TRUE(c.external) << sent;
        EXPECT_EQ(c.external->e164, client) << sent;
        EXPECT_EQ(c.external->alias, "4017") << sent;
        EXPECT_EQ(c.external->text, sent);
        EXPECT_EQ(c.external->kind, address_kind::number);
        EXPECT_EQ(c.direction, cdr::direction::outbound);
    }
    EXPECT_EQ(dialled(o, "9035551122", "9035551122").external->alias, "") << "a number is no alias";
}

TEST_F(office_records, an_alias_of_five_digits_is_one_too) {
    const auto o = open();
    deal(o, "40172", before);
    EXPECT_EQ(dialled(o, "40172", "40172").external->e164, client);
}

TEST_F(office_records, digits_were_no_alias_before_it_was_opened) {
    const auto o = open();
    deal(o, "4017", noon + std::chrono::hours(2));
    const cdr::call c = dialled(o, "4017", "4017");
    EXPECT_FALSE(c.external->e164);
    EXPECT_EQ(c.external->alias, "");
}

TEST_F(office_records, a_closed_alias_still_tells_who_it_was) {
    const auto o = open();
    deal(o, "4017", before);
    ASSERT_TRUE(o.aliases().book.close("4017", noon));
    EXPECT_EQ(dialled(o, "4017", "4017").external->e164, client);
}

TEST_F(office_records, each_viewer_sees_of_a_masked_dial_what_he_may) {
    const auto o = open();
    deal(o, "4017", before);
    cdr::call c = dialled(o, "4017", "9035551122");
    c.external->operator_name = "beeline";
    c.external->region = "Moscow";
    const auto as = [&](const char* user) { return o.view(c, user, noon).value(); };
    EXPECT_EQ(as("ivanova")->external->e164, client);
    EXPECT_EQ(as("ivanova")->external->alias, "4017");
    const auto agent = as("ivanov")->external.value();
    EXPECT_FALSE(agent.e164);
    EXPECT_EQ(agent.text, "4017");
    EXPECT_EQ(agent.alias, "4017");
    EXPECT_EQ(agent.operator_name + agent.region, "") << "they narrow a number down";
    const auto controller = as("zorin")->external.value();
    EXPECT_EQ(controller.text, client.masked());
    EXPECT_EQ(controller.alias, "") << "it names the deal";
    EXPECT_EQ(controller.region, "Moscow");
    EXPECT_FALSE(as("sidorova"));
    for (const char* user : {"ivanov", "zorin"}) {
        const cdr::call seen = as(user).value();
        std::string all;
        for (const cdr::leg& l : seen.legs) all += l.channel + l.dialled + l.presented;
        for (const std::string& r : seen.recordings) all += r;
        EXPECT_EQ(all.find("9035551122"), std::string::npos) << user;
    }
}

TEST_F(office_records, looking_makes_no_store_and_a_store_that_is_not_there_has_no_aliases) {
    const auto o = open();
    const cdr::call c = dialled(o, "4017", "9035551122");
    EXPECT_EQ(c.external->alias, "");
    EXPECT_EQ(o.view(c, "ivanov", noon).value()->external->text, "");
    EXPECT_FALSE(fs::exists(store()));
    std::ofstream(store()).close(); // somebody is about to make it
    EXPECT_EQ(dialled(o, "4017", "4017").external->alias, "");
    EXPECT_EQ(fs::file_size(store()), 0u);
    fs::remove(store());
    deal(open(), "4017", before); // another process
    EXPECT_EQ(dialled(o, "4017", "4017").external->e164, client) << "found once it is there";
}

TEST_F(office_records, a_broken_store_costs_the_alias_and_nothing_else_and_shows_nobody_anything) {
    std::ofstream(store()) << std::string(5000, 'x');
    const auto o = open();
    const auto& warnings = o.file()->warnings;
    EXPECT_TRUE(std::any_of(warnings.begin(), warnings.end(),
                            [](const diagnostic& d) { return d.reason.code() == "store.not_ours"; }));
    const cdr::call c = dialled(o, "4017", "9035551122");
    EXPECT_EQ(c.external->e164, client);
    EXPECT_THROW((void)o.view(c, "ivanov", noon), store_error);
}

TEST_F(office_records, aliases_that_an_extension_took_since_are_told_at_load) {
    deal(open(), "4017", before);
    std::ifstream in(place / "office.toml");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    text.replace(text.find("\"101-106\""), 9, "\"101-106\", \"40xx\"");
    std::ofstream(place / "office.toml") << text;
    const auto o = open();
    const auto& warnings = o.file()->warnings;
    const auto told =
        std::find_if(warnings.begin(), warnings.end(), [](const diagnostic& d) { return d.found == "alias 4017"; });
    ASSERT_NE(told, warnings.end());
    EXPECT_EQ(told->level, severity::warning);
    office::options quick;
    quick.check = office::options::alias_check::never;
    const auto unasked = office::office::open((place / "office.toml").string(), quick).value();
    EXPECT_LT(unasked.file()->warnings.size(), warnings.size());
}

TEST_F(office_records, a_reload_tells_when_calls_come_to_count_as_something_else) {
    auto o = open();
    std::ifstream in(place / "office.toml");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::size_t at = text.find("held_talk     = 1 ");
    ASSERT_NE(at, std::string::npos);
    text.replace(at, 17, "held_talk     = 9");
    std::ofstream(place / "office.toml") << text;
    const auto report = o.reload();
    ASSERT_TRUE(report);
    EXPECT_EQ(report->changes, std::vector<std::string>{"what calls count as changed"});
    EXPECT_TRUE(o.reload()->changes.empty());
}

TEST_F(office_records, another_offices_call_is_shown_to_nobody_whoever_has_the_same_extension) {
    const auto o = open();
    cdr::call c = dialled(o, "9035551122", "9035551122");
    EXPECT_TRUE(o.view(c, "orlova", noon).value());
    c.id.replace(0, c.id.find('/'), "another");
    EXPECT_FALSE(o.view(c, "orlova", noon).value()) << "who sees everything sees everything of his own office";
    EXPECT_FALSE(o.view(c, "ivanov", noon).value());
}

} // namespace
