// SPDX-License-Identifier: BSL-1.0
#include "meetings.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace almon::inline v0::cdr {

namespace {

constexpr std::size_t index(int i) noexcept {
    return static_cast<std::size_t>(i);
}

/// Of records, the path on which a queue asks an agent's session for the agent carries no talk where the session itself
/// does later. A path that stays (`/n`) carries it. Events tell the moment at which the agent takes the path.
bool only_asks(const scene& s, int who) {
    const party& p = s.parties[static_cast<std::size_t>(who)];
    if (!s.from_rows || p.role != device_role::half) return false;
    const bool asks =
        p.did_ever(activity::agent_request) ||
        (p.other_half != nobody && s.parties[static_cast<std::size_t>(p.other_half)].did_ever(activity::agent_request));
    return asks && s.sessions_meet_callers;
}

/// Joins what is of one kind and goes on without a gap, in order of the kinds and of time; returns the end of what is left.
template <class What, class Same>
auto join_next(std::vector<What>& all, Same same) {
    auto last = all.begin();
    for (auto next = all.begin(); next != all.end(); ++next) {
        if (next == last) continue;
        if (same(*last, *next) && next->from <= last->to) last->to = std::max(last->to, next->to);
        else *++last = *next;
    }
    return all.empty() ? all.end() : last + 1;
}

bool is_in_room(const scene& s, int who, int room) {
    const auto in = s.presences_in(room);
    return std::any_of(in.begin(), in.end(), [who](const presence& x) { return x.who == who; });
}

/// Whether it is the talk of who made this path, with it.
bool is_makers(const scene& s, const party& path, const presence& x) {
    return path.dialler != nobody && is_in_room(s, path.dialler, x.room);
}

} // namespace

void meetings::build(const scene& s) {
    take_presences(s);
    sweep();
    index_runs(s.parties.size());
}

// --- what counts ---

void meetings::take_presences(const scene& s) {
    edges_.clear();
    rooms_ = 0;
    for (int who = 0; who < static_cast<int>(s.parties.size()); ++who) {
        if (s.parties[static_cast<std::size_t>(who)].presences.first == nobody || only_asks(s, who)) continue;
        if (s.from_rows) take_of_records(s, who);
        else
            for (const presence& x : s.presences_of(who)) keep(s, x, x.from, x.to);
    }
    for (const edge& e : edges_) rooms_ = std::max(rooms_, e.room + 1);
    label_of_room_.assign(index(rooms_), nobody);
    in_room_.clear(index(rooms_), edges_.size());
    of_person_.clear(s.parties.size(), edges_.size());
    seen_.assign(index(rooms_) + s.parties.size(), 0);
    for (search& one : sides_) one.mark = 0;
    marks_ = 0;
}

void meetings::keep(const scene& s, const presence& x, instant from, instant to) {
    if (from >= to) return;
    const int half = s.parties[static_cast<std::size_t>(x.who)].other_half;
    edges_.push_back({x.who, half == nobody ? x.who : std::min(x.who, half), x.room, from, to});
}

/// Of several bridges that a record puts one channel into at a time, the one entered last counts: the others were
/// left and come back to. Of two that it entered within the second that a record knows, the one that it left first: the path
/// to somebody who is asked is begun with by who asks, and handed over. A conference is written as one record for each pair.
void meetings::take_of_records(const scene& s, int who) {
    const party& p = s.parties[static_cast<std::size_t>(who)];
    const bool path = p.role == device_role::half;
    const milliseconds moment(!path ? 0 : s.whole_seconds ? 1000 : 500);
    const bool ties = path || (p.called && !s.whole_seconds);
    own_.clear();
    for (const presence& x : s.presences_of(who)) {
        if (x.conference) keep(s, x, x.from, x.to);
        else if (x.from < x.to) own_.push_back(&x);
    }
    if (own_.size() == 1) return keep(s, *own_.front(), own_.front()->from, own_.front()->to);
    std::stable_sort(own_.begin(), own_.end(), [](const presence* a, const presence* b) { return a->from < b->from; });
    later_.clear();
    std::size_t uncounted = own_.size();
    for (std::size_t i = own_.size(); i-- > 0;) {
        const presence& x = *own_[i];
        const microseconds together = ties ? microseconds(moment) : microseconds(0);
        for (; uncounted > 0 && own_[uncounted - 1]->from > x.from + together; --uncounted)
            later_.add(own_[uncounted - 1]->from, own_[uncounted - 1]->to);
        tied_.clear();
        if (path) {
            for (std::size_t k = uncounted; k-- > 0 && own_[k]->from >= x.from - together;)
                if (own_[k]->to < x.to || (own_[k]->to == x.to && is_makers(s, p, *own_[k]) && !is_makers(s, p, x)))
                    tied_.add(std::max(x.from, own_[k]->from), own_[k]->to);
        } else if (ties) {
            if (i + 1 == own_.size() || own_[i + 1]->from != x.from) {
                ends_.clear();
                for (std::size_t k = i + 1; k-- > 0 && own_[k]->from == x.from;)
                    if (is_in_room(s, p.dialler, own_[k]->room)) ends_.push_back(own_[k]->to);
                std::sort(ends_.begin(), ends_.end());
            }
            const auto left = std::lower_bound(ends_.begin(), ends_.end(), x.to);
            if (left != ends_.begin()) tied_.add(x.from, *(left - 1));
        }
        later_.each_gap(x.from, x.to, [&](instant from, instant to) {
            tied_.each_gap(from, to, [&](instant first, instant last) { keep(s, x, first, last); });
        });
    }
}

// --- the sweep ---

void meetings::sweep() {
    changes_.clear();
    for (std::size_t i = 0; i < edges_.size(); ++i) {
        changes_.push_back({edges_[i].from, true, static_cast<int>(i)});
        changes_.push_back({edges_[i].to, false, static_cast<int>(i)});
    }
    std::sort(changes_.begin(), changes_.end(), [](const change& a, const change& b) {
        return std::tuple(a.at, a.begins, a.which) < std::tuple(b.at, b.begins, b.which);
    });
    runs_.clear();
    label_size_.clear();
    first_of_label_.clear();
    run_began_.resize(edges_.size());
    for (auto next = changes_.begin(); next != changes_.end();) {
        const auto first = next;
        for (; next != changes_.end() && next->at == first->at && !next->begins; ++next) end(next->which, next->at);
        for (auto ended = first; ended != next; ++ended) {
            const edge& e = edges_[index(ended->which)];
            look_for_split(node_of_person(e.person), first->at);
            look_for_split(node_of_room(e.room), first->at);
        }
        for (const int label : labels_looked_at_) first_of_label_[index(label)] = nobody;
        labels_looked_at_.clear();
        for (; next != changes_.end() && next->at == first->at && next->begins; ++next) begin(next->which, next->at);
    }
}

int meetings::label_of(int node) const {
    if (is_room(node)) return label_of_room_[index(node)];
    const int any = of_person_.first(node - rooms_);
    return any == nobody ? nobody : label_of_room_[index(edges_[index(any)].room)];
}

int meetings::new_label() {
    label_size_.push_back(0);
    first_of_label_.push_back(nobody);
    return static_cast<int>(label_size_.size()) - 1;
}

void meetings::begin(int which, instant t) {
    const edge& e = edges_[index(which)];
    int label = label_of_room_[index(e.room)];
    const int of_person = label_of(node_of_person(e.person));
    if (label == nobody && of_person == nobody) {
        label = new_label();
    } else if (label == nobody) {
        label = of_person;
    } else if (of_person != nobody && of_person != label) {
        const bool room_is_small = label_size_[index(label)] < label_size_[index(of_person)];
        label = room_is_small ? of_person : label;
        sides_[1].mark = ++marks_; // nobody's
        begin_search(sides_[0], room_is_small ? node_of_room(e.room) : node_of_person(e.person));
        while (look_on(sides_[0]) == found::more) {
        }
        relabel(sides_[0], label, t);
    }
    label_of_room_[index(e.room)] = label;
    in_room_.put(e.room, which);
    of_person_.put(e.person, which);
    run_began_[index(which)] = t;
    ++label_size_[index(label)];
}

void meetings::end(int which, instant t) {
    const edge& e = edges_[index(which)];
    close_run(which, t);
    --label_size_[index(label_of_room_[index(e.room)])];
    in_room_.take(e.room, which);
    of_person_.take(e.person, which);
    if (in_room_.first(e.room) == nobody) label_of_room_[index(e.room)] = nobody;
}

void meetings::close_run(int which, instant t) {
    const edge& e = edges_[index(which)];
    instant& began = run_began_[index(which)];
    if (began < t) runs_.push_back({e.who, label_of_room_[index(e.room)], began, t});
    began = t;
}

/// Of those that somebody has just left each is held against the first one with its label: where they are no more connected the
/// smaller part takes a new label. Looks from both by turns, so that no more is looked through than twice the smaller part.
void meetings::look_for_split(int node, instant t) {
    const int label = label_of(node);
    if (label == nobody) return;
    int& first = first_of_label_[index(label)];
    if (first == node) return;
    if (first == nobody) {
        first = node;
        labels_looked_at_.push_back(label);
        return;
    }
    begin_search(sides_[0], first);
    begin_search(sides_[1], node);
    for (int turn = 0;; turn ^= 1) {
        const found what = look_on(sides_[index(turn)]);
        if (what == found::the_other) return;
        if (what == found::more) continue;
        const int fresh = new_label();
        labels_looked_at_.push_back(fresh);
        relabel(sides_[index(turn)], fresh, t);
        first_of_label_[index(fresh)] = turn == 0 ? std::exchange(first_of_label_[index(label)], node) : node;
        return;
    }
}

void meetings::begin_search(search& s, int from) {
    s.mark = ++marks_;
    s.nodes.assign(1, from);
    s.looked_at = 0;
    s.edge = nobody;
    seen_[index(from)] = s.mark;
}

/// Goes along one edge.
meetings::found meetings::look_on(search& s) {
    while (s.edge == nobody) {
        if (s.looked_at == s.nodes.size()) return found::end;
        s.node = s.nodes[s.looked_at++];
        s.edge = is_room(s.node) ? in_room_.first(s.node) : of_person_.first(s.node - rooms_);
    }
    const edge& e = edges_[index(s.edge)];
    const int other = is_room(s.node) ? node_of_person(e.person) : node_of_room(e.room);
    s.edge = is_room(s.node) ? in_room_.next(s.edge) : of_person_.next(s.edge);
    unsigned& mark = seen_[index(other)];
    if (mark == s.mark) return found::more;
    if (mark == sides_[0].mark || mark == sides_[1].mark) return found::the_other;
    mark = s.mark;
    s.nodes.push_back(other);
    return found::more;
}

/// Gives the rooms that a search found another label.
void meetings::relabel(const search& s, int label, instant t) {
    for (const int node : s.nodes) {
        if (!is_room(node)) continue;
        int& of_room = label_of_room_[index(node)];
        for (int e = in_room_.first(node); e != nobody; e = in_room_.next(e)) {
            close_run(e, t);
            --label_size_[index(of_room)];
            ++label_size_[index(label)];
        }
        of_room = label;
    }
}

// --- what is asked ---

/// Of somebody who was in several rooms at a time what is one makes one.
void meetings::index_runs(std::size_t parties) {
    std::sort(runs_.begin(), runs_.end(), [](const run& a, const run& b) {
        return std::tuple(a.who, a.label, a.from) < std::tuple(b.who, b.label, b.from);
    });
    const auto rest = join_next(runs_, [](const run& a, const run& b) { return a.who == b.who && a.label == b.label; });
    runs_.erase(rest, runs_.end());
    by_label_.clear();
    of_who_.assign(parties + 1, 0);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        by_label_.add(runs_[i].label, runs_[i].from, runs_[i].to, i);
        ++of_who_[index(runs_[i].who) + 1];
    }
    by_label_.build();
    std::partial_sum(of_who_.begin(), of_who_.end(), of_who_.begin());
}

std::span<const meetings::run> meetings::runs_of(int who) const {
    return std::span(runs_).subspan(of_who_[index(who)], of_who_[index(who) + 1] - of_who_[index(who)]);
}

void meetings::connected_with(int who, std::vector<stretch>& out) const {
    for (const run& x : runs_of(who))
        by_label_.each(x.label, x.to - microseconds(1), x.from + microseconds(1), [&](std::uint32_t place) {
            const run& y = runs_[place];
            if (y.who != who) out.push_back({y.who, std::max(x.from, y.from), std::min(x.to, y.to)});
        });
    join_stretches(out);
}

void meetings::connected(int a, int b, std::vector<stretch>& out) const {
    for (const run& x : runs_of(a))
        for (const run& y : runs_of(b))
            if (x.label == y.label && x.from < y.to && y.from < x.to)
                out.push_back({b, std::max(x.from, y.from), std::min(x.to, y.to)});
    join_stretches(out);
}

void meetings::join_stretches(std::vector<stretch>& out) {
    std::sort(out.begin(), out.end(),
              [](const stretch& a, const stretch& b) { return a.who != b.who ? a.who < b.who : a.from < b.from; });
    out.erase(join_next(out, [](const stretch& a, const stretch& b) { return a.who == b.who; }), out.end());
}

} // namespace almon::inline v0::cdr
