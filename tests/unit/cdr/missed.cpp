// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/missed.hpp>

#include <gtest/gtest.h>

#include <almon/numbering/parse.hpp>

using namespace almon;
using namespace std::chrono_literals;

namespace {

const instant noon{std::chrono::seconds(1795338000)};

cdr::call call_of(cdr::direction d, cdr::disposition how, std::chrono::seconds at, const char* who, const char* by) {
    cdr::call c;
    c.id = std::to_string(at.count());
    c.direction = d;
    c.disposition = how;
    c.start = noon + at;
    c.end = c.start + 10s;
    c.external.emplace();
    c.external->e164 = numbering::parse(who).value();
    (d == cdr::direction::outbound ? c.by : c.responsible) = by;
    return c;
}

using cdr::direction;
using cdr::disposition;
constexpr auto anna = "+79161234567", boris = "+79031112233";

TEST(Missed, ACallBackThatWasAnsweredResolvesEveryMissedCallBeforeIt) {
    cdr::missed_report r;
    r.take(call_of(direction::outbound, disposition::answered, 300s, anna, "102"));
    r.take(call_of(direction::inbound, disposition::missed, 0s, anna, ""));
    r.take(call_of(direction::inbound, disposition::abandoned_queue, 60s, anna, ""));
    r.take(call_of(direction::outbound, disposition::no_answer, 120s, anna, "101"));
    const auto all = r.finish();
    ASSERT_EQ(all.size(), 2u);
    ASSERT_TRUE(all[0].resolved && all[1].resolved);
    EXPECT_EQ(all[0].resolved->by, "102");
    EXPECT_EQ(all[0].resolved->after, 290s);
    EXPECT_EQ(all[0].tried_back, 1u);
    EXPECT_EQ(all[1].resolved->after, 230s);
}

TEST(Missed, ACallerWhoCallsAgainAndIsAnsweredIsResolvedByWhoAnswered) {
    cdr::missed_report r;
    r.take(call_of(direction::inbound, disposition::busy, 0s, boris, ""));
    r.take(call_of(direction::inbound, disposition::answered, 60s, boris, "103"));
    r.take(call_of(direction::inbound, disposition::cancelled, 120s, anna, ""));
    const auto all = r.finish();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].resolved->how, cdr::resolution::how_type::called_again);
    EXPECT_EQ(all[0].resolved->by, "103");
    EXPECT_FALSE(all[1].resolved);
}

TEST(Missed, WhatNobodyWasMeantToAnswerIsNotMissed) {
    EXPECT_FALSE(cdr::is_missed(call_of(direction::inbound, disposition::no_human, 0s, anna, "")));
    EXPECT_FALSE(cdr::is_missed(call_of(direction::outbound, disposition::no_answer, 0s, anna, "101")));
    EXPECT_TRUE(cdr::is_missed(call_of(direction::inbound, disposition::voicemail, 0s, anna, "")));
}

} // namespace
