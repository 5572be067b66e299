// SPDX-License-Identifier: BSL-1.0
// How long large groups take; under the sanitizers, too, because what indexes view must live as long as they do.
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <almon/cdr/assembler.hpp>

#include "support/records_office.hpp"
#include "told.hpp"

namespace {

using namespace almon;
using namespace std::chrono_literals;
using test::midnight;
using test::row;
using test::told;

/// Folding these took hours when every row was held against every other one: that is what the limit tells from the second that
/// they take now, on any machine.
constexpr auto long_ago = 60s;

class Large : public testing::Test {
protected:
    template <class Make>
    static std::size_t calls_in_time(int count, Make make) {
        std::vector<told> all;
        for (int i = 0; i < count; ++i) make(all, i);
        const tenant::tenant office = test::records_office();
        cdr::context ctx;
        ctx.office = &office;
        std::size_t told_calls = 0;
        cdr::assembler calls(ctx, [&](const cdr::call&) { ++told_calls; });
        const auto begin = std::chrono::steady_clock::now();
        for (const told& t : all) calls.take(t.view());
        calls.finish();
        EXPECT_LT(std::chrono::steady_clock::now() - begin, long_ago);
        return told_calls;
    }
    static std::string channel(std::string_view device, int number) {
        return fmt::format("PJSIP/{}-{:08x}", device, number);
    }
    static std::string phone(int number) { return fmt::format("{}", 101 + number % 50); }
    static told& of_group(told& t, int number) {
        t.id = t.group = "1795297099.1";
        t.e.sequence = number;
        return t;
    }
};

TEST_F(Large, AQueueThatAsksFiftyPhonesTwoThousandTimes) {
    EXPECT_EQ(calls_in_time(100'000,
                            [](std::vector<told>& all, int i) {
                                told t = row(channel("mango", 1), channel(phone(i), i + 2), "500,tT,,,14000",
                                             midnight + i / 50 * 6s, 5010ms, false);
                                t.e.doing = cdr::activity::queue;
                                all.push_back(of_group(t, i));
                            }),
              1u);
}

TEST_F(Large, ACallerWhoIsPassedOnAHundredThousandTimes) {
    EXPECT_EQ(calls_in_time(100'000,
                            [](std::vector<told>& all, int i) {
                                told t = row(channel("mango", 1), channel(phone(i), i + 2),
                                             fmt::format("PJSIP/{},20", phone(i)), midnight + i * 3s, 3s, true);
                                all.push_back(of_group(t, i));
                            }),
              1u);
}

TEST_F(Large, ACallerWhomAQueueConnectsThirtyThousandTimes) {
    EXPECT_EQ(calls_in_time(30'000,
                            [](std::vector<told>& all, int i) {
                                told t = row(channel("mango", 1), channel(phone(i), i + 2), "500,tT,,,30",
                                             midnight + i * 3s, 3s, true);
                                t.e.doing = cdr::activity::queue;
                                all.push_back(of_group(t, i));
                            }),
              1u);
}

TEST_F(Large, AHundredThousandCallsOfOneLinkedId) {
    EXPECT_EQ(calls_in_time(100'000,
                            [](std::vector<told>& all, int i) {
                                told t = row(channel("mango", 2 * i), channel(phone(i), 2 * i + 1),
                                             fmt::format("PJSIP/{},20", phone(i)), midnight + i * 10ms, 5s, true);
                                t.id = fmt::format("1795297099.{}", i + 1);
                                t.group = "1795297099.1";
                                all.push_back(t);
                            }),
              100'000u);
}

TEST_F(Large, RowsOfTheSameTwoChannelsWithinSeconds) {
    EXPECT_EQ(calls_in_time(100'000,
                            [](std::vector<told>& all, int i) {
                                told t = row(channel("mango", 1), channel("101", 2), "PJSIP/101,20",
                                             midnight + i % 7 * 1s, 5s, true);
                                all.push_back(of_group(t, i));
                            }),
              1u);
}

TEST_F(Large, ACallerWhoIsDialledForThirtyThousandTimesAsEventsTell) {
    EXPECT_EQ(calls_in_time(30'000,
                            [](std::vector<told>& all, int i) {
                                const instant at = midnight + i * 1s;
                                const auto say = [&](cdr::fact what, std::string name, std::string id, instant when) {
                                    told t;
                                    t.channel = std::move(name);
                                    t.id = std::move(id);
                                    t.group = "1795297099.0";
                                    t.argument = fmt::format("PJSIP/{},20", phone(i));
                                    t.e.what = what;
                                    t.e.doing = cdr::activity::dial;
                                    t.e.at = when;
                                    all.push_back(t);
                                };
                                const std::string caller = channel("mango", 1), rung = channel(phone(i), i + 2);
                                const std::string id = fmt::format("{}.{}", 1795297099 + i, i + 1);
                                if (i == 0) say(cdr::fact::appeared, caller, "1795297099.0", midnight);
                                say(cdr::fact::began, caller, "1795297099.0", at);
                                say(cdr::fact::appeared, rung, id, at);
                                say(cdr::fact::gone, rung, id, at + 500ms);
                                say(cdr::fact::ended, caller, "1795297099.0", at + 500ms);
                            }),
              1u);
}

TEST_F(Large, ATalkThatGoesThroughThirtyThousandBridges) {
    EXPECT_EQ(calls_in_time(30'000,
                            [](std::vector<told>& all, int i) {
                                for (const char* name : {"mango", "101"}) {
                                    told t;
                                    t.channel = channel(name, 1);
                                    t.id = fmt::format("1795297099.{}", *name == 'm' ? 0 : 1);
                                    t.group = "1795297099.0";
                                    t.e.at = midnight + i * 1s;
                                    t.e.what = cdr::fact::appeared;
                                    if (i == 0) all.push_back(t);
                                    t.room = fmt::format("{}", i);
                                    t.e.what = cdr::fact::joined;
                                    all.push_back(t);
                                    t.e.what = cdr::fact::left;
                                    t.e.at += 500ms;
                                    all.push_back(t);
                                }
                            }),
              1u);
}

TEST_F(Large, ARoomThatTwoThousandComeInto) {
    EXPECT_EQ(calls_in_time(2'000,
                            [](std::vector<told>& all, int i) {
                                told t;
                                t.channel = channel(i % 2 == 0 ? std::string("mango") : phone(i), i);
                                t.id = t.group = fmt::format("1795297099.{}", i);
                                const auto say = [&](cdr::fact what, instant at) {
                                    t.e.what = what;
                                    t.e.at = at;
                                    all.push_back(t);
                                };
                                say(cdr::fact::appeared, midnight + i * 50ms);
                                say(cdr::fact::picked_up, midnight + i * 50ms + 1ms);
                                t.e.doing = cdr::activity::conference;
                                t.argument = "800";
                                say(cdr::fact::began, midnight + i * 50ms + 2ms);
                                t.room = "room";
                                say(cdr::fact::joined, midnight + i * 50ms + 3ms);
                                say(cdr::fact::left, midnight + 1h + i * 50ms);
                                t.e.doing = {};
                                t.room.clear();
                                say(cdr::fact::gone, midnight + 1h + i * 50ms + 1ms);
                            }),
              2'000u);
}

} // namespace
