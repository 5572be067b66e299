// SPDX-License-Identifier: BSL-1.0
#include <almon/masking/alias.hpp>

#include <gtest/gtest.h>

#include "support/ledger_contract.hpp"
#include "support/memory_ledger.hpp"

namespace {

using namespace almon;
using namespace almon::masking;
using almon::testing::at_second;
using almon::testing::phone;

struct aliases : ::testing::Test {
    aliases() {
        office.name = "svetly-dom";
        office.area = "495";
        office.extensions = {"10x", "20x"};
        office.services = {"*97", "4444", "700"};
        office.emergency = {"911"};
        office.outside_prefix = "9";
        office.departments = {{"sales", {}, true}};
        office.users = {user("ivanov", "agent", "sales"), user("sidorova", "agent", ""),
                        user("petrova", "operator", "")};
    }
    static tenant::user user(std::string name, std::string role, std::string department) {
        tenant::user u;
        u.name = std::move(name);
        u.roles = {std::move(role)};
        u.department = std::move(department);
        return u;
    }
    std::string opened(std::string_view deal, std::uint64_t party, std::int64_t second = 0) {
        const auto done = book.open({deal, phone(party)}, at_second(second));
        return done ? done->digits : std::string(done.error().code());
    }
    error why(std::string_view digits, const tenant::user& who, std::int64_t second = 0) {
        const auto found = book.resolve(digits, who, at_second(second));
        return found ? error() : found.error();
    }

    tenant::tenant office;
    almon::testing::memory_ledger kept;
    alias_book book{kept, office};
};

TEST_F(aliases, refuse_digits_that_mean_something_else) {
    struct row {
        const char* digits;
        errc why;
    };
    for (const row& r :
         {row{"", errc::malformed_alias}, row{"12", errc::malformed_alias}, row{"0123", errc::malformed_alias},
          row{"1234567890", errc::malformed_alias}, row{"40x7", errc::malformed_alias},
          row{"105", errc::collides_extension}, row{"700", errc::collides_service}, row{"4444", errc::collides_service},
          row{"112", errc::collides_emergency}, row{"911", errc::collides_emergency},
          row{"103", errc::collides_emergency}, row{"9101", errc::collides_outside_prefix},
          row{"1234567", errc::collides_number}})
        EXPECT_EQ(check_alias(r.digits, office).error(), r.why) << r.digits;
    for (const char* digits : {"300", "4017", "40172", "123456"}) EXPECT_TRUE(check_alias(digits, office)) << digits;
}

TEST_F(aliases, take_the_deals_own_number_then_its_further_parties) {
    EXPECT_EQ(opened("4017", 79161234567), "4017");
    EXPECT_EQ(opened("4017", 79031112233), "40172");
    EXPECT_EQ(opened("4017", 79261112233), "40173");
    EXPECT_EQ(opened("4017", 79161234567), "4017") << "the same pair has the same alias";
    EXPECT_EQ(opened("D-77", 79161234567), "1000");
    EXPECT_EQ(opened("1000", 79161234567), "10002") << "the deal's own number was given away";
    EXPECT_EQ(opened("103", 79161234567), "1032") << "no emergency number";
    EXPECT_EQ(opened("9000", 79161234567), "1001") << "no outside prefix";
    EXPECT_EQ(opened("", 79161234567), "masking.malformed_deal");
    EXPECT_EQ(opened("a\nb", 79161234567), "masking.malformed_deal");
}

TEST_F(aliases, never_come_to_stand_for_somebody_else) {
    EXPECT_EQ(opened("4017", 79161234567), "4017");
    EXPECT_TRUE(book.close("4017", at_second(1)));
    EXPECT_EQ(book.open({"4017", phone(79031112233), "", "4017"}, at_second(2)).error(), errc::alias_taken);
    EXPECT_EQ(opened("4017", 79031112233), "40172");
    EXPECT_EQ(book.open({"4017", phone(79031112233), "", "5000"}, at_second(2)).error(), errc::pair_has_alias);
    EXPECT_EQ(opened("4017", 79161234567, 3), "4017") << "the same pair may open it again";
    EXPECT_EQ(kept.find_alias("svetly-dom", "4017")->closed, std::nullopt);
    EXPECT_EQ(book.open({"x", phone(79031112233), "", "112"}, at_second(2)).error(), errc::collides_emergency);
}

TEST_F(aliases, lead_only_those_who_were_granted) {
    const auto& [ivanov, sidorova, petrova] = std::tie(office.users[0], office.users[1], office.users[2]);
    opened("4017", 79161234567);
    EXPECT_EQ(why("4017", ivanov), errc::not_granted);
    EXPECT_EQ(why("999", ivanov), errc::unknown_alias);
    EXPECT_TRUE(book.grant_to("4017", {grantee_kind::user, "ivanov", at_second(60), {}}, at_second(0)));
    EXPECT_EQ(book.resolve("4017", ivanov, at_second(59))->party, phone(79161234567));
    EXPECT_EQ(why("4017", ivanov, 60), errc::grant_expired);
    EXPECT_EQ(why("4017", sidorova), errc::not_granted);
    EXPECT_TRUE(kept.put_grant(office.name, "4017", {grantee_kind::department, "", {}, {}}));
    EXPECT_EQ(why("4017", sidorova), errc::not_granted) << "she is of no department, which is no department of hers";
    EXPECT_TRUE(book.grant_to("4017", {grantee_kind::role, "agent", {}, {}}, at_second(0)));
    EXPECT_EQ(why("4017", sidorova), error());
    EXPECT_EQ(why("4017", ivanov, 60), error()) << "one grant that holds is enough";
    EXPECT_EQ(why("4017", petrova), errc::not_granted);
    EXPECT_TRUE(book.revoke("4017", grantee_kind::role, "agent"));
    EXPECT_EQ(book.revoke("4017", grantee_kind::role, "agent").error(), errc::not_granted);
    EXPECT_EQ(why("4017", sidorova), errc::not_granted);
    EXPECT_TRUE(book.grant_to("4017", {grantee_kind::department, "sales", {}, {}}, at_second(0)));
    EXPECT_EQ(why("4017", ivanov, 60), error());
    EXPECT_TRUE(book.close("4017", at_second(61)));
    EXPECT_EQ(why("4017", ivanov, 62), errc::alias_closed);
    opened("4017", 79161234567, 63);
    EXPECT_EQ(why("4017", ivanov, 64), errc::not_granted) << "closing ended the grants";
}

TEST_F(aliases, refuse_grants_to_nobody_and_for_nothing) {
    opened("4017", 79161234567);
    const auto to = [&](const char* digits, grantee_kind kind, const char* name) {
        const auto done = book.grant_to(digits, {kind, name, {}, {}}, at_second(0));
        return done ? error() : done.error();
    };
    EXPECT_EQ(to("4017", grantee_kind::user, "ivanof"), errc::unknown_grantee);
    EXPECT_EQ(to("4017", grantee_kind::role, "agnt"), errc::unknown_grantee);
    EXPECT_EQ(to("4017", grantee_kind::department, "sale"), errc::unknown_grantee);
    EXPECT_EQ(to("999", grantee_kind::user, "ivanov"), errc::unknown_alias);
    EXPECT_TRUE(book.close("4017", at_second(1)));
    EXPECT_EQ(to("4017", grantee_kind::user, "ivanov"), errc::alias_closed);
    EXPECT_EQ(book.close("4017", at_second(1)).error(), errc::alias_closed);
    EXPECT_EQ(book.close("999", at_second(1)).error(), errc::unknown_alias);
}

TEST_F(aliases, show_the_one_used_last_else_the_lowest_number) {
    const tenant::user& ivanov = office.users[0];
    for (const char* deal : {"5000", "40172", "6000"}) opened(deal, 79161234567);
    for (const auto& r : kept.aliases("svetly-dom"))
        EXPECT_TRUE(book.grant_to(r.digits, {grantee_kind::user, "ivanov", {}, {}}, at_second(0)));
    const auto shown = [&](std::int64_t second) {
        const auto found = book.shown_to(ivanov, phone(79161234567), at_second(second));
        return found ? found->digits : "none";
    };
    EXPECT_EQ(shown(1), "5000") << "all opened at once: the lowest number";
    book.touch("40172", at_second(5));
    EXPECT_EQ(shown(6), "40172");
    book.touch("5000", at_second(7));
    EXPECT_EQ(shown(8), "5000");
    EXPECT_TRUE(book.revoke("5000", grantee_kind::user, "ivanov"));
    EXPECT_EQ(shown(9), "40172");
    EXPECT_TRUE(book.close("40172", at_second(9)));
    EXPECT_EQ(book.shown_to(office.users[2], phone(79161234567), at_second(9)), std::nullopt);
    EXPECT_EQ(book.shown_to(ivanov, phone(79030000000), at_second(9)), std::nullopt);
}

TEST_F(aliases, that_collide_later_are_found) {
    opened("4017", 79161234567);
    opened("4018", 79161234567);
    EXPECT_TRUE(book.collisions().empty());
    office.extensions = {"401x"};
    EXPECT_TRUE(book.close("4018", at_second(1)));
    const auto found = book.collisions();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].digits, "4017");
    EXPECT_EQ(found[0].why, errc::collides_extension);
}

TEST(parse_grantee, reads_three_kinds) {
    EXPECT_EQ(parse_grantee("user:ivanov")->name, "ivanov");
    EXPECT_EQ(parse_grantee("role:a:b")->name, "a:b");
    EXPECT_EQ(parse_grantee("department:sales")->kind, grantee_kind::department);
    for (const char* text : {"", "ivanov", "user:", "team:x"})
        EXPECT_EQ(parse_grantee(text).error(), errc::malformed_grantee) << text;
}

} // namespace
