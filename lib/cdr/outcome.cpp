// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/outcome.hpp>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace almon::inline v0::cdr {

namespace {

template <class Enum>
constexpr std::uint32_t bit(Enum e) noexcept {
    return 1u << static_cast<unsigned>(e);
}

constexpr std::uint32_t bits(std::initializer_list<disposition> all) noexcept {
    std::uint32_t set = 0;
    for (const disposition d : all) set |= bit(d);
    return set;
}

/// `out` of the bits `in`: 0 stands for all of them.
constexpr bool contains(std::uint32_t out, std::uint32_t in) noexcept {
    return out == 0 || (in != 0 && (in & ~out) == 0);
}

constexpr bool contains(const span_range& out, const span_range& in) noexcept {
    return out.least <= in.least && in.most <= out.most;
}

bool contains(const std::optional<bool>& out, const std::optional<bool>& in) noexcept {
    return !out || out == in;
}

bool contains(const std::vector<std::string>& out, const std::vector<std::string>& in) noexcept {
    if (out.empty()) return true;
    return !in.empty() && std::all_of(in.begin(), in.end(), [&](const std::string& word) {
        return std::find(out.begin(), out.end(), word) != out.end();
    });
}

bool same(const std::vector<tenant::weekly_window>& a, const std::vector<tenant::weekly_window>& b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.weekdays == y.weekdays && x.from == y.from && x.to == y.to;
    });
}

bool named(const std::vector<std::string>& wanted, std::string_view word) noexcept {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
}

bool of_department(const std::vector<std::string>& wanted, const call& c, const tenant::tenant& office) noexcept {
    const auto belongs = [&](const std::string& who) {
        const tenant::user* u = who.empty() ? nullptr : office.user_of_extension(who);
        return u && std::find(wanted.begin(), wanted.end(), u->department) != wanted.end();
    };
    return belongs(c.by) || belongs(c.responsible) ||
           std::any_of(c.answered_by.begin(), c.answered_by.end(), belongs) ||
           std::any_of(c.rang.begin(), c.rang.end(), belongs);
}

bool is_not_client(const call& c, const tenant::tenant& office) noexcept {
    return c.external && c.external->e164 &&
           std::find(office.not_clients.begin(), office.not_clients.end(), *c.external->e164) !=
               office.not_clients.end();
}

bool within(const std::vector<tenant::weekly_window>& hours, instant at, const time_zone& zone) {
    return std::any_of(hours.begin(), hours.end(),
                       [&](const tenant::weekly_window& w) { return tenant::holds(w, at, zone); });
}

outcome_rule rule(const char* name, call_outcome is) {
    outcome_rule r;
    r.name = name;
    r.is = is;
    return r;
}

/// What an office that says nothing gets. docs/office.md lists them.
void add_default_rules(std::vector<outcome_rule>& out, const outcome_limits& limits) {
    outcome_rule service = rule("service", call_outcome::ignored);
    service.dispositions = bits({disposition::service, disposition::agent_login});
    outcome_rule internal = rule("internal", call_outcome::ignored);
    internal.directions = static_cast<std::uint8_t>(bit(direction::internal));
    outcome_rule no_client = rule("not a client", call_outcome::ignored);
    no_client.not_client = true;
    outcome_rule talked = rule("talked", call_outcome::held);
    talked.dispositions = bits({disposition::answered});
    talked.talk.least = limits.held_talk;
    outcome_rule too_short = rule("talked too short", call_outcome::not_held);
    too_short.dispositions = bits({disposition::answered});
    outcome_rule message = rule("left a message", call_outcome::voicemail);
    message.dispositions = bits({disposition::voicemail});
    outcome_rule gave_up = rule("gave up at once", call_outcome::short_abandon);
    gave_up.directions = static_cast<std::uint8_t>(bit(direction::inbound));
    gave_up.dispositions = bits({disposition::cancelled, disposition::abandoned_ivr, disposition::abandoned_queue});
    gave_up.lasted.most = limits.short_abandon;
    outcome_rule told = rule("heard a message", call_outcome::not_held);
    told.dispositions = bits({disposition::no_human});
    outcome_rule missed = rule("nobody answered the caller", call_outcome::missed);
    missed.directions = static_cast<std::uint8_t>(bit(direction::inbound));
    for (outcome_rule* r : {&service, &internal, &no_client, &talked, &too_short, &message, &gave_up, &told, &missed})
        out.push_back(std::move(*r));
    out.push_back(rule("nobody was reached", call_outcome::not_held));
}

} // namespace

bool outcome_rule::same_calls(const outcome_rule& o) const noexcept {
    return covers(o) && o.covers(*this);
}

bool outcome_rule::covers(const outcome_rule& o) const noexcept {
    return contains(directions, o.directions) && contains(dispositions, o.dispositions) && contains(talk, o.talk) &&
           contains(lasted, o.lasted) && contains(waited, o.waited) && contains(rang, o.rang) &&
           contains(withheld, o.withheld) && contains(open, o.open) && contains(not_client, o.not_client) &&
           (hours.empty() || same(hours, o.hours)) && contains(lines, o.lines) && contains(queues, o.queues) &&
           contains(campaigns, o.campaigns) && contains(trunks, o.trunks) && contains(departments, o.departments);
}

bool outcome_rule::fits_spans(const call& c) const noexcept {
    return talk.holds(c.spans.talk) && waited.holds(c.spans.wait + c.spans.ring) &&
           lasted.holds(std::chrono::duration_cast<milliseconds>(c.end - c.start));
}

bool outcome_rule::fits(const call& c, const tenant::tenant* office) const {
    if (directions && !(directions & bit(c.direction))) return false;
    if (dispositions && !(dispositions & bit(c.disposition))) return false;
    if (not_client && (!office || *not_client != is_not_client(c, *office))) return false;
    if (!fits_spans(c)) return false;
    if (rang && *rang == c.rang.empty()) return false;
    if (withheld && *withheld != (c.external && c.external->withheld)) return false;
    if ((!lines.empty() && !named(lines, c.did)) || (!queues.empty() && !named(queues, c.queue)) ||
        (!campaigns.empty() && !named(campaigns, c.campaign)) || (!trunks.empty() && !named(trunks, c.trunk)))
        return false;
    if (!open && hours.empty() && departments.empty()) return true;
    if (!office) return false;
    if (open && *open != office->hours.open_at(c.start, office->zone)) return false;
    if (!departments.empty() && !of_department(departments, c, *office)) return false;
    return hours.empty() || within(hours, c.start, office->zone);
}

outcome_policy::outcome_policy(std::vector<outcome_rule> own, const outcome_limits& limits) : rules_(std::move(own)) {
    add_default_rules(rules_, limits);
    static_assert(static_cast<std::size_t>(disposition::cut_while_ringing) + 1 == dispositions);
    for (std::size_t kind = 0; kind < candidates_.size(); ++kind)
        for (std::size_t i = 0; i < rules_.size(); ++i) {
            const outcome_rule& r = rules_[i];
            const bool way = r.directions == 0 || (r.directions >> kind / dispositions & 1);
            const bool end = r.dispositions == 0 || (r.dispositions >> kind % dispositions & 1);
            if (way && end) candidates_[kind].push_back({static_cast<std::uint32_t>(i), asked_by(r)});
        }
}

outcome_policy::asks outcome_policy::asked_by(const outcome_rule& r) noexcept {
    outcome_rule less; // what it asks for, and no more of it than each answer names
    less.directions = r.directions;
    less.dispositions = r.dispositions;
    if (r.covers(less)) return asks::nothing;
    less.not_client = true;
    if (r.not_client && r.covers(less)) return asks::not_client;
    less.not_client.reset();
    less.talk = r.talk;
    less.lasted = r.lasted;
    less.waited = r.waited;
    return r.covers(less) ? asks::spans : asks::more;
}

const outcome_rule& outcome_policy::decide(const call& c, const tenant::tenant* office) const {
    const std::size_t kind =
        static_cast<std::size_t>(c.direction) * dispositions + static_cast<std::size_t>(c.disposition);
    const auto meets = [&](const outcome_rule& rule, asks for_what) {
        switch (for_what) {
        case asks::nothing: return true;
        case asks::spans: return rule.fits_spans(c);
        case asks::not_client: return office && !office->not_clients.empty() && is_not_client(c, *office);
        case asks::more: break;
        }
        return rule.fits(c, office);
    };
    for (const auto& [place, for_what] : candidates_[kind])
        if (const outcome_rule& rule = rules_[place]; meets(rule, for_what)) return rule;
    return rules_.back(); // the last default rule has no condition
}

std::string to_string(const outcome_rule& r) {
    if (r.line == 0) return "default rule \"" + r.name + '"';
    const std::string where = " of line " + std::to_string(r.line) + " of the office file";
    return r.name.empty() ? "the rule" + where : "rule \"" + r.name + '"' + where;
}

} // namespace almon::inline v0::cdr
