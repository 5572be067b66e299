// SPDX-License-Identifier: BSL-1.0
// Phones of ours behind a trunk: those of a branch office whose PBX is joined to this one (IAX2, SIP) are extensions of the
// office, and the same trunk may bring strangers, too.
#include <algorithm>

#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

/// The extension of ours that was called by this trunk's channel: its digits were sent as somebody dialled them, not behind the
/// prefix for an outside line (`9101` is the fire brigade, where 101 is a phone).
std::string_view fold::extension_sent(int index) const {
    const directory& people = scene_.people();
    const std::string_view prefix = people.office()->outside_prefix;
    for (const attempt& t : scene_.attempts_to(index)) {
        const std::string_view sent = number_in_dial(t.argument, at(index).device), dialled = at(t.caller).dialled;
        const bool outside = !prefix.empty() && dialled.size() == prefix.size() + sent.size() &&
                             dialled.starts_with(prefix) && dialled.ends_with(sent);
        if (people.is_phone(sent) && !outside) return sent;
    }
    return {};
}

/// Whether who calls by a trunk under an extension of ours dialled as a phone of ours does: an extension, a service, or a number
/// that was called by a trunk as she dialled it. A stranger, whatever number he sends, dials a line of ours.
bool fold::dials_as_phone(int index) const {
    const directory& people = scene_.people();
    const party& p = at(index);
    if (!p.did.empty() || p.dialled.empty()) return false;
    if (people.is_within(p.dialled)) return true;
    const auto wanted = people.read(p.dialled, nullptr);
    if (!wanted || people.is_ours(*wanted)) return false;
    const auto dials = scene_.attempts_by(index);
    return std::any_of(dials.begin(), dials.end(), [&](const attempt& t) {
        const party& callee = at(t.callee);
        if (callee.role != device_role::outside) return false;
        const auto sent = people.read(number_in_dial(t.argument, callee.device), callee.trunk);
        return sent && *sent == *wanted;
    });
}

/// Makes phones of the channels that are those of a branch office.
void fold::find_branches() {
    const tenant::tenant* const office = scene_.people().office();
    if (!office) return;
    for (std::size_t i = 0; i < scene_.parties.size(); ++i) {
        party& p = scene_.parties[i];
        if (p.role != device_role::outside || !p.trunk || !office->may_lead_to_branch(*p.trunk)) continue;
        const int index = static_cast<int>(i);
        if (p.dialled_by.first != nobody) p.who = extension_sent(index);
        else if (!p.called && scene_.people().is_phone(p.caller) && dials_as_phone(index)) p.who = p.caller;
        if (!p.who.empty()) p.role = device_role::own;
    }
}

} // namespace almon::inline v0::cdr
