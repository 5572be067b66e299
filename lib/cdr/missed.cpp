// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/missed.hpp>

#include <algorithm>
#include <tuple>

namespace almon::inline v0::cdr {

bool is_missed(const call& c) noexcept {
    if (c.direction != direction::inbound) return false;
    switch (c.disposition) {
    case disposition::answered:
    case disposition::service:
    case disposition::agent_login:
    case disposition::no_human: return false; // a message was what the caller was meant to hear
    default: return true;
    }
}

void missed_report::take(const call& c) {
    const std::optional<number> caller = c.external ? c.external->e164 : std::nullopt;
    const bool answered = c.disposition == disposition::answered;
    if (caller && c.direction != direction::internal) {
        const std::string by = c.direction == direction::outbound ? c.by : c.responsible;
        contacts_.push_back({caller->value(), c.start, c.end, c.direction == direction::inbound, answered, by});
    }
    if (!is_missed(c)) return;
    missed_call m;
    m.id = c.id;
    m.caller = caller;
    if (c.external) {
        m.text = c.external->withheld ? std::string() : c.external->text;
        m.name = c.external->name;
        if (c.external->withheld) m.caller.reset(); // used for matching, never shown
    }
    m.did = c.did;
    m.at = c.start;
    m.waited = std::chrono::duration_cast<milliseconds>(c.end - c.start);
    m.disposition = c.disposition;
    missed_.push_back(std::move(m));
}

std::vector<missed_call> missed_report::finish() {
    std::sort(contacts_.begin(), contacts_.end(), [](const contact& a, const contact& b) {
        return std::tie(a.caller, a.start, a.by) < std::tie(b.caller, b.start, b.by);
    });
    std::sort(missed_.begin(), missed_.end(),
              [](const missed_call& a, const missed_call& b) { return std::tie(a.at, a.id) < std::tie(b.at, b.id); });
    for (missed_call& m : missed_) {
        if (!m.caller) continue;
        const instant over = m.at + m.waited;
        auto at =
            std::lower_bound(contacts_.begin(), contacts_.end(), std::tuple(m.caller->value(), over),
                             [](const contact& c, const auto& key) { return std::tuple(c.caller, c.start) < key; });
        for (; at != contacts_.end() && at->caller == m.caller->value(); ++at) {
            if (!at->answered) {
                m.tried_back += !at->inbound;
                continue;
            }
            m.resolved =
                resolution{at->inbound ? resolution::how_type::called_again : resolution::how_type::called_back, at->by,
                           at->start, std::chrono::duration_cast<milliseconds>(at->start - over)};
            break;
        }
    }
    return std::move(missed_);
}

} // namespace almon::inline v0::cdr
