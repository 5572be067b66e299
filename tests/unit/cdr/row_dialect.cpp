// SPDX-License-Identifier: BSL-1.0
#include <cdr/readers/row_dialect.hpp>

#include <algorithm>
#include <array>

#include <almon/cdr/json.hpp>
#include <gmock/gmock.h>

#include "support/calls_in.hpp"
#include "support/packed_text.hpp"

using namespace almon;
using cdr::errc;

namespace {

using row = std::vector<std::string>;

const row columns = {"clid",     "src",         "dst",      "dcontext", "channel",     "dstchannel", "lastapp",
                     "lastdata", "start",       "answer",   "end",      "duration",    "billsec",    "disposition",
                     "amaflags", "accountcode", "uniqueid", "linkedid", "peeraccount", "sequence",   "userfield"};

/// One day of Asterisk 22.10, written by its cdr_custom in several ways at once.
std::string day(const std::string& name) {
    return test::text_of(ALMON_TEST_DATA "/cdr_custom/" + name + ".gz");
}

struct reading {
    std::string calls; // a line of JSON each
    std::vector<diagnostic> mistakes;
    cdr::reader::counts counts;
};

reading read(const std::string& text, const row& names = {}, std::size_t piece = std::string::npos) {
    const auto how = cdr::detect_format(std::string_view(text).substr(0, 1 << 16));
    EXPECT_EQ(how, cdr::format::asterisk_cdr_custom);
    test::reading r = test::read(cdr::format::asterisk_cdr_custom, text,
                                 {"day", 0, time_zone::find("Asia/Yekaterinburg").value(), names},
                                 cdr::shared_records({cdr::context()}, {}), piece);
    reading out{{}, std::move(r.mistakes), r.counts};
    for (const cdr::call& c : r.calls) out.calls += to_json(c, {}) + '\n';
    return out;
}

/// The fields of each record of that day.
std::vector<row> records() {
    std::vector<row> all;
    const std::string text = day("fields.json");
    cdr::cut_row one;
    for (std::size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
        EXPECT_TRUE(cdr::cut({0, 0, 0, true}, text.substr(at, end - at), one));
        all.push_back(one.fields);
    }
    return all;
}

/// What a mapping of cdr_custom.conf writes of them: `write(column, field)` for each, `between` them.
template <class Write>
std::string mapped(const std::string& before, const std::string& between, const std::string& behind, Write&& write) {
    std::string text;
    for (const row& r : records()) {
        text += before;
        for (std::size_t i = 0; i < r.size(); ++i) text += (i > 0 ? between : "") + write(columns[i], r[i]);
        text += behind + "\n";
    }
    return text;
}

std::string csv_quote(std::string_view field) {
    std::string out = "\"";
    for (const char c : field) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

TEST(RowDialect, WhateverTheRowsAreWrittenInTheCallsAreTheSame) {
    const reading wanted = read(day("fields.json"), columns);
    ASSERT_EQ(wanted.counts.records, 112u);
    EXPECT_THAT(wanted.calls, testing::HasSubstr(R"("name":"ООО \"Ромашка\", Иванов")"));
    const auto bare = [](const std::string&, const std::string& field) { return field; };
    const auto quoted = [](const std::string&, const std::string& field) { return csv_quote(field); };
    const auto member = [](const std::string& name, const std::string& field) {
        return '"' + name + "\":\"" + field + '"';
    };
    const auto member_quoted = [](const std::string& name, const std::string& field) {
        return '"' + name + "\": " + csv_quote(field);
    };
    const std::pair<const char*, std::string> files[] = {
        {"semicolon", day("semicolon.csv")},
        {"tab", day("tab.csv")},
        {"single quotes", day("single.csv")},
        {"backslashes", day("backslash.csv")},
        {"bars and backslashes", day("pipe.csv")},
        {"times with an offset", day("iso.json")},
        {"bare, bars", mapped("", "|", "", bare)},
        {"bare, tabs", mapped("", "\t", "", bare)},
        {"bare, tildes", mapped("", "~", "\r", bare)},
        {"CSV_QUOTE, semicolons", mapped("", ";", "", quoted)},
        {"CSV", mapped("", ",", "", quoted)},
        {"template", mapped("{", ",", "}", member)},
        {"template with CSV_QUOTE", mapped("{ ", ", ", " }", member_quoted)},
    };
    for (const auto& [name, text] : files) {
        const reading found = read(text, columns);
        EXPECT_TRUE(found.mistakes.empty()) << name << ": " << to_string(found.mistakes.front());
        EXPECT_TRUE(found.calls == wanted.calls) << name;
    }
}

TEST(RowDialect, ABareSemicolonInAFieldPartsItAndIsReported) {
    const auto all = records();
    const auto with = [](const row& r) {
        return std::any_of(r.begin(), r.end(), [](const std::string& f) { return f.find(';') != std::string::npos; });
    };
    const auto halves = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), with)); // of Local channels
    ASSERT_GT(halves, 0u);
    const reading r = read(mapped("", ";", "", [](const std::string&, const std::string& f) { return f; }), columns);
    EXPECT_EQ(r.counts.rejected, halves);
    EXPECT_EQ(r.counts.records, all.size() - halves);
    EXPECT_EQ(r.mistakes.front().reason, errc::too_many_columns);
}

TEST(RowDialect, ColumnsAreToldByMembersNamesOrByWhatRowsHold) {
    EXPECT_TRUE(read(day("fields.json")).calls == read(day("fields.json"), columns).calls);
    const reading by_rows = read(day("ours.csv")); // as CSV, in an order of its own
    EXPECT_EQ(by_rows.counts.records, 112u);
    for (const char* name : {"semicolon.csv", "tab.csv", "single.csv", "backslash.csv", "pipe.csv"}) {
        const reading found = read(day(name));
        EXPECT_TRUE(found.mistakes.empty()) << name;
        EXPECT_TRUE(found.calls == by_rows.calls) << name;
    }
    const std::string of_manager =
        R"({"Source":"101","Destination":"102","DestinationContext":"in","CallerID":"\"\" <101>","Channel":"PJSIP/101-1",)"
        R"("DestinationChannel":"PJSIP/102-2","LastApplication":"Dial","StartTime":"2026-11-22 00:00:01",)"
        R"("AnswerTime":null,"EndTime":"2026-11-22 00:00:05","Duration":4,"BillableSeconds":0,)"
        R"("Disposition":"NO ANSWER","UniqueID":"1795287601.1"})";
    EXPECT_THAT(read(of_manager).calls, testing::HasSubstr(R"("by":"101")"));
}

TEST(RowDialect, ExactTimesTellMoreThanDurations) {
    const reading found = read(day("epoch.json"));
    EXPECT_TRUE(found.mistakes.empty());
    EXPECT_EQ(found.counts.records, 112u);
    // 58-chain-three: its third transfer, which whole seconds hide
    EXPECT_THAT(found.calls, testing::HasSubstr(R"("kind":"attended","by":"25","to":"26")"));
}

TEST(RowDialect, PiecesOfAnySizeGiveTheSame) {
    for (const char* name : {"fields.json", "pipe.csv", "ours.csv"}) {
        const reading whole = read(day(name));
        for (const std::size_t piece : {1u, 7u, 4096u})
            EXPECT_TRUE(read(day(name), {}, piece).calls == whole.calls) << name;
    }
}

TEST(RowDialect, ABadRowCostsItselfAndIsReportedWithItsLine) {
    struct bad {
        const char* file;
        std::string line;
        errc code;
    };
    for (const bad& b : {bad{"fields.json", R"({"clid":"x",)", errc::malformed_json},
                         bad{"fields.json", "no object", errc::malformed_json},
                         bad{"fields.json", R"({"clid":{"number":"1"}})", errc::malformed_json},
                         bad{"semicolon.csv", R"("a";"b)", errc::unclosed_quote},
                         bad{"semicolon.csv", R"("a" and;"b")", errc::unclosed_quote},
                         bad{"pipe.csv", R"("a"|"b")", errc::too_few_columns}}) {
        std::string text = day(b.file);
        const std::size_t second = text.find('\n') + 1;
        text.insert(second, b.line + "\n\n");
        const reading r = read(text);
        ASSERT_EQ(r.mistakes.size(), 1u) << b.file;
        EXPECT_EQ(r.mistakes[0].reason, b.code) << b.file;
        EXPECT_EQ(r.mistakes[0].line, 2u);
        EXPECT_EQ(r.counts.records, 112u);
        EXPECT_EQ(r.counts.rejected, 1u);
    }
    for (const char* name : {"fields.json", "semicolon.csv"}) {
        const std::string text = day(name);
        const reading cut_off = read(text.substr(0, text.size() - 100));
        ASSERT_EQ(cut_off.mistakes.size(), 1u) << name;
        EXPECT_EQ(cut_off.mistakes[0].reason, errc::truncated) << name;
        EXPECT_EQ(cut_off.mistakes[0].line, 112u);
        EXPECT_EQ(cut_off.counts.records, 111u);
        EXPECT_EQ(read(text.substr(0, text.size() - 1)).counts.records, 112u) << "the last line needs no end";
    }
}

TEST(RowDialect, WhatIsNotCertainIsRefusedWithReasons) {
    const auto refused = [](const std::string& text) {
        std::vector<diagnostic> mistakes;
        std::size_t records = 0;
        struct counting : cdr::evidence_sink {
            explicit counting(std::size_t& n) : seen(n) {}
            void take(const cdr::evidence&) override { ++seen; }
            std::size_t& seen;
        } out(records);
        const auto reader = cdr::make_reader(cdr::format::asterisk_cdr_custom, {"f", 0, {}, {}},
                                             [&](const diagnostic& d) { mistakes.push_back(d); });
        reader->feed(text, out);
        reader->finish(out);
        EXPECT_EQ(records, 0u) << text;
        return mistakes.size() == 1 && mistakes[0].reason == errc::unknown_columns ? mistakes[0].found : "";
    };
    // members that say nothing, and values that do not, either
    EXPECT_THAT(refused(R"({"a":"1","b":"2","c":"3","d":"4","e":"5"})"
                        "\n"),
                testing::HasSubstr("no column names a channel"));
    EXPECT_THAT(refused("a;b;c;d;e\n"), testing::HasSubstr("no column names a channel"));
    // as good parted by one as by the other
    EXPECT_EQ(refused("PJSIP/a-1;2026-11-22 00:00:00;1;2;3;4|PJSIP/a-1|2026-11-22 00:00:00|1|2|3\n"),
              "two characters could part the columns");
}

TEST(RowDialect, OtherFilesAreNotTakenForRecords) {
    EXPECT_EQ(cdr::detect_format(R"({"type":"ChannelCreated","timestamp":"2026-11-22T00:00:00.000+0000","channel":{}})"
                                 "\n"),
              cdr::format::asterisk_ari);
    EXPECT_EQ(cdr::detect_format("1795297219|1795297219.163|500|PJSIP/101-1|CONNECT|5|1795297219.164|4\n"),
              cdr::format::asterisk_queue_log);
    EXPECT_EQ(cdr::detect_format("a;b;c;d;e;f;g;h;i;j;k\n"), std::nullopt);
}

struct cut_case {
    cdr::row_dialect how;
    std::string line;
    row fields; // none where the line is not written so
};

TEST(RowDialect, CutsRows) {
    using dialect = cdr::row_dialect;
    const dialect semicolon{';', '"', '"', false}, backslash{',', '"', '\\', false}, single{',', '\'', '\'', false},
        bare{'|', 0, 0, false}, json{0, 0, 0, true};
    const cut_case cases[] = {
        {semicolon, R"("a;b";;"c""d")", {"a;b", "", "c\"d"}},
        {semicolon, "a;", {"a", ""}},
        {semicolon, R"("a)", {}},
        {backslash, R"("a\"b","c\d","\\"e\\"")", {"a\"b", "c\\d", "\\\"e\\\""}},
        {single, R"('a,b',"",'it''s')", {"a,b", "", "it's"}},
        {bare, R"("Anna" <101>|x||)", {"\"Anna\" <101>", "x", "", ""}},
        {json, R"({"a":"x\u0041\/","b":-1.5,"c":null,"d":true})", {"xA/", "-1.5", "", "true"}},
        {json, R"( {"a" : "1" , "b" : "2" , } )", {"1", "2"}},
        {json, R"({"a":""Anna" <101>","b":"2"})", {"\"Anna\" <101>", "2"}},
        {json, R"({"a":""" <101>","b":"2"})", {"\"\" <101>", "2"}},
        {json, R"({"a":"""Anna"" <101>","b":"2"})", {"\"Anna\" <101>", "2"}},
        {json, R"({"a":""""Anna"" <101>"","b":""2""})", {"\"Anna\" <101>", "2"}},
        {json, R"({"a":"\"x \\"y\\", z\" <1>","b":"2"})", {"\"x \\\"y\\\", z\" <1>", "2"}},
        {json, R"({"a":"x")", {}},
        {json, R"({"a":"x"}})", {}},
        {json, R"({"a":["x"]})", {}},
        {json, "{}", {}},
    };
    for (const cut_case& c : cases) {
        cdr::cut_row found;
        const bool good = cdr::cut(c.how, c.line, found);
        EXPECT_EQ(good, !c.fields.empty()) << c.line;
        if (good) {
            EXPECT_EQ(found.fields, c.fields) << c.line;
        }
    }
}

} // namespace
