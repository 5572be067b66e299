// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/assembler.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "fold.hpp"
#include "group_table.hpp"
#include "late_calls.hpp"
#include "live_group.hpp"
#include "nearly_sorted.hpp"
#include "told_ids.hpp"
#include "version_book.hpp"

namespace almon::inline v0::cdr {

namespace {

/// A record from so far ahead comes from a broken clock, until many do.
constexpr std::chrono::hours far_ahead(24);

/// The last few pieces of evidence: each is added when the memory that it needs has had time to come.
class arrivals {
public:
    [[nodiscard]] bool empty() const noexcept { return first_ == end_; }
    [[nodiscard]] bool full() const noexcept { return end_ - first_ == all_.size(); }
    /// Where the next one is to be written, before `push`.
    [[nodiscard]] group_table::arrival& next() noexcept { return all_[end_ % all_.size()]; }
    void push() noexcept { ++end_; }
    /// The one that half of them came after; before there are as many, an old one or none.
    [[nodiscard]] const group_table::arrival& halfway() const noexcept {
        return all_[(end_ + all_.size() / 2) % all_.size()];
    }
    /// Takes the oldest out. *Lifetime*: until `push` comes round to it.
    [[nodiscard]] const group_table::arrival& pop() noexcept { return all_[first_++ % all_.size()]; }
    template <class Visit>
    void each(Visit visit) const {
        for (std::size_t i = first_; i != end_; ++i) visit(all_[i % all_.size()]);
    }

private:
    std::array<group_table::arrival, 8> all_;
    std::size_t first_ = 0, end_ = 0;
};

} // namespace

struct assembler::body {
    body(shared_records all, on_call d, on_version v)
        : records(std::move(all)), ctx(records.contexts.front()), deliver(std::move(d)), tell(std::move(v)),
          recent(recent_size) {
        make_folders();
    }

    [[nodiscard]] instant reached() const noexcept { return std::min(newest, kept_from); }
    void make_folders();
    void take(const evidence& e);
    void take_of_all(const evidence& e);
    void catch_up();
    void add(const group_table::arrival& a);
    void move_on(instant last);
    void close_quiet();
    void close_groups();
    void deliver_all();
    std::size_t without_late(std::span<const group_table::quiet_group> which);
    void put_in_order(std::size_t count);
    void deliver_in_order(std::size_t count);
    void deliver_again();
    void settle();
    enum class occasion : std::uint8_t { settling, closing };
    void tell_all(occasion when);
    void forget(std::uint32_t g);
    [[nodiscard]] version_book::teller teller_of(std::uint32_t g) const {
        return {groups.ticket_of(g), [this, g](std::uint64_t ticket) { return groups.is_another(ticket, g); }};
    }
    void fold_group(std::span<evidence> items, std::size_t& count);
    [[nodiscard]] std::vector<std::string> ids_told_of(std::span<const evidence> items) const;

    static constexpr std::size_t recent_size = 1 << 17; // fingerprints of what was delivered; direct-mapped
    shared_records records;
    context ctx; // of the limits and times
    on_call deliver;
    on_version tell;                            // instead of `deliver`
    std::vector<std::unique_ptr<fold>> folders; // one for each context
    group_table groups;
    arrivals on_the_way;
    std::vector<std::uint64_t> recent;
    instant newest = instant::min();
    instant ahead; // far ahead of `newest`, and how often that was seen
    int seen_ahead = 0;
    instant kept_from = instant::max();           // what lies behind is still to come from some source
    instant last_stop = instant::min();           // the PBX went down
    instant last_count = instant::min();          // the PBX counted its channels
    instant last_restart = instant::min();        // the PBX began anew, and nobody saw its end
    std::vector<std::pair<fact, instant>> of_all; // what concerns every call: stops and counts
    std::size_t look_at = 0;                      // how many open groups make it worth to look for quiet ones
    counts counted;
    std::vector<group_table::quiet_group> closing; // groups to be told or let go
    second_order<group_table::quiet_group> by_second;
    std::vector<call> ready;         // of one batch; strings and vectors are used again
    std::vector<std::size_t> folded; // how many of them there were after each group
    struct ended {
        instant end;
        std::uint32_t index;
    };
    std::vector<ended> order; // of `ready`
    version_book book;
    std::vector<version_book::news> news;

    // with `deliver`
    told_ids told;
    std::vector<told_ids::key> keys; // of the ids of `ready`
    late_calls late;
    on_version amend; // while everything is given again for the calls of `late`
    bool finishing = false;
};

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
    group_table::arrival& a = on_the_way.next();
    groups.keep(e, a);
    __builtin_prefetch(&recent[a.known_by.print() % recent_size]);
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
    if (!groups.add(a, recent[a.known_by.print() % recent_size], ctx.quiet)) {
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

void assembler::body::fold_group(std::span<evidence> items, std::size_t& count) {
    const std::size_t whose = records.choose ? records.choose(items) : 0;
    const std::size_t first = count;
    folders[whose]->run(items, ready, count);
    for (std::size_t i = first; i < count; ++i) ready[i].tenant = whose;
}

/// Lets the evidence go, and remembers it well enough to know it again.
void assembler::body::forget(std::uint32_t g) {
    if (tell) book.close(groups.read(g), teller_of(g));
    groups.each_print(g, [this](std::uint64_t print) { recent[print % recent_size] = print; });
    groups.drop(g);
}

/// Delivers the calls of the groups, minute by minute of the groups' last words: whatever the order of the input, and
/// however many groups were let go at once, the order of the calls is the same.
void assembler::body::deliver_all() {
    constexpr std::ptrdiff_t soon = 4, later = 12; // groups lie far apart in memory
    by_second.sort(closing, [](const group_table::quiet_group& g) { return g.last; });
    sort_nearly_sorted(
        closing, [](const auto& a, const auto& b) { return a.last != b.last ? a.last < b.last : a.index < b.index; });
    for (auto next = closing.begin(); next != closing.end();) {
        const instant minute = std::chrono::floor<std::chrono::minutes>(next->last),
                      end = minute + std::chrono::minutes(1);
        const auto first = next;
        std::size_t count = 0;
        folded.clear();
        keys.clear();
        for (; next != closing.end() && next->last < end; ++next) {
            if (closing.end() - next > later) groups.prefetch(next[later].index);
            if (closing.end() - next > soon) groups.prefetch_evidence(next[soon].index);
            std::size_t made = count;
            fold_group(groups.read(next->index), count);
            for (; made < count; ++made) told.prefetch(keys.emplace_back(ready[made].id));
            folded.push_back(count);
        }
        deliver_in_order(without_late({first, next}));
    }
}

/// Lets folded groups go and notes those that come too late; returns how many calls are left, which are moved together.
std::size_t assembler::body::without_late(std::span<const group_table::quiet_group> which) {
    std::size_t kept = 0, next = 0;
    for (std::size_t i = 0; i < which.size(); ++i) {
        const std::span<const told_ids::key> ids(keys.data() + next, folded[i] - next);
        if (std::any_of(ids.begin(), ids.end(),
                        [this](const told_ids::key& id) { return told.find(id).has_value(); })) {
            late.note(groups.read(which[i].index));
            ++counted.late;
            next = folded[i];
        }
        for (; next < folded[i]; ++next, ++kept)
            if (kept != next) {
                std::swap(ready[kept], ready[next]);
                keys[kept] = keys[next];
            }
        forget(which[i].index);
    }
    return kept;
}

/// Fills `order` with the first `count` calls in the order in which they ended.
void assembler::body::put_in_order(std::size_t count) {
    order.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) order[i] = {ready[i].end, i};
    sort_nearly_sorted(order, [this](const ended& a, const ended& b) {
        return a.end != b.end ? a.end < b.end : ready[a.index].id < ready[b.index].id;
    });
}

void assembler::body::deliver_in_order(std::size_t count) {
    put_in_order(count);
    counted.calls += count;
    // what is told at the end cannot be told again
    if (!finishing || !told.empty())
        for (std::size_t i = 0; i < count; ++i) told.add(keys[i], ready[i].outcome);
    for (const auto& [end, i] : order) deliver(ready[i]);
}

/// Everything is given again: keeps the groups of late records until the end, and drops the others unread.
void assembler::body::deliver_again() {
    std::size_t count = 0;
    for (const auto& [last, g] : closing) {
        const std::span<evidence> items = groups.read(g);
        if (!late.concerns(items)) {
            forget(g);
            continue;
        }
        if (!finishing) continue;
        const std::size_t first = count;
        const std::vector<std::string> known = ids_told_of(items);
        fold_group(items, count);
        forget(g);
        for (const std::string& id : known) {
            const auto is = [&id](const call& c) { return c.id == id; };
            if (std::any_of(ready.begin() + static_cast<std::ptrdiff_t>(first),
                            ready.begin() + static_cast<std::ptrdiff_t>(count), is))
                continue;
            call none;
            none.id = id;
            amend(none, {2, true, {}, told.find(told_ids::key(id))});
        }
    }
    put_in_order(count);
    for (const auto& [end, i] : order) {
        const std::optional<call_outcome> known = told.find(told_ids::key(ready[i].id));
        counted.calls += !known;
        const std::vector<std::uint32_t> nothing; // what was told is not kept: every field counts as changed
        amend(ready[i],
              {known ? 2u : 1u, false, known ? changed_fields(nothing, ready[i]) : std::vector<std::string>(), known});
    }
}

/// The ids by which calls of this evidence may have been told.
std::vector<std::string> assembler::body::ids_told_of(std::span<const evidence> items) const {
    std::vector<std::string> ids;
    for (const context& c : records.contexts) {
        const std::string tenant = (c.office ? c.office->name : std::string("default")) + '/';
        for (const evidence& e : items)
            for (const std::string_view own : {e.group, e.id})
                if (std::string id = tenant + std::string(own); !own.empty() && told.find(told_ids::key(id)))
                    ids.push_back(std::move(id));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

/// Folds groups again and tells what is new about their calls, in the order in which they ended.
void assembler::body::tell_all(occasion when) {
    std::size_t count = 0;
    news.clear();
    for (const auto& [last, g] : closing) {
        groups.mark_seen(g);
        const std::span<evidence> items = groups.read(g);
        const live_group state(items, std::max(last_stop, last_restart), last_count);
        const std::size_t first = count;
        fold_group(items, count);
        const bool certain = when == occasion::closing || state.is_over(last, reached(), ctx);
        if (!certain) { // of a session or a room with many calls those that are over
            const auto over = std::partition(ready.begin() + static_cast<std::ptrdiff_t>(first),
                                             ready.begin() + static_cast<std::ptrdiff_t>(count),
                                             [&state](const call& c) { return state.is_over(c); });
            count = static_cast<std::size_t>(over - ready.begin());
        }
        const std::size_t told_before = news.size();
        book.amend(items, std::span<const call>(ready).subspan(first, count - first),
                   certain ? version_book::extent::whole : version_book::extent::part, news, teller_of(g));
        for (std::size_t i = told_before; i < news.size(); ++i)
            if (news[i].index != version_book::no_index) news[i].index += first;
    }
    // what is taken back first, so that a sink never shows one talk in two calls
    std::sort(news.begin(), news.end(), [this](const version_book::news& a, const version_book::news& b) {
        const bool gone_a = a.index == version_book::no_index, gone_b = b.index == version_book::no_index;
        if (gone_a || gone_b) return gone_a != gone_b ? gone_a : a.id < b.id;
        const call &x = ready[a.index], &y = ready[b.index];
        return x.end != y.end ? x.end < y.end : x.id < y.id;
    });
    version_book::put_versions_in_order(news);
    for (const version_book::news& n : news) {
        counted.calls += n.what.version == 1;
        if (n.index != version_book::no_index) {
            tell(ready[n.index], n.what);
            continue;
        }
        call none;
        none.id = n.id;
        tell(none, n.what);
    }
}

void assembler::body::settle() {
    if (!tell) return;
    catch_up();
    closing.clear();
    groups.each_open([this](std::uint32_t g) {
        if (!groups.has_news(g)) return;
        const live_group state(groups.read(g), std::max(last_stop, last_restart), last_count);
        const instant last = groups.last_of(g);
        if (state.is_over(last, reached(), ctx) || state.may_hold_ended_calls()) closing.push_back({last, g});
    });
    tell_all(occasion::settling);
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
    body_->settle();
}

void assembler::use(shared_records offices) {
    body_->catch_up();
    body_->folders.clear(); // they refer to the contexts
    body_->records = std::move(offices);
    body_->ctx = body_->records.contexts.front();
    body_->make_folders();
}

void assembler::advance(instant now) {
    body_->catch_up();
    body_->newest = std::max(body_->newest, now);
}

void assembler::keep_from(instant t) {
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
    body_->catch_up();
    body_->closing.clear();
    body_->groups.quiet_before(instant::max(), body_->closing);
    body_->finishing = true;
    body_->close_groups();
    body_->finishing = false;
    if (std::exchange(body_->amend, {})) body_->late.clear();
}

const std::vector<place>& assembler::late() const noexcept {
    return body_->late.places();
}

void assembler::look_again(on_version tell) {
    body& b = *body_;
    if (b.tell || !b.late.any()) return;
    b.amend = std::move(tell);
    std::fill(b.recent.begin(), b.recent.end(), 0);
    b.newest = instant::min();
    b.seen_ahead = 0;
    b.kept_from = instant::max();
    b.look_at = 0;
}

std::vector<place> assembler::needed() const {
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
    body_->catch_up();
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
