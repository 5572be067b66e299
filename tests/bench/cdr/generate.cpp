// SPDX-License-Identifier: BSL-1.0
#include "generate.hpp"

#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace bench {

namespace {

/// What grows from call to call.
struct clock_and_counters {
    std::uint64_t epoch = 1795297099, id = 1, channel = 14, sequence = 18, random;

    std::uint64_t next() noexcept { // xorshift64: the same sequence on every machine
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        return random;
    }
};

std::string civil(std::uint64_t epoch) {
    return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(static_cast<std::time_t>(epoch + 3 * 3600)));
}

struct row {
    std::string clid, src, dst, context, channel, peer, app, data, disposition, id, did;
    std::uint64_t start, ring, talk;
    bool answered;
};

void append_master(std::string& out, const row& r) {
    const std::uint64_t end = r.start + r.ring + r.talk;
    fmt::format_to(
        std::back_inserter(out),
        R"("","{}","{}","{}","""{}"" <{}>","{}","{}","{}","{}","{}","{}","{}",{},{},"{}","DOCUMENTATION","{}","")"
        "\n",
        r.src, r.dst, r.context, r.clid, r.src, r.channel, r.peer, r.app, r.data, civil(r.start),
        r.answered ? civil(r.start + r.ring) : "", civil(end), end - r.start, r.talk, r.disposition, r.id);
}

void append_custom(std::string& out, const row& r, clock_and_counters& c) {
    const std::uint64_t end = r.start + r.ring + r.talk;
    fmt::format_to(
        std::back_inserter(out),
        R"("""{}"" <{}>","{}","{}","{}","{}","{}","{}","{}","{}","{}","{}","{}","{}","{}.000000","{}.000000","{}",)"
        R"("DOCUMENTATION","","sales","{}","{}","{}","","{}","{}","{}","","","in-{}-{}.wav")"
        "\n",
        r.clid, r.src, r.src, r.dst, r.context, r.channel, r.peer, r.app, r.data, civil(r.start),
        r.answered ? civil(r.start + r.ring) : "", civil(end), end - r.start, r.talk, end - r.start, r.talk,
        r.disposition, r.id, r.id, c.sequence++, r.did, r.src, r.clid, r.src, r.id);
}

/// One call of some shape; returns its rows.
std::size_t append_call(rows_as form, std::string& out, clock_and_counters& c) {
    const auto append = [form](std::string& to, const row& r, clock_and_counters& counters) {
        form == rows_as::master ? append_master(to, r) : append_custom(to, r, counters);
    };
    const std::uint64_t dice = c.next() % 100;
    const std::string src = fmt::format("+7916{:07}", c.next() % 10000000), id = fmt::format("{}.{}", c.epoch, c.id);
    const auto channel = [&c](std::string_view device) { return fmt::format("PJSIP/{}-{:08x}", device, c.channel++); };
    const auto phone = [&c] { return std::to_string(101 + c.next() % 6); };
    c.id += 2;
    c.epoch += c.next() % 2;
    std::size_t rows = 1;
    if (dice < 25) { // out
        const std::string from = phone(), number = fmt::format("8916{:07}", c.next() % 10000000);
        append(out,
               {"Anna", "74951234567", number, "from-internal", channel(from), channel("mango"), "Dial",
                fmt::format("PJSIP/{}@mango,20", number), "ANSWERED", id, "", c.epoch, 3, 40 + c.next() % 100, true},
               c);
        return rows;
    }
    const std::string in = channel("mango");
    if (dice < 60) { // in, answered
        const std::string who = phone();
        append(out,
               {"MOSCOW", src, who, "ext-local", in, channel(who), "Dial", fmt::format("PJSIP/{},8,tT", who),
                "ANSWERED", id, "+74951234568", c.epoch, 4, 30 + c.next() % 200, true},
               c);
    } else if (dice < 75) { // in, given up
        const std::string who = phone();
        append(out,
               {"", src, who, "ext-local", in, channel(who), "Dial", fmt::format("PJSIP/{},20,tT", who), "NO ANSWER",
                id, "+74951234568", c.epoch, 7, 0, false},
               c);
    } else if (dice < 92) { // a queue of three: two lose
        for (const char* who : {"101", "102"})
            append(out,
                   {"", src, "500", "ext-queues", in, channel(who), "Queue", "500,tT", "NO ANSWER", id, "+74951234569",
                    c.epoch, 5, 0, false},
                   c);
        append(out,
               {"", src, "500", "ext-queues", in, channel("103"), "Queue", "500,tT", "ANSWERED", id, "+74951234569",
                c.epoch, 5, 60, true},
               c);
        rows = 3;
    } else { // sent on
        append(out,
               {"", src, "102", "from-internal", in, channel("101"), "Dial", "PJSIP/101,8,tT", "ANSWERED", id,
                "+74951234568", c.epoch, 3, 30, true},
               c);
        append(out,
               {"", src, "102", "from-internal", in, channel("102"), "Dial", "PJSIP/102,8,tT", "ANSWERED", id,
                "+74951234568", c.epoch + 33, 0, 40, true},
               c);
        rows = 2;
    }
    return rows;
}

} // namespace

std::size_t generate_rows(rows_as form, std::size_t rows, std::string& out, std::uint64_t seed) {
    clock_and_counters c{.random = seed};
    std::size_t calls = 0;
    for (std::size_t made = 0; made < rows; ++calls) made += append_call(form, out, c);
    return calls;
}

std::size_t generate_events(std::size_t events, std::string& out, std::uint64_t seed) {
    clock_and_counters c{.random = seed};
    std::size_t calls = 0;
    for (std::size_t made = 0; made < events; ++calls, made += 12) {
        const std::string a = fmt::format("PJSIP/mango-{:08x}", c.channel++),
                          b = fmt::format("PJSIP/101-{:08x}", c.channel++);
        const std::string ia = fmt::format("{}.{}", c.epoch, c.id++), ib = fmt::format("{}.{}", c.epoch, c.id++);
        const std::string room = fmt::format("{:08x}-0000-4000-8000-{:012x}", c.next() & 0xffffffff, c.id);
        std::uint64_t micro = 1000;
        const auto event = [&](std::string_view name, const std::string& channel, const std::string& id,
                               const std::string& more) {
            micro += 100000;
            fmt::format_to(
                std::back_inserter(out),
                "Event: {}\r\nPrivilege: call,all\r\nTimestamp: {}.{:06}\r\nChannel: {}\r\nChannelState: 6\r\n"
                "ChannelStateDesc: Up\r\nCallerIDNum: +79161234567\r\nCallerIDName: MOSCOW\r\nConnectedLineNum: 101\r\n"
                "ConnectedLineName: Anna\r\nLanguage: en\r\nAccountCode: \r\nContext: from-trunk\r\nExten: "
                "+74951234568\r\n"
                "Priority: 1\r\nUniqueid: {}\r\nLinkedid: {}\r\n{}\r\n",
                name, c.epoch, micro % 1000000, channel, id, ia, more);
        };
        event("Newchannel", a, ia, "");
        event("VarSet", a, ia, "Variable: SIPDOMAIN\r\nValue: 127.0.0.1\r\n");
        event("Newexten", a, ia, "Extension: 101\r\nApplication: Dial\r\nAppData: PJSIP/101,8,tT\r\n");
        event("Newchannel", b, ib, "");
        event("DialBegin", a, ia,
              fmt::format("DestChannel: {}\r\nDestUniqueid: {}\r\nDestLinkedid: {}\r\nDialString: 101\r\n", b, ib, ia));
        event("DialEnd", a, ia,
              fmt::format("DestChannel: {}\r\nDestUniqueid: {}\r\nDestLinkedid: {}\r\nDialStatus: ANSWER\r\n", b, ib,
                          ia));
        event("BridgeEnter", b, ib, fmt::format("BridgeUniqueid: {}\r\nBridgeTechnology: simple_bridge\r\n", room));
        event("BridgeEnter", a, ia, fmt::format("BridgeUniqueid: {}\r\nBridgeTechnology: simple_bridge\r\n", room));
        c.epoch += 1;
        micro = 1000;
        event("BridgeLeave", a, ia, fmt::format("BridgeUniqueid: {}\r\nBridgeTechnology: simple_bridge\r\n", room));
        event("BridgeLeave", b, ib, fmt::format("BridgeUniqueid: {}\r\nBridgeTechnology: simple_bridge\r\n", room));
        event("Hangup", b, ib, "Cause: 16\r\n");
        event("Hangup", a, ia, "Cause: 16\r\n");
    }
    return calls;
}

} // namespace bench
