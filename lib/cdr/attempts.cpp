// SPDX-License-Identifier: BSL-1.0
// Who made an attempt to reach somebody, and for whom.
#include <algorithm>

#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

/// Who made this attempt, seen through the paths of the PBX; the first path where nobody dialled it.
int fold::maker_of(const attempt& t) const {
    int at_party = t.caller;
    for (std::size_t steps = 0; at_party != nobody && steps < scene_.parties.size(); ++steps) {
        const party& p = at(at_party);
        if (p.role != device_role::half) break;
        int up = p.dialler;
        if (up == nobody && p.other_half != nobody) up = at(p.other_half).dialler;
        if (up == nobody) break;
        at_party = up;
    }
    return at_party;
}

/// The phone that made this attempt.
std::string_view fold::dialler_of(const attempt& t) const {
    const int maker = maker_of(t);
    return maker == nobody || at(maker).role == device_role::half ? std::string_view() : who_is(maker);
}

/// Whether the subject is behind this half of a path at `t`: it was called through the path, which may be sent on in its place.
bool fold::stands_for_subject(int half, instant t) const {
    for (std::size_t steps = 0; steps < scene_.parties.size(); ++steps) {
        if (half == nobody || at(half).role != device_role::half || at(half).other_half == nobody) return false;
        const int far = at(half).other_half;
        int next = nobody;
        for (const presence& p : scene_.presences_of(far)) {
            if (p.from > t || t >= p.to) continue;
            for (const presence& q : scene_.presences_in(p.room)) {
                if (q.who == far || q.from > t || t >= q.to) continue;
                if (q.who == facts_.subject) return true;
                if (at(q.who).role == device_role::half) next = q.who;
            }
        }
        half = next;
    }
    return false;
}

/// Whether this attempt was to connect the subject, as its own or through paths.
bool fold::made_for_subject(const attempt& t) const {
    if (t.caller == facts_.subject) return true;
    if (t.caller == nobody || at(t.caller).role != device_role::half) return false;
    const int maker = maker_of(t);
    return maker == facts_.subject || stands_for_subject(t.caller, t.from) || stands_for_subject(maker, t.from);
}

/// The first attempt of this call to reach it.
const attempt* fold::attempt_of(int callee) const {
    const attempt* first = nullptr;
    if (partition_.root_of(callee) != facts_.root) return first;
    for (const attempt& t : scene_.attempts_to(callee))
        if (!first || t.from < first->from) first = &t;
    return first;
}

/// The queue that made this attempt for the subject; empty for any other attempt.
std::string_view fold::queue_of(const attempt& t) const {
    if (t.by != activity::queue) return {};
    for (auto it = facts_.stays.rbegin(); it != facts_.stays.rend(); ++it) {
        const stay& s = **it;
        if (s.doing == activity::queue && s.who == t.caller && s.from <= t.from + milliseconds(5) && t.from <= s.to)
            return first_part(s.argument);
    }
    return {};
}

} // namespace almon::inline v0::cdr
