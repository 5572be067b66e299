// SPDX-License-Identifier: BSL-1.0
#include <almon/office/view.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace almon::inline v0::office {

namespace {

constexpr std::size_t shortest_protected = 5; // fewer digits are an extension or a short code, nobody's number

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool separates(char c) noexcept {
    return c == '-' || c == ' ' || c == '(' || c == ')' || c == '.' || c == '~';
}

std::string digits_of(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
    return out;
}

/// Where the digits end that begin at `at` and spell `digits`; 0 where they do not.
std::size_t spelled_until(std::string_view text, std::size_t at, std::string_view digits) noexcept {
    std::size_t matched = 0;
    for (; at < text.size() && matched < digits.size(); ++at) {
        if (text[at] == digits[matched]) ++matched;
        else if (matched == 0 || !separates(text[at])) return 0;
    }
    return matched == digits.size() ? at : 0;
}

/// The user that an extension, an agent id or a mobile in a record means.
const tenant::user* person(const tenant::tenant& office, std::string_view who) {
    if (const tenant::user* u = office.user_of_extension(who)) return u;
    return office.user_of_agent(who);
}

struct viewer {
    const tenant::tenant& office;
    const policy::table& policy;
    policy::user_id user;
    policy::circumstances given;

    bool may(policy::verb what, policy::object whose) const {
        return policy.decide({user, what, whose, given}).allowed;
    }

    /// Whether `what` is allowed for everything, or for somebody who took part in the call.
    bool may_with_people_of(const cdr::call& c, policy::verb what) const {
        if (may(what, {})) return true;
        std::vector<std::string> people = c.rang;
        people.insert(people.end(), c.answered_by.begin(), c.answered_by.end());
        people.push_back(c.by);
        people.push_back(c.responsible);
        return std::any_of(people.begin(), people.end(), [&](const std::string& who) {
            const tenant::user* u = person(office, who);
            const auto id = u ? policy.find_user(u->name) : std::nullopt;
            return id && may(what, policy::object::of(*id));
        });
    }
};

/// The digits that must not be seen, longest first: of the outside party, and of everybody outside who was dialled.
std::vector<std::string> protected_digits(const cdr::call& c, const tenant::tenant& office) {
    std::vector<std::string> out;
    const auto protect = [&](std::string_view text) {
        std::string digits = digits_of(text);
        if (digits.size() < shortest_protected || office.is_extension(text)) return;
        for (const tenant::line& l : office.lines)
            if (digits_of(l.number.e164())
                    .ends_with(digits.substr(digits.size() - std::min<std::size_t>(10, digits.size()))))
                return;                                              // a number of ours
        if (digits.size() > 10) digits.erase(0, digits.size() - 10); // whatever stands before the national number
        out.push_back(std::move(digits));
    };
    if (c.external) {
        if (c.external->e164) protect(c.external->e164->e164());
        if (c.external->text != c.external->alias) protect(c.external->text);
    }
    for (const cdr::leg& l : c.legs) protect(l.dialled);
    for (const cdr::talk& t : c.talks) protect(t.who);
    for (const cdr::transfer& t : c.transfers) protect(t.to);
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void cover(std::string& text, const std::vector<std::string>& hidden) {
    for (const std::string& digits : hidden) text = cover_digits(text, digits);
}

void cover_everything(cdr::call& c, const std::vector<std::string>& hidden) {
    for (std::string& r : c.recordings) cover(r, hidden);
    for (cdr::leg& l : c.legs) {
        cover(l.channel, hidden);
        cover(l.dialled, hidden);
        cover(l.presented, hidden);
        cover(l.who, hidden);
    }
    for (cdr::talk& t : c.talks) cover(t.who, hidden);
    for (cdr::transfer& t : c.transfers) {
        cover(t.by, hidden);
        cover(t.to, hidden);
    }
    for (std::string& who : c.rang) cover(who, hidden);
    for (std::string& who : c.answered_by) cover(who, hidden);
    cover(c.responsible, hidden);
    cover(c.did, hidden);
    if (c.external) cover(c.external->name, hidden);
    c.why.clear(); // its sentences quote the records
}

/// The alias that was dialled is no secret to who knows parties by aliases; to others it would name the deal.
void show_party(cdr::external_party& party, policy::visibility shown, const alias_question& alias) {
    const std::optional<number> n = party.e164;
    const std::string dialled = std::exchange(party.alias, {});
    party.e164.reset();
    party.text.clear();
    if (party.withheld || shown != policy::visibility::partial) {
        party.operator_name.clear();
        party.region.clear();
    }
    if (party.withheld || !n) return;
    if (shown == policy::visibility::partial) party.text = n->masked();
    if (shown != policy::visibility::alias) return;
    party.alias = dialled.empty() && alias ? alias(*n).value_or(std::string()) : dialled;
    party.text = party.alias;
}

} // namespace

std::string cover_digits(std::string_view text, std::string_view digits, std::size_t keep) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = digits.empty() ? 0 : spelled_until(text, at, digits);
        if (!end) {
            out += text[at++];
            continue;
        }
        std::size_t seen = 0;
        for (; at < end; ++at) {
            if (!is_digit(text[at])) out += text[at];
            else out += seen++ < keep ? text[at] : '*';
        }
    }
    return out;
}

std::optional<cdr::call> view(const cdr::call& c, const tenant::tenant& office, const policy::table& policy,
                              policy::user_id user, const alias_question& alias) {
    viewer who{office, policy, user, {}};
    constexpr std::array directions = {policy::direction::inbound, policy::direction::outbound,
                                       policy::direction::internal};
    who.given.direction = directions[static_cast<std::size_t>(c.direction)];
    if (!who.may_with_people_of(c, policy::verb::data_view_calls)) return std::nullopt;

    cdr::call seen = c;
    if (!who.may_with_people_of(c, policy::verb::recording_listen)) seen.recordings.clear();
    const policy::visibility shown = policy.number_shown_to(user, {policy::object_kind::outside, 0}, who.given);
    const bool hidden = shown != policy::visibility::full || (c.external && c.external->withheld);
    if (!hidden) return seen;
    cover_everything(seen, protected_digits(c, office));
    if (seen.external) {
        show_party(*seen.external, shown, alias);
        if (!who.may(policy::verb::data_view_name, {policy::object_kind::outside, 0})) seen.external->name.clear();
    }
    return seen;
}

} // namespace almon::inline v0::office
