// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/missed.hpp>

#include <gtest/gtest.h>

#include <almon/cdr/outcome.hpp>
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
    c.spans.talk = how == cdr::disposition::answered ? 9000ms : 0ms;
    c.outcome = cdr::outcome_policy().decide(c, nullptr).is;
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
    const auto all = r.finish().missed;
    ASSERT_EQ(all.size(), 2u);
    ASSERT_TRUE(all[0].resolved && all[1].resolved);
    EXPECT_EQ(all[0].resolved->by, "102");
    EXPECT_EQ(all[0].resolved->after, 290s);
    EXPECT_EQ(all[0].tried_back, 1u);
    EXPECT_EQ(all[1].resolved->after, 230s);
}

TEST(Missed, CallsOutsideThePeriodOnlyTellWhatBecameOfThoseWithin) {
    cdr::missed_report r({}, {noon, noon + 100s});
    r.take(call_of(direction::inbound, disposition::missed, -1s, anna, ""));
    r.take(call_of(direction::inbound, disposition::missed, 0s, anna, ""));
    r.take(call_of(direction::inbound, disposition::missed, 100s, boris, ""));
    r.take(call_of(direction::outbound, disposition::answered, 300s, anna, "102"));
    const auto told = r.finish();
    ASSERT_EQ(told.missed.size(), 1u);
    EXPECT_EQ(told.missed[0].at, noon);
    ASSERT_TRUE(told.missed[0].resolved);
    EXPECT_EQ(told.missed[0].resolved->by, "102");
    EXPECT_EQ(told.all.missed, 1u);
}

TEST(Missed, ACallBackThatThePbxPlacedWasMadeByWhoTalked) {
    cdr::missed_report r;
    r.take(call_of(direction::inbound, disposition::missed, 0s, anna, ""));
    cdr::call back = call_of(direction::outbound, disposition::answered, 60s, anna, "");
    back.talks.push_back({"104", back.start + 1s, back.end});
    r.take(back);
    const auto all = r.finish().missed;
    ASSERT_EQ(all.size(), 1u);
    ASSERT_TRUE(all[0].resolved);
    EXPECT_EQ(all[0].resolved->by, "104");
}

TEST(Missed, ACallerWhoCallsAgainAndIsAnsweredIsResolvedByWhoAnswered) {
    cdr::missed_report r;
    r.take(call_of(direction::inbound, disposition::busy, 0s, boris, ""));
    r.take(call_of(direction::inbound, disposition::answered, 60s, boris, "103"));
    r.take(call_of(direction::inbound, disposition::cancelled, 120s, anna, ""));
    const auto all = r.finish().missed;
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

TEST(Missed, ShortAbandonsStandApart) {
    cdr::missed_report r;
    cdr::call quick = call_of(direction::inbound, disposition::cancelled, 0s, anna, "");
    quick.outcome = cdr::call_outcome::short_abandon;
    r.take(quick);
    r.take(call_of(direction::inbound, disposition::missed, 60s, boris, ""));
    r.take(call_of(direction::inbound, disposition::voicemail, 90s, boris, ""));
    r.take(call_of(direction::inbound, disposition::answered, 120s, anna, "101"));
    const cdr::missed_summary all = r.finish();
    ASSERT_EQ(all.short_abandons.size(), 1u);
    EXPECT_EQ(all.short_abandons[0].resolved->by, "101") << "followed all the same";
    EXPECT_EQ(all.all.missed, 2u);
    EXPECT_EQ(all.all.messages, 1u);
    EXPECT_EQ(all.all.unresolved, 2u);
    EXPECT_EQ(all.all.short_abandons, 1u);
}

TEST(Missed, CountsByLineHourAndByWhoRang) {
    tenant::tenant office;
    office.zone = time_zone::find("Europe/Moscow").value();
    office.hours.windows = {{0x7f, 9 * 60, 12 * 60}};
    cdr::missed_report r;
    for (const auto at : {0s, 60s, 3700s}) {
        cdr::call c = call_of(direction::inbound, disposition::missed, at, anna, "");
        c.did = "+74951234567";
        c.campaign = "cian";
        c.rang = at == 0s ? std::vector<std::string>{"101", "102"} : std::vector<std::string>{"102"};
        r.take(c, &office);
    }
    const cdr::missed_summary all = r.finish();
    ASSERT_EQ(all.by_line_and_hour.size(), 2u);
    EXPECT_EQ(all.by_line_and_hour[0].hour + 1, all.by_line_and_hour[1].hour);
    EXPECT_EQ(all.by_line_and_hour[0].count.missed, 2u);
    EXPECT_EQ(all.by_line_and_hour[0].campaign, "cian");
    ASSERT_EQ(all.people.size(), 2u);
    EXPECT_EQ(all.people[0].who, "102");
    EXPECT_EQ(all.people[0].times, 3u);
    EXPECT_EQ(all.missed[0].open, office.hours.open_at(all.missed[0].at, office.zone));
}

TEST(Missed, ALateCallBackIsMeasuredInOpeningHoursToo) {
    tenant::tenant office;
    office.zone = time_zone::find("Europe/Moscow").value();
    office.hours.windows = {{0x7f, 9 * 60, 18 * 60}};
    const instant evening = parse_rfc3339("2026-11-23T17:59:50+03:00").value();
    cdr::missed_report r;
    cdr::call missed = call_of(direction::inbound, disposition::missed, 0s, anna, "");
    missed.start = evening;
    missed.end = evening + 10s;
    cdr::call back = call_of(direction::outbound, disposition::answered, 0s, anna, "101");
    back.start = parse_rfc3339("2026-11-24T09:20:00+03:00").value();
    back.end = back.start + 60s;
    r.take(missed, &office);
    r.take(back, &office);
    const auto all = r.finish().missed;
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].resolved->after, 15h + 20min);
    EXPECT_EQ(all[0].resolved->after_open, 20min);
}

TEST(Missed, WhoMayNotSeeTheNumberStillSeesWhatBecameOfTheCall) {
    const cdr::call whole = call_of(direction::inbound, disposition::missed, 0s, anna, "");
    cdr::call shown = whole;
    shown.external->e164.reset();
    shown.external->text = "4017";
    cdr::missed_report r;
    r.take(whole, shown);
    r.take(call_of(direction::outbound, disposition::answered, 300s, anna, "102"));
    const auto all = r.finish().missed;
    ASSERT_EQ(all.size(), 1u);
    EXPECT_FALSE(all[0].caller);
    EXPECT_EQ(all[0].text, "4017");
    EXPECT_EQ(all[0].resolved->by, "102");
}

TEST(Missed, CallersOfTwoOfficesAreNotTheSame) {
    cdr::missed_report r;
    r.take(call_of(direction::inbound, disposition::missed, 0s, anna, ""));
    cdr::call other = call_of(direction::outbound, disposition::answered, 300s, anna, "102");
    other.tenant = 1;
    r.take(other);
    EXPECT_FALSE(r.finish().missed.at(0).resolved);
}

TEST(Missed, ACallThatIsTakenBackCountsForNothing) {
    cdr::missed_report r;
    cdr::call missed = call_of(direction::inbound, disposition::missed, 0s, anna, "");
    r.take(missed);
    r.take(call_of(direction::outbound, disposition::answered, 300s, anna, "102"));
    r.take_back("300");
    auto told = r.finish();
    ASSERT_EQ(told.missed.size(), 1u);
    EXPECT_FALSE(told.missed[0].resolved);
    r.take(missed);
    r.take_back(missed.id);
    EXPECT_EQ(r.finish().all.missed, 0u);
}

TEST(Missed, WhatTheCallSaysIsKeptWhateverIsInIt) {
    cdr::missed_report r;
    std::vector<cdr::call> calls;
    for (int i = 0; i < 300; ++i) {
        cdr::call c = call_of(direction::inbound, disposition::missed, std::chrono::seconds(i), anna, "");
        c.external->text = std::string(static_cast<std::size_t>(i) * 3000, 'x') + "\n";
        c.external->name = i % 3 ? std::string("a\0b", 3) : std::string();
        c.did = "did " + std::to_string(i % 7);
        c.queue = i % 2 ? "500" : "";
        c.rang = {"101", "", "a\nb", "did 1"};
        c.rang.resize(static_cast<std::size_t>(i % 5));
        r.take(calls.emplace_back(std::move(c)));
    }
    const auto told = r.finish().missed;
    ASSERT_EQ(told.size(), calls.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
        EXPECT_EQ(told[i].id, calls[i].id);
        EXPECT_EQ(told[i].text, calls[i].external->text);
        EXPECT_EQ(told[i].name, calls[i].external->name);
        EXPECT_EQ(told[i].did, calls[i].did);
        EXPECT_EQ(told[i].queue, calls[i].queue);
        EXPECT_EQ(told[i].rang, calls[i].rang);
    }
}

TEST(Missed, AWithheldNumberIsNotShownAndItsOwnerIsFollowedAllTheSame) {
    cdr::missed_report r;
    cdr::call missed = call_of(direction::inbound, disposition::missed, 0s, anna, "");
    missed.external->withheld = true;
    missed.external->text = anna;
    r.take(missed);
    r.take(call_of(direction::outbound, disposition::answered, 300s, anna, "102"));
    const auto told = r.finish().missed.at(0);
    EXPECT_FALSE(told.caller);
    EXPECT_EQ(told.text, "");
    EXPECT_EQ(told.resolved->by, "102");
}

TEST(Missed, TheReportAsJson) {
    cdr::missed_report r;
    cdr::call missed = call_of(direction::inbound, disposition::missed, 0s, anna, "");
    missed.rang = {"101"};
    missed.external->name = "\"А\"";
    r.take(missed);
    r.take(call_of(direction::outbound, disposition::answered, 310s, anna, "102"));
    const cdr::missed_summary all = r.finish();
    EXPECT_EQ(
        to_json(all.missed.at(0), time_zone::find("Europe/Moscow").value()),
        R"({"id":"0","caller":"+79161234567","text":null,"name":"\"А\"","did":null,"campaign":null,"queue":null,)"
        R"("at":"2026-11-22T12:00:00+03:00","open":null,"waited_ms":10000,"disposition":"missed","outcome":"missed",)"
        R"("rang":["101"],"tried_back":0,"resolved":{"how":"called_back","by":"102",)"
        R"("at":"2026-11-22T12:05:10+03:00","after_ms":300000,"after_open_ms":300000}})");
    EXPECT_EQ(totals_as_json(all),
              R"({"totals":{"missed":1,"messages":0,"outside_hours":0,"unresolved":0,"short_abandons":0,)"
              R"("by_line_and_hour":[{"did":null,"campaign":null,"hour":9,"missed":1,"messages":0,"outside_hours":0,)"
              R"("unresolved":0,"short_abandons":0}],"rang_unanswered":[{"who":"101","missed":1}]}})");
}

} // namespace
