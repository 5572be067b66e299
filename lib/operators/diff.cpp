// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/diff.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <almon/operators/brand.hpp>

namespace almon::inline v0::operators {

namespace {

struct held {
    std::uint64_t first, last;
    const operator_info* who;
};

std::vector<held> held_ranges(const directory& d) {
    std::vector<held> out;
    d.for_each_range([&](const directory::stretch& r) {
        if (r.held) out.push_back({r.first, r.last, r.held->now});
    });
    return out;
}

/// Whether two operators of different snapshots are one.
bool same(const operator_info& a, const operator_info& b) {
    if (a.key == b.key) return true;
    if (!a.inn.empty() && !b.inn.empty()) return false;
    return normalised_operator(a.name) == normalised_operator(b.name);
}

using pair = std::pair<const operator_info*, const operator_info*>;

/// How many numbers each pair of operators shares, before and after.
std::map<pair, std::uint64_t> tally(const std::vector<held>& before, const std::vector<held>& after) {
    std::map<pair, std::uint64_t> counts;
    std::size_t i = 0, j = 0;
    std::uint64_t at = 0; // everything below is counted
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && before[i].last < at) ++i;
        else if (j < after.size() && after[j].last < at) ++j;
        else {
            const held* a = i < before.size() ? &before[i] : nullptr;
            const held* b = j < after.size() ? &after[j] : nullptr;
            const std::uint64_t from_a = a ? std::max(a->first, at) : UINT64_MAX;
            const std::uint64_t from_b = b ? std::max(b->first, at) : UINT64_MAX;
            const std::uint64_t from = std::min(from_a, from_b);
            std::uint64_t end = UINT64_MAX; // where the pair changes
            if (a) end = std::min(end, from_a > from ? from_a : a->last + 1);
            if (b) end = std::min(end, from_b > from ? from_b : b->last + 1);
            counts[{a && from_a == from ? a->who : nullptr, b && from_b == from ? b->who : nullptr}] += end - from;
            at = end;
        }
    }
    return counts;
}

} // namespace

difference compare(const directory& before, const directory& after) {
    difference d;
    for (const auto& [who, numbers] : tally(held_ranges(before), held_ranges(after))) {
        const auto& [from, to] = who;
        if (from && to && same(*from, *to)) {
            d.unchanged += numbers;
            continue;
        }
        (from && to ? d.moved : from ? d.removed : d.added) += numbers;
        d.transfers.push_back({from, to, numbers});
    }
    std::stable_sort(d.transfers.begin(), d.transfers.end(), [](const transfer& a, const transfer& b) {
        if (a.numbers != b.numbers) return a.numbers > b.numbers;
        const auto key = [](const operator_info* o) { return o ? o->key : std::string_view(); };
        return std::pair(key(a.from), key(a.to)) < std::pair(key(b.from), key(b.to));
    });
    return d;
}

} // namespace almon::inline v0::operators
