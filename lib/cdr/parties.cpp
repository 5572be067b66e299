// SPDX-License-Identifier: BSL-1.0
// Names, numbers and lines of one call.
#include <algorithm>
#include <span>

#include <almon/numbering/plan.hpp>

#include "copy_text.hpp"
#include "fold.hpp"
#include "names.hpp"

namespace almon::inline v0::cdr {

namespace {

/// Whether a trunk that dials within the city dialled this number: it is a valid one once the area is before it.
bool is_city_number(std::string_view dialled, number n) noexcept {
    constexpr std::size_t shortest = 5;
    return dialled.size() >= shortest && numbering::look_up(n).valid();
}

void fill_text(std::string& to, std::string_view from) {
    if (is_utf8(from)) overwrite(to, from);
    else to = to_utf8(from).text;
}

void fill_party(external_party& out, const directory& people, std::string_view text, const tenant::trunk* trunk) {
    fill_text(out.text, text);
    if (people.read_international(text, trunk, out.e164)) {
        out.kind = address_kind::number;
        out.withheld = false;
        return;
    }
    const address read = people.read_field(text, trunk);
    out.kind = read.kind();
    out.e164 = read.number();
    out.withheld = read.kind() == address_kind::none && read.why() != absence::malformed;
    if (out.e164) return;
    // an outsider is never an extension of ours, whatever the digits
    if (read.kind() != address_kind::none) out.e164 = people.read(text, trunk);
    // some dial plans put the prefix for an outside line before a caller, so that phones can call back
    const std::string_view bare = people.without_outside_prefix(text);
    if (!out.e164 && bare.size() < text.size()) out.e164 = people.read(bare, trunk);
    if (out.e164) out.kind = address_kind::number;
}

} // namespace

/// Who of us placed it: the phone that dialled, or the one that the PBX called first on somebody's behalf.
void fold::find_placer() {
    if (out_->direction == direction::inbound) return;
    const party& root = at(facts_.root);
    if (root.role == device_role::own || root.role == device_role::unknown) {
        out_->by = who_is(facts_.root);
        return;
    }
    if (root.role != device_role::half) return;
    const attempt* placed = nullptr; // of several phones that rang for it the one that was picked up
    for (const attempt* t : facts_.tries) {
        if (at(t->callee).role != device_role::own || t->by != activity::dial || !called_for_placing(*t)) continue;
        if (!placed || (!at(placed->callee).answered && at(t->callee).answered)) placed = t;
    }
    if (placed) out_->by = who_is(placed->callee);
}

/// The outsider of whom nothing is known yet.
external_party& fold::new_outsider() {
    if (!out_->external) return out_->external.emplace();
    external_party& e = *out_->external;
    e.e164.reset();
    e.kind = address_kind::none;
    e.withheld = false;
    for (std::string* s : {&e.alias, &e.operator_name, &e.region}) s->clear(); // text and name are written over
    return e;
}

/// Whether the path that the PBX made to place the call led to this attempt, by its second half and no queue: what its
/// first half does comes after, and a queue asks agents for a client who has been called already.
bool fold::called_for_placing(const attempt& t) const {
    int path = t.caller;
    for (std::size_t steps = 0; steps < scene_.parties.size() && at(path).role == device_role::half; ++steps) {
        const attempt* made = attempt_of(path);
        if (!made && at(path).other_half != nobody) made = attempt_of(at(path).other_half);
        if (!made) return at(path).name.ends_with(";2") || at(path).other_half == nobody;
        if (made->by == activity::queue) return false;
        path = made->caller;
    }
    return false;
}

void fold::name_caller(const evidence_of_caller& from) {
    external_party& e = new_outsider();
    fill_party(e, scene_.people(), from.number, from.trunk);
    e.withheld = e.withheld || from.withheld;
    fill_text(e.name, from.name);
    unescape_name(e.name);
}

/// Whose number a phone showed that the PBX called on somebody's behalf. Of a path some sources show it on the second half only.
std::string_view fold::client_of_root() const {
    const party& root = at(facts_.root);
    const std::string_view shown = root.presented.empty() ? root.caller : root.presented;
    const bool path = root.role == device_role::half && root.other_half != nobody;
    return path && scene_.people().is_extension(shown) ? at(root.other_half).caller : shown;
}

/// Whether the PBX called one phone on its own, or through one path, and nobody else yet.
bool fold::only_agent_called() const {
    const party& root = at(facts_.root);
    if (root.role == device_role::own) return facts_.tries.empty();
    return root.role == device_role::half && facts_.tries.size() == 1 && called_for_placing(*facts_.tries.front()) &&
           at(facts_.tries.front()->callee).role == device_role::own;
}

/// Whether the caller that was just named bears a number of ours.
bool fold::called_by_ourselves() const {
    return out_->external->e164 && scene_.people().is_ours(*out_->external->e164);
}

/// The number that was sent to the trunk, and what the person dialled for it.
void fold::name_called(std::string_view sent, std::string_view dialled, const tenant::trunk* trunk) {
    const directory& people = scene_.people();
    external_party& e = new_outsider();
    fill_party(e, people, sent, trunk);
    e.name.clear();
    // what the person dialled, where it is the same number behind a prefix for an outside line
    const std::string_view prefix =
        people.office() ? std::string_view(people.office()->outside_prefix) : std::string_view();
    if (!prefix.empty() && dialled.size() == prefix.size() + sent.size() && dialled.starts_with(prefix) &&
        dialled.ends_with(sent))
        e.text = dialled;
}

/// Whether what a trunk dialled is a number of a line, and not an extension or a word.
bool fold::is_line(std::string_view dialled, const tenant::trunk* trunk) const {
    const directory& people = scene_.people();
    const auto n = people.read_called(dialled, trunk).is;
    if (!n) return false;
    const bool whole = dialled.size() >= 7 || is_city_number(dialled, *n);
    return people.is_ours(*n) || (!people.is_extension(dialled) && whole);
}

/// Our number that was called, as the dial plan wrote it down or as the trunk dialled it.
void fold::name_line(std::string_view did, std::string_view dialled, const tenant::trunk* trunk) {
    const directory& people = scene_.people();
    if (did.empty() && !dialled.empty() && is_line(dialled, trunk)) did = dialled;
    if (const auto& called = people.read_called(did, trunk); called.is) {
        overwrite(out_->did, called.e164);
        overwrite(out_->campaign, called.line ? std::string_view(called.line->campaign) : std::string_view());
    } else {
        overwrite(out_->did, did);
        out_->campaign.clear();
    }
}

/// What a caller dialled. Providers at which the PBX registers, and analogue lines, call the account or `s`, and the dial plan
/// goes on to the number: the first one that it led to before it did anything with the caller.
std::string_view fold::line_dialled(const party& subject) const {
    if (scene_.from_rows || scene_.people().read_called(subject.dialled, subject.trunk).is) return subject.dialled;
    constexpr milliseconds late(20); // two sources, or two kinds of events, of one moment
    const auto stays = scene_.stays_of(facts_.subject);
    const auto did_more =
        std::find_if(stays.begin(), stays.end(), [](const stay& s) { return s.doing != activity::other; });
    const instant until = did_more == stays.end() ? subject.last : (*did_more).from + late;
    const auto first = std::partition_point(scene_.leads.begin(), scene_.leads.end(),
                                            [&](const found_at& l) { return l.at < subject.first; });
    for (const found_at& l : std::span(first, scene_.leads.end()))
        if (l.at > until) break;
        else if (l.who == facts_.subject && is_line(l.place, subject.trunk)) return l.place;
    for (const stay& s : stays)
        if (s.from <= until && is_line(s.exten, subject.trunk)) return s.exten; // where these led at last
    return subject.dialled;
}

void fold::name_outsider() {
    const directory& people = scene_.people();
    const party& subject = at(facts_.subject);
    if (out_->direction == direction::inbound) {
        name_caller({subject.caller, subject.caller_name, subject.withheld, subject.trunk});
        if (!scene_.from_rows || !called_by_ourselves()) return;
        // the PBX placed the call, or the dial plan wrote our number over the caller's before it passed him on
        *out_->external = {};
        const bool passed_on = std::any_of(facts_.tries.begin(), facts_.tries.end(), [this](const attempt* t) {
            return at(t->callee).role == device_role::outside;
        });
        if (passed_on || !subject.did.empty())
            return; // a record that names a line of ours tells of a call that came in
        out_->direction = direction::outbound;
        facts_.placed_by_pbx = true;
    }
    const std::string_view sent =
        subject.role == device_role::outside && subject.called ? who_is(facts_.subject) : std::string_view();
    const party& root = at(facts_.root);
    if (!sent.empty()) return name_called(sent, root.dialled, subject.trunk);
    if (!facts_.placed_by_pbx) return;
    const std::string_view client = subject.role == device_role::outside ? subject.dialled : client_of_root();
    external_party& e = out_->external.emplace();
    if (!people.is_extension(client)) fill_party(e, people, people.without_outside_prefix(client), nullptr);
    if (e.e164 && people.is_ours(*e.e164)) e = {}; // our own number is nobody outside
    e.withheld = false;
}

void fold::name_parties() {
    const directory& people = scene_.people();
    const party& subject = at(facts_.subject);
    if (out_->direction == direction::internal && facts_.placed_by_pbx && only_agent_called()) {
        // called for an agent on behalf of a client, whose number the call shows
        const std::string_view shown = client_of_root();
        const auto client = people.read(shown, nullptr);
        if (client && !people.is_extension(shown) && !people.is_ours(*client)) out_->direction = direction::outbound;
    }
    find_placer();
    if (subject.role == device_role::outside) out_->trunk = trunk_name(subject.trunk, subject.device);
    if (out_->direction != direction::internal) name_outsider();
    if (out_->direction == direction::inbound) name_line(subject.did, line_dialled(subject), subject.trunk);
    for (const stay* s : facts_.stays)
        if (s->doing == activity::queue && out_->queue.empty()) out_->queue = first_part(s->argument);
    // a queue that somebody asked on the caller's behalf, or that a path of the PBX leads into
    for (const stay& s : picked(std::span(scene_.stays), stays_of_root_.of(facts_.root)))
        if (s.doing == activity::queue && out_->queue.empty() && partition_.root_of(s.who) == facts_.root)
            out_->queue = first_part(s.argument);
}

} // namespace almon::inline v0::cdr
