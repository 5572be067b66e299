// SPDX-License-Identifier: BSL-1.0
#include <cdr/nearly_sorted.hpp>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace std::chrono_literals;

struct piece {
    instant at;
    int number = 0;
    friend bool operator==(const piece&, const piece&) = default;
};

/// `count` moments, each up to `off` microseconds away from its place in a day.
std::vector<piece> pieces(std::size_t count, std::int64_t off, std::int64_t apart) {
    std::mt19937_64 random(count + static_cast<std::size_t>(off));
    std::vector<piece> all;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t away = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(2 * off + 1)) - off;
        all.push_back({instant(microseconds(static_cast<std::int64_t>(i) * apart + away)), static_cast<int>(i)});
    }
    return all;
}

constexpr auto earlier = [](const piece& a, const piece& b) {
    return a.at != b.at ? a.at < b.at : a.number < b.number;
};

TEST(NearlySorted, SortsWhateverTheOrder) {
    for (const std::size_t count : {0, 1, 2, 3, 50, 1000})
        for (const std::int64_t off : {0, 1, 1000, 100'000'000}) {
            std::vector<piece> all = pieces(count, off, 7), wanted = all;
            std::sort(wanted.begin(), wanted.end(), earlier);
            cdr::sort_nearly_sorted(all, earlier);
            EXPECT_EQ(all, wanted) << count << ' ' << off;
        }
}

TEST(NearlySorted, PutsSecondsInOrderAndLeavesEachAsItStood) {
    cdr::second_order<piece> by_second; // one for all, as it keeps its memory
    for (const std::size_t count : {1, 100, 1000})
        for (const std::int64_t off : {0, 1, 400'000, 60'000'000}) {
            std::vector<piece> all = pieces(count, off, 250'000);
            const instant first = std::min_element(all.begin(), all.end(), earlier)->at;
            std::vector<piece> wanted = all;
            std::stable_sort(wanted.begin(), wanted.end(), [first](const piece& a, const piece& b) {
                return (a.at - first) / 1s < (b.at - first) / 1s;
            });
            by_second.sort(all, [](const piece& p) { return p.at; });
            EXPECT_EQ(all, wanted) << count << ' ' << off;
        }
}

TEST(NearlySorted, LeavesWhatLiesYearsApartAsItStands) {
    std::vector<piece> all{{instant(microseconds(9'000'000'000'000'000)), 1}, {instant(1s), 2}, {instant(-5s), 3}};
    const std::vector<piece> before = all;
    cdr::second_order<piece>().sort(all, [](const piece& p) { return p.at; });
    EXPECT_EQ(all, before);
    cdr::sort_nearly_sorted(all, earlier);
    EXPECT_EQ(all.front().number, 3);
}

} // namespace
