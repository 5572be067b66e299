// SPDX-License-Identifier: BSL-1.0
// The usual calls are written straight from their rows: one dial, or several phones that rang at once. Whoever asks why a
// field holds what it holds gets the call by the scene and its rules, and whoever follows the records tries the one, then the
// other: all must be the same, whatever the rows say.
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
    }
};

/// The rows of one channel that rang several phones; often plain, sometimes not.
std::vector<row> ring(std::mt19937& dice, unsigned number) {
    using namespace cdr;
    const auto seldom = [&dice] { return dice() % 80 == 0; };
    const auto us = [&dice](unsigned most) { return microseconds(dice() % most); };
    row first(dice, number);
    const bool queue = dice() % 2 == 0, whole = dice() % 3 == 0, pbx_answered = dice() % 4 == 0;
    if (!seldom()) first.channel = "PJSIP/mango-0000000a";
    first.argument = queue ? "500,tT,,,30" : "PJSIP/101&PJSIP/102&PJSIP/103&PJSIP/104,20,tT";
    const microseconds talk = seldom() ? us(30'000) : us(60'000'000), rang = us(seldom() ? 300'000 : 9'000'000);
    const std::size_t count = 2 + dice() % 4, winner = dice() % 4 == 0 ? count : dice() % count;
    std::vector<row> rows(count, first);
    for (std::size_t i = 0; i < count; ++i) {
        row& r = rows[i];
        evidence& e = r.e;
        r.peer =
            fmt::format("PJSIP/{}-0000000{}", seldom() ? "other" : fmt::format("{}", 101 + (i + number) % 4), 9 - i);
        if (seldom() && i > 0) r.peer = rows[i - 1].peer;
        if (seldom()) r.argument += 'x';
        if (seldom()) r.did = "+74951234569";
        if (seldom()) r.recording = "other.wav";
        e.doing = queue ? activity::queue : activity::dial;
        e.result = i == winner ? outcome::answered : outcome::no_answer;
        if (seldom()) e.result = one_of(dice, {outcome::answered, outcome::busy, outcome::failed});
        e.times = whole ? precision::seconds : precision::exact;
        e.born = {};
        e.withheld = seldom();
        e.sequence = static_cast<std::int64_t>(i);
        e.lasted = e.result == outcome::answered ? rang + talk : rang + us(seldom() ? 3'000'000 : 20'000);
        e.connected = e.result != outcome::answered ? 0us : pbx_answered && !seldom() ? e.lasted - us(40'000) : talk;
        if (seldom()) e.at += std::chrono::seconds(dice() % 3);
        if (whole) {
            e.lasted = std::chrono::floor<std::chrono::seconds>(e.lasted);
            e.connected = std::chrono::floor<std::chrono::seconds>(e.connected);
        }
        e.connected = std::clamp(e.connected, 0us, e.lasted);
        e.end = std::chrono::floor<std::chrono::seconds>(e.at + e.lasted + us(whole ? 1 : 900'000));
        e.answer = std::chrono::floor<std::chrono::seconds>(e.end - e.connected);
        e.has_answer = e.result == outcome::answered || pbx_answered;
        e.recorded = seldom() ? e.at + std::chrono::seconds(2) : instant{};
    }
    return rows;
}

/// The rows of one channel that was sent on from phone to phone; often plain, sometimes not.
std::vector<row> sent_on(std::mt19937& dice, unsigned number) {
    using namespace cdr;
    const auto seldom = [&dice] { return dice() % 40 == 0; };
    const auto us = [&dice](unsigned most) { return microseconds(dice() % most); };
    row first(dice, number);
    const bool whole = dice() % 3 == 0, pbx_answered = dice() % 4 == 0, led_on = dice() % 3 == 0;
    if (!seldom()) first.channel = "PJSIP/mango-0000000a";
    first.e.context = "ext-local";
    std::vector<row> rows(2 + dice() % 4, first);
    instant from = first.e.at;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        row& r = rows[i];
        evidence& e = r.e;
        const std::string phone =
            fmt::format("PJSIP/{}", seldom() ? "other" : fmt::format("{}", 101 + (i + number) % 5));
        r.peer = fmt::format("{}-0000000{}", phone, 9 - i);
        r.argument = phone + (dice() % 2 == 0 ? ",20,tTg" : ",20,tT");
        if (seldom()) r.argument = "PJSIP/101&PJSIP/102&PJSIP/103,20,g";
        if (seldom() && i > 0) r.peer = rows[i - 1].peer;
        if (!led_on) r.dialled = phone.substr(6);
        if (seldom()) r.did = "+74951234569";
        if (seldom()) r.recording = "other.wav";
        if (seldom()) r.caller = "103";
        e.doing = seldom() ? activity::queue : activity::dial;
        e.result = seldom() ? one_of(dice, {outcome::no_answer, outcome::busy, outcome::failed}) : outcome::answered;
        e.times = whole ? precision::seconds : precision::exact;
        e.born = seldom() ? first.e.at - std::chrono::seconds(dice() % 3) : instant{};
        e.withheld = seldom();
        e.sequence = seldom() ? -1 : static_cast<std::int64_t>(i);
        if (i > 0 && seldom()) from += std::chrono::seconds(dice() % 5) - std::chrono::seconds(1);
        if (seldom()) e.context = "from-internal";
        const microseconds talk = us(seldom() ? 30'000 : 60'000'000);
        const microseconds ringing = us(i > 0 && (pbx_answered || seldom()) ? 30'000 : 9'000'000);
        e.at = std::chrono::floor<std::chrono::seconds>(from);
        e.lasted = ringing + talk;
        e.connected = e.result == outcome::answered ? talk : 0us;
        if (whole) {
            e.lasted = std::chrono::floor<std::chrono::seconds>(e.lasted);
            e.connected = std::chrono::floor<std::chrono::seconds>(e.connected);
        }
        if (whole) from = e.at;
        from += e.lasted;
        e.end = std::chrono::floor<std::chrono::seconds>(from);
        e.answer = std::chrono::floor<std::chrono::seconds>(from - e.connected);
        e.has_answer = !seldom();
        e.recorded = dice() % 8 == 0 ? e.at + std::chrono::seconds(dice() % 4) : instant{};
    }
    return rows;
}

using rows_of_call = std::vector<row>;

/// The texts moved: what the evidence views, anew.
void view_texts(row& r, bool has_id) {
    r.e.channel = r.channel;
    r.e.peer = r.peer;
    r.e.group = r.id;
    r.e.id = has_id ? std::string_view(r.id) : std::string_view();
    r.e.argument = r.argument;
    r.e.dialled = r.dialled;
    r.e.did = r.did;
    r.e.caller = r.caller;
    r.e.caller_name = r.name;
    r.e.recording = r.recording;
    r.e.presented = r.presented;
}

enum class told { at_once, with_reasons, as_versions };

std::vector<std::string> calls_of(const std::vector<rows_of_call>& all, cdr::context ctx, told how) {
    ctx.explain = how == told::with_reasons; // and so by the scene
    ctx.quiet = 100000s;
    std::vector<std::string> out;
    const auto write = [&out](const cdr::call& c) { cdr::to_json(c, {}, out.emplace_back()); };
    auto calls = how == told::as_versions
                     ? cdr::assembler(ctx, [&](const cdr::call& c, const cdr::difference&) { write(c); })
                     : cdr::assembler(ctx, write);
    for (const rows_of_call& rows : all) {
        for (const row& r : rows) calls.take(r.e);
        calls.finish();
    }
    return out;
}

void compare(const cdr::context& ctx, unsigned seed) {
    std::mt19937 dice(seed);
    std::vector<rows_of_call> rows;
    constexpr unsigned count = 30000;
    for (unsigned i = 0; i < count; ++i) {
        rows.push_back(i % 3 == 0 ? rows_of_call{row(dice, i)} : i % 3 == 1 ? ring(dice, i) : sent_on(dice, i));
        const bool has_id = dice() % 16 != 0;
        for (row& r : rows.back()) view_texts(r, has_id);
    }
    const std::vector<std::string> by_scene = calls_of(rows, ctx, told::with_reasons);
    EXPECT_GT(by_scene.size(), count / 2);
    for (const told how : {told::at_once, told::as_versions}) {
        const std::vector<std::string> other = calls_of(rows, ctx, how);
        for (std::size_t i = 0; i < std::min(other.size(), by_scene.size()); ++i) ASSERT_EQ(other[i], by_scene[i]);
        ASSERT_EQ(other.size(), by_scene.size());
    }
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
