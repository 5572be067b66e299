// SPDX-License-Identifier: BSL-1.0
#include "late_calls.hpp"

#include <algorithm>
#include <string_view>

#include "hash.hpp"

namespace almon::inline v0::cdr {

namespace {

std::uint64_t key_of(std::string_view id) noexcept {
    return hash_of(id, 43);
}

/// Calls `visit(key)` for everything that may tell another record to be of the same call.
template <class Visit>
void each_key(const evidence& e, Visit visit) {
    for (const std::string_view text : {e.group, e.id, e.peer_id, e.room})
        if (!text.empty()) visit(key_of(text));
}

} // namespace

void late_calls::note(std::span<const evidence> items) {
    if (items.empty() || places_.size() >= most) return;
    const auto first = std::min_element(items.begin(), items.end(), [](const evidence& a, const evidence& b) {
        return place{a.file, a.line} < place{b.file, b.line};
    });
    places_.push_back({first->file, first->line});
    for (const evidence& e : items) each_key(e, [this](std::uint64_t key) { keys_.insert(key); });
}

bool late_calls::concerns(std::span<const evidence> items) const {
    return std::any_of(items.begin(), items.end(), [this](const evidence& e) {
        bool found = false;
        each_key(e, [&](std::uint64_t key) { found = found || keys_.contains(key); });
        return found;
    });
}

void late_calls::clear() {
    keys_.clear();
    places_.clear();
}

} // namespace almon::inline v0::cdr
