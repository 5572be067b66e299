// SPDX-License-Identifier: BSL-1.0
// When rows began and ended, where one group has many: what scene_row_times.cpp looks for among all rows, or all before one, is
// found here by what the rows share. One call of 100,000 rows costs what 100,000 calls do.
#include <queue>
#include <tuple>

#include "scene.hpp"

namespace almon::inline v0::cdr {

using std::chrono::seconds;

namespace {

/// Of the rows before, the last ones that another one may begin with or behind.
class rows_before {
public:
    void add(std::uint32_t place, const evidence& p, int channel) {
        const bool answered = p.result == outcome::answered;
        if (!p.peer.empty()) dials_[{channel, answered, p.argument}] = place;
        ends_[{channel, std::chrono::floor<seconds>(p.end).time_since_epoch().count()}].push_back(place);
    }
    /// The last that `e`, of the second `second`, begins with or behind; `none` where there is none behind `stop`.
    template <class Follows>
    [[nodiscard]] std::int64_t last(const evidence& e, int channel, instant second, std::int64_t stop,
                                    Follows follows) const {
        std::int64_t found = none;
        const auto consider = [&](std::int64_t place) {
            if (place > std::max(found, stop) && follows(static_cast<std::size_t>(place))) found = place;
        };
        for (const bool answered : {false, true})
            if (const auto dial = dials_.find({channel, answered, e.argument}); dial != dials_.end())
                consider(dial->second);
        const auto whole = std::chrono::floor<seconds>(second).time_since_epoch().count();
        for (const auto end : {whole, whole + 1})
            if (const auto rows = ends_.find({channel, end}); rows != ends_.end())
                for (auto place = rows->second.rbegin(); place != rows->second.rend() && *place > std::max(found, stop);
                     ++place)
                    consider(*place);
        return found;
    }

    static constexpr std::int64_t none = -1;

private:
    template <class Key, class What>
    using map = boost::unordered_flat_map<Key, What, boost::hash<Key>>;

    map<std::tuple<int, bool, std::string_view>, std::uint32_t> dials_;
    map<std::pair<int, std::int64_t>, std::vector<std::uint32_t>> ends_;
};

} // namespace

/// The same of many: the last row that tells is found by what it must share.
void scene::settle_many_rows() {
    rows_before before;
    using past = std::pair<instant, std::int64_t>; // when a row that may be looked past was over
    std::priority_queue<past, std::vector<past>, std::greater<>> going_on;
    std::int64_t stop = rows_before::none;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        evidence& e = rows_[i];
        const int channel = on_channel_.number(i);
        if (i > looked_past) {
            const std::size_t k = i - looked_past - 1;
            going_on.emplace(std::max(rows_[k].at, rows_[k].end), static_cast<std::int64_t>(k));
        }
        settle(e, [&](instant second) -> std::optional<instant> {
            for (; !going_on.empty() && going_on.top().first + seconds(1) < second; going_on.pop())
                stop = std::max(stop, going_on.top().second);
            const auto begin = [&](std::size_t k) { return begin_behind(rows_[k], e, second); };
            const auto found =
                before.last(e, channel, second, stop, [&](std::size_t k) { return begin(k).has_value(); });
            if (found == rows_before::none) return std::nullopt;
            return begin(static_cast<std::size_t>(found));
        });
        before.add(static_cast<std::uint32_t>(i), e, channel);
    }
}

/// As `end_with_next` does for each.
void scene::end_many_with_next() {
    std::vector<bool> unanswered(rows_.size()); // by the channel's number
    time_index lasting;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const evidence& r = rows_[i];
        if (r.result != outcome::answered && !r.has_answer)
            unanswered[static_cast<std::size_t>(on_channel_.number(i))] = true;
        lasting.add(on_channel_.number(i), r.at, r.end, i);
    }
    lasting.build();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        evidence& e = rows_[i];
        if (!may_end_with_next(e)) continue;
        const auto of_peer = on_channel_.of(e.peer);
        if (!of_peer.empty() && unanswered[static_cast<std::size_t>(on_channel_.number(of_peer.front()))]) continue;
        const int channel = on_channel_.number(i);
        if (lasting.any(channel, e.end, e.end + microseconds(1))) continue;
        const time_index::item* next = lasting.next(channel, e.end);
        if (!next) continue;
        const instant end = e.end;
        prolong_to(e, next->from);
        if (e.end != end) lasting.prolong({channel, e.at, end, static_cast<std::uint32_t>(i)}, e.end);
    }
}

/// As `begin_with_their_ringing` does for each. Only who rang longest of those that began together can have begun before them.
void scene::begin_many_with_their_ringing() {
    struct dial {
        std::vector<std::uint32_t> rows;
        microseconds longest{-1}, next{-1}; // of those that did not answer
    };
    using key = std::tuple<int, std::string_view, std::int64_t>;
    boost::unordered_flat_map<key, dial, boost::hash<key>> dials;
    const auto key_of = [this](std::uint32_t i) {
        return key(on_channel_.number(i), rows_[i].argument, rows_[i].at.time_since_epoch().count());
    };
    const auto add = [&](std::uint32_t i) {
        if (rows_[i].peer.empty()) return;
        dial& d = dials[key_of(i)];
        d.rows.push_back(i);
        if (rows_[i].result == outcome::answered) return;
        d.next = std::max(d.next, std::min(d.longest, rows_[i].lasted));
        d.longest = std::max(d.longest, rows_[i].lasted);
    };
    for (std::uint32_t i = 0; i < rows_.size(); ++i) add(i);
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        const evidence& f = rows_[i];
        if (!may_begin_with_their_ringing(f)) continue;
        dial& d = dials[key_of(i)];
        if (f.lasted < d.longest || d.next == d.longest) continue;
        if (!begin_with_their_ringing(i, d.rows)) continue;
        const std::vector<std::uint32_t> moved = std::exchange(d.rows, {i});
        d.next = microseconds(-1);
        for (const std::uint32_t k : moved)
            if (k != i) add(k);
    }
}

} // namespace almon::inline v0::cdr
