// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/assembler.hpp>

#include <algorithm>
#include <vector>

#include "fold.hpp"
#include "group_table.hpp"
#include "hash.hpp"

namespace almon::inline v0::cdr {

namespace {

/// What two copies of one piece of evidence share, whatever file and line they stand on.
std::uint64_t fingerprint(const evidence& e) noexcept {
    std::uint64_t h = hash_of(e.channel, static_cast<std::uint64_t>(e.what) * 31 + static_cast<std::uint64_t>(e.doing));
    h = mix(h ^ static_cast<std::uint64_t>(e.at.time_since_epoch().count()), 0x9E3779B97F4A7C15u);
    h = mix(h ^ static_cast<std::uint64_t>(e.lasted.count()) ^ static_cast<std::uint64_t>(e.sequence) << 40,
            0xD6E8FEB86659FD93u);
    h = mix(h ^ hash_of(e.peer, 3) ^ hash_of(e.id, 5), 0x9E3779B97F4A7C15u);
    if (e.what != fact::segment) h ^= hash_of(e.room, 7) ^ hash_of(e.argument, 11) ^ hash_of(e.group, 13);
    return h ^ hash_of(e.did, 17) ^ hash_of(e.recording, 19) ^ (e.withheld ? 23 : 0);
}

} // namespace

struct assembler::body {
    body(context c, on_call d) : ctx(std::move(c)), deliver(std::move(d)), folder(ctx), recent(recent_size) {}

    void take(const evidence& e);
    void close_quiet();
    void deliver_all(std::vector<std::uint32_t>& which);

    static constexpr std::size_t recent_size = 1 << 17; // fingerprints of what was delivered; direct-mapped
    context ctx;
    on_call deliver;
    fold folder;
    group_table groups;
    std::vector<std::uint64_t> recent;
    instant newest = instant::min();
    std::size_t look_at = 0; // how many open groups make it worth to look for quiet ones
    counts counted;
    std::vector<std::uint32_t> closing;
    std::vector<call> ready; // of one batch; strings and vectors are used again
    std::vector<std::uint32_t> order;
};

void assembler::body::take(const evidence& e) {
    ++counted.evidence;
    if (e.what == fact::stopped) return folder.note_stop(e.at); // concerns every call that is open
    const std::uint64_t print = fingerprint(e);
    if (recent[print % recent_size] == print || !groups.add(e, print, ctx.quiet)) {
        ++counted.repeated;
        return;
    }
    const instant last = e.what == fact::segment ? e.end : e.at;
    if (last > newest) newest = last;
    counted.most_open = std::max(counted.most_open, groups.open());
    if (groups.open() > std::max(ctx.keep_open, look_at)) close_quiet();
}

void assembler::body::close_quiet() {
    closing.clear();
    groups.quiet_before(newest - ctx.quiet, closing);
    deliver_all(closing);
    look_at = groups.open() + std::max<std::size_t>(groups.open() / 2, ctx.keep_open == 0 ? 0 : 1024);
}

void assembler::body::deliver_all(std::vector<std::uint32_t>& which) {
    std::size_t count = 0;
    for (const std::uint32_t g : which) {
        folder.run(groups.evidence_of(g), [&](call& c) {
            if (count == ready.size()) ready.emplace_back();
            std::swap(ready[count++], c); // its old strings are filled again
        });
        for (const std::uint64_t print : groups.prints_of(g)) recent[print % recent_size] = print;
        groups.drop(g);
    }
    order.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
        const call &x = ready[a], &y = ready[b];
        return x.end != y.end ? x.end < y.end : x.id < y.id;
    });
    counted.calls += count;
    for (const std::uint32_t i : order) deliver(ready[i]);
}

assembler::assembler(context ctx, on_call deliver)
    : body_(std::make_unique<body>(std::move(ctx), std::move(deliver))) {}
assembler::~assembler() = default;
assembler::assembler(assembler&&) noexcept = default;
assembler& assembler::operator=(assembler&&) noexcept = default;

void assembler::take(const evidence& e) {
    body_->take(e);
}

void assembler::finish() {
    body_->closing.clear();
    body_->groups.quiet_before(instant::max(), body_->closing);
    body_->deliver_all(body_->closing);
}

assembler::counts assembler::count() const noexcept {
    counts c = body_->counted;
    c.open = body_->groups.open();
    return c;
}

} // namespace almon::inline v0::cdr
