// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/assembler.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <gmock/gmock.h>

#include <almon/cdr/json.hpp>
#include <almon/cdr/readers/reader.hpp>

#include "support/records_office.hpp"

using namespace almon;
using namespace std::chrono_literals;

namespace {

std::string read_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

/// The JSON of all calls that `pieces`, each a file of its own, hold.
std::string calls_of(cdr::format f, const std::vector<std::string>& pieces) {
    const tenant::tenant t = test::records_office();
    cdr::context ctx;
    ctx.office = &t;
    std::string out;
    cdr::assembler calls(ctx, [&](const cdr::call& c) { out += cdr::to_json(c, {t.zone, false}) + "\n"; });
    for (const std::string& piece : pieces) {
        const auto reader = cdr::make_reader(f, {"piece", 0, t.zone, {}}, {});
        reader->feed(piece, calls);
        reader->finish(calls);
    }
    calls.finish();
    return out;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::stringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& l : lines) out += l;
    return out;
}

struct source {
    cdr::format format;
    const char* file;
};

class Order : public testing::TestWithParam<source> {
protected:
    static std::vector<std::filesystem::path> files() {
        std::vector<std::filesystem::path> found;
        for (const auto& folder : std::filesystem::directory_iterator(std::string(ALMON_TEST_DATA) + "/asterisk"))
            if (exists(folder.path() / GetParam().file)) found.push_back(folder.path() / GetParam().file);
        std::sort(found.begin(), found.end());
        return found;
    }
};

TEST_P(Order, ShuffledRepeatedAndSplitRecordsGiveTheSameBytes) {
    const cdr::format f = GetParam().format;
    std::mt19937 random(20261122);
    std::size_t checked = 0;
    for (const auto& path : files()) {
        const std::string text = read_text(path);
        const std::string expected = calls_of(f, {text});
        std::vector<std::string> lines = lines_of(text);
        if (lines.empty()) continue;
        ++checked;
        std::vector<std::string> halves(2);
        for (std::size_t i = 0; i < lines.size(); ++i) halves[i % 2] += lines[i];
        EXPECT_EQ(calls_of(f, halves), expected) << path << " split";
        EXPECT_EQ(calls_of(f, {text, text}), expected) << path << " twice";
        std::shuffle(lines.begin(), lines.end(), random);
        EXPECT_EQ(calls_of(f, {joined(lines)}), expected) << path << " shuffled";
    }
    EXPECT_GT(checked, 100u);
}

INSTANTIATE_TEST_SUITE_P(Sources, Order,
                         testing::Values(source{cdr::format::asterisk_cdr_custom, "cdr_custom.csv"},
                                         source{cdr::format::asterisk_csv, "Master.csv"},
                                         source{cdr::format::asterisk_cel, "cel.csv"}));

cdr::evidence row(std::string_view channel, std::string_view id, instant at, milliseconds lasted) {
    cdr::evidence e;
    e.what = cdr::fact::segment;
    e.channel = channel;
    e.id = e.group = id;
    e.at = at;
    e.end = at + lasted;
    e.lasted = lasted;
    e.caller = "+79161234567";
    e.doing = cdr::activity::dial;
    return e;
}

const instant start{std::chrono::seconds(1795297099)};

TEST(Assembler, MemoryIsBoundedByOpenCalls) {
    cdr::context ctx;
    ctx.keep_open = 100;
    std::size_t calls = 0;
    cdr::assembler a(ctx, [&](const cdr::call&) { ++calls; });
    for (int i = 0; i < 50000; ++i) {
        const std::string channel = "PJSIP/trunk-" + std::to_string(i), id = "1795297099." + std::to_string(i);
        a.take(row(channel, id, start + i * 10s, 3s));
    }
    a.finish();
    EXPECT_EQ(calls, 50000u);
    EXPECT_LT(a.count().most_open, 2500u);
}

TEST(Assembler, CallsComeOutInTheOrderInWhichTheyEnded) {
    std::vector<instant> ends;
    cdr::assembler a({}, [&](const cdr::call& c) { ends.push_back(c.end); });
    a.take(row("PJSIP/t-1", "1795297099.1", start, 60s));
    a.take(row("PJSIP/t-2", "1795297099.2", start + 1s, 3s));
    a.take(row("PJSIP/t-3", "1795297099.3", start + 2s, 30s));
    a.finish();
    ASSERT_EQ(ends.size(), 3u);
    EXPECT_TRUE(std::is_sorted(ends.begin(), ends.end()));
}

TEST(Assembler, TheOrderDoesNotHangOnHowManyCallsAreLetGoAtOnce) {
    // calls of all lengths, and some that share an agent's channel; each row up to a minute late
    std::vector<cdr::evidence> rows;
    std::vector<std::string> names;
    names.reserve(4000);
    for (int i = 0; i < 2000; ++i) {
        const std::string& channel = names.emplace_back("PJSIP/mango-" + std::to_string(i));
        const std::string& id = names.emplace_back(std::to_string(1795297099 + i * 3) + "." + std::to_string(i));
        rows.push_back(row(channel, id, instant(std::chrono::seconds(1795297099 + i * 3)), (i * 7919 % 90) * 1s));
        if (i % 5 == 0) rows.back().group = "1795297000.1";
        if (i % 5 == 0 && i > 1000) rows.back().group = rows.back().id;
    }
    const auto order_with = [&](std::size_t keep_open, unsigned seed) {
        std::vector<cdr::evidence> shuffled = rows;
        std::mt19937 random(seed);
        for (std::size_t i = 0; seed != 0 && i + 20 < shuffled.size(); i += 20)
            std::shuffle(shuffled.begin() + static_cast<std::ptrdiff_t>(i),
                         shuffled.begin() + static_cast<std::ptrdiff_t>(i + 20), random);
        cdr::context ctx;
        ctx.keep_open = keep_open;
        ctx.quiet = std::chrono::seconds(180);
        std::vector<std::string> ids;
        cdr::assembler calls(ctx, [&](const cdr::call& c) { ids.push_back(c.id); });
        for (const cdr::evidence& e : shuffled) calls.take(e);
        calls.finish();
        return ids;
    };
    const std::vector<std::string> wanted = order_with(100000, 0);
    ASSERT_GT(wanted.size(), 1500u);
    for (const std::size_t keep_open : {1, 10, 100, 500})
        for (unsigned seed = 0; seed < 5; ++seed) EXPECT_EQ(order_with(keep_open, seed), wanted) << keep_open;
}

TEST(Assembler, ARecordFromABrokenClockDoesNotEndTheCallsOfTheDay) {
    // two rows a call, the second ten seconds later; now and then one from years ahead
    std::vector<std::string> names;
    names.reserve(20000);
    cdr::context ctx;
    ctx.keep_open = 10;
    std::size_t calls = 0, told_of_one = 0;
    cdr::assembler a(ctx, [&](const cdr::call& c) {
        ++calls;
        told_of_one += c.legs.size() == 1;
    });
    for (int i = 0; i < 3000; ++i) {
        for (const int call : {i, i - 10}) {
            if (call < 0) continue;
            const std::string& id = names.emplace_back(std::to_string(1795297099 + call) + ".1");
            const std::string& phone = names.emplace_back("PJSIP/" + std::to_string(call == i ? 101 : 102) + "-" + id);
            cdr::evidence e = row(names.emplace_back("PJSIP/mango-" + id), id, start + i * 1s, 1s);
            e.peer = e.argument = phone;
            a.take(e);
        }
        if (i % 500 == 0)
            a.take(row("PJSIP/mango-x", names.emplace_back("4000000000." + std::to_string(i)),
                       start + std::chrono::hours(24 * 365 * 30), 1s));
    }
    a.finish();
    EXPECT_EQ(told_of_one, 6u); // the broken ones
    EXPECT_EQ(calls, 3006u);
}

TEST(Assembler, ChannelNamesUsedAgainAfterARestartAreOtherCalls) {
    std::size_t calls = 0;
    cdr::assembler a({}, [&](const cdr::call&) { ++calls; });
    a.take(row("PJSIP/t-00000000", "1795297099.0", start, 3s));
    a.take(row("PJSIP/t-00000000", "1795297109.0", start + 10s, 3s));
    a.finish();
    EXPECT_EQ(calls, 2u);
}

TEST(Assembler, SpansAddUpToTheDurationOfEveryCall) {
    const tenant::tenant t = test::records_office();
    cdr::context ctx;
    ctx.office = &t;
    std::size_t calls = 0;
    for (const auto& folder : std::filesystem::directory_iterator(std::string(ALMON_TEST_DATA) + "/asterisk")) {
        if (!exists(folder.path() / "cel.csv")) continue;
        cdr::assembler a(ctx, [&](const cdr::call& c) {
            ++calls;
            const auto& s = c.spans;
            EXPECT_EQ(s.ring + s.menu + s.wait + s.talk + s.hold + s.other, c.end - c.start) << folder.path() << c.id;
        });
        const auto reader = cdr::make_reader(cdr::format::asterisk_cel, {"cel", 0, t.zone, {}}, {});
        reader->feed(read_text(folder.path() / "cel.csv"), a);
        reader->finish(a);
        a.finish();
    }
    EXPECT_GT(calls, 100u);
}

TEST(Assembler, ChannelsSaidToHaveDialledEachOtherAreOfTheCallThatTheirGroupIsNamedFor) {
    std::vector<cdr::call> out;
    cdr::assembler calls({}, [&](const cdr::call& c) { out.push_back(c); });
    const auto say = [&](cdr::fact what, std::string_view channel, std::string_view peer = {}) {
        cdr::evidence e;
        e.what = what;
        e.at = instant{1795297099s};
        e.group = "1";
        e.channel = channel;
        e.id = channel == "PJSIP/101-1" ? "1" : channel;
        e.peer = e.peer_id = peer;
        calls.take(e);
    };
    for (const std::string_view channel : {"PJSIP/101-1", "PJSIP/102-2", "PJSIP/103-3"})
        say(cdr::fact::appeared, channel);
    say(cdr::fact::dialled, "PJSIP/102-2", "PJSIP/103-3");
    say(cdr::fact::dialled, "PJSIP/103-3", "PJSIP/102-2");
    calls.finish();
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(out[0].legs.size(), 3u);
}

} // namespace
