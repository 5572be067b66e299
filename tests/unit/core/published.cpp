// SPDX-License-Identifier: BSL-1.0
#include <almon/core/published.hpp>

#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace almon;

struct pair_of_equals {
    int a, b;
};

TEST(published, shows_a_replaced_value_at_the_next_read_and_keeps_the_old_for_who_holds_it) {
    published<int> value(std::make_shared<const int>(1));
    const auto before = value.read();
    value.replace(std::make_shared<const int>(2));
    EXPECT_EQ(*before, 1);
    EXPECT_EQ(*value.read(), 2);
    EXPECT_EQ(value.generation(), 1u);
}

TEST(published, keeps_objects_apart_however_many_share_a_slot) {
    std::vector<std::unique_ptr<published<int>>> many;
    for (int i = 0; i < 20; ++i) many.push_back(std::make_unique<published<int>>(std::make_shared<const int>(i)));
    for (int round = 0; round < 3; ++round)
        for (int i = 0; i < 20; ++i) EXPECT_EQ(*many[i]->read(), i);
    many[3] = std::make_unique<published<int>>(std::make_shared<const int>(33));
    EXPECT_EQ(*many[3]->read(), 33);
}

TEST(published, never_mixes_two_values_under_concurrent_replacement) {
    published<pair_of_equals> value(std::make_shared<const pair_of_equals>(pair_of_equals{0, 0}));
    std::atomic<bool> stop{false};
    std::atomic<int> torn{0}, backwards{0};
    std::vector<std::thread> readers;
    for (int t = 0; t < 3; ++t)
        readers.emplace_back([&] {
            for (int last = 0; !stop;) {
                const auto now = value.read();
                if (now->a != now->b) ++torn;
                if (now->a < last) ++backwards;
                last = now->a;
            }
        });
    for (int i = 1; i <= 2000; ++i) value.replace(std::make_shared<const pair_of_equals>(pair_of_equals{i, i}));
    stop = true;
    for (std::thread& t : readers) t.join();
    EXPECT_EQ(torn, 0);
    EXPECT_EQ(backwards, 0);
    EXPECT_EQ(value.read()->a, 2000);
}

} // namespace
