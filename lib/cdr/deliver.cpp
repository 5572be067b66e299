// SPDX-License-Identifier: BSL-1.0
// Calls that are told once, when nothing more is to be expected, and once more where a record came too late.
#include "assembler_body.hpp"

#include <algorithm>

namespace almon::inline v0::cdr {

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
    give_all(
        order, [this](const ended& e) { deliver(ready[e.index]); },
        [this](const ended& e) {
            return waiting_call{ready[e.index], {}};
        });
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
            waiting_call none;
            none.what.id = id;
            none.how = {2, true, {}, told.find(told_ids::key(id))};
            give_all(
                std::span(&none, 1), [this](const waiting_call& c) { amend(c.what, c.how); },
                [](const waiting_call& c) { return c; });
        }
    }
    put_in_order(count);
    const auto how = [this](const call& c) -> difference {
        const std::optional<call_outcome> known = told.find(told_ids::key(c.id));
        const std::vector<std::uint32_t> nothing; // what was told is not kept: every field counts as changed
        return {known ? 2u : 1u, false, known ? changed_fields(nothing, c) : std::vector<std::string>(), known};
    };
    for (const ended& e : order) counted.calls += !told.find(told_ids::key(ready[e.index].id));
    give_all(
        order, [&](const ended& e) { amend(ready[e.index], how(ready[e.index])); },
        [&](const ended& e) {
            return waiting_call{ready[e.index], how(ready[e.index])};
        });
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

} // namespace almon::inline v0::cdr
