// SPDX-License-Identifier: BSL-1.0
// When finished rows truly began and ended.
#include "scene.hpp"

#include <algorithm>
#include <utility>

#include "copy_text.hpp"
#include "hash.hpp"

namespace almon::inline v0::cdr {

using std::chrono::seconds;

namespace {
// the earliest row of a channel begins when the channel does: a distance of whole quarters of an hour is a zone
constexpr seconds least_zone(900), zone_slack(2);

microseconds off_by(const evidence& e) noexcept {
    return e.at - e.born;
}
} // namespace

bool scene::may_have_wrong_zone(const evidence& row) noexcept {
    return row.zone_guessed || (row.born != instant{} && !row.id.empty() && off_by(row) >= least_zone - zone_slack);
}

/// Rows that were put behind their channel's birth by a zone's offset need another that began with its channel. Without one
/// it was the clock that was wrong, by whatever, and the earliest row of each channel began with it.
void scene::undo_guessed_zone() {
    constexpr seconds slack(2);
    const bool proven = std::any_of(rows_.begin(), rows_.end(), [&](const evidence& r) {
        return !r.zone_guessed && r.born != instant{} && off_by(r) <= slack;
    });
    boost::unordered_flat_map<std::string_view, microseconds> least; // of each channel
    for (const evidence& r : rows_) {
        if (!r.zone_guessed) continue;
        const auto [known, fresh] = least.try_emplace(r.id, off_by(r));
        if (!fresh) known->second = std::min(known->second, off_by(r));
    }
    for (evidence& r : rows_) {
        if (!std::exchange(r.zone_guessed, false) || proven) continue;
        const microseconds off = least[r.id];
        r.at -= off;
        r.end -= off;
        r.answer -= off;
    }
    put_in_order(rows_);
}

/// Puts rows back by the hour that their channel's id knows where the clock was wrong.
void scene::undo_wrong_zone() {
    if (std::none_of(rows_.begin(), rows_.end(), may_have_wrong_zone)) return;
    if (std::any_of(rows_.begin(), rows_.end(), [](const evidence& e) { return e.zone_guessed; })) undo_guessed_zone();
    std::vector<microseconds> shift; // the least of each channel, in the order of their first rows
    channels_.clear();
    for (const evidence& e : rows_) {
        if (e.born == instant{} || e.id.empty()) continue;
        const auto [at, fresh] = channels_.note(e.id, shift.size());
        if (fresh) shift.push_back(off_by(e));
        else shift[at] = std::min(shift[at], off_by(e));
    }
    for (const microseconds distance : shift) {
        const seconds off = std::chrono::duration_cast<seconds>(distance);
        const seconds zone((off.count() + 450) / 900 * 900);
        if (zone < least_zone || std::chrono::abs(off - zone) > zone_slack) continue;
        for (evidence& e : rows_) { // the other channels of this moment share its clock
            if (e.born == instant{} || off_by(e) < zone - zone_slack) continue;
            e.at -= zone;
            e.end -= zone;
            e.answer -= zone;
        }
        put_in_order(rows_);
        return;
    }
}

instant scene::begin_within_second(const evidence& row) noexcept {
    const instant second = row.at;
    if (row.times != precision::exact) return second;
    instant low = second;
    if (row.has_answer && row.answer >= second) low = std::max(low, row.answer - (row.lasted - row.connected));
    if (row.end >= second) low = std::max(low, row.end - row.lasted);
    return low >= second + seconds(1) ? second : low; // the clock was set within the call
}

namespace {

/// Which of two rows of one channel was begun first, where their times do not tell: negative for the first of them, zero where
/// nothing does. The channels of one kind are counted as they are made, `PJSIP/101-0000001f`.
int order_begun(const evidence& a, const evidence& b) noexcept {
    constexpr std::size_t digits = 8;
    if (a.sequence >= 0 && b.sequence >= 0 && a.sequence != b.sequence) return a.sequence < b.sequence ? -1 : 1;
    const std::string_view x = path_of(a.peer), y = path_of(b.peer);
    const std::size_t kind = x.find('/');
    const auto is_counted = [](std::string_view name) {
        return name.size() > digits && name[name.size() - digits - 1] == '-';
    };
    if (!is_counted(x) || !is_counted(y) || x.substr(0, kind) != y.substr(0, kind)) return 0;
    return x.substr(x.size() - digits).compare(y.substr(y.size() - digits));
}

} // namespace

/// Whether it is the first row of a talk from which the caller was sent on, by a dial plan that then began all records of the
/// caller's channel anew (`ResetCDR`): all of them begin at that moment, and none with its channel.
bool scene::was_reset(const evidence& first) const {
    const bool talked = (first.doing == activity::dial || first.doing == activity::queue) && !first.peer.empty() &&
                        first.result == outcome::answered;
    if (!talked || first.born == instant{} || first.at <= first.born + seconds(1)) return false;
    bool again = false;
    for (const evidence& r : rows_on(first.channel)) {
        if (&r == &first || !same_text(r.channel, first.channel)) continue;
        if (r.at < first.at) return false;
        if (r.at > first.at || r.peer.empty()) continue;
        const bool talked_too = r.result == outcome::answered && r.lasted > least_talk;
        if ((r.argument == first.argument && !talked_too) || order_begun(first, r) >= 0) return false; // it rang along
        again = true;
    }
    return again;
}

/// The talks before were one after the other, from some time after the channel's birth until then: nobody knows how long each.
void scene::undo_reset() {
    const auto first = std::find_if(rows_.begin(), rows_.end(), [this](const evidence& r) { return was_reset(r); });
    if (first == rows_.end()) return;
    const instant at = first->at;
    std::vector<evidence*> begun; // anew, in the order in which they were at first
    for (evidence& r : rows_)
        if (same_text(r.channel, first->channel) && !r.peer.empty() && r.at == at) begun.push_back(&r);
    std::stable_sort(begun.begin(), begun.end(),
                     [](const evidence* a, const evidence* b) { return order_begun(*a, *b) < 0; });
    begun.pop_back(); // what goes on
    std::erase_if(begun, [first](const evidence* r) {
        return r != &*first && (r->result != outcome::answered || r->lasted <= least_talk);
    });
    instant from = first->born;
    const microseconds each = (at - from) / static_cast<std::int64_t>(begun.size());
    for (evidence* r : begun) {
        r->at = r->answer = from;
        r->end = from = r == begun.back() ? at : from + each;
        r->lasted = r->connected = r->end - r->at;
        r->has_answer = true;
    }
    put_in_order(rows_);
    index_channels();
}

/// When a row of the second `second` began, if `p`, a row of its channel that came before it, tells.
std::optional<instant> scene::begin_behind(const evidence& p, const evidence& e, instant second) {
    // of phones that rang together one answers; the other record came after it, and was cut short
    const bool both_answered = p.result == outcome::answered && e.result == outcome::answered && e.lasted <= least_talk;
    const bool together = !p.peer.empty() && !e.peer.empty() && p.at >= second && p.at < second + seconds(1) &&
                          p.end >= e.at && !both_answered && same_text(p.argument, e.argument);
    if (together) return p.at;
    if (p.end >= second && p.end < second + seconds(1)) return std::max(p.end, second);
    return std::nullopt;
}

/// The last row before it that tells when it began, of few. It looks past those that ended before its second, but for a few only.
std::optional<instant> scene::begin_by_search(std::size_t i, instant second) const {
    const evidence& e = rows_[i];
    for (std::size_t k = i; k-- > 0;) {
        const evidence& p = rows_[k];
        if (p.at + seconds(1) < second && p.end + seconds(1) < second) {
            if (i - k > looked_past) break;
            continue;
        }
        if (!same_text(p.channel, e.channel)) continue;
        if (const auto begin = begin_behind(p, e, second)) return begin;
    }
    return std::nullopt;
}

void scene::index_channels() {
    on_channel_.build(rows_.size(), [this](std::size_t i) { return rows_[i].channel; });
}

void scene::settle_rows() {
    undo_wrong_zone();
    index_channels();
    undo_reset();
    exact_stamps_ = std::any_of(rows_.begin(), rows_.end(),
                                [](const evidence& e) { return e.at != std::chrono::floor<seconds>(e.at); });
    if (on_channel_.many()) {
        settle_many_rows();
        end_many_with_next();
        begin_many_with_their_ringing();
        put_in_order(rows_);
        return index_rows();
    }
    for (std::size_t i = 0; i < rows_.size(); ++i)
        settle(rows_[i], [this, i](instant second) { return begin_by_search(i, second); });
    if (rows_.size() > 1) {
        for (evidence& e : rows_) end_with_next(e);
        const auto in_vain = [](const evidence& e) { return !e.peer.empty() && e.result != outcome::answered; };
        if (std::count_if(rows_.begin(), rows_.end(), in_vain) > 2) // it takes two that rang along with a third
            for (std::size_t i = 0; i < rows_.size(); ++i)
                if (may_begin_with_their_ringing(rows_[i])) begin_with_their_ringing(i, on_channel_.of({}));
        put_in_order(rows_);
    }
    index_rows();
}

/// Makes them be found by what they share.
void scene::index_rows() {
    if (on_channel_.many()) index_channels();
    to_peer_.build(rows_.size(), [this](std::size_t i) { return rows_[i].peer; });
    to_path_.build(rows_.size(), [this](std::size_t i) { return path_of(rows_[i].peer); });
    of_dial_.build(rows_.size(), [this](std::size_t i) { return std::pair(rows_[i].channel, rows_[i].argument); });
    names_none_.assign(of_dial_.many() ? rows_.size() : 0, std::nullopt);
}

/// Whether a phone's own record says so.
bool scene::never_answered(std::string_view channel) const {
    const auto rows = rows_on(channel);
    return std::any_of(rows.begin(), rows.end(), [&](const evidence& r) {
        return r.channel == channel && r.result != outcome::answered && !r.has_answer;
    });
}

bool scene::may_end_with_next(const evidence& e) noexcept {
    return e.result == outcome::answered && !e.peer.empty() && e.connected <= least_talk;
}

/// A talk whose bridge was joined to another one at once may leave a record of no length, and the next record of its
/// channel begins when it is over: a channel is never without a record in between.
void scene::end_with_next(evidence& e) {
    if (!may_end_with_next(e) || never_answered(e.peer)) return; // its call was picked up
    instant next = instant::max();
    for (const evidence& r : rows_) {
        if (&r == &e || r.channel != e.channel || r.end <= e.end) continue;
        if (r.at <= e.end) return;
        next = std::min(next, r.at);
    }
    if (next != instant::max()) prolong_to(e, next);
}

void scene::prolong_to(evidence& e, instant next) {
    const microseconds gap = next - e.end;
    const microseconds least = e.times == precision::seconds ? seconds(2) : milliseconds(200);
    if (gap < least) return;
    e.end = next;
    e.lasted += gap;
    e.connected += gap;
}

/// Whether this half of a path leads to the phone, as the record of its other half tells.
bool scene::leads_to(std::string_view half, std::string_view phone) const {
    const std::string_view path = path_of(half);
    const auto rows = rows_to(phone);
    return path != half && std::any_of(rows.begin(), rows.end(), [&](const evidence& r) {
               return r.peer == phone && r.channel != half && path_of(r.channel) == path;
           });
}

/// Whether a record of whole seconds that has no talk in it tells of one shorter than that: not where another phone took
/// the call in that second, from the same dial.
bool scene::talked_within_second(const evidence& e) const {
    const auto rows = rows_on(e.channel);
    return std::none_of(rows.begin(), rows.end(), [&](const evidence& r) {
        return &r != &e && r.channel == e.channel && r.peer != e.peer && r.result == outcome::answered &&
               r.argument == e.argument && r.at <= e.end + seconds(1) && r.end >= e.end && !leads_to(r.peer, e.peer);
    });
}

bool scene::may_begin_with_their_ringing(const evidence& f) noexcept {
    return f.times == precision::exact && !f.peer.empty() && f.result != outcome::answered;
}

/// The first record of a channel begins with the channel, those of the phones that rang along with their ringing. Whoever
/// did not answer stopped when somebody did, all at once, which tells how much later than the channel they had begun.
bool scene::begin_with_their_ringing(std::size_t first, std::span<const std::uint32_t> among) {
    const evidence& f = rows_[first];
    const picked rows(rows_, among);
    const auto along = [&f](const evidence& e) {
        return e.at == f.at && &e != &f && !e.peer.empty() && same_text(e.channel, f.channel) &&
               same_text(e.argument, f.argument);
    };
    microseconds longest{0};
    for (const evidence& e : rows)
        if (along(e) && e.result != outcome::answered) longest = std::max(longest, e.lasted);
    // one phone alone may have declined; two that stopped at one moment were stopped
    const auto stopped_together = std::count_if(rows.begin(), rows.end(), [&](const evidence& e) {
        return along(e) && e.result != outcome::answered && longest - e.lasted < milliseconds(15);
    });
    if (stopped_together < 2) return false;
    const microseconds later = f.lasted - longest;
    const bool same_second = std::chrono::floor<seconds>(f.at) == std::chrono::floor<seconds>(f.at + later);
    if (longest == microseconds(0) || later < milliseconds(20) || later > seconds(1) || !same_second) return false;
    const instant at = f.at;
    for (evidence& e : rows) {
        if (&e == &f || e.channel != f.channel || e.argument != f.argument || e.at != at || e.peer.empty()) continue;
        e.at += later;
        e.end += later;
        e.answer += later;
    }
    return true;
}

} // namespace almon::inline v0::cdr
