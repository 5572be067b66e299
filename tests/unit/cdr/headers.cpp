// SPDX-License-Identifier: BSL-1.0
// Headers within a file, as files that were put together have them: `cat *.csv`.
#include <algorithm>
#include <string>

#include <gmock/gmock.h>

#include "support/calls_in.hpp"
#include "support/packed_text.hpp"

using namespace almon;
using testing::IsEmpty;

namespace {

const std::string header =
    "start,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n";
const std::string other_header = "src,uniqueid,linkedid,channel,dstchannel,lastapp,lastdata,calldate,duration,billsec,"
                                 "disposition,userfield\n";

std::string id(int n) {
    return std::to_string(1795305600 + 60 * n) + "." + std::to_string(n);
}
std::string at(int n) {
    return "2026-11-22 00:0" + std::to_string(n) + ":00";
}
std::string channels(int n) {
    const std::string number = std::to_string(n);
    return "PJSIP/mango-" + number + ",PJSIP/101-" + number + ",Dial,\"PJSIP/101,30\",";
}
/// A call that 101 answered, as `header` and as `other_header` name its columns.
std::string row(int n) {
    return at(n) + "," + channels(n) + "+7916123456" + std::to_string(n) + ",20,15,ANSWERED," + id(n) + "," + id(n) +
           "\n";
}
std::string other_row(int n) {
    return "+7916123456" + std::to_string(n) + "," + id(n) + "," + id(n) + "," + channels(n) + at(n) +
           ",20,15,ANSWERED,x\n";
}

struct found {
    std::vector<std::string> callers;
    std::vector<std::string> mistakes;
};

found read(const std::string& text, cdr::format what = cdr::format::asterisk_cdr_custom,
           std::vector<std::string> columns = {}) {
    const test::reading r = test::read(what, text, {"records", 0, {}, std::move(columns)});
    found out;
    for (const cdr::call& c : r.calls)
        out.callers.push_back(c.external && c.external->e164 ? c.external->e164->e164() : "");
    for (const diagnostic& d : r.mistakes)
        out.mistakes.push_back(std::to_string(d.line) + " " + std::string(d.reason.code()));
    return out;
}

const std::vector<std::string> three = {"+79161234561", "+79161234562", "+79161234563"};

TEST(Headers, OneThatComesAgainIsPassedOver) {
    for (const std::string& again : {header, header + header, "\xEF\xBB\xBF" + header, std::string("\n") + header}) {
        const found f = read(header + row(1) + again + row(2) + again + row(3));
        EXPECT_EQ(f.callers, three);
        EXPECT_THAT(f.mistakes, IsEmpty());
    }
}

TEST(Headers, InQuotesWithAMarkBeforeThemItIsKnownToo) {
    std::string quoted = "\xEF\xBB\xBF\"start\"" + header.substr(5);
    const found f = read(header + row(1) + quoted + row(2) + row(3));
    EXPECT_EQ(f.callers, three);
    EXPECT_THAT(f.mistakes, IsEmpty());
}

TEST(Headers, OneThatNamesOtherColumnsIsObeyedFromThereOn) {
    for (const std::string& first : {header, std::string("\xEF\xBB\xBF") + header}) {
        const found f = read(first + row(1) + other_header + other_row(2) + first + row(3));
        EXPECT_EQ(f.callers, three);
        EXPECT_THAT(f.mistakes, IsEmpty());
    }
}

TEST(Headers, OfTheSameColumnsInAnotherOrderIsObeyed) {
    const std::string swapped =
        "start,dstchannel,channel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n";
    std::string second = row(2);
    second.replace(second.find("PJSIP/mango-2,PJSIP/101-2"), 25, "PJSIP/101-2,PJSIP/mango-2");
    const found f = read(header + row(1) + swapped + second + header + row(3));
    EXPECT_EQ(f.callers, three);
    EXPECT_THAT(f.mistakes, IsEmpty());
}

TEST(Headers, BehindRowsWithoutOneItNamesTheColumnsOfWhatFollows) {
    const std::string day = test::text_of(ALMON_TEST_DATA "/cdr_custom/ours.csv.gz"); // of which the rows tell enough
    const std::size_t calls = read(day).callers.size();
    const found f = read(day + other_header + other_row(8));
    ASSERT_EQ(f.callers.size(), calls + 1);
    EXPECT_EQ(std::count(f.callers.begin(), f.callers.end(), "+79161234568"), 1);
    EXPECT_THAT(f.mistakes, IsEmpty());
}

TEST(Headers, BehindRowsOfWhichNobodyKnowsTheColumnsItHelpsWhatFollows) {
    const found f = read("a,b,c\nd,e,f\n" + header + row(1) + row(2) + row(3));
    EXPECT_EQ(f.callers, three);
    EXPECT_THAT(f.mistakes, testing::ElementsAre("1 cdr.unknown_columns"));
}

TEST(Headers, WhatTheCallerNamesCountsMore) {
    std::vector<std::string> columns;
    for (std::size_t from = 0, to; from < header.size(); from = to + 1)
        columns.push_back(header.substr(from, (to = header.find_first_of(",\n", from)) - from));
    const std::string renamed =
        "start,dstchannel,channel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n";
    const found f = read(renamed + row(1) + renamed + row(2) + row(3), cdr::format::asterisk_cdr_custom, columns);
    EXPECT_EQ(f.callers, three);
    EXPECT_THAT(f.mistakes, IsEmpty());
}

TEST(Headers, OfMasterCsvIsPassedOverWhereItNamesTheColumnsAsTheyStand) {
    const std::string names =
        "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,"
        "billsec,disposition,amaflags,uniqueid,userfield\n";
    const auto master = [](int i) {
        const std::string n = std::to_string(i);
        return ",+7916123456" + n + ",101,in,,PJSIP/mango-" + n + ",PJSIP/101-" + n + ",Dial,\"PJSIP/101,30\"," +
               at(i) + "," + at(i) + "," + at(i).substr(0, 17) + "20,20,20,ANSWERED,DOCUMENTATION," + id(i) + ",\n";
    };
    const found f = read(names + master(1) + names + master(2) + master(3), cdr::format::asterisk_csv);
    EXPECT_EQ(f.callers, three);
    EXPECT_THAT(f.mistakes, IsEmpty());
    std::string wrong = names;
    wrong.replace(wrong.find("src,dst"), 7, "dst,src");
    EXPECT_THAT(read(master(1) + wrong + master(2), cdr::format::asterisk_csv).mistakes,
                testing::ElementsAre("2 cdr.malformed_time"))
        << "what names others is told";
}

TEST(Headers, ARowThatOnlyLooksLikeOneIsReported) {
    for (const char* bad :
         {"start,start,channel,channel,duration,billsec,disposition,,,,\n",
          "start,channel,dstchannel,lastapp,lastdata,src,a,b,c,d,e\n", "start,channel,x\n", "nonsense\n"}) {
        const found f = read(header + row(1) + bad + row(2) + row(3));
        EXPECT_EQ(f.callers, three) << bad;
        EXPECT_EQ(f.mistakes.size(), 1u) << bad;
    }
}

TEST(Headers, ThoseOfOtherSeparatorsAreKnownToo) {
    const auto semicolons = [](std::string text) {
        bool quoted = false;
        for (char& c : text) {
            if (c == '"') quoted = !quoted;
            if (c == ',' && !quoted) c = ';';
        }
        return text;
    };
    std::string many = header;
    for (int i = 1; i < 4; ++i) many += row(i) + header;
    const found f = read(semicolons(many));
    EXPECT_EQ(f.callers, three);
    EXPECT_THAT(f.mistakes, IsEmpty());
}

TEST(Headers, OfEventsWithAMarkBeforeItIsKnown) {
    const std::string names = "eventtype,eventtime,channame,uniqueid,linkedid\n";
    const auto event = [](const char* what, const char* time) {
        return std::string(what) + "," + time + ",PJSIP/mango-1,1795305660.1,1795305660.1\n";
    };
    const test::reading r =
        test::read(cdr::format::asterisk_cel, names + event("CHAN_START", "1795305660.100000") + "\xEF\xBB\xBF" +
                                                  names + event("HANGUP", "1795305661.100000"));
    EXPECT_THAT(r.mistakes, IsEmpty());
    EXPECT_EQ(r.counts.records, 2u);
}

} // namespace
