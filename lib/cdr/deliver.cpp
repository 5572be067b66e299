// SPDX-License-Identifier: BSL-1.0
// Calls that are told once, when nothing more is to be expected, and once more where a record came too late.
#include "assembler_body.hpp"

#include <algorithm>
#include <array>

namespace almon::inline v0::cdr {

/// Delivers the calls of the groups, minute by minute of the groups' last words: whatever the order of the input, and
/// however many groups were let go at once, the order of the calls is the same.
void assembler::body::deliver_all() {
    by_second.sort(closing, [](const group_table::quiet_group& g) { return g.last; });
    sort_nearly_sorted(
        closing, [](const auto& a, const auto& b) { return a.last != b.last ? a.last < b.last : a.index < b.index; });
    for (auto next = closing.begin(); next != closing.end();) {
        const instant end = std::chrono::floor<std::chrono::minutes>(next->last) + std::chrono::minutes(1);
        const auto first = next;
        while (next != closing.end() && next->last < end) ++next;
        fold_by_way({first, next});
        take_in_time({first, next});
        deliver_in_order();
    }
}

/// Fills `to_fold` with the groups, those of one shape together.
void assembler::body::order_by_shape(std::span<const group_table::quiet_group> which) {
    std::array<std::uint32_t, 257> begins{};
    for (const auto& g : which) ++begins[g.shape + 1];
    for (std::size_t s = 1; s < begins.size(); ++s) begins[s] += begins[s - 1];
    to_fold.resize(which.size());
    for (std::uint32_t i = 0; i < which.size(); ++i) to_fold[begins[which[i].shape]++] = i;
}

/// Folds groups, all of one kind before those of the next: each kind has code of its own, and all of it together is more than
/// the processor has at hand; and one that is like the one before it does the same, with texts as long.
void assembler::body::fold_by_way(std::span<const group_table::quiet_group> which) {
    constexpr std::size_t soon = 4, later = 12; // groups lie far apart in memory
    std::size_t count = 0;
    keys.clear();
    folded.resize(which.size());
    order_by_shape(which);
    const auto fold_all = [&](fold::way how) {
        std::size_t left = 0;
        for (std::size_t k = 0; k < to_fold.size(); ++k) {
            if (k + later < to_fold.size()) groups.prefetch(which[to_fold[k + later]].index);
            if (k + soon < to_fold.size()) groups.prefetch_evidence(which[to_fold[k + soon]].index);
            const std::uint32_t i = to_fold[k];
            folded[i].first = count;
            const bool done = fold_group(groups.read(which[i].index), count, how);
            folded[i].end = count;
            for (std::size_t c = folded[i].first; c < count; ++c) told.prefetch(keys.emplace_back(ready[c].id));
            if (!done) to_fold[left++] = i;
        }
        to_fold.resize(left);
    };
    fold_all(fold::way::plain);
    fold_all(fold::way::by_scene);
}

/// Fills `order` with the calls of folded groups that do not come too late, notes those that do, and lets the groups go.
void assembler::body::take_in_time(std::span<const group_table::quiet_group> which) {
    constexpr std::size_t soon = 8;
    order.clear();
    for (std::size_t i = 0; i < which.size(); ++i) {
        if (i + soon < which.size())
            groups.each_print(which[i + soon].index, [this](std::uint64_t print) { recent.prefetch(print); });
        const auto [first, end] = folded[i];
        const bool late_one = std::any_of(keys.begin() + static_cast<std::ptrdiff_t>(first),
                                          keys.begin() + static_cast<std::ptrdiff_t>(end),
                                          [this](const told_ids::key& id) { return told.find(id).has_value(); });
        if (late_one) {
            late.note(groups.read(which[i].index));
            ++counted.late;
        } else {
            add_to_order(first, end);
        }
        forget(which[i].index);
    }
}

void assembler::body::add_to_order(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) order.push_back({ready[i].end, static_cast<std::uint32_t>(i)});
}

/// As the calls ended.
void assembler::body::sort_order() {
    sort_nearly_sorted(order, [this](const ended& a, const ended& b) {
        return a.end != b.end ? a.end < b.end : ready[a.index].id < ready[b.index].id;
    });
}

void assembler::body::deliver_in_order() {
    sort_order();
    counted.calls += order.size();
    // what is told at the end cannot be told again
    if (!finishing || !told.empty())
        for (const auto& [end, i] : order) told.add(keys[i], ready[i].outcome);
    give_all(
        order, [this](const ended& e) { deliver(ready[e.index]); },
        [this](const ended& e) {
            return waiting_call{ready[e.index], {}};
        });
}

/// Everything is given again: keeps the groups of late records until the end, and drops the others unread.
void assembler::body::deliver_again() {
    std::size_t count = 0;
    for (const auto& [last, g, shape] : closing) {
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
    order.clear();
    add_to_order(0, count);
    sort_order();
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
