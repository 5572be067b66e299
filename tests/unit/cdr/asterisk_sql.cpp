// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_sql.hpp>

#include <gmock/gmock.h>

using namespace almon;
using cdr::errc;
using testing::ElementsAre;

namespace {

struct kept : cdr::evidence_sink {
    std::vector<std::string> channels, names;
    std::vector<std::uint32_t> lines;
    void take(const cdr::evidence& e) override {
        channels.emplace_back(e.channel);
        names.emplace_back(e.caller_name);
        lines.push_back(e.line);
    }
};

struct reading {
    kept evidence;
    std::vector<errc> told;
    std::vector<std::uint32_t> told_lines;
};

reading read(const std::string& text, std::size_t piece = 0) {
    reading r;
    const auto reader = cdr::make_asterisk_sql_reader({"dump.sql", 0, {}, {}}, [&](const diagnostic& d) {
        for (const errc code : {errc::truncated, errc::too_few_columns, errc::too_many_columns, errc::unknown_columns,
                                errc::no_such_table, errc::empty_file, errc::malformed_time, errc::nul_bytes,
                                errc::no_channel, errc::record_too_long})
            if (d.reason == code) r.told.push_back(code);
        r.told_lines.push_back(d.line);
        EXPECT_EQ(to_string(d).find("9161234567"), std::string::npos) << "a message must not hold a number";
    });
    if (piece == 0) piece = text.size() + 1;
    for (std::size_t at = 0; at < text.size(); at += piece) reader->feed(text.substr(at, piece), r.evidence);
    reader->finish(r.evidence);
    return r;
}

const std::string columns = "(calldate, clid, src, dst, channel, dstchannel, duration, billsec, disposition, uniqueid)";

std::string values(const std::string& channel, const std::string& clid = "'x'") {
    return "('2026-11-22 00:38:19'," + clid + ",'+79161234567','101','" + channel +
           "','PJSIP/101-2',5,3,'ANSWERED','1795297099.1')";
}

const std::string insert = "INSERT INTO `cdr` " + columns + " VALUES ";

TEST(AsteriskSql, AByteOrderMarkIsPassedOverWhereADumpBeginsAndNowhereElse) {
    const std::string mark = "\xEF\xBB\xBF", dump = "-- a dump\n" + insert + values("a/1") + ";\n";
    for (const std::size_t piece : {std::size_t{0}, std::size_t{1}}) {
        const reading both = read(mark + dump + mark + dump + mark + insert + values("a/2") + ";\n", piece);
        EXPECT_THAT(both.evidence.channels, ElementsAre("a/1", "a/1", "a/2"));
        EXPECT_THAT(both.told, testing::IsEmpty());
    }
    const reading within = read(insert + mark + values("a/1") + ";\n" + insert + values("a/2") + ";\n");
    EXPECT_THAT(within.evidence.channels, ElementsAre("a/2")) << "a statement that begins its values so is none";
}

TEST(AsteriskSql, TuplesOfOneStatementAreRows) {
    const reading r = read(insert + values("a/1") + ",\n" + values("a/2") + ";\nINSERT INTO cdr " + columns +
                           " VALUES " + values("a/3") + ";\n");
    EXPECT_THAT(r.evidence.channels, ElementsAre("a/1", "a/2", "a/3"));
    EXPECT_THAT(r.evidence.lines, ElementsAre(1, 2, 3));
    EXPECT_TRUE(r.told.empty());
}

TEST(AsteriskSql, PiecesOfAnySizeGiveTheSame) {
    const std::string text = "-- MySQL dump\n/* two\nlines */\n" + insert + values("a/1", R"('"It\'s; a (b" <1>')") +
                             ", " + values("a/2") + ";\n";
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 64u}) {
        const reading r = read(text, piece);
        EXPECT_THAT(r.evidence.channels, ElementsAre("a/1", "a/2")) << piece;
        EXPECT_EQ(r.evidence.names[0], "It's; a (b") << piece;
        EXPECT_TRUE(r.told.empty()) << piece;
    }
}

TEST(AsteriskSql, ColumnsComeFromCreateTableWhereTheInsertHasNone) {
    const std::string create =
        "CREATE TABLE IF NOT EXISTS `x`.`cdr` (\n `id` int(11) NOT NULL AUTO_INCREMENT,\n `calldate` datetime DEFAULT "
        "'0000-00-00 00:00:00',\n `channel` varchar(80) DEFAULT '),',\n duration int, billsec int, disposition text, "
        "uniqueid varchar(32),\n PRIMARY KEY (`id`), KEY `c` (`calldate`,`channel`)\n);\n";
    const reading r =
        read(create + "INSERT INTO cdr VALUES (1,'2026-11-22 00:38:19','a/1',5,3,'ANSWERED','1795297099.1');\n");
    EXPECT_THAT(r.evidence.channels, ElementsAre("a/1"));
    EXPECT_TRUE(r.told.empty());
}

TEST(AsteriskSql, BackslashesAreEscapesInMysqlAndThemselvesInTheStandard) {
    EXPECT_THAT(read(insert + values("a\\\\b") + ";").evidence.channels, ElementsAre("a\\b"));
    EXPECT_THAT(read("-- PostgreSQL database dump\n" + insert + values("a\\b") + ";").evidence.channels,
                ElementsAre("a\\b"));
}

TEST(AsteriskSql, OtherTablesArePassedOver) {
    const reading r = read("INSERT INTO users (a, b) VALUES (1, 'x;y'), (2, NULL);\n" + insert + values("a/1") + ";\n");
    EXPECT_THAT(r.evidence.channels, ElementsAre("a/1"));
    EXPECT_TRUE(r.told.empty());
}

struct bad_dump {
    std::string text;
    errc code;
    std::size_t rows;
};

class BadDump : public testing::TestWithParam<bad_dump> {};

TEST_P(BadDump, IsReportedAndTheRestDelivered) {
    const bad_dump& bad = GetParam();
    const reading r = read(bad.text, 1 << 16);
    ASSERT_THAT(r.told, ElementsAre(bad.code));
    EXPECT_EQ(r.evidence.channels.size(), bad.rows);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BadDump,
    testing::Values(
        bad_dump{"", errc::empty_file, 0}, bad_dump{"INSERT INTO t (a) VALUES (1);\n", errc::no_such_table, 0},
        bad_dump{insert + values("a/1") + ",('2026", errc::truncated, 1},
        bad_dump{insert + "('2026-11-22 00:38:19','x'), " + values("a/1") + ";\n", errc::too_few_columns, 1},
        bad_dump{insert + values("a/1").replace(0, 1, "(1,") + "," + values("a/2") + ";\n", errc::too_many_columns, 1},
        bad_dump{insert + values("") + "," + values("a/2") + ";\n", errc::no_channel, 1},
        bad_dump{insert + "('2026-02-30 00:00:00','x','1','2','a/1','',1,1,'ANSWERED','1.1')," + values("a/2") + ";\n",
                 errc::malformed_time, 1},
        bad_dump{insert + values("a/1") + ",(" + std::string(20 << 20, 'x') + ");\n" + insert + values("a/2") + ";\n",
                 errc::record_too_long, 1}));

} // namespace
