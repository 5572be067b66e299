// SPDX-License-Identifier: BSL-1.0
// Files whose channels have lost what told them apart, as those that are made unrecognizable before they are given away.
#include "cdr/colliding_names.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <almon/cdr/json.hpp>

#include "support/calls_in.hpp"

namespace {

using namespace almon;
using namespace std::chrono_literals;

constexpr std::int64_t begin = 1795297099;

/// Row `i` of calls that come a second apart, each with ids of its own and all with one channel's name.
std::string row(int i, bool linked) {
    const auto at = [](std::int64_t t) {
        return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(static_cast<std::time_t>(t)));
    };
    const std::int64_t start = begin + i;
    const int ring = 1 + i % 5, talk = i % 4 == 0 ? 0 : 10 + i % 90;
    const std::string id = fmt::format("{}.{}", start, i);
    return fmt::format(
               R"("","+7916{:07}","101","in","","PJSIP/mango-1","PJSIP/101-1","Dial","PJSIP/101,30","{}","{}","{}",{},{},)"
               R"("{}","DOCUMENTATION","{}",""{})",
               i, at(start), talk == 0 ? "" : at(start + ring), at(start + ring + talk), ring + talk, talk,
               talk == 0 ? "NO ANSWER" : "ANSWERED", id, linked ? fmt::format(R"(,"{}","",{})", id, i) : "") +
           '\n';
}

std::string joined(const std::vector<std::string>& rows) {
    std::string out;
    for (const std::string& r : rows) out += r;
    return out;
}

std::string told(const std::vector<std::string>& rows) {
    std::string out;
    for (const cdr::call& c : test::calls_in(cdr::format::asterisk_csv, joined(rows))) out += to_json(c, {}) + '\n';
    return out;
}

TEST(CollidingNames, OneChannelHasOneIdAtATime) {
    const auto row = [](std::string_view id, instant at, milliseconds lasted) {
        cdr::evidence e;
        e.what = cdr::fact::segment;
        e.channel = "SIP/mango";
        e.id = e.group = id;
        e.at = at;
        e.end = at + lasted;
        return e;
    };
    const instant t{1795297099s};
    const auto collide = [](std::vector<cdr::evidence> rows) { return cdr::names_collide(rows); };
    EXPECT_TRUE(collide({row("1.1", t, 30s), row("1.2", t + 10s, 5s)}));
    EXPECT_TRUE(collide({row("1.2", t + 10s, 5s), row("1.3", t + 60s, 5s), row("1.1", t, 30s)}));
    EXPECT_FALSE(collide({row("1.1", t, 30s), row("1.1", t + 10s, 5s)})) << "one call";
    EXPECT_FALSE(collide({row("1.1", t, 30s), row("1.2", t + 28s, 5s)})) << "whole seconds may overlap";
    EXPECT_FALSE(collide({row("1.1", t, 30s), row("1.2", t + 40s, 5s)})) << "used again after a restart";
    EXPECT_FALSE(collide({row("1.1", t, 30s), row("", t + 10s, 5s)})) << "nothing but its name tells this one";
    std::vector<cdr::evidence> linked = {row("1.1", t, 30s), row("1.2", t + 10s, 5s)};
    linked[1].group = "1.1";
    EXPECT_FALSE(cdr::names_collide(linked));
}

TEST(CollidingNames, IdsAloneTellTheCalls) {
    for (const bool linked : {true, false}) {
        std::vector<std::string> rows;
        for (int i = 0; i < 1000; ++i) rows.push_back(row(i, linked));
        const auto calls = test::calls_in(cdr::format::asterisk_csv, joined(rows));
        ASSERT_EQ(calls.size(), rows.size()) << linked;
        EXPECT_TRUE(std::all_of(calls.begin(), calls.end(), [](const cdr::call& c) { return c.legs.size() == 2; }));
        EXPECT_EQ(std::count_if(calls.begin(), calls.end(), [](const cdr::call& c) { return c.talks.size() == 1; }),
                  750);
    }
}

TEST(CollidingNames, WhateverTheOrderTheCallsAreTheSame) {
    std::vector<std::string> rows;
    for (int i = 0; i < 1000; ++i) rows.push_back(row(i, true));
    const std::string expected = told(rows);
    std::mt19937 any(7);
    for (int round = 0; round < 5; ++round) {
        std::shuffle(rows.begin(), rows.end(), any);
        EXPECT_EQ(told(rows), expected);
    }
}

TEST(CollidingNames, NothingIsHeldOpenByThem) {
    const tenant::tenant& office = test::records_office();
    cdr::context ctx;
    ctx.office = &office;
    ctx.keep_open = 16;
    cdr::assembler calls(ctx, [](const cdr::call&) {});
    const auto reader = cdr::make_reader(cdr::format::asterisk_csv, {"rows", 0, office.zone, {}}, {});
    for (int i = 0; i < 10000; ++i) reader->feed(row(i, true), calls);
    EXPECT_LT(calls.count().open, 1300u); // a quarter of an hour's
    EXPECT_GT(calls.count().calls, 8500u);
}

/// A client is given from 101 to 102: the consultation has a linked id of its own, and the channel of 102 ties it to the call.
std::vector<std::string> transfer(int k) {
    const auto row = [k](int from, int to, std::string_view channel, std::string_view peer, std::string_view dialled,
                         int id) {
        const auto at = [k](int t) {
            return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(static_cast<std::time_t>(begin + 200 * k + t)));
        };
        const std::string own = fmt::format("{}.{}{}", begin + 200 * k + id, 9000 + k, id);
        return fmt::format(R"("","{}","{}","in","","PJSIP/{}","PJSIP/{}","Dial","PJSIP/{},30","{}","{}","{}",{},{},)"
                           R"("ANSWERED","DOCUMENTATION","{}","","","{}",{})",
                           id == 0 ? fmt::format("+7915{:07}", k) : "101", dialled, channel, peer, dialled, at(from),
                           at(from), at(to), to - from, to - from, own, own, 5000 + 4 * k + id) +
               '\n';
    };
    const auto name = [k](std::string_view device) { return fmt::format("{}-{:08x}", device, 0xabc000 + 4 * k); };
    return {row(0, 30, name("mango"), name("101"), "101", 0), row(10, 30, name("101b"), name("102"), "102", 10),
            row(30, 60, name("mango"), name("102"), "101", 0)};
}

TEST(CollidingNames, OthersTieTheirCallsAllTheSame) {
    std::vector<std::string> rows;
    for (int k = 0; k < 20; ++k)
        for (std::string& r : transfer(k)) rows.push_back(std::move(r));
    ASSERT_EQ(test::calls_in(cdr::format::asterisk_csv, joined(rows)).size(), 20u);
    for (int i = 0; i < 300; ++i) rows.push_back(row(i, true));
    const std::string expected = told(rows);
    EXPECT_EQ(std::count(expected.begin(), expected.end(), '\n'), 320);
    std::mt19937 any(7);
    std::shuffle(rows.begin(), rows.end(), any);
    EXPECT_EQ(told(rows), expected);
}

// --- lines ---

/// The calls of rows of an office with analog lines.
std::string on_lines(std::string_view rows) {
    tenant::tenant office;
    office.name = "analog";
    office.extensions = {"10x"};
    office.trunks.emplace_back();
    office.trunks.back().name = "pstn";
    office.trunks.back().match = {"DAHDI/*"};
    const auto calls = test::calls_in(
        cdr::format::asterisk_cdr_custom,
        "start,channel,dstchannel,lastapp,lastdata,src,dst,duration,billsec,disposition\n" + std::string(rows), office);
    std::string all;
    for (const cdr::call& c : calls)
        all += fmt::format("{} {} s {}\n", to_string(c.direction),
                           std::chrono::duration_cast<std::chrono::seconds>(c.end - c.start).count(), c.talks.size());
    return all;
}

std::string line_row(std::string_view at, std::string_view what, std::string_view lasted) {
    return fmt::format("2026-11-22 00:{},{},{}\n", at, what, lasted);
}

TEST(NamesOfLines, TheNextCallOnALineIsAnother) {
    constexpr auto row = line_row;
    const std::string rows = // an analog line: in, out, in, a transfer, in
        row("44:08", "DAHDI/1-1,SIP/101-0a3b11c2,Dial,\"SIP/101,20\",89161234567,101", "9,0,NO ANSWER") +
        row("44:18", "SIP/102-0a3b11c3,DAHDI/1-1,Dial,\"DAHDI/g0/89161234568,60\",102,989161234568", "7,0,NO ANSWER") +
        row("44:27", "DAHDI/1-1,SIP/101-0a3b11c4,Dial,\"SIP/101,20\",89161234569,101", "30,26,ANSWERED") +
        row("44:57", "DAHDI/1-1,SIP/102-0a3b11c5,Dial,\"SIP/102,20\",89161234569,102", "20,18,ANSWERED") +
        row("45:18", "DAHDI/1-1,SIP/103-0a3b11c6,Dial,\"SIP/103,20\",89161234570,103", "5,0,NO ANSWER");
    EXPECT_EQ(on_lines(rows), "inbound 9 s 0\noutbound 7 s 0\ninbound 50 s 2\ninbound 5 s 0\n");
}

TEST(NamesOfLines, WhoWaitsOnALineIsAskedForByRecordAfterRecord) {
    constexpr auto row = line_row;
    EXPECT_EQ(on_lines(row("44:08", "DAHDI/1-1,SIP/101-0a3b11c2,Queue,sales,89161234567,500", "9,0,NO ANSWER") +
                       row("44:18", "DAHDI/1-1,SIP/102-0a3b11c3,Queue,sales,89161234567,500", "9,0,NO ANSWER") +
                       row("44:28", "DAHDI/1-1,SIP/101-0a3b11c4,Queue,sales,89161234567,500", "30,26,ANSWERED")),
              "inbound 50 s 1\n");
    EXPECT_EQ(on_lines(row("44:08", "SIP/101-0a3b11c2,DAHDI/1-1,Dial,\"DAHDI/g0/89161234567,60\",101,989161234567",
                           "30,25,ANSWERED") +
                       row("44:18", "SIP/101-0a3b11c3,SIP/102-0a3b11c4,Dial,\"SIP/102,20\",101,102", "21,15,ANSWERED") +
                       row("44:39", "SIP/102-0a3b11c4,DAHDI/1-1,,,102,102", "30,30,ANSWERED")),
              "outbound 61 s 2\n")
        << "given to 102";
}

} // namespace
