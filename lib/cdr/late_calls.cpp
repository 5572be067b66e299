// SPDX-License-Identifier: BSL-1.0
#include "late_calls.hpp"

#include <algorithm>

#include "hash.hpp"

namespace almon::inline v0::cdr {

namespace {

std::uint64_t key_of(std::string_view id) noexcept {
    return hash_of(id, 43) | 1; // never that of an empty place
}

/// Calls `visit(key)` for everything that may tell another record to be of the same call.
template <class Visit>
void each_key(const evidence& e, Visit visit) {
    for (const std::string_view text : {e.group, e.id, e.peer_id, e.room})
        if (!text.empty()) visit(key_of(text));
}

} // namespace

void told_ids::add(std::string_view id) {
    if (sets_.empty()) sets_.resize(set_count, set{});
    const std::uint64_t key = key_of(id);
    set& s = sets_[(key >> 1) % set_count];
    const auto known = std::find(s.begin(), s.end(), key);
    std::move_backward(s.begin(), known == s.end() ? s.end() - 1 : known, known == s.end() ? s.end() : known + 1);
    s.front() = key;
}

void told_ids::prefetch(std::string_view id) const noexcept {
    if (!sets_.empty()) __builtin_prefetch(&sets_[(key_of(id) >> 1) % set_count]);
}

bool told_ids::has(std::string_view id) const noexcept {
    if (sets_.empty()) return false;
    const std::uint64_t key = key_of(id);
    const set& s = sets_[(key >> 1) % set_count];
    return std::find(s.begin(), s.end(), key) != s.end();
}

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
