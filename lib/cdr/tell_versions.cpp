// SPDX-License-Identifier: BSL-1.0
// Calls that are told as soon as their end is certain, and again when later evidence changes them.
#include "assembler_body.hpp"

#include <algorithm>

#include "live_group.hpp"

namespace almon::inline v0::cdr {

/// Folds groups again and tells what is new about their calls, in the order in which they ended.
void assembler::body::tell_all(occasion when) {
    std::size_t count = 0;
    news.clear();
    for (const auto& [last, g, shape] : closing) {
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
    for (const version_book::news& n : news) counted.calls += n.what.version == 1;
    const auto gone = [](const version_book::news& n) {
        call none;
        none.id = n.id;
        return none;
    };
    const auto give = [&](const version_book::news& n) {
        if (n.index == version_book::no_index) tell(gone(n), n.what);
        else tell(ready[n.index], n.what);
    };
    give_all(news, give, [&](const version_book::news& n) {
        return waiting_call{n.index == version_book::no_index ? gone(n) : ready[n.index], n.what};
    });
}

void assembler::body::settle() {
    if (!tell) return;
    catch_up();
    closing.clear();
    groups.each_open([this](std::uint32_t g) {
        if (!groups.has_news(g)) return;
        const live_group state(groups.read(g), std::max(last_stop, last_restart), last_count);
        const instant last = groups.last_of(g);
        if (state.is_over(last, reached(), ctx) || state.may_hold_ended_calls()) closing.push_back({last, g, {}});
    });
    tell_all(occasion::settling);
}

} // namespace almon::inline v0::cdr
