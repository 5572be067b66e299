// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/json.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <almon/numbering/parse.hpp>

using namespace almon;

namespace {

cdr::call sample() {
    cdr::call c;
    c.id = "office/1795297099.34";
    c.direction = cdr::direction::inbound;
    cdr::external_party e;
    e.e164 = numbering::parse("+79161234567").value();
    e.text = "89161234567";
    e.kind = address_kind::number;
    e.name = "Иванов, \"Пётр\"";
    c.external = e;
    c.start = instant(milliseconds(1795297099350));
    c.end = instant(milliseconds(1795297103000));
    c.spans.ring = milliseconds(1150);
    c.spans.talk = milliseconds(2500);
    c.disposition = cdr::disposition::answered;
    c.rang = {"101"};
    c.answered_by = {"101"};
    c.talks = {{"101", instant(milliseconds(1795297100500)), c.end}};
    c.native = {"1795297099.34"};
    return c;
}

TEST(Json, KeysStandInTheOrderOfTheSchemaAndAbsentFactsAreNull) {
    EXPECT_EQ(
        cdr::to_json(sample(), {time_zone::find("Europe/Moscow").value(), false}),
        R"({"schema":1,"id":"office/1795297099.34","direction":"inbound","by":null,)"
        R"("external":{"e164":"+79161234567","text":"89161234567","kind":"number","name":"Иванов, \"Пётр\"","withheld":false,)"
        R"("alias":null,"operator":null,"region":null},)"
        R"("did":null,"campaign":null,"trunk":null,"queue":null,)"
        R"("start":"2026-11-22T00:38:19.350+03:00","end":"2026-11-22T00:38:23+03:00",)"
        R"("ring_ms":1150,"menu_ms":0,"wait_ms":0,"talk_ms":2500,"hold_ms":0,"other_ms":0,"duration_ms":3650,)"
        R"("disposition":"answered","outcome":"not_held","rang":["101"],"answered_by":["101"],)"
        R"("talks":[{"who":"101","start":"2026-11-22T00:38:20.500+03:00","end":"2026-11-22T00:38:23+03:00"}],)"
        R"("transfers":[],"legs":[],"responsible":null,"recordings":[],"hangup":{"by":null,"cause":null},)"
        R"("native":["1795297099.34"]})");
}

TEST(Json, WhyIsAddedOnRequestOnly) {
    cdr::call c = sample();
    c.why = {{"talks", "while both were in one bridge", true}, {"start", "whole seconds", false}};
    EXPECT_EQ(cdr::to_json(c).find("\"why\""), std::string::npos);
    const std::string expected =
        R"x("why":{"talks":"while both were in one bridge","start":"whole seconds (not certain)"})x";
    EXPECT_NE(cdr::to_json(c, {{}, true}).find(expected), std::string::npos);
}

TEST(Json, TextOfAnyLengthIsEscapedWhereverItHasTo) {
    const std::pair<char, std::string> specials[] = {
        {'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\x1f', "\\u001f"}, {'\x7f', "\x7f"}, {'~', "~"}, {' ', " "}};
    for (std::size_t size = 1; size < 70; ++size)
        for (std::size_t at = 0; at < size; ++at)
            for (const auto& [special, written] : specials) {
                cdr::call c;
                c.by = std::string(size, 'a');
                c.by[at] = special;
                std::string expected(size - 1, 'a');
                expected.insert(at, written);
                ASSERT_NE(cdr::to_json(c).find("\"by\":\"" + expected + "\","), std::string::npos)
                    << size << " characters, the one at " << at;
            }
}

TEST(Json, CallsLongerThanUsualAreWhole) {
    for (std::size_t size = 1000; size < 5000; size += 7) {
        cdr::call c;
        c.id = std::string(size, 'i');
        c.rang.assign(size % 100, "101");
        c.native = {std::string(size % 3000, 'n')};
        std::string out = "before";
        cdr::to_json(c, {}, out);
        ASSERT_TRUE(out.starts_with("before{\"schema\":1,\"id\":\"" + c.id + "\",")) << size;
        ASSERT_TRUE(out.ends_with("\"native\":[\"" + c.native[0] + "\"]}")) << size;
        std::string rang;
        for (const std::string& who : c.rang) rang += (rang.empty() ? "\"" : ",\"") + who + '"';
        ASSERT_NE(out.find("\"rang\":[" + rang + "],"), std::string::npos) << size;
    }
}

TEST(Json, TextThatIsNoUtf8StaysReadableAndIsNotLost) {
    cdr::call c = sample();
    c.external->name = "\xC8\xE2\xE0\xED\xEE\xE2"; // Windows-1251
    EXPECT_NE(cdr::to_json(c).find("\"Иванов\""), std::string::npos);
    c.external->name = "\xCF\xB8\xF2\xF0"; // its first two letters could be one character of UTF-8
    EXPECT_NE(cdr::to_json(c).find("\"Пётр\""), std::string::npos);
    c.external->name = "\xCE\xCE\xCE \xAB\xCB\xF3\xF7\xBB"; // with the quotes of a firm's name
    EXPECT_NE(cdr::to_json(c).find("\"ООО «Луч»\""), std::string::npos);
    c.external->name = "или\xD0"; // cut, and all of its bytes could be Windows-1251
    EXPECT_NE(cdr::to_json(c).find("\"илиÐ\""), std::string::npos);
    c.external->name = "Ива\xD0"; // cut in the middle of a character
    EXPECT_NE(cdr::to_json(c).find("\"ИваÐ\""), std::string::npos);
    c.external->name = std::string("a\0b\x01\n", 5);
    EXPECT_NE(cdr::to_json(c).find(R"("a\u0000b\u0001\n")"), std::string::npos);
}

TEST(Csv, HasAsManyFieldsAsItsHeaderAndQuotesWhatNeedsIt) {
    std::string line;
    cdr::to_csv(sample(), {}, line);
    EXPECT_NE(line.find(R"("Иванов, ""Пётр""")"), std::string::npos);
    const std::string_view header = cdr::csv_header();
    EXPECT_EQ(std::count(line.begin(), line.end(), ',') - 1, std::count(header.begin(), header.end(), ','));
}

} // namespace
