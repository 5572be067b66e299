// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/version.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <gmock/gmock.h>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>

#include "support/records_office.hpp"

using namespace almon;
using namespace std::chrono_literals;
using testing::ElementsAre;

namespace {

const instant start{std::chrono::seconds(1795297099)};

cdr::evidence row(std::string_view channel, std::string_view id, std::string_view group, instant at,
                  milliseconds lasted, std::string_view peer = {}) {
    cdr::evidence e;
    e.what = cdr::fact::segment;
    e.channel = channel;
    e.peer = peer;
    e.id = id;
    e.group = group;
    e.at = at;
    e.end = at + lasted;
    e.lasted = lasted;
    e.caller = "+79161234567";
    e.doing = cdr::activity::dial;
    if (!peer.empty()) {
        e.result = cdr::outcome::answered;
        e.connected = e.lasted;
        e.has_answer = true;
        e.answer = at;
        e.argument = "PJSIP/101,30";
    }
    return e;
}

cdr::evidence event(cdr::fact what, std::string_view channel, std::string_view id, instant at) {
    cdr::evidence e;
    e.what = what;
    e.channel = channel;
    e.id = e.group = id;
    e.at = at;
    return e;
}

/// Remembers what a sink would: the last version of each call.
struct follower {
    struct told {
        cdr::call call;
        cdr::difference what;
    };
    std::vector<told> all;
    std::map<std::string, std::string> table; ///< JSON by id, withdrawn calls taken out

    cdr::assembler::on_version sink() {
        return [this](const cdr::call& c, const cdr::difference& d) {
            all.push_back({c, d});
            if (d.withdrawn) table.erase(c.id);
            else table[c.id] = cdr::to_json(c);
        };
    }
};

TEST(Version, ACallOfEventsIsToldWhenItsLastChannelIsGone) {
    follower f;
    cdr::assembler a({}, f.sink());
    a.take(event(cdr::fact::appeared, "PJSIP/t-1", "1795297099.1", start));
    a.settle();
    a.take(event(cdr::fact::appeared, "PJSIP/u-2", "1795297099.2", start + 1s));
    a.take(event(cdr::fact::gone, "PJSIP/t-1", "1795297099.1", start + 5s));
    a.settle();
    ASSERT_EQ(f.all.size(), 1u) << "the other call goes on";
    EXPECT_EQ(f.all[0].call.id, "default/1795297099.1");
    EXPECT_EQ(f.all[0].what.version, 1u);
    EXPECT_TRUE(f.all[0].what.changed.empty());
}

TEST(Version, ACallOfRecordsIsToldWhenRecordTimeHasGoneOn) {
    follower f;
    cdr::assembler a({}, f.sink());
    a.take(row("PJSIP/t-1", "1795297099.1", "1795297099.1", start, 3s));
    a.settle();
    EXPECT_TRUE(f.all.empty()) << "another row may follow";
    a.advance(start + 3s + 5s);
    a.settle();
    EXPECT_EQ(f.all.size(), 1u);
    a.settle();
    EXPECT_EQ(f.all.size(), 1u) << "nothing new";
}

TEST(Version, LaterEvidenceAmendsACallAndTellsWhatChanged) {
    follower f;
    cdr::assembler a({}, f.sink());
    a.take(row("PJSIP/t-1", "1795297099.1", "1795297099.1", start, 3s));
    a.advance(start + 60s);
    a.settle();
    cdr::evidence recorded = row("PJSIP/t-1", "1795297099.1", "1795297099.1", start, 3s);
    recorded.recording = "x.wav";
    a.take(recorded);
    a.settle();
    ASSERT_EQ(f.all.size(), 2u);
    EXPECT_EQ(f.all[1].what.version, 2u);
    EXPECT_THAT(f.all[1].what.changed, ElementsAre("recordings"));
    EXPECT_THAT(f.all[1].call.recordings, ElementsAre("x.wav"));
    EXPECT_EQ(a.count().calls, 1u);
    std::string line;
    cdr::to_json(f.all[1].call, f.all[1].what, {}, line);
    EXPECT_THAT(line, testing::EndsWith(R"("version":2,"changed":["recordings"]})"));
}

TEST(Version, TwoCallsThatTurnOutToBeOneLeaveOneAndWithdrawTheOther) {
    follower f;
    cdr::assembler a({}, f.sink());
    // 101 talks with the client; its second channel, with an id of its own, consults 102
    a.take(row("PJSIP/mango-1", "1795297099.1", "1795297099.1", start, 60s, "PJSIP/101-2"));
    a.take(row("PJSIP/101-3", "1795297099.3", "1795297099.3", start + 20s, 15s, "PJSIP/102-4"));
    a.advance(start + 120s);
    a.settle();
    ASSERT_EQ(f.table.size(), 2u);
    cdr::evidence handed = event(cdr::fact::transferred, "PJSIP/101-2", "1795297099.2", start + 35s);
    handed.group = "1795297099.1";
    handed.peer = "PJSIP/101-3";
    handed.peer_id = "1795297099.3";
    handed.transfer = cdr::handover::attended;
    a.take(handed);
    a.settle();
    a.finish();
    ASSERT_EQ(f.table.size(), 1u);
    EXPECT_EQ(f.table.begin()->first, "default/1795297099.1");
    const auto gone = std::find_if(f.all.begin(), f.all.end(), [](const auto& t) { return t.what.withdrawn; });
    ASSERT_NE(gone, f.all.end());
    EXPECT_EQ(gone->call.id, "default/1795297099.3");
    EXPECT_EQ(gone->what.version, 2u);
    std::string line;
    cdr::to_json(gone->call, gone->what, {}, line);
    EXPECT_EQ(line, R"({"schema":1,"id":"default/1795297099.3","version":2,"withdrawn":true})");
}

TEST(Version, WhatComesAfterACallWasLetGoDoesNotOverwriteItWithLess) {
    follower f;
    cdr::context ctx;
    ctx.keep_open = 0;
    cdr::assembler a(ctx, f.sink());
    a.take(row("PJSIP/t-1", "1795297099.1", "1795297099.1", start, 3s, "PJSIP/101-2"));
    for (int i = 0; i < 10; ++i) { // record time goes on for hours
        const std::string id = std::to_string(1795300000 + i * 3600) + ".9", channel = "PJSIP/u-" + std::to_string(i);
        a.take(row(channel, id, id, instant(std::chrono::seconds(1795300000 + i * 3600)), 3s));
        a.settle();
    }
    const std::string whole = f.table["default/1795297099.1"];
    ASSERT_FALSE(whole.empty());
    a.take(row("PJSIP/102-7", "1795297099.7", "1795297099.1", start + 1s, 1s));
    a.finish();
    EXPECT_EQ(f.table["default/1795297099.1"], whole);
    EXPECT_EQ(a.count().late, 1u);
}

TEST(Version, EveryMemberOfTheJsonIsCompared) {
    cdr::call a, b;
    a.id = b.id = "x/1";
    EXPECT_TRUE(cdr::changed_fields(a, b).empty());
    b.disposition = cdr::disposition::answered;
    b.hung_up_by = "101";
    b.talks.push_back({"1\"0,1", start, start + 1s});
    b.spans.talk = 1s;
    EXPECT_THAT(cdr::changed_fields(a, b), ElementsAre("talk_ms", "disposition", "talks", "hangup"));
    EXPECT_GT(cdr::changed_fields(std::vector<std::uint32_t>{}, b).size(), 20u) << "unknown before: everything";
}

// -- the fixtures: followed line by line, and restarted at every line

std::vector<std::string> lines_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
    return lines;
}

std::vector<std::filesystem::path> folders() {
    std::vector<std::filesystem::path> found;
    for (const auto& f : std::filesystem::directory_iterator(std::string(ALMON_TEST_DATA) + "/asterisk"))
        if (exists(f.path() / "cel.csv")) found.push_back(f.path());
    std::sort(found.begin(), found.end());
    return found;
}

struct kind {
    cdr::format format;
    const char* file;
};

class Followed : public testing::TestWithParam<kind> {
protected:
    Followed() : t_(test::records_office()) { ctx_.office = &t_; }

    std::unique_ptr<cdr::reader> reader() const {
        return cdr::make_reader(GetParam().format, {"x", 0, t_.zone, names_}, {});
    }

    std::map<std::string, std::string> at_once(const std::vector<std::string>& lines) const {
        std::map<std::string, std::string> table;
        cdr::assembler all(ctx_, [&](const cdr::call& c) { table[c.id] = cdr::to_json(c); });
        const auto r = reader();
        for (const std::string& l : lines) r->feed(l, all);
        r->finish(all);
        all.finish();
        return table;
    }

    tenant::tenant t_;
    cdr::context ctx_;
    // named, so that the first row is delivered before there are enough to infer the columns
    std::vector<std::string> names_ =
        GetParam().format == cdr::format::asterisk_cdr_custom
            ? std::vector<std::string>{"clid",        "src",           "dst",         "dcontext",     "channel",
                                       "dstchannel",  "lastapp",       "lastdata",    "start",        "answer",
                                       "end",         "duration",      "billsec",     "duration_f",   "billsec_f",
                                       "disposition", "amaflags",      "accountcode", "peeraccount",  "uniqueid",
                                       "linkedid",    "sequence",      "userfield",   "did",          "cnum",
                                       "cnam",        "outbound_cnum", "dst_cnam",    "recordingfile"}
            : std::vector<std::string>{};
};

TEST_P(Followed, LineByLineEndsWithTheCallsOfARunOverEverything) {
    std::size_t calls = 0, amended = 0;
    for (const auto& folder : folders()) {
        const std::vector<std::string> lines = lines_of(folder / GetParam().file);
        follower f;
        cdr::assembler live(ctx_, f.sink());
        const auto r = reader();
        for (const std::string& l : lines) {
            r->feed(l, live);
            live.settle();
        }
        r->finish(live);
        live.finish();
        EXPECT_EQ(f.table, at_once(lines)) << folder;
        std::map<std::string, std::uint32_t> version;
        for (const auto& t : f.all) {
            EXPECT_EQ(t.what.version, ++version[t.call.id]) << folder;
            EXPECT_EQ(t.what.version == 1 || t.what.withdrawn, t.what.changed.empty()) << folder;
            amended += t.what.version > 1;
        }
        calls += f.table.size();
    }
    EXPECT_GT(calls, 130u);
    EXPECT_LT(amended, calls / 2) << "most calls are right the first time";
}

TEST_P(Followed, StoppedAndStartedAnywhereTellsEachVersionOnce) {
    std::size_t cuts = 0;
    for (const auto& folder : folders()) {
        const std::vector<std::string> lines = lines_of(folder / GetParam().file);
        const auto expected = at_once(lines);
        const std::size_t step = std::max<std::size_t>(1, lines.size() / 20);
        for (std::size_t cut = 1; cut < lines.size(); cut += step, ++cuts) {
            follower f;
            std::vector<cdr::place> from;
            std::vector<cdr::told_call> told;
            {
                cdr::assembler first(ctx_, f.sink());
                const auto r = reader();
                for (std::size_t i = 0; i < cut; ++i) r->feed(lines[i], first);
                first.settle();
                from = first.needed();
                if (from.empty()) from.push_back({0, static_cast<std::uint32_t>(cut) + 1});
                told = first.told(from);
            }
            cdr::assembler second(ctx_, f.sink());
            second.resume(told);
            const auto r = reader();
            for (std::size_t i = from[0].line - 1; i < lines.size(); ++i) r->feed(lines[i], second);
            second.settle();
            r->finish(second);
            second.finish();
            EXPECT_EQ(f.table, expected) << folder << " cut at " << cut;
            std::map<std::string, std::uint32_t> version;
            for (const auto& t : f.all) EXPECT_EQ(t.what.version, ++version[t.call.id]) << folder << " cut at " << cut;
        }
    }
    EXPECT_GT(cuts, 150u);
}

INSTANTIATE_TEST_SUITE_P(Sources, Followed,
                         testing::Values(kind{cdr::format::asterisk_cdr_custom, "cdr_custom.csv"},
                                         kind{cdr::format::asterisk_cel, "cel.csv"}));

} // namespace
