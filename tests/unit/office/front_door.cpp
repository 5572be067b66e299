// SPDX-License-Identifier: BSL-1.0
#include <almon/office/office.hpp>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include <almon/operators/build.hpp>

#include <unistd.h>

namespace {

using namespace almon;
namespace fs = std::filesystem;

constexpr std::string_view client_text = "9035551122"; // as the ten-digit trunk writes +7 903 555-11-22
const number client = numbering::parse("+79035551122").value();

/// The agency of the examples in a folder of its own, with an operator snapshot of none (all operators unknown).
struct front_door : ::testing::Test {
    fs::path place = fs::temp_directory_path() / ("almon-front-door-" + std::to_string(::getpid()) + "-" +
                                                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
    instant noon = parse_rfc3339("2026-11-23T12:00:00+03:00").value(); // a Monday
    office::options with;

    front_door() {
        fs::remove_all(place);
        fs::create_directories(place);
        for (const char* name : {"office.toml", "clients.csv"})
            fs::copy(fs::path(ALMON_SOURCE_DIR) / "examples/office" / name, place / name);
    }
    ~front_door() override { fs::remove_all(place); }

    std::string path() const { return (place / "office.toml").string(); }
    office::office open() { return office::office::open(path(), with).value(); }
    void edit(std::string_view what, std::string_view instead) {
        std::ifstream in(path());
        std::string text{std::istreambuf_iterator<char>(in), {}};
        const std::size_t at = text.find(what);
        ASSERT_NE(at, std::string::npos) << what;
        text.replace(at, what.size(), instead);
        std::ofstream(path()) << text;
    }
    void deal(const office::office& o, const char* digits, const char* grantee, number party = client) {
        auto aliases = o.aliases();
        ASSERT_TRUE(aliases.book.open({digits, party, "client", ""}, noon));
        ASSERT_TRUE(aliases.book.grant_to(digits, masking::parse_grantee(grantee).value(), noon));
    }
};

bool says(const office::instructions& i, std::string_view rule) {
    return std::any_of(i.why.begin(), i.why.end(), [&](const auto& b) { return b.rule == rule; });
}

TEST_F(front_door, sends_advert_mobiles_to_the_operators_and_landlines_to_the_menu) {
    const auto o = open();
    auto told = o.incoming({"mts-gsm", "9161230001", std::string(client_text), ""}, noon);
    EXPECT_EQ(told.what, office::act::queue);
    EXPECT_EQ(told.name, "operators");
    EXPECT_EQ(told.show, "+79035551122") << "operators see numbers";
    EXPECT_EQ(told.record, policy::recording::always);
    told = o.incoming({"PJSIP/mango-0000000e", "+74951234567", "89035551122", ""}, noon);
    EXPECT_EQ(told.what, office::act::menu);
    EXPECT_EQ(told.name, "main");
}

TEST_F(front_door, shows_a_queue_what_all_of_its_own_members_may_see) {
    edit("# --- people", "[role.trainee]\npermit = [\"call.queue\"]\nshow_number = \"partial\"\n"
                         "[[user]]\nname = \"novikov\"\nrole = \"trainee\"\nqueues = [\"600\"]\n# people");
    const office::incoming_call call{"mts-gsm", "9161230001", std::string(client_text), ""};
    EXPECT_EQ(open().incoming(call, noon).show, "+79035551122") << "he takes calls of another queue";
    edit("queues = [\"600\"]", "queues = [\"operators\"]");
    EXPECT_EQ(open().incoming(call, noon).show, "+7 903 ***-**-22");
}

TEST_F(front_door, leaves_calls_of_a_department_out_of_the_crm_where_the_file_says_so) {
    const auto o = open();
    const auto personnel = o.incoming({"hr-1", "+74951239001", std::string(client_text), ""}, noon);
    EXPECT_EQ(personnel.extensions, std::vector<std::string>{"201"});
    EXPECT_FALSE(personnel.register_in_crm);
    EXPECT_TRUE(o.incoming({"mango", "+74951234568", std::string(client_text), ""}, noon).register_in_crm);
}

TEST_F(front_door, rings_the_responsible_person_of_a_known_client_first) {
    const auto told = open().incoming({"mango", "+74951234567", "+79161234567", ""}, noon);
    EXPECT_EQ(told.what, office::act::dial);
    EXPECT_EQ(told.extensions, std::vector<std::string>{"103"});
    EXPECT_EQ(told.otherwise.name, "main");
    EXPECT_EQ(told.show, "") << "an agent without a grant sees nothing of the number";
}

TEST_F(front_door, asks_the_crm_within_its_budget_and_survives_its_failure) {
    with.clients = [](number, milliseconds) -> std::optional<office::client> { throw std::runtime_error("down"); };
    EXPECT_TRUE(says(open().incoming({"mango", "+74951234567", "+79161234567", ""}, noon), "crm.failed"));
    with.clients = [](number, milliseconds budget) {
        EXPECT_EQ(budget, milliseconds(250));
        return std::optional(office::client{"contacts/1", "Anna", "petrov"});
    };
    EXPECT_EQ(open().incoming({"mango", "+74951234567", "+79161234567", ""}, noon).extensions.at(0), "102");
    with.crm_budget = milliseconds(0); // no answer is quick enough
    with.clients = [](number, milliseconds) { return std::optional(office::client{"", "", "petrov"}); };
    EXPECT_EQ(open().incoming({"mango", "+74951234567", "+79161234567", ""}, noon).what, office::act::menu);
}

TEST_F(front_door, lets_an_extension_reach_an_agent_only_where_a_grant_links_the_two) {
    const auto o = open();
    auto told = o.incoming({"mango", "+74951234567", std::string("8") + std::string(client_text), "103"}, noon);
    EXPECT_EQ(told.what, office::act::queue);
    EXPECT_TRUE(says(told, "alias.not_linked"));
    deal(o, "4017", "user:ivanov");
    told = o.incoming({"mango", "+74951234567", std::string("8") + std::string(client_text), "103"}, noon);
    EXPECT_EQ(told.extensions, std::vector<std::string>{"103"});
    EXPECT_EQ(told.show, "4017");
    EXPECT_EQ(o.incoming({"mango", "+74951234567", "89161112233", "101"}, noon).extensions.at(0), "101")
        << "an operator sees numbers, so nothing has to be hidden from her";
    EXPECT_EQ(o.incoming({"mango", "+74951234567", "89161112233", "999"}, noon).what, office::act::queue);
}

TEST_F(front_door, knows_staff_on_mobiles_only_over_an_own_sim) {
    const auto o = open();
    auto told = o.incoming({"mts-gsm", "9161230001", "9031230003", ""}, noon);
    EXPECT_EQ(told.caller, "ivanov");
    EXPECT_FALSE(told.register_in_crm);
    EXPECT_EQ(told.show, "103");
    told = o.incoming({"mango", "+74951234567", "+79031230003", ""}, noon);
    EXPECT_EQ(told.caller, "");
    EXPECT_TRUE(says(told, "caller.unproved"));
    EXPECT_EQ(o.incoming({"mts-gsm", "9161230001", "9031230003", "101"}, noon).extensions.at(0), "101");
}

TEST_F(front_door, keeps_withheld_callers_withheld) {
    const auto told = open().incoming({"mango", "+74951234568", "anonymous", ""}, noon);
    EXPECT_EQ(told.extensions.at(0), "101");
    EXPECT_EQ(told.show, "");
}

TEST_F(front_door, neither_records_nor_registers_who_is_no_client) {
    const auto told = open().incoming({"mango", "+74951234569", "+74957000000", ""}, noon);
    EXPECT_EQ(told.record, policy::recording::never);
    EXPECT_FALSE(told.register_in_crm);
}

TEST_F(front_door, hands_a_client_over_to_an_agent_under_the_deal_number) {
    const auto o = open();
    deal(o, "4017", "user:ivanov");
    const auto told = o.dial({"ivanova", "103", "", "", "", "+79035551122"}, noon);
    EXPECT_EQ(told.extensions.at(0), "103");
    EXPECT_EQ(told.show, "4017");
    EXPECT_EQ(told.record, policy::recording::always);
    EXPECT_EQ(o.dial({"ivanova", "150", "", "", "", "+79035551122"}, noon).what, office::act::reject)
        << "the controller does not deal with clients";
}

TEST_F(front_door, dials_an_alias_from_a_mobile_only_over_an_own_sim_and_presents_what_the_trunk_can) {
    const auto o = open();
    deal(o, "4017", "user:ivanov");
    const auto told = o.dial({"ivanov", "4017", "mts-gsm", "9031230003", "", ""}, noon);
    ASSERT_EQ(told.what, office::act::dial);
    EXPECT_EQ(told.record, policy::recording::always);
    EXPECT_EQ(told.show, "4017");
    const auto file = o.file();
    for (const office::way_out& w : told.trunks) {
        const auto& presents = file->tenant.find_trunk(w.trunk)->presents;
        ASSERT_TRUE(w.present) << w.trunk;
        EXPECT_NE(std::find(presents.begin(), presents.end(), *w.present), presents.end()) << w.trunk;
    }
    EXPECT_EQ(told.trunks.at(0).channel, "PJSIP/+79035551122@mango") << "an unknown operator: the default trunk first";
    for (const auto& [via, caller] : {std::pair("mango", "+79031230003"), std::pair("mts-gsm", "9161234567"),
                                      std::pair("mts-gsm", "anonymous"), std::pair("nowhere", "9031230003")}) {
        const auto refused = o.dial({"ivanov", "4017", via, caller, "", ""}, noon);
        EXPECT_EQ(refused.what, office::act::reject) << via << caller;
        EXPECT_TRUE(says(refused, "caller.unproved"));
    }
}

TEST_F(front_door, refuses_what_a_role_forbids_with_rule_and_line) {
    const auto o = open();
    deal(o, "4017", "user:sidorova");
    auto told = o.dial({"ivanov", "989035551122", "", "", "", ""}, noon);
    EXPECT_EQ(told.what, office::act::reject);
    EXPECT_EQ(*told.refused, office::errc::not_allowed);
    EXPECT_GT(told.why.back().line, 0u);
    EXPECT_TRUE(told.trunks.empty());
    told = o.dial({"ivanov", "4017", "", "", "", ""}, noon);
    EXPECT_EQ(*told.refused, masking::errc::not_granted);
    EXPECT_EQ(*o.dial({"zorin", "4017", "", "", "", ""}, noon).refused, office::errc::not_allowed);
    EXPECT_EQ(*o.dial({"stranger", "101", "", "", "", ""}, noon).refused, office::errc::unknown_user);
}

TEST_F(front_door, lets_each_hr_number_out_by_its_own_line_and_does_not_record_the_supervisor) {
    const auto o = open();
    const auto first = o.dial({"smirnova", "989035551122", "", "", "", ""}, noon);
    const auto second = o.dial({"202", "989035551122", "", "", "", ""}, noon);
    EXPECT_EQ(first.trunks.at(0).trunk, "hr-1");
    EXPECT_EQ(first.trunks.at(0).present->value(), 74951239001u);
    EXPECT_EQ(second.trunks.at(0).trunk, "hr-2");
    EXPECT_FALSE(first.register_in_crm);
    EXPECT_EQ(o.dial({"orlova", "989035551122", "", "", "", ""}, noon).record, policy::recording::never);
    EXPECT_EQ(o.dial({"ivanova", "989035551122", "", "", "", ""}, noon).record, policy::recording::always);
}

TEST_F(front_door, never_stops_a_call_for_help) {
    edit("store          = \"sqlite:office.db\"", "store = \"sqlite:/nonexistent/office.db\"");
    const auto o = open();
    for (const char* user : {"ivanov", "zorin", "nobody of this office"})
        for (const char* digits : {"112", "9101", "9112"}) {
            const auto told = o.dial({user, digits, "", "", "", ""}, noon);
            EXPECT_EQ(told.what, office::act::dial) << user << digits;
            EXPECT_EQ(told.trunks.at(0).trunk, "mango") << user << digits;
            EXPECT_EQ(told.trunks.at(0).digits, digits[0] == '9' ? digits + 1 : digits);
        }
    EXPECT_EQ(o.dial({"ivanova", "101", "", "", "", ""}, noon).extensions.at(0), "101") << "own extensions win";
}

TEST_F(front_door, refuses_data_and_keeps_clients_when_the_store_is_down) {
    edit("store          = \"sqlite:office.db\"", "store = \"sqlite:/nonexistent/office.db\"");
    const auto o = open();
    const auto told = o.dial({"ivanov", "4017", "", "", "", ""}, noon);
    EXPECT_EQ(told.what, office::act::reject);
    EXPECT_TRUE(says(told, "alias.unavailable"));
    const auto in = o.incoming({"mango", "+74951234567", "89035551122", "103"}, noon);
    EXPECT_EQ(in.what, office::act::queue);
    EXPECT_TRUE(says(in, "alias.unavailable"));
    EXPECT_THROW((void)o.aliases().book.resolve("4017", o.file()->tenant.users[0], noon), store_error);
}

TEST_F(front_door, reloads_whole_or_not_at_all) {
    auto o = open();
    edit("name       = \"volkov\"", "name       = \"volkova\"");
    const auto report = o.reload();
    ASSERT_TRUE(report);
    EXPECT_EQ(report->changes, (std::vector<std::string>{"user volkova added", "user volkov removed"}));
    edit("role       = \"controller\"", "role       = \"kontroller\"");
    const auto refused = o.reload();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().mistakes.at(0).expected, "\"controller\"");
    EXPECT_NE(o.file()->tenant.find_user("volkova"), nullptr) << "the old one stays in force";
}

TEST_F(front_door, answers_many_threads_while_it_is_reloaded) {
    auto o = open();
    std::atomic<bool> stop{false};
    std::atomic<int> wrong{0};
    std::vector<std::thread> callers;
    for (int t = 0; t < 3; ++t)
        callers.emplace_back([&] {
            while (!stop)
                if (o.incoming({"mango", "+74951234568", "89035551122", ""}, noon).extensions !=
                    std::vector<std::string>{"101"})
                    ++wrong;
        });
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(o.reload());
    stop = true;
    for (std::thread& t : callers) t.join();
    EXPECT_EQ(wrong, 0);
}

TEST_F(front_door, writes_agi_that_no_caller_can_break_out_of) {
    office::instructions i;
    i.what = office::act::dial;
    i.show = "evil\" \nEXEC System \"rm";
    const std::string agi = to_agi(i);
    EXPECT_NE(agi.find("SET VARIABLE ALMON_SHOW \"evil\\\" EXEC System \\\"rm\"\n"), std::string::npos) << agi;
    for (std::size_t at = 0; at < agi.size(); at = agi.find('\n', at) + 1)
        EXPECT_EQ(agi.compare(at, 13, "SET VARIABLE "), 0) << agi.substr(at);
}

TEST_F(front_door, asks_the_register_for_time_zones_before_the_plan) {
    const number far = numbering::parse("+79160000001").value();
    EXPECT_GT(open().zones(far).size(), 10u) << "by the plan a Russian mobile may be anywhere";
    operators::builder registers;
    registers.add("DEF-9xx.csv", "АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН\n"
                                 "916;0000000;0029999;30000;ПАО \"МТС\";-;Камчатский край;7740000076\n");
    const auto bytes = registers.finish(noon).value();
    std::ofstream(place / "operators.almon", std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    const auto o = open();
    EXPECT_EQ(o.zones(far), std::vector<std::string>{"Asia/Kamchatka"});
    EXPECT_GT(o.zones(client).size(), 10u) << "the register does not know this one";
    numbering::calling_hours rules; // every day from nine to nine
    EXPECT_FALSE(o.safe_to_call(far, noon, rules)) << "it is nine in the evening there";
    EXPECT_TRUE(o.safe_to_call(far, parse_rfc3339("2026-11-23T11:59:00+03:00").value(), rules));
    rules.do_not_call = {far};
    EXPECT_FALSE(o.safe_to_call(far, parse_rfc3339("2026-11-23T11:59:00+03:00").value(), rules));
}

} // namespace
