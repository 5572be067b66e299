// SPDX-License-Identifier: BSL-1.0
#include "cdr/recent_prints.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace {

using almon::cdr::recent_prints;

std::vector<std::uint64_t> prints(std::size_t count, unsigned seed) {
    std::mt19937_64 any(seed);
    std::vector<std::uint64_t> all(count);
    std::generate(all.begin(), all.end(), any);
    return all;
}

std::ptrdiff_t known(const recent_prints& recent, const std::vector<std::uint64_t>& all) {
    return std::count_if(all.begin(), all.end(), [&recent](std::uint64_t p) { return recent.has(p); });
}

TEST(RecentPrints, KnowsTensOfThousandsAndForgetsTheOldest) {
    recent_prints recent;
    const auto first = prints(50000, 1), later = prints(500000, 2);
    EXPECT_EQ(known(recent, first), 0);
    for (const std::uint64_t p : first) recent.add(p);
    EXPECT_GT(known(recent, first), 49800);
    for (const std::uint64_t p : later) recent.add(p);
    EXPECT_EQ(known(recent, first), 0);
    EXPECT_GT(known(recent, {later.end() - 50000, later.end()}), 49800);
    recent.clear();
    EXPECT_EQ(known(recent, later), 0);
}

} // namespace
