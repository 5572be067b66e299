// SPDX-License-Identifier: BSL-1.0
#include "cdr/readers/restart_watch.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

using almon::cdr::restart_watch;
using std::chrono::seconds;

namespace {

/// After which of the ids a restart was told, and how long before it began.
std::vector<std::pair<int, seconds>> restarts(const std::vector<std::string>& ids) {
    restart_watch watch;
    std::vector<std::pair<int, seconds>> told;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (const auto since = watch.born(ids[i])) told.emplace_back(static_cast<int>(i), *since);
    return told;
}

using told = std::vector<std::pair<int, seconds>>;

TEST(RestartWatch, ACountThatBeginsAgainIsAPbxThatBeganAgain) {
    EXPECT_EQ(restarts({"1795296470.0", "1795296474.5", "1795296478.0", "1795296481.1"}), (told{{3, seconds(4)}}));
    EXPECT_EQ(restarts({"1795296470.500", "1795299999.2", "1795299999.4"}), (told{{2, seconds(1)}}));
    // and again, soon after
    EXPECT_EQ(restarts({"1795296470.9", "1795296480.0", "1795296480.1", "1795296490.0", "1795296490.1"}).size(), 2u);
}

TEST(RestartWatch, OneChannelAloneTellsNothing) {
    EXPECT_EQ(restarts({"1795296470.500", "1795299999.0", "1795299999.501"}), told{}); // the count goes on
    EXPECT_EQ(restarts({"1795296470.500", "1795299999.0"}), told{});
}

TEST(RestartWatch, WhatIsOnlyOutOfOrderIsNoRestart) {
    EXPECT_EQ(restarts({"1795296470.2", "1795296471.1", "1795296470.0", "1795296471.3"}), told{}); // one moment
    EXPECT_EQ(restarts({"1795296470.700", "1795296480.650", "1795296480.651"}), told{});
    EXPECT_EQ(restarts({"1795296470.700", "1795290000.0", "1795290000.1"}), told{}); // an older file read later
}

TEST(RestartWatch, SystemsCountEachTheirOwn) {
    EXPECT_EQ(restarts({"a-1795296470.500", "b-1795296480.0", "b-1795296480.1", "a-1795296490.501"}), told{});
    EXPECT_EQ(restarts({"a-b-1795296470.500", "a-b-1795296480.0", "a-b-1795296480.1"}).size(), 1u);
}

TEST(RestartWatch, TakesAnyTextForAnId) {
    EXPECT_EQ(
        restarts({"", ".", "-.", "x.y", "1795296470.", ".5", "99999999999999999999.1", "1795296470.-1", "uuid-4-f.a"}),
        told{});
    std::vector<std::string> many; // more systems than are remembered
    for (int i = 0; i < 100; ++i) many.push_back(fmt::format("s{}-1795296470.{}", i % 20, i));
    EXPECT_EQ(restarts(many), told{});
}

} // namespace
