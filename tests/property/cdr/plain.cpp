// SPDX-License-Identifier: BSL-1.0
// The usual call is written straight from its one row. Whoever asks why a field holds what it holds gets the call by the
// scene and its rules: the two must be the same, whatever the row says.
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/json.hpp>
#include <almon/numbering/parse.hpp>

#include "support/records_office.hpp"

namespace {

using namespace almon;
using namespace std::chrono_literals;

template <class T>
T one_of(std::mt19937& dice, std::initializer_list<T> all) {
    return all.begin()[dice() % all.size()];
}

/// One row with its texts; often plain, sometimes not.
struct row {
    std::string channel, peer, id, argument, dialled, did, caller, name, recording, presented;
    cdr::evidence e;

    row(std::mt19937& dice, unsigned number) {
        const char* const devices[] = {"PJSIP/101", "PJSIP/102",   "PJSIP/203", "PJSIP/mango", "SIP/other",
                                       "PJSIP/999", "Local/101@x", "PJSIP/101", "PJSIP/mango"};
        const auto device = [&] { return std::string(devices[dice() % std::size(devices)]); };
        const std::string from = device(), to = device();
        channel = fmt::format("{}-0000000a{}", from, from.starts_with("Local") ? ";1" : "");
        if (dice() % 12 != 0) peer = fmt::format("{}-0000000b{}", to, to.starts_with("Local") ? ";2" : "");
        if (dice() % 20 != 0) id = fmt::format("1795297099.{}", number);
        using text = std::string_view;
        const text sent = one_of<text>(dice, {"89161234567", "+79031112233", "102", "9112", "84957"});
        const std::string out = fmt::format("PJSIP/{}@mango,20", sent), behind = fmt::format("9{}", sent);
        const std::string by_trunk = fmt::format("SIP/mango/{}", sent);
        const std::string as_uri = fmt::format("PJSIP/mango/sip:{}@host", sent), ring = fmt::format("{},20,tT", to);
        argument = one_of<text>(dice, {ring, ring, out, out, "PJSIP/101&PJSIP/102,2", by_trunk, as_uri, ""});
        dialled = one_of<text>(dice, {"101", sent, behind, "74951234568", "*97", "s", ""});
        did = one_of<text>(dice, {"+74951234568", "4951234569", "no number", "", ""});
        caller = one_of<text>(dice, {"+79161234567", "89161234567", "anonymous", "103", "", "\xcf\xf0\xe8"});
        name = one_of<text>(dice, {"", "Anna", "\xc8\xe2\xe0\xed", "a \\\"b\\\""});
        recording = one_of<text>(dice, {"", "in.wav"});
        presented = one_of<text>(dice, {"", "74951234568"});

        e.what = cdr::fact::segment;
        e.doing = dice() % 8 == 0 ? one_of(dice, {cdr::activity::queue, cdr::activity::menu, cdr::activity::other})
                                  : cdr::activity::dial;
        e.result = one_of(dice, {cdr::outcome::answered, cdr::outcome::answered, cdr::outcome::no_answer,
                                 cdr::outcome::busy, cdr::outcome::congestion, cdr::outcome::failed,
                                 cdr::outcome::cancelled, cdr::outcome::unknown});
        e.times = dice() % 3 == 0 ? cdr::precision::seconds : cdr::precision::exact;
        const bool whole = e.times == cdr::precision::seconds;
        const auto part = [&](unsigned most) {
            const microseconds us(dice() % most);
            return whole ? microseconds(std::chrono::floor<std::chrono::seconds>(us)) : us;
        };
        e.lasted = part(one_of(dice, {200'000u, 3'000'000u, 40'000'000u}));
        e.connected = dice() % 3 == 0 ? microseconds(0) : part(static_cast<unsigned>(e.lasted.count()) + 1);
        const instant second{std::chrono::seconds(1795297099 + number)};
        e.at = second;
        e.end = std::chrono::floor<std::chrono::seconds>(second + part(1'000'000) + e.lasted);
        e.answer = std::chrono::floor<std::chrono::seconds>(e.end - e.connected);
        e.has_answer = dice() % 4 != 0;
        if (dice() % 16 == 0) e.born = second - std::chrono::seconds(one_of(dice, {0, 5, 900, 3600, 3700}));
        if (dice() % 16 == 0) e.recorded = second + 1s;
        e.withheld = dice() % 16 == 0;
        e.channel = channel;
        e.peer = peer;
        e.id = e.group = id;
        if (dice() % 16 == 0) e.id = {};
        e.argument = argument;
        e.dialled = dialled;
        e.did = did;
        e.caller = caller;
        e.caller_name = name;
        e.recording = recording;
        e.presented = presented;
    }
};

std::vector<std::string> calls_of(const std::vector<row>& rows, cdr::context ctx, bool by_scene) {
    ctx.explain = by_scene;
    ctx.quiet = 100000s;
    std::vector<std::string> out;
    cdr::assembler calls(ctx, [&](const cdr::call& c) {
        out.emplace_back();
        cdr::to_json(c, {}, out.back());
    });
    for (const row& r : rows) {
        calls.take(r.e);
        calls.finish();
    }
    return out;
}

void compare(const cdr::context& ctx, unsigned seed) {
    std::mt19937 dice(seed);
    std::vector<row> rows;
    constexpr unsigned count = 20000;
    rows.reserve(count); // the evidence views the texts
    for (unsigned i = 0; i < count; ++i) rows.emplace_back(dice, i);
    const std::vector<std::string> fast = calls_of(rows, ctx, false), by_scene = calls_of(rows, ctx, true);
    ASSERT_EQ(fast.size(), by_scene.size());
    EXPECT_GT(fast.size(), count / 2);
    for (std::size_t i = 0; i < fast.size(); ++i) ASSERT_EQ(fast[i], by_scene[i]);
}

TEST(PlainCall, IsWhatTheSceneGives) {
    const tenant::tenant office = test::records_office();
    cdr::context ctx;
    ctx.office = &office;
    compare(ctx, 1);
}

TEST(PlainCall, IsWhatTheSceneGivesWithoutAnOffice) {
    compare({}, 2);
}

TEST(PlainCall, IsWhatTheSceneGivesWhereOthersAreAsked) {
    tenant::tenant office = test::records_office();
    office.outside_prefix.push_back('9');
    cdr::context ctx;
    ctx.office = &office;
    const number client = numbering::parse("+79031112233").value();
    ctx.alias = [client](std::string_view digits, instant) {
        return digits == "84957" ? std::optional(client) : std::nullopt;
    };
    ctx.carrier_of = [](number) { return std::optional<cdr::carrier>({"Operator", "Region"}); };
    compare(ctx, 3);
}

} // namespace
