// SPDX-License-Identifier: BSL-1.0
#include "live_group.hpp"

#include <algorithm>

#include "hash.hpp"

namespace almon::inline v0::cdr {

namespace {

void make_set(std::vector<std::uint64_t>& hashes) {
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

bool has(const std::vector<std::uint64_t>& hashes, std::uint64_t h) noexcept {
    return std::binary_search(hashes.begin(), hashes.end(), h);
}

std::uint64_t print_of(const evidence& e) noexcept {
    return hash_of(e.id.empty() ? e.channel : e.id, 31);
}

} // namespace

live_group::live_group(std::span<const evidence> items, instant last_stop, instant last_count) {
    std::vector<std::uint64_t> came, went, linked, over;
    std::vector<std::uint64_t> there; // at the count, or later
    instant last = instant::min();
    for (const evidence& e : items) {
        if (e.what == fact::segment) continue;
        last = std::max(last, e.at);
        if (!e.group.empty()) linked.push_back(hash_of(e.group, 37));
        if (e.what == fact::appeared || e.what == fact::present) came.push_back(print_of(e));
        if (e.at > last_count || (e.at == last_count && e.what == fact::present)) there.push_back(print_of(e));
        if (e.what == fact::call_over) over.push_back(hash_of(e.group, 37));
        if (e.what == fact::gone) {
            went.push_back(print_of(e));
            gone_.push_back({hash_of(e.channel, 41), e.at});
        }
        hub_ = hub_ || e.doing == activity::agent_session || e.doing == activity::listen_in ||
               e.doing == activity::conference;
    }
    for (std::vector<std::uint64_t>* set : {&came, &went, &linked, &over, &there}) make_set(*set);
    std::sort(gone_.begin(), gone_.end(),
              [](const end& a, const end& b) { return a.name != b.name ? a.name < b.name : a.at < b.at; });
    hub_ = hub_ || linked.size() > 1;
    live_ = !came.empty() || !went.empty() || !over.empty();
    const bool counted = last_count != instant::min() && !came.empty();
    all_gone_ = (!went.empty() || counted) && std::all_of(came.begin(), came.end(), [&](std::uint64_t h) {
                    return has(went, h) || (counted && !has(there, h));
                });
    called_over_ = !over.empty() && over == linked;
    stopped_ = last_stop != instant::min() && last <= last_stop;
}

bool live_group::is_over(instant last, instant newest, const context& ctx) const noexcept {
    if (!live_) return last + ctx.settle <= newest;
    // a channel whose end was never written does not hold its call for more than a day
    return all_gone_ || called_over_ || stopped_ || last + std::chrono::hours(24) <= newest;
}

bool live_group::is_over(const call& c) const {
    return !c.legs.empty() && std::all_of(c.legs.begin(), c.legs.end(), [this](const leg& l) {
        const std::uint64_t name = hash_of(l.channel, 41);
        const auto last = std::upper_bound(gone_.begin(), gone_.end(), name,
                                           [](std::uint64_t n, const end& e) { return n < e.name; });
        return last != gone_.begin() && (last - 1)->name == name && (last - 1)->at >= l.start;
    });
}

} // namespace almon::inline v0::cdr
