// SPDX-License-Identifier: BSL-1.0
#pragma once

// What every ledger must do, as a GoogleTest suite. A keeper of aliases passes when
//
//     struct fixture { masking::ledger& ledger(); };   // a fresh, empty one for each fixture
//     INSTANTIATE_TYPED_TEST_SUITE_P(name, ledger_contract, fixture);

#include <gtest/gtest.h>

#include <almon/masking/ledger.hpp>

namespace almon::testing {

inline number phone(std::uint64_t digits) {
    return detail::make_number(digits);
}
inline instant at_second(std::int64_t s) {
    return instant(std::chrono::seconds(1'795'300'000 + s));
}
inline masking::ledger::new_alias wanted(std::string_view digits, std::string_view deal, std::uint64_t party,
                                         std::int64_t second = 0, std::string_view tenant = "t") {
    return {tenant, digits, deal, "client", phone(party), at_second(second)};
}

template <class Fixture>
class ledger_contract : public ::testing::Test {
protected:
    Fixture fixture_;
    masking::ledger& kept() { return fixture_.ledger(); }
};
TYPED_TEST_SUITE_P(ledger_contract);

TYPED_TEST_P(ledger_contract, keeps_what_was_added) {
    auto& l = this->kept();
    const auto done = l.add_alias(wanted("4017", "deal ' \xD0\x96", 18446744073709551615u, 5));
    EXPECT_EQ(done.what, masking::added::fresh);
    EXPECT_EQ(done.record,
              (masking::alias_record{
                  "4017", "deal ' \xD0\x96", "client", phone(18446744073709551615u), at_second(5), at_second(5), {}}));
    EXPECT_EQ(l.find_alias("t", "4017"), done.record);
    EXPECT_EQ(l.find_pair("t", "deal ' \xD0\x96", phone(18446744073709551615u)), done.record);
    EXPECT_EQ(l.find_alias("t", "401"), std::nullopt);
    EXPECT_EQ(l.find_alias("u", "4017"), std::nullopt) << "tenants do not see each other";
}

TYPED_TEST_P(ledger_contract, holds_digits_and_pairs_unique_for_ever) {
    auto& l = this->kept();
    (void)l.add_alias(wanted("4017", "a", 79161234567));
    const auto digits = l.add_alias(wanted("4017", "b", 79160000000));
    EXPECT_EQ(digits.what, masking::added::digits_taken);
    EXPECT_EQ(digits.record.deal, "a");
    EXPECT_EQ(l.find_pair("t", "b", phone(79160000000)), std::nullopt) << "nothing half added";
    const auto pair = l.add_alias(wanted("4018", "a", 79161234567));
    EXPECT_EQ(pair.what, masking::added::pair_known);
    EXPECT_EQ(pair.record.digits, "4017");
    EXPECT_EQ(l.find_alias("t", "4018"), std::nullopt);
    EXPECT_TRUE(l.close_alias("t", "4017", at_second(9)));
    EXPECT_EQ(l.add_alias(wanted("4017", "b", 79160000000)).what, masking::added::digits_taken)
        << "a closed alias never comes to stand for somebody else";
    EXPECT_EQ(l.add_alias(wanted("4017", "a", 79161234567)).what, masking::added::pair_known);
    EXPECT_EQ(l.add_alias(wanted("4017", "b", 79160000000, 0, "u")).what, masking::added::fresh);
}

TYPED_TEST_P(ledger_contract, lists_in_the_order_of_the_digits_as_numbers) {
    auto& l = this->kept();
    for (const char* digits : {"40172", "999", "4017", "1000"}) (void)l.add_alias(wanted(digits, digits, 79161234567));
    (void)l.add_alias(wanted("500", "x", 79030000000));
    EXPECT_TRUE(l.close_alias("t", "1000", at_second(1)));
    std::string all, open;
    for (const auto& r : l.aliases("t")) all += r.digits + " ";
    for (const auto& r : l.open_aliases_of("t", phone(79161234567))) open += r.digits + " ";
    EXPECT_EQ(all, "500 999 1000 4017 40172 ");
    EXPECT_EQ(open, "999 4017 40172 ");
    EXPECT_TRUE(l.aliases("u").empty());
}

TYPED_TEST_P(ledger_contract, closes_once_and_ends_grants) {
    auto& l = this->kept();
    (void)l.add_alias(wanted("4017", "a", 79161234567));
    EXPECT_TRUE(l.put_grant("t", "4017", {masking::grantee_kind::user, "ivanov", {}, at_second(1)}));
    EXPECT_TRUE(l.close_alias("t", "4017", at_second(9)));
    EXPECT_FALSE(l.close_alias("t", "4017", at_second(10)));
    EXPECT_EQ(l.find_alias("t", "4017")->closed, at_second(9));
    EXPECT_TRUE(l.grants_of("t", "4017").empty());
    EXPECT_FALSE(l.put_grant("t", "4017", {masking::grantee_kind::user, "ivanov", {}, at_second(1)}));
    EXPECT_FALSE(l.touch_alias("t", "4017", at_second(11)));
    EXPECT_TRUE(l.reopen_alias("t", "4017", at_second(12)));
    EXPECT_FALSE(l.reopen_alias("t", "4017", at_second(13)));
    EXPECT_EQ(l.find_alias("t", "4017")->closed, std::nullopt);
    EXPECT_TRUE(l.grants_of("t", "4017").empty()) << "grants do not come back";
    EXPECT_FALSE(l.close_alias("t", "999", at_second(9)));
}

TYPED_TEST_P(ledger_contract, moves_activity_only_forwards) {
    auto& l = this->kept();
    (void)l.add_alias(wanted("4017", "a", 79161234567, 5));
    EXPECT_TRUE(l.touch_alias("t", "4017", at_second(8)));
    EXPECT_TRUE(l.touch_alias("t", "4017", at_second(6)));
    EXPECT_EQ(l.find_alias("t", "4017")->active, at_second(8));
    EXPECT_EQ(l.find_alias("t", "4017")->opened, at_second(5));
    EXPECT_FALSE(l.touch_alias("t", "999", at_second(6)));
}

TYPED_TEST_P(ledger_contract, keeps_one_grant_a_grantee) {
    auto& l = this->kept();
    (void)l.add_alias(wanted("4017", "a", 79161234567));
    using enum masking::grantee_kind;
    EXPECT_TRUE(l.put_grant("t", "4017", {role, "agent", {}, at_second(1)}));
    EXPECT_TRUE(l.put_grant("t", "4017", {user, "ivanov", at_second(60), at_second(1)}));
    EXPECT_TRUE(l.put_grant("t", "4017", {user, "agent", {}, at_second(1)}));
    EXPECT_TRUE(l.put_grant("t", "4017", {user, "ivanov", {}, at_second(2)}));
    EXPECT_EQ(l.grants_of("t", "4017"), (std::vector<masking::grant>{{user, "agent", {}, at_second(1)},
                                                                     {user, "ivanov", {}, at_second(2)},
                                                                     {role, "agent", {}, at_second(1)}}));
    EXPECT_TRUE(l.remove_grant("t", "4017", user, "ivanov"));
    EXPECT_FALSE(l.remove_grant("t", "4017", user, "ivanov"));
    EXPECT_EQ(l.grants_of("t", "4017").size(), 2u);
    EXPECT_FALSE(l.put_grant("t", "999", {role, "agent", {}, at_second(1)}));
    EXPECT_TRUE(l.grants_of("u", "4017").empty());
}

TYPED_TEST_P(ledger_contract, never_repeats_a_sequence) {
    auto& l = this->kept();
    EXPECT_EQ(l.next_sequence("t", 1000), 1000u);
    EXPECT_EQ(l.next_sequence("t", 1000), 1001u);
    EXPECT_EQ(l.next_sequence("t", 5000), 5000u);
    EXPECT_EQ(l.next_sequence("t", 1), 5001u);
    EXPECT_EQ(l.next_sequence("u", 1), 1u);
}

REGISTER_TYPED_TEST_SUITE_P(ledger_contract, keeps_what_was_added, holds_digits_and_pairs_unique_for_ever,
                            lists_in_the_order_of_the_digits_as_numbers, closes_once_and_ends_grants,
                            moves_activity_only_forwards, keeps_one_grant_a_grantee, never_repeats_a_sequence);

} // namespace almon::testing
