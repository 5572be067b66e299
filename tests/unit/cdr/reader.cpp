// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/reader.hpp>

#include <gmock/gmock.h>

using namespace almon;
using cdr::errc;

namespace {

const std::string good =
    R"("""MOSCOW"" <+79161234567>","+79161234567","101","ext-local","PJSIP/mango-0000000e","PJSIP/101-0000000f",)"
    R"("Dial","PJSIP/101,8","2026-11-22 00:38:19","2026-11-22 00:38:20","2026-11-22 00:38:23","3","2","3.712216",)"
    R"("2.503796","ANSWERED","DOCUMENTATION","","sales","1795297099.34","1795297099.34","18","","+74951234568",)"
    R"("+79161234567","","","","a.wav")"
    "\n";

struct kept : cdr::evidence_sink {
    std::vector<std::string> channels;
    void take(const cdr::evidence& e) override { channels.emplace_back(e.channel); }
};

struct reading {
    kept evidence;
    std::vector<diagnostic> mistakes;
};

reading read(cdr::format f, const std::string& text, std::vector<std::string> columns = {}, std::size_t piece = 0) {
    reading r;
    const auto reader =
        cdr::make_reader(f, {"file.csv", 0, time_zone::find("Europe/Moscow").value(), std::move(columns)},
                         [&](const diagnostic& d) { r.mistakes.push_back(d); });
    if (piece == 0) piece = text.size() + 1;
    for (std::size_t at = 0; at < text.size(); at += piece)
        reader->feed(std::string_view(text).substr(at, piece), r.evidence);
    reader->finish(r.evidence);
    return r;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    text.replace(text.find(what), what.size(), by);
    return text;
}

struct bad_row {
    std::string row;
    errc code;
    severity level;
};

class BadRow : public testing::TestWithParam<bad_row> {};

TEST_P(BadRow, CostsItselfAndIsReportedWithItsLine) {
    const bad_row& bad = GetParam();
    const reading r = read(cdr::format::asterisk_cdr_custom, good + good + bad.row + good);
    ASSERT_EQ(r.mistakes.size(), 1u);
    EXPECT_EQ(r.mistakes[0].reason, bad.code);
    EXPECT_EQ(r.mistakes[0].line, 3u);
    EXPECT_EQ(r.mistakes[0].file, "file.csv");
    EXPECT_EQ(r.mistakes[0].level, bad.level);
    EXPECT_EQ(to_string(r.mistakes[0]).find("9161234567"), std::string::npos) << "a message must not hold a number";
    EXPECT_EQ(r.evidence.channels.size(), bad.level == severity::rejected ? 3u : 4u);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BadRow,
    testing::Values(
        bad_row{"\"a\",\"b\"\n", errc::too_few_columns, severity::rejected},
        bad_row{replaced(good, "\"a.wav\"", "\"a.wav\",\"x\""), errc::too_many_columns, severity::rejected},
        bad_row{replaced(good, "\"a.wav\"", "\"a.wav"), errc::unclosed_quote, severity::rejected},
        bad_row{replaced(good, "2026-11-22 00:38:19", "2026-02-30 00:38:19"), errc::malformed_time, severity::rejected},
        bad_row{replaced(good, "2026-11-22 00:38:19", "yesterday"), errc::malformed_time, severity::rejected},
        bad_row{replaced(good, "\"3.712216\"", "\"long\""), errc::malformed_number, severity::rejected},
        bad_row{std::string(3, '\0') + good, errc::nul_bytes, severity::repaired},
        bad_row{replaced(good, "2026-11-22 00:38:23", "2026-11-22 00:30:20"), errc::ends_before_start,
                severity::repaired},
        bad_row{replaced(good, "PJSIP/mango-0000000e", ""), errc::no_channel, severity::rejected},
        bad_row{replaced(good, "MOSCOW", "\xCC\xEE"), errc::broken_encoding, severity::repaired}));

TEST(Reader, PiecesOfAnySizeGiveTheSame) {
    for (const std::size_t piece : {1u, 7u, 100u, 4096u}) {
        const reading r = read(cdr::format::asterisk_cdr_custom, good + good + good, {}, piece);
        EXPECT_EQ(r.evidence.channels.size(), 3u) << piece;
        EXPECT_TRUE(r.mistakes.empty());
    }
}

TEST(Reader, AnEmptyFileIsReported) {
    for (const auto name : cdr::format_names()) {
        const reading r = read(*cdr::parse_format(name), "");
        ASSERT_EQ(r.mistakes.size(), 1u) << name;
        EXPECT_EQ(r.mistakes[0].reason, errc::empty_file);
    }
}

TEST(Reader, ATruncatedLastRowIsReportedAndTheRestDelivered) {
    const reading r = read(cdr::format::asterisk_cdr_custom, good + good + good.substr(0, 150));
    EXPECT_EQ(r.evidence.channels.size(), 2u);
    ASSERT_EQ(r.mistakes.size(), 1u);
    EXPECT_EQ(r.mistakes[0].reason, errc::truncated);
}

TEST(Reader, AFieldOfTenMegabytesIsRead) {
    const std::string wide = replaced(good, "a.wav", std::string(10 << 20, 'x') + ".wav");
    EXPECT_EQ(read(cdr::format::asterisk_cdr_custom, good + wide + good).evidence.channels.size(), 3u);
    const std::string wider = replaced(good, "a.wav", std::string(20 << 20, 'x'));
    const reading r = read(cdr::format::asterisk_cdr_custom, good + wider + good, {}, 1 << 16);
    EXPECT_EQ(r.evidence.channels.size(), 2u);
    ASSERT_EQ(r.mistakes.size(), 1u);
    EXPECT_EQ(r.mistakes[0].reason, errc::record_too_long);
}

TEST(Reader, ColumnsThatNobodyKnowsAreRefusedWithReasons) {
    const reading r = read(cdr::format::asterisk_cdr_custom, "a,b,c,d\n1,2,3,4\n");
    EXPECT_TRUE(r.evidence.channels.empty());
    ASSERT_EQ(r.mistakes.size(), 1u);
    EXPECT_EQ(r.mistakes[0].reason, errc::unknown_columns);
    EXPECT_THAT(r.mistakes[0].found, testing::HasSubstr("no column names a channel"));
}

TEST(Reader, LengthsAreToldWithoutAnswerAndEndWhereRowsAreMany) {
    const auto rows = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += "2026-11-22 00:38:" + std::to_string(10 + i) + ",79161234567,101,PJSIP/mango-" +
                    std::to_string(10 + i) + ",PJSIP/101-" + std::to_string(40 + i) + "," + std::to_string(5 + i % 3) +
                    ",3,ANSWERED,Dial,\"PJSIP/101,20\",1795297099." + std::to_string(34 + i) +
                    ",\"\"\"Anna\"\" <79161234567>\"\n";
        return text;
    };
    const reading many = read(cdr::format::asterisk_cdr_custom, rows(9));
    EXPECT_TRUE(many.mistakes.empty());
    EXPECT_EQ(many.evidence.channels.size(), 9u);
    const reading few = read(cdr::format::asterisk_cdr_custom, rows(3));
    ASSERT_EQ(few.mistakes.size(), 1u);
    EXPECT_EQ(few.mistakes[0].reason, errc::unknown_columns);
}

TEST(Reader, ColumnsMayBeNamedOrComeAsAHeader) {
    const std::string row = "2026-11-22 00:38:19,PJSIP/a-1,PJSIP/b-2,5,3,ANSWERED,1795297099.34\n";
    const std::string names = "start,channel,dstchannel,duration,billsec,disposition,uniqueid";
    const std::vector<std::string> list = {"start",   "channel",     "dstchannel", "duration",
                                           "billsec", "disposition", "uniqueid"};
    EXPECT_EQ(read(cdr::format::asterisk_cdr_custom, row, list).evidence.channels.size(), 1u);
    EXPECT_EQ(read(cdr::format::asterisk_cdr_custom, names + "\n" + row).evidence.channels.size(), 1u);
}

TEST(Reader, AHeaderOfFewColumnsInAnyOrderAndCaseTellsTheFormat) {
    const std::string record = "ANSWERED,PJSIP/a-1,5,3,2026-11-22 00:38:19\n",
                      event = "2026-11-22 00:38:19.5,PJSIP/a-1,1795297099.34,CHAN_START\n";
    for (const std::string mark : {"", "\xEF\xBB\xBF"})
        for (const auto& [text, format] :
             {std::pair(mark + "disposition,channel,duration,billsec,start\r\n" + record,
                        cdr::format::asterisk_cdr_custom),
              std::pair(mark + "Disposition,Channel,Duration,BillSec,CallDate\n" + record,
                        cdr::format::asterisk_cdr_custom),
              std::pair(mark + "EventTime,ChanName,UniqueId,EventType\n" + event, cdr::format::asterisk_cel)})
            for (const std::size_t piece : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
                ASSERT_EQ(cdr::detect_format(text), format) << text;
                const reading r = read(format, text + text.substr(text.find('\n') + 1), {}, piece);
                EXPECT_TRUE(r.mistakes.empty()) << text << to_string(r.mistakes.front());
                EXPECT_EQ(r.evidence.channels, (std::vector<std::string>{"PJSIP/a-1", "PJSIP/a-1"})) << text;
            }
}

TEST(Reader, AByteOrderMarkIsNoPartOfTheFirstRow) {
    const std::string
        mark = "\xEF\xBB\xBF",
        ami = "Event: Newchannel\r\nTimestamp: 1795297099.5\r\nChannel: PJSIP/a-1\r\nUniqueid: 1795297099.34\r\n\r\n",
        sql = "INSERT INTO cdr(calldate,channel,duration,billsec,disposition) VALUES"
              "('2026-11-22 00:38:19','PJSIP/a-1',5,3,'ANSWERED');\n",
        log = "1795297219|1795297219.163|500|NONE|ENTERQUEUE||x|1\n";
    for (const std::string& text : {good, ami, sql, log}) {
        const auto format = cdr::detect_format(text);
        ASSERT_TRUE(format) << text;
        EXPECT_EQ(cdr::detect_format(mark + text), format) << text;
        const reading plain = read(*format, text), marked = read(*format, mark + text);
        EXPECT_TRUE(marked.mistakes.empty()) << text << to_string(marked.mistakes.front());
        EXPECT_FALSE(plain.evidence.channels.empty()) << text;
        EXPECT_EQ(marked.evidence.channels, plain.evidence.channels) << text;
    }
}

TEST(Reader, ColumnsBeyondThoseThatARowKeepsAreMissing) {
    std::vector<std::string> columns(100, "nothing");
    columns.back() = "channel";
    std::string row = "a";
    for (std::size_t i = 1; i < columns.size(); ++i) row += ",a";
    const reading r = read(cdr::format::asterisk_cdr_custom, row + "\n", columns);
    ASSERT_EQ(r.mistakes.size(), 1u);
    EXPECT_EQ(r.mistakes[0].reason, errc::no_channel);
}

TEST(Reader, FormatsAreToldApartByTheirFirstBytes) {
    EXPECT_EQ(cdr::detect_format(good), cdr::format::asterisk_cdr_custom);
    // cdr_custom.conf.sample: as many columns as Master.csv may have, with a channel and a time where it has them
    EXPECT_EQ(cdr::detect_format(
                  R"(""""" <89161234567>","89161234567","201","in","SIP/gw-0","SIP/301-1","Dial","SIP/301,12",)"
                  R"("2026-11-22 09:47:49","2026-11-22 09:47:50","2026-11-22 09:47:52","3","2","ANSWERED",)"
                  R"("DOCUMENTATION","","1795326469.0","","0")"),
              cdr::format::asterisk_cdr_custom);
    EXPECT_EQ(cdr::detect_format(
                  R"("","89161234567","201","in",""""" <89161234567>","SIP/gw-0","SIP/301-1","Dial","SIP/301,12",)"
                  R"("2026-11-22 09:47:49","2026-11-22 09:47:50","2026-11-22 09:47:52",3,2,"ANSWERED",)"
                  R"("DOCUMENTATION","1795326469.0","")"),
              cdr::format::asterisk_csv);
    // the rest of a file of channel events that was cut or rotated begins with any of them
    EXPECT_EQ(
        cdr::detect_format(
            R"("LOCAL_OPTIMIZE","2026-11-22 19:04:04","","201","201","","","s","in","Local/201@in-0;1","","","3",)"
            R"("","1795363444.1","1795363444.0","","","","")"),
        cdr::format::asterisk_cel);
    EXPECT_EQ(cdr::detect_format("Event: Newchannel\r\nChannel: PJSIP/a-1\r\n"), cdr::format::asterisk_ami);
    EXPECT_EQ(cdr::detect_format(R"({"type":"ChannelCreated"})"), cdr::format::asterisk_ari);
    EXPECT_EQ(cdr::detect_format("1795297219|1795297219.163|500|NONE|ENTERQUEUE||x|1\n"),
              cdr::format::asterisk_queue_log);
    for (const char* cut : {"Response: Success\r\nMessage: Authentication accepted\r\n\r\n",
                            "Privilege: call,all\r\nChannel: PJSIP/a-1\r\n\r\nEvent: Hangup\r\n"})
        EXPECT_EQ(cdr::detect_format(cut), cdr::format::asterisk_ami) << "a log may begin anywhere";
    EXPECT_EQ(cdr::detect_format("{\n \"scenario\": \"31\",\n"), std::nullopt) << "JSON, but nobody's event";
    EXPECT_EQ(cdr::detect_format("Subject: a letter\n\nHello\n"), std::nullopt);
    EXPECT_EQ(cdr::detect_format("hello\n"), std::nullopt);
}

TEST(Reader, AnEventWithoutItsTimeIsLeftOut) {
    const reading r =
        read(cdr::format::asterisk_ami, "Event: Hangup\r\nChannel: PJSIP/a-1\r\nUniqueid: 1795297099.1\r\n\r\n");
    EXPECT_TRUE(r.evidence.channels.empty());
    ASSERT_EQ(r.mistakes.size(), 1u);
    EXPECT_EQ(r.mistakes[0].expected, "timestampevents=yes in manager.conf");
}

} // namespace
