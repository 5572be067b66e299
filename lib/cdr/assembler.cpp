// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/assembler.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include "assembler_body.hpp"
#include "colliding_names.hpp"

namespace almon::inline v0::cdr {

namespace {

/// A record from so far ahead comes from a broken clock, until many do.
constexpr std::chrono::hours far_ahead(24);

} // namespace

void assembler::body::make_folders() {
    folders.clear();
    for (const context& c : records.contexts) {
        fold& f = *folders.emplace_back(std::make_unique<fold>(c));
        for (const auto& [what, at] : of_all) what == fact::stopped ? f.note_stop(at) : f.note_count(at);
    }
}

void assembler::body::take(const evidence& e) {
    if (e.what == fact::stopped || e.what == fact::restarted || e.what == fact::counted) return take_of_all(e);
    ++counted.evidence;
    channels_seen |= !e.channel.empty();
    group_table::arrival& a = on_the_way.next();
    groups.keep(e, a);
    recent.prefetch(a.known_by.print());
    on_the_way.push();
    groups.approach(on_the_way.halfway());
    if (on_the_way.full()) add(on_the_way.pop());
}

/// What concerns every call that is open.
void assembler::body::take_of_all(const evidence& e) {
    catch_up();
    ++counted.evidence;
    if (e.what == fact::restarted) {
        last_restart = std::max(last_restart, e.at);
        return;
    }
    const instant at = e.what == fact::stopped && e.at == instant{} ? newest : e.at;
    instant& last = e.what == fact::stopped ? last_stop : last_count;
    last = std::max(last, at);
    of_all.emplace_back(e.what, at);
    for (const auto& f : folders) e.what == fact::stopped ? f->note_stop(at) : f->note_count(at);
}

void assembler::body::catch_up() {
    while (!on_the_way.empty()) add(on_the_way.pop());
}

void assembler::body::add(const group_table::arrival& a) {
    const instant written = a.written;
    const bool known = recent.has(a.known_by.print());
    if (known) groups.release(a);
    if (known || !groups.add(a, ctx.quiet)) {
        ++counted.repeated;
        return;
    }
    if (written > newest) move_on(written);
    counted.most_open = std::max(counted.most_open, groups.open());
    if (groups.open() > std::max(ctx.keep_open, look_at)) close_quiet();
}

/// A few records from far ahead come from a broken clock; many of them make it the present.
void assembler::body::move_on(instant last) {
    constexpr int many = 100;
    if (newest == instant::min() || last < newest + far_ahead) {
        newest = last;
        return;
    }
    if (seen_ahead > 0 && (last < ahead - far_ahead || last > ahead + far_ahead)) seen_ahead = 0;
    ahead = last;
    if (++seen_ahead >= many) newest = last;
}

void assembler::body::close_quiet() {
    closing.clear();
    if (reached() != instant::min()) { // every source has given something
        const instant quiet_since = reached() - ctx.quiet;
        // a minute is let go whole, so that its calls can be put into order
        const bool at_once = tell || ctx.keep_open == 0;
        groups.quiet_before(
            at_once ? quiet_since : std::chrono::floor<std::chrono::minutes>(quiet_since) - microseconds(1), closing);
        close_groups();
    }
    look_at = groups.open() + std::max<std::size_t>(groups.open() / 4, ctx.keep_open == 0 ? 0 : 256);
}

/// Lets go of the groups in `closing`.
void assembler::body::close_groups() {
    if (amend) return deliver_again();
    if (!tell) return deliver_all();
    tell_all(occasion::closing);
    for (const auto& g : closing) forget(g.index);
}

bool assembler::body::fold_group(std::span<evidence> items, std::size_t& count, fold::way how) {
    if (how != fold::way::plain && names_collide(items)) return fold_apart(items, count);
    const std::size_t whose = records.choose ? records.choose(items) : 0;
    const std::size_t first = count;
    fold& f = *folders[whose];
    const bool only_log = how != fold::way::plain && !channels_seen && f.run_queue_log(items, ready, count);
    const bool done = only_log || f.run(items, how, ready, count);
    for (std::size_t i = first; i < count; ++i) ready[i].tenant = whose;
    return done;
}

/// Folds what nothing but colliding names had joined: each call for itself.
bool assembler::body::fold_apart(std::span<evidence> items, std::size_t& count) {
    std::sort(items.begin(), items.end(),
              [](const evidence& a, const evidence& b) { return own_call(a) < own_call(b); });
    for (auto next = items.begin(); next != items.end();) {
        const auto first = next;
        next = std::find_if(first, items.end(), [first](const evidence& e) { return own_call(e) != own_call(*first); });
        fold_group({first, next}, count);
    }
    return true;
}

/// Lets the evidence go, and remembers it well enough to know it again.
void assembler::body::forget(std::uint32_t g) {
    if (tell) book.close(groups.read(g), teller_of(g));
    groups.each_print(g, [this](std::uint64_t print) { recent.add(print); });
    groups.drop(g);
}

/// Between pieces of input: throws what a callback threw, or tells what waits behind it.
void assembler::body::go_on() {
    if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
    while (!waiting.empty()) {
        const waiting_call next = std::move(waiting.front());
        waiting.pop_front();
        if (amend) amend(next.what, next.how);
        else if (tell) tell(next.what, next.how);
        else deliver(next.what);
    }
}

assembler::assembler(context ctx, on_call deliver)
    : assembler(shared_records({std::move(ctx)}, {}), std::move(deliver)) {}
assembler::assembler(context ctx, on_version deliver)
    : assembler(shared_records({std::move(ctx)}, {}), std::move(deliver)) {}
assembler::assembler(shared_records ctx, on_call deliver)
    : body_(std::make_unique<body>(std::move(ctx), std::move(deliver), on_version())) {}
assembler::assembler(shared_records ctx, on_version deliver)
    : body_(std::make_unique<body>(std::move(ctx), on_call(), std::move(deliver))) {}
assembler::~assembler() = default;
assembler::assembler(assembler&&) noexcept = default;
assembler& assembler::operator=(assembler&&) noexcept = default;

void assembler::take(const evidence& e) {
    body_->take(e);
}

void assembler::settle() {
    body_->go_on();
    body_->settle();
    body_->go_on();
}

void assembler::use(shared_records offices) {
    body_->catch_up();
    body_->folders.clear(); // they refer to the contexts
    body_->records = std::move(offices);
    body_->ctx = body_->records.contexts.front();
    body_->make_folders();
}

void assembler::advance(instant now) {
    body_->go_on();
    body_->catch_up();
    body_->newest = std::max(body_->newest, now);
}

void assembler::keep_from(instant t) {
    body_->go_on();
    body_->catch_up();
    body_->kept_from = t;
}

instant assembler::record_time() const noexcept {
    instant newest = body_->newest;
    body_->on_the_way.each([&newest](const group_table::arrival& a) {
        if (newest == instant::min() || (a.written > newest && a.written < newest + far_ahead)) newest = a.written;
    });
    return newest;
}

void assembler::finish() {
    body_->go_on();
    body_->catch_up();
    body_->closing.clear();
    body_->groups.quiet_before(instant::max(), body_->closing);
    body_->finishing = true;
    body_->close_groups();
    body_->finishing = false;
    body_->go_on();
    if (std::exchange(body_->amend, {})) body_->late.clear();
}

const std::vector<place>& assembler::late() const noexcept {
    return body_->late.places();
}

void assembler::look_again(on_version tell) {
    body& b = *body_;
    if (b.tell || !b.late.any()) return;
    b.go_on();
    b.amend = std::move(tell);
    b.recent.clear();
    b.newest = instant::min();
    b.seen_ahead = 0;
    b.kept_from = instant::max();
    b.look_at = 0;
}

std::vector<place> assembler::needed() {
    body_->catch_up();
    std::vector<place> first;
    body_->groups.each_open([&](std::uint32_t g) {
        for (const evidence& e : body_->groups.read(g)) {
            const auto known =
                std::find_if(first.begin(), first.end(), [&e](const place& p) { return p.file == e.file; });
            if (known == first.end()) first.push_back({e.file, e.line});
            else known->line = std::min(known->line, e.line);
        }
    });
    return first;
}

std::vector<told_call> assembler::told(std::span<const place> from) const {
    return body_->book.told(from);
}

void assembler::resume(std::span<const told_call> calls) {
    body_->book.resume(calls);
}

assembler::counts assembler::count() const noexcept {
    counts c = body_->counted;
    c.open = body_->groups.open();
    c.late += body_->book.late();
    return c;
}

} // namespace almon::inline v0::cdr
