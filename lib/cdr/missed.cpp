// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/missed.hpp>

#include <algorithm>
#include <map>
#include <tuple>

#include "hash.hpp"

namespace almon::inline v0::cdr {

void missed_count::add(const missed_call& m) noexcept {
    if (m.outcome == call_outcome::short_abandon) {
        ++short_abandons;
        return;
    }
    ++missed;
    messages += m.outcome == call_outcome::voicemail;
    outside_hours += m.open == false;
    unresolved += !m.resolved;
}

/// Who of us had the call: who is responsible for it or placed it, else who talked: a colleague's mobile phone, or the
/// agent of a call that the PBX placed.
static const std::string& who_had(const call& c) noexcept {
    const std::string& first = c.direction == direction::inbound ? c.responsible : c.by;
    return first.empty() && !c.talks.empty() ? c.talks.back().who : first;
}

void missed_report::take(const call& whole, const call& shown, const tenant::tenant* office) {
    const std::uint64_t caller = whole.external && whole.external->e164 ? whole.external->e164->value() : 0;
    if (caller && whole.direction != direction::internal) {
        const bool inbound = whole.direction == direction::inbound;
        contacts_.push_back({whole.tenant, caller, whole.start, whole.end, inbound,
                             whole.disposition == disposition::answered, who_had(shown), hash_of(whole.id, 47)});
    }
    const bool short_one = whole.direction == direction::inbound && whole.outcome == call_outcome::short_abandon;
    if ((!is_missed(whole) && !short_one) || !when_.has(whole.start)) return;
    missed_call m;
    m.id = shown.id;
    if (shown.external && !shown.external->withheld) { // a number that the trunk alone told is never shown
        m.caller = shown.external->e164;
        m.text = shown.external->text;
    }
    if (shown.external) m.name = shown.external->name;
    m.did = shown.did;
    m.campaign = shown.campaign;
    m.queue = shown.queue;
    m.at = shown.start;
    m.waited = std::chrono::duration_cast<milliseconds>(shown.end - shown.start);
    m.disposition = shown.disposition;
    m.outcome = shown.outcome;
    m.rang = shown.rang;
    m.tenant = shown.tenant;
    const time_zone& zone = office ? office->zone : zone_;
    if (office) m.open = office->hours.open_at(shown.start, zone);
    m.hour = zone.to_local(shown.start).hour;
    taken_.push_back({std::move(m), caller, office});
}

void missed_report::take_back(const std::string& id) {
    const std::uint64_t hash = hash_of(id, 47);
    std::erase_if(contacts_, [hash](const contact& c) { return c.id == hash; });
    std::erase_if(taken_, [&id](const followed& f) { return f.call.id == id; });
}

/// What became of it: the calls with the same party that came after.
void missed_report::follow(followed& f) const {
    if (!f.caller) return;
    missed_call& m = f.call;
    const instant over = m.at + m.waited;
    const auto mine = [&](const contact& c) { return c.tenant == m.tenant && c.caller == f.caller; };
    auto at = std::lower_bound(
        contacts_.begin(), contacts_.end(), std::tuple(m.tenant, f.caller, over),
        [](const contact& c, const auto& key) { return std::tuple(c.tenant, c.caller, c.start) < key; });
    for (; at != contacts_.end() && mine(*at); ++at) {
        if (!at->answered) {
            m.tried_back += !at->inbound;
            continue;
        }
        resolution r;
        r.how = at->inbound ? resolution::how_type::called_again : resolution::how_type::called_back;
        r.by = at->by;
        r.at = at->start;
        r.after = r.after_open = std::chrono::duration_cast<milliseconds>(at->start - over);
        if (f.office) r.after_open = f.office->hours.open_between(over, at->start, f.office->zone);
        m.resolved = std::move(r);
        return;
    }
}

missed_summary missed_report::finish() {
    std::sort(contacts_.begin(), contacts_.end(), [](const contact& a, const contact& b) {
        return std::tie(a.tenant, a.caller, a.start, a.by) < std::tie(b.tenant, b.caller, b.start, b.by);
    });
    std::sort(taken_.begin(), taken_.end(), [](const followed& a, const followed& b) {
        return std::tie(a.call.at, a.call.id) < std::tie(b.call.at, b.call.id);
    });
    missed_summary out;
    std::map<std::tuple<std::string, std::string, unsigned>, missed_count> by_line;
    std::map<std::string, std::size_t> people;
    for (followed& f : taken_) {
        follow(f);
        missed_call& m = f.call;
        out.all.add(m);
        by_line[{m.did, m.campaign, m.hour}].add(m);
        const bool short_one = m.outcome == call_outcome::short_abandon;
        if (!short_one)
            for (const std::string& who : m.rang) ++people[who];
        (short_one ? out.short_abandons : out.missed).push_back(std::move(m));
    }
    for (const auto& [where, count] : by_line)
        out.by_line_and_hour.push_back({std::get<0>(where), std::get<1>(where), std::get<2>(where), count});
    for (const auto& [who, times] : people) out.people.push_back({who, times});
    std::stable_sort(out.people.begin(), out.people.end(),
                     [](const unanswered& a, const unanswered& b) { return a.times > b.times; });
    taken_.clear();
    contacts_.clear();
    return out;
}

} // namespace almon::inline v0::cdr
