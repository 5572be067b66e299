// SPDX-License-Identifier: BSL-1.0
// Large groups: what is found by indexes and sweeps is what looking through everything finds.
#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/json.hpp>

#include "cdr/meetings.hpp"
#include "cdr/scene.hpp"
#include "support/records_office.hpp"
#include "told.hpp"

namespace {

using namespace almon;
using namespace std::chrono_literals;
using cdr::evidence;
using test::midnight;
using test::row;
using test::told;
using test::views;

struct roller {
    explicit roller(unsigned seed) : engine(seed) {}
    unsigned operator()() { return static_cast<unsigned>(engine()); }
    std::mt19937 engine;
};

// --- who was connected with whom ---

/// Whether a presence counts at `t`, by looking at all others of that channel.
bool set_aside(const cdr::scene& s, const cdr::presence& x, instant t) {
    if (!s.from_rows || x.conference) return false;
    const cdr::party& p = s.parties[static_cast<std::size_t>(x.who)];
    const bool path = p.role == cdr::device_role::half;
    const milliseconds moment(!path ? 0 : s.whole_seconds ? 1000 : 500);
    const auto with_dialler = [&](int room) {
        return std::any_of(s.presences.begin(), s.presences.end(),
                           [&](const cdr::presence& q) { return q.room == room && q.who == p.dialler; });
    };
    for (const cdr::presence& y : s.presences) {
        if (y.who != x.who || y.room == x.room || y.conference || t < y.from || t >= y.to) continue;
        const bool tie = std::chrono::abs(y.from - x.from) <= moment && (path || (p.called && !s.whole_seconds));
        // that of who made the path, where both end in the second that a record knows
        const bool makers = path && y.to == x.to && with_dialler(y.room) && !with_dialler(x.room);
        const bool left_first = makers || (y.to < x.to && (path || with_dialler(y.room)));
        if (tie ? left_first : y.from > x.from) return true;
    }
    return false;
}

/// Everybody connected with `subject` at `t`: whoever shares a room with one of them, or a path.
std::vector<char> connected_at(const cdr::scene& s, int subject, instant t) {
    int last_room = 0;
    for (const cdr::presence& x : s.presences) last_room = std::max(last_room, x.room);
    std::vector<char> people(s.parties.size()), rooms(static_cast<std::size_t>(last_room) + 1);
    people[static_cast<std::size_t>(subject)] = 1;
    for (bool changed = true; changed;) {
        changed = false;
        for (const cdr::presence& x : s.presences) {
            if (t < x.from || t >= x.to || set_aside(s, x, t)) continue;
            char &inside = people[static_cast<std::size_t>(x.who)], &room = rooms[static_cast<std::size_t>(x.room)];
            if (inside == room) continue;
            inside = room = 1;
            changed = true;
            const int half = s.parties[static_cast<std::size_t>(x.who)].other_half;
            if (half != cdr::nobody) people[static_cast<std::size_t>(half)] = 1;
        }
    }
    return people;
}

/// One line for each person and stretch; paths are left out.
std::string slowly(const cdr::scene& s, int subject) {
    std::vector<instant> times;
    for (const cdr::presence& x : s.presences) times.insert(times.end(), {x.from, x.to});
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    std::vector<std::vector<char>> who;
    for (const instant t : times) who.push_back(connected_at(s, subject, t));
    std::string out;
    for (std::size_t p = 0; p < s.parties.size(); ++p) {
        if (static_cast<int>(p) == subject || s.parties[p].role == cdr::device_role::half) continue;
        for (std::size_t i = 0; i < times.size(); ++i) {
            if (!who[i][p]) continue;
            const std::size_t first = i;
            while (i < times.size() && who[i][p]) ++i;
            out += fmt::format("{} {} {}\n", p, (times[first] - midnight).count(), (times[i] - midnight).count());
        }
    }
    return out;
}

std::string by_sweep(const cdr::scene& s, const cdr::meetings& all, int subject) {
    std::vector<cdr::stretch> met;
    all.connected_with(subject, met);
    std::string out;
    for (const cdr::stretch& x : met)
        if (s.parties[static_cast<std::size_t>(x.who)].role != cdr::device_role::half)
            out += fmt::format("{} {} {}\n", x.who, (x.from - midnight).count(), (x.to - midnight).count());
    return out;
}

/// A channel, or half a path.
std::string some_channel(roller& dice, unsigned channels) {
    const unsigned n = dice() % channels;
    return n % 3 == 0 ? fmt::format("Local/1@x-{:08x};{}", n, dice() % 2 + 1)
                      : fmt::format("PJSIP/{}-{:08x}", 101 + n, n);
}

std::vector<told> some_events(roller& dice) {
    std::vector<told> all;
    const unsigned channels = 3 + dice() % 9, rooms = 1 + dice() % 5, count = 4 + dice() % 40;
    for (unsigned i = 0; i < count; ++i) {
        told t;
        t.channel = some_channel(dice, channels);
        t.id = t.channel;
        t.group = "1";
        t.room = fmt::format("r{}", dice() % rooms);
        t.e.what = dice() % 2 == 0 ? cdr::fact::joined : cdr::fact::left;
        t.e.at = midnight + 1s * (dice() % 12);
        all.push_back(t);
    }
    return all;
}

std::vector<told> some_rows(roller& dice) {
    std::vector<told> all;
    const unsigned channels = 3 + dice() % 9, count = 2 + dice() % 40;
    for (unsigned i = 0; i < count; ++i) {
        const std::string peer = some_channel(dice, channels);
        all.push_back(row(some_channel(dice, channels), peer, fmt::format("{},20", peer.substr(0, peer.find('-'))),
                          midnight + 1s * (dice() % 6), 100ms * (dice() % 60), dice() % 4 != 0));
        told& t = all.back();
        t.group = "1";
        if (dice() % 6 == 0) t.e.doing = cdr::activity::conference;
        if (dice() % 8 == 0) t.e.doing = cdr::activity::queue;
    }
    return all;
}

TEST(Many, WhoWasConnectedWithWhomIsWhatLookingAtEveryMomentFinds) {
    const tenant::tenant office = test::records_office();
    cdr::context ctx;
    ctx.office = &office;
    cdr::scene s(ctx);
    cdr::meetings all;
    for (unsigned seed = 0; seed < 1500; ++seed) {
        roller dice(seed);
        const std::vector<told> texts = seed % 2 == 0 ? some_events(dice) : some_rows(dice);
        std::vector<evidence> items = views(texts);
        s.build(s.arrange(items));
        all.build(s);
        for (int who = 0; who < static_cast<int>(s.parties.size()); ++who)
            ASSERT_EQ(by_sweep(s, all, who), slowly(s, who))
                << "seed " << seed << ", " << s.parties[static_cast<std::size_t>(who)].name;
    }
}

// --- who dialled whom, where only the dial and the birth of the other channel are told ---

std::vector<told> some_dials(roller& dice) {
    constexpr std::string_view targets[] = {
        "PJSIP/101", "PJSIP/102&PJSIP/103,20", "PJSIP/mango/89161234567", "500", "PJSIP/104", "Local/101@x", "group"};
    std::vector<told> all;
    const auto some_time = [&dice] { return midnight + 2ms * (dice() % 400); };
    for (unsigned i = 0, count = 4 + dice() % 12; i < count; ++i) {
        told t;
        const bool half = dice() % 4 == 0, outside = dice() % 4 == 0;
        const std::string_view goal = dice() % 2 == 0 ? "101" : "89161234567";
        const std::string device = outside ? "mango" : std::to_string(101 + dice() % 4);
        t.channel = half ? fmt::format("Local/{}@x-{:08x};{}", goal, i / 2, i % 2 + 1)
                         : fmt::format("PJSIP/{}-{:08x}", device, i);
        t.group = "1795297099.1";
        t.id = i == 0 ? t.group : t.channel;
        const instant from = some_time(), to = from + 2ms * (dice() % 300);
        const auto say = [&](cdr::fact what, instant at) {
            t.e.what = what;
            t.e.at = at;
            all.push_back(t);
        };
        say(cdr::fact::appeared, from);
        say(cdr::fact::gone, to);
        for (unsigned k = dice() % 4; k > 0; --k) {
            const std::string_view target = targets[dice() % std::size(targets)];
            t.argument = target;
            t.e.doing = target == "500" ? cdr::activity::queue : cdr::activity::dial;
            const instant begun = from + 2ms * (dice() % 100);
            say(cdr::fact::began, begun);
            say(cdr::fact::ended, begun + 2ms * (dice() % 100));
        }
    }
    return all;
}

/// Who dialled whom, as what, of those that were there before `end`.
std::vector<std::string> dials_in(const std::vector<told>& texts, instant end) {
    const tenant::tenant office = test::records_office();
    cdr::context ctx;
    ctx.office = &office;
    cdr::scene s(ctx);
    std::vector<evidence> items = views(texts);
    s.build(s.arrange(items));
    std::vector<std::string> out;
    for (const cdr::attempt& t : s.attempts)
        if (const cdr::party& callee = s.parties[static_cast<std::size_t>(t.callee)]; callee.first < end)
            out.push_back(fmt::format("{} {} {} {}", s.parties[static_cast<std::size_t>(t.caller)].name, callee.name,
                                      t.argument, static_cast<int>(t.by)));
    std::sort(out.begin(), out.end());
    return out;
}

TEST(Many, WhoDialledWhomIsTheSameHoweverManyOthersComeLater) {
    std::size_t found = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        roller dice(seed);
        std::vector<told> texts = some_dials(dice);
        const std::vector<std::string> few = dials_in(texts, midnight + 1h);
        found += few.size();
        for (int i = 0; i < 40; ++i) {
            told later;
            later.channel = later.id = fmt::format("PJSIP/later-{:08x}", i);
            later.group = "1795297099.1";
            later.e.what = cdr::fact::appeared;
            later.e.at = midnight + 1h;
            texts.push_back(later);
        }
        ASSERT_EQ(dials_in(texts, midnight + 1h), few) << "seed " << seed;
    }
    EXPECT_GT(found, 3000u);
}

// --- many calls in one group ---

std::vector<std::string> calls_of(const std::vector<told>& rows) {
    const tenant::tenant office = test::records_office();
    cdr::context ctx;
    ctx.office = &office;
    ctx.explain = true; // by the scene
    std::vector<std::string> out;
    cdr::assembler calls(ctx, [&](cdr::call c) {
        c.id.clear(); // of calls that share a group those of their channels
        c.native.clear();
        out.push_back(cdr::to_json(c, {}));
    });
    for (const told& t : rows) calls.take(t.view());
    calls.finish();
    std::sort(out.begin(), out.end());
    return out;
}

/// Rows of one call, with phones and channels of its own: phones that ring together, in turn, pass the call on, or are robbed of it.
std::vector<told> some_call(roller& dice, unsigned number) {
    std::vector<told> all;
    const instant begin = midnight + number * 1h;
    const std::string caller = fmt::format("PJSIP/mango-{:08x}", number * 16);
    const unsigned count = 1 + dice() % 10;
    for (unsigned i = 0; i < count; ++i) {
        const bool by_phone = dice() % 8 == 0;
        const unsigned phones = 1000 + number * 8, phone = phones + dice() % 6;
        const std::string peer =
            dice() % 9 == 0 ? std::string() : fmt::format("PJSIP/{}-{:08x}", phone, number * 16 + 1 + dice() % 8);
        const std::string arguments[] = {fmt::format("PJSIP/{}&PJSIP/{},20", phones, phones + 1),
                                         fmt::format("PJSIP/{},20", phones + 2), "500,tT,,,14"};
        const unsigned which = dice() % 3;
        told t = row(by_phone ? fmt::format("PJSIP/{}-{:08x}", phone, number * 16 + 1 + dice() % 8) : caller, peer,
                     arguments[which], begin + 1s * (dice() % 5),
                     dice() % 5 == 0 ? 1us * (dice() % 30000) : 1ms * (dice() % 5000), dice() % 2 == 0);
        t.e.doing = which == 2 ? cdr::activity::queue : dice() % 7 == 0 ? cdr::activity::other : cdr::activity::dial;
        t.id = fmt::format("{}.{}", number, t.channel);
        t.group = "one";
        t.e.sequence = i;
        all.push_back(t);
    }
    return all;
}

TEST(Many, CallsThatShareOneGroupAreToldAsTheyWouldBeAlone) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        roller dice(seed);
        std::vector<told> together;
        std::vector<std::string> alone;
        for (unsigned number = 0; number < 40; ++number) {
            const std::vector<told> one = some_call(dice, number);
            const std::vector<std::string> calls = calls_of(one);
            alone.insert(alone.end(), calls.begin(), calls.end());
            together.insert(together.end(), one.begin(), one.end());
        }
        std::sort(alone.begin(), alone.end());
        const std::vector<std::string> all = calls_of(together);
        ASSERT_EQ(all.size(), alone.size());
        for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i], alone[i]) << "seed " << seed;
    }
}

} // namespace
