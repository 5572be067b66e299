// SPDX-License-Identifier: BSL-1.0
#pragma once

// Evidence made by hand, with the texts that it views.

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <almon/cdr/evidence.hpp>

namespace almon::test {

inline constexpr instant midnight{std::chrono::seconds(1795297099)};

/// Evidence and the texts that it views.
struct told {
    std::string channel, peer, id, group, room, argument, caller;
    cdr::evidence e;

    [[nodiscard]] cdr::evidence view() const {
        cdr::evidence v = e;
        v.channel = channel;
        v.peer = peer;
        v.id = id;
        v.group = group;
        v.room = room;
        v.argument = argument;
        v.caller = caller;
        return v;
    }
};

inline std::vector<cdr::evidence> views(const std::vector<told>& all) {
    std::vector<cdr::evidence> out;
    for (const told& t : all) out.push_back(t.view());
    return out;
}

/// A finished record of exact durations, its times in whole seconds.
inline told row(std::string channel, std::string peer, std::string argument, instant at, microseconds lasted,
                bool answered) {
    told t;
    t.channel = std::move(channel);
    t.peer = std::move(peer);
    t.argument = std::move(argument);
    t.caller = "+79161234567";
    t.e.what = cdr::fact::segment;
    t.e.doing = cdr::activity::dial;
    t.e.result = answered ? cdr::outcome::answered : cdr::outcome::no_answer;
    t.e.times = cdr::precision::exact;
    t.e.at = std::chrono::floor<std::chrono::seconds>(at);
    t.e.lasted = lasted;
    t.e.connected = answered ? lasted : microseconds(0);
    t.e.end = std::chrono::floor<std::chrono::seconds>(at + lasted);
    t.e.answer = std::chrono::floor<std::chrono::seconds>(at);
    t.e.has_answer = answered;
    return t;
}

} // namespace almon::test
