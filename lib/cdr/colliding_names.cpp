// SPDX-License-Identifier: BSL-1.0
#include "colliding_names.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "copy_text.hpp"
#include "scene.hpp"

namespace almon::inline v0::cdr {

namespace {

/// What whole seconds and an interval that was put right by the row's durations may be off.
constexpr std::chrono::seconds slack(2);

bool are_of_two_calls(const evidence& a, const evidence& b) noexcept {
    return !same_text(a.id, b.id) && !same_text(own_call(a), own_call(b));
}

} // namespace

bool names_collide(std::span<const evidence> items) {
    const auto is_certain = [](const evidence& e) {
        return e.what == fact::segment && !e.id.empty() && !e.channel.empty() && !scene::may_have_wrong_zone(e);
    };
    if (items.size() < 2 || !std::all_of(items.begin(), items.end(), is_certain)) return false;
    const auto of_first = [&items](const evidence& e) { return !are_of_two_calls(e, items.front()); };
    if (std::all_of(items.begin() + 1, items.end(), of_first)) return false; // nearly always
    std::vector<const evidence*> rows;
    for (const evidence& e : items) rows.push_back(&e);
    std::sort(rows.begin(), rows.end(), [](const evidence* a, const evidence* b) {
        return std::tie(a->channel, a->at) < std::tie(b->channel, b->at);
    });
    const evidence* latest = rows.front(); // to end, of those of one name
    for (const evidence* r : std::span(rows).subspan(1)) {
        const bool same_name = same_text(r->channel, latest->channel);
        if (same_name && are_of_two_calls(*r, *latest) && std::min(r->end, latest->end) - r->at > slack) return true;
        if (!same_name || r->end > latest->end) latest = r;
    }
    return false;
}

} // namespace almon::inline v0::cdr
