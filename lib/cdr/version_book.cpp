// SPDX-License-Identifier: BSL-1.0
#include "version_book.hpp"

#include <algorithm>

namespace almon::inline v0::cdr {

namespace {

/// What of a call's id its evidence carries, too: the PBX's own id, or the channel where there is none.
std::string_view anchor_of(std::string_view id) noexcept {
    const std::size_t slash = id.find('/');
    std::string_view own = slash == std::string_view::npos ? id : id.substr(slash + 1);
    if (own.find('/') != std::string_view::npos) own = own.substr(0, own.rfind('@')); // channel@second
    return own;
}

bool reaches(const told_call& c, std::span<const place> from) noexcept {
    return std::any_of(c.until.begin(), c.until.end(), [&](const place& last) {
        const auto start = std::find_if(from.begin(), from.end(), [&](const place& f) { return f.file == last.file; });
        return start != from.end() && last.line >= start->line;
    });
}

} // namespace

bool version_book::told_by_another(const std::string& id, const teller& by) const {
    const auto told = told_by_.find(id);
    return by.is_another && told != told_by_.end() && by.is_another(told->second);
}

/// The calls told that this evidence names, but for those that another open group told.
std::vector<told_call*> version_book::known_of(std::span<const evidence> items, const teller& by) {
    std::vector<std::string_view> texts;
    for (const evidence& e : items)
        for (const std::string_view t : {e.id, e.group, e.channel})
            if (!t.empty()) texts.push_back(t);
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    std::vector<told_call*> known;
    for (const std::string_view t : texts) {
        const auto anchored = by_anchor_.find(std::string(t));
        if (anchored == by_anchor_.end()) continue;
        for (const std::string& id : anchored->second)
            if (const auto found = by_id_.find(id); found != by_id_.end() && !told_by_another(id, by))
                known.push_back(&found->second);
    }
    return known;
}

void version_book::remember(told_call c) {
    std::vector<std::string>& ids = by_anchor_[std::string(anchor_of(c.id))];
    if (std::find(ids.begin(), ids.end(), c.id) == ids.end()) ids.push_back(c.id);
    if (c.closed) closed_.push_back(c.id);
    std::string id = c.id;
    by_id_.insert_or_assign(std::move(id), std::move(c));
}

void version_book::amend(std::span<const evidence> items, std::span<const call> calls, extent whole,
                         std::vector<news>& out, const teller& by) {
    // of two calls that broken records give one id, a sink keeps the one that ended later
    boost::unordered_flat_map<std::string_view, std::size_t> last;
    last.reserve(calls.size());
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const auto [known, fresh] = last.try_emplace(calls[i].id, i);
        if (!fresh && calls[i].end >= calls[known->second].end) known->second = i;
    }
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const call& c = calls[i];
        if (last.find(c.id)->second != i) continue;
        const auto found = by_id_.find(c.id);
        if (by.ticket != 0 && (found == by_id_.end() || !found->second.closed)) told_by_[c.id] = by.ticket;
        if (found == by_id_.end()) {
            remember({c.id, 1, false, false, field_prints(c), {}});
            out.push_back({i, c.id, {}});
            continue;
        }
        told_call& before = found->second;
        std::vector<std::string> changed = changed_fields(before.fields, c);
        if (changed.empty()) continue;
        if (before.closed) {
            ++late_;
            continue;
        }
        before.withdrawn = false;
        before.fields = field_prints(c);
        if (++before.version == 1) changed.clear(); // begun by a run that was killed before it told it
        out.push_back({i, c.id, {before.version, false, std::move(changed)}});
    }
    if (whole != extent::whole) return;
    for (told_call* told : known_of(items, by)) {
        if (told->withdrawn || told->closed) continue;
        if (last.contains(told->id)) continue;
        told->withdrawn = true;
        told->fields.clear();
        out.push_back({no_index, told->id, {++told->version, true, {}}});
    }
}

void version_book::put_versions_in_order(std::vector<news>& all) {
    if (all.size() < 2) return;
    boost::unordered_flat_map<std::string, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < all.size(); ++i) places[all[i].id].push_back(i);
    if (places.size() == all.size()) return;
    for (const auto& [id, at] : places) {
        std::vector<news> versions;
        for (const std::size_t i : at) versions.push_back(std::move(all[i]));
        std::sort(versions.begin(), versions.end(),
                  [](const news& a, const news& b) { return a.what.version < b.what.version; });
        for (std::size_t k = 0; k < at.size(); ++k) all[at[k]] = std::move(versions[k]);
    }
}

void version_book::close(std::span<const evidence> items, const teller& by) {
    std::vector<place> until;
    for (const evidence& e : items) {
        const auto known = std::find_if(until.begin(), until.end(), [&e](const place& p) { return p.file == e.file; });
        if (known == until.end()) until.push_back({e.file, e.line});
        else known->line = std::max(known->line, e.line);
    }
    for (told_call* told : known_of(items, by)) {
        if (told->closed) continue;
        told->closed = true;
        told->until = until;
        told_by_.erase(told->id);
        closed_.push_back(told->id);
    }
    while (closed_.size() > most_closed) forget_oldest();
}

void version_book::forget_oldest() {
    const std::string id = std::move(closed_.front());
    closed_.pop_front();
    by_id_.erase(id);
    const auto anchored = by_anchor_.find(std::string(anchor_of(id)));
    if (anchored == by_anchor_.end()) return;
    std::erase(anchored->second, id);
    if (anchored->second.empty()) by_anchor_.erase(anchored);
}

std::vector<told_call> version_book::told(std::span<const place> from) const {
    std::vector<told_call> all;
    for (const auto& [id, c] : by_id_)
        if (!c.closed || reaches(c, from)) all.push_back(c);
    std::sort(all.begin(), all.end(), [](const told_call& a, const told_call& b) { return a.id < b.id; });
    return all;
}

void version_book::resume(std::span<const told_call> calls) {
    for (const told_call& c : calls) remember(c);
}

} // namespace almon::inline v0::cdr
