// SPDX-License-Identifier: BSL-1.0
#include <almon/routing/tariff.hpp>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace almon::routing;
using numbering::number_type;

money rub(const char* text) {
    return parse_money(text).value();
}

local_days day(int y, unsigned m, unsigned d) {
    return local_days(std::chrono::year(y) / static_cast<int>(m) / static_cast<int>(d));
}

TEST(money, is_read_and_written_exactly) {
    const std::pair<const char*, std::int64_t> good[] = {{"0.60", 600'000},
                                                         {"2.4", 2'400'000},
                                                         {"12", 12'000'000},
                                                         {"0.000001", 1},
                                                         {"999999999.999999", 999'999'999'999'999}};
    for (const auto& [text, value] : good) EXPECT_EQ(micros(rub(text)), value) << text;
    for (const char* bad : {"", ".", ".5", "1.", "-1", "1,5", "1.2345678", "1e3", " 1", "1234567890"})
        EXPECT_EQ(parse_money(bad).error(), errc::malformed_money) << bad;
    EXPECT_EQ(parse_money("12.3x").error().offset(), 4u);
    const std::pair<std::int64_t, const char*> texts[] = {
        {600'000, "0.60"},   {2'400'000, "2.40"},  {12'000'000, "12.00"}, {1, "0.000001"},
        {1'230'000, "1.23"}, {1'234'000, "1.234"}, {0, "0.00"},           {-1'500'000, "-1.50"}};
    for (const auto& [value, text] : texts) EXPECT_EQ(to_string(money{value}), text);
}

TEST(tariff, charges_whole_steps_after_the_free_seconds) {
    tariff t;
    const price p{"", "", {}, rub("0.60")};
    EXPECT_EQ(t.cost(p, seconds(0)), money{}) << "not answered";
    EXPECT_EQ(t.cost(p, seconds(1)), rub("0.60"));
    EXPECT_EQ(t.cost(p, seconds(60)), rub("0.60"));
    EXPECT_EQ(t.cost(p, seconds(61)), rub("1.20"));
    t.free = seconds(3);
    EXPECT_EQ(t.cost(p, seconds(3)), money{});
    EXPECT_EQ(t.cost(p, seconds(4)), rub("0.60"));
    t.first_step = seconds(10), t.next_step = seconds(1);
    EXPECT_EQ(t.cost(p, seconds(4)), rub("0.10"));
    EXPECT_EQ(t.cost(p, seconds(11)), rub("0.11"));
    t.set_up = rub("1");
    EXPECT_EQ(t.cost(p, seconds(11)), rub("1.11"));
    t.minimum = rub("1.50");
    EXPECT_EQ(t.cost(p, seconds(11)), rub("1.50"));
    EXPECT_EQ(t.cost(p, seconds(3)), money{}) << "free is free, whatever the minimum";
    t.first_step = t.next_step = seconds(0);
    EXPECT_EQ(t.cost(p, seconds(120)), rub("2.20")) << "a step of nothing counts as a second";
}

TEST(tariff, rounds_each_step_up_to_a_millionth) {
    tariff t;
    t.first_step = t.next_step = seconds(1);
    EXPECT_EQ(micros(t.cost({"", "", {}, rub("1")}, seconds(60))), 60 * 16'667);
}

TEST(tariff, finds_the_price_that_says_most) {
    tariff t;
    t.prices = {{"*", "", {}, rub("2.40")},
                {"mts", "", {}, rub("0.60")},
                {"mts", "RU-TVE", {}, rub("0.90")},
                {"", "KZ", {}, rub("9")},
                {"", "", number_type::toll_free, rub("0")},
                {"mts", "", {}, rub("7")}};
    const std::string_view tver[] = {"RU-TVE"}, moscow[] = {"RU-MOW", "RU-MOS"};
    const auto costs = [&](std::string_view brand, std::span<const std::string_view> regions, std::string_view country,
                           number_type type) {
        return to_string(t.find_price({brand, regions, country, type})->per_minute);
    };
    EXPECT_EQ(costs("mts", moscow, "RU", number_type::mobile), "0.60") << "of equals the first";
    EXPECT_EQ(costs("mts", tver, "RU", number_type::mobile), "0.90");
    EXPECT_EQ(costs("beeline", tver, "RU", number_type::mobile), "2.40");
    EXPECT_EQ(costs("", {}, "KZ", number_type::mobile), "9.00");
    EXPECT_EQ(costs("", {}, "RU", number_type::toll_free), "0.00");
    EXPECT_EQ(costs("", {}, "", number_type::unknown), "2.40");
    t.prices.erase(t.prices.begin());
    EXPECT_EQ(t.find_price({"beeline", tver, "RU", number_type::mobile}), nullptr);
}

TEST(price_book, knows_which_tariff_is_valid) {
    price_book book;
    tariff old, now;
    old.name = now.name = "mts";
    old.until = day(2026, 6, 30);
    now.from = day(2026, 7, 1);
    old.prices = {{"*", "", {}, rub("1")}};
    now.prices = {{"*", "", {}, rub("2")}};
    book.tariffs = {old, now};
    EXPECT_EQ(book.find("mts", day(2026, 6, 30)), &book.tariffs[0]);
    EXPECT_EQ(book.find("mts", day(2026, 7, 1)), &book.tariffs[1]);
    EXPECT_EQ(book.find("none", day(2026, 7, 1)), nullptr);
    EXPECT_EQ(book.expected_cost("none", day(2026, 7, 1), {}), std::nullopt);
    EXPECT_GT(micros(*book.expected_cost("mts", day(2026, 7, 1), {})), 0);
}

TEST(call_lengths, make_unlike_tariffs_comparable) {
    tariff by_minute, by_second;
    by_second.first_step = by_second.next_step = seconds(1);
    const price cheap{"", "", {}, rub("1")}, dear{"", "", {}, rub("1.50")};
    const call_lengths brief = call_lengths::of({seconds(5), seconds(10), seconds(15)});
    const call_lengths lengthy = call_lengths::of({seconds(600), seconds(1200)});
    EXPECT_GT(brief.expected_cost(by_minute, cheap), brief.expected_cost(by_second, dear));
    EXPECT_LT(lengthy.expected_cost(by_minute, cheap), lengthy.expected_cost(by_second, dear));
    EXPECT_EQ(brief.expected_cost(by_minute, cheap), rub("1"));
    EXPECT_EQ(call_lengths::of({}).all().size(), call_lengths().all().size());
    EXPECT_EQ(call_lengths::of(std::vector<seconds>(1000, seconds(7))).all().size(), 64u);
}

} // namespace
