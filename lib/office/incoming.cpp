// SPDX-License-Identifier: BSL-1.0
// Where an outside caller goes.
#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "state.hpp"

namespace almon::inline v0::office::detail {

namespace {

using tenant::target;
using kind = target::kind_type;

bool is_listed(const std::vector<number>& numbers, const std::optional<number>& n) {
    return n && std::find(numbers.begin(), numbers.end(), *n) != numbers.end();
}

std::string line_text(const tenant::line& l) {
    const std::string& name = l.campaign.empty() ? l.label : l.campaign;
    return fmt::format("{}{}{}", l.number.e164(), name.empty() ? "" : ", ", name);
}

policy::evidence evidence_of(const address& caller, const tenant::trunk* trunk) {
    if (!caller.number()) return policy::evidence::withheld;
    return trunk && trunk->own_sim ? policy::evidence::verified : policy::evidence::unverified;
}

} // namespace

instructions answering::incoming(const incoming_call& c) {
    const tenant::trunk* trunk = find_trunk(office(), c.trunk);
    if (!trunk) because("trunk.unknown", "numbers are read as the office writes them");
    const address caller = read_party(office(), trunk, c.caller);
    const std::optional<number> did = read_party(office(), trunk, c.did).number();
    const tenant::line* line = did ? office().find_line(*did) : nullptr;
    because(line ? "line.found" : "line.unknown", line ? line_text(*line) : "no line of the office has this number");
    evidence_ = evidence_of(caller, trunk);

    const std::optional<number> n = caller.number();
    if (const tenant::user* staff = n ? office().user_of_mobile(*n) : nullptr) {
        if (trunk && trunk->own_sim) {
            answer_staff(*staff, c, line);
            return std::move(out_);
        }
        because("caller.unproved", "the caller id is a staff mobile's, but only an own SIM trunk proves it");
    }
    if (!c.digits.empty()) answer_extension(c, caller);
    else answer_line(line, caller);
    if (is_listed(office().not_clients, n)) {
        out_.record = policy::recording::never;
        out_.announce_recording = out_.register_in_crm = false;
        because("crm.not_clients", "neither recorded nor registered");
    }
    return std::move(out_);
}

/// A mobile over our own SIM is an extension: what it dials, it dials as its owner; without digits it reaches the
/// operators as a colleague.
void answering::answer_staff(const tenant::user& caller, const incoming_call& c, const tenant::line* line) {
    out_.caller = caller.name;
    out_.register_in_crm = false;
    because("caller.staff", fmt::format("{} on a mobile over our own SIM", caller.name));
    if (!c.digits.empty()) {
        dial_as(caller, {caller.name, c.digits, c.trunk, c.caller, {}, {}});
        return;
    }
    const target& to = line && line->to.kind == kind::queue ? line->to : office().default_target;
    out_.what = act::queue;
    out_.name = to.name;
    out_.show = caller.extension.empty() ? caller.name : caller.extension;
    owe(ask(caller, policy::verb::call_internal, {}, policy::direction::internal, policy::number_class::staff).with);
}

void answering::answer_extension(const incoming_call& c, const address& caller) {
    const tenant::user* user = office().user_of_extension(c.digits);
    if (!user) return fall_to_operators(caller, "extension.unknown", "no one has the extension that was dialled");
    const auto id = policy().find_user(user->name);
    policy::circumstances given;
    given.direction = policy::direction::inbound;
    const bool sees_numbers = id && policy().number_shown_to(*id, outside, given) == policy::visibility::full;
    if (!sees_numbers) {
        const auto linked = linked_alias(*user, caller);
        if (!linked)
            return fall_to_operators(caller, "alias.not_linked",
                                     fmt::format("no grant links this caller and {}", user->name));
        because("alias.linked", fmt::format("{} links this caller and {}", linked->digits, user->name));
    }
    ring(*user, caller, "extension.dialled");
}

void answering::answer_line(const tenant::line* line, const address& caller) {
    if (office().closed_target.kind != kind::none && !office().hours.open_at(now_, office().zone))
        return send_to(office().closed_target, caller, "hours.closed");
    const bool claimed = line && line->to.kind != kind::none;
    const target& to = claimed ? line->to : office().default_target;

    const std::optional<number> n = caller.number();
    const std::optional<client> known = n ? ask_crm(*n) : std::nullopt;
    if (known && !known->responsible.empty()) {
        const tenant::user* user = office().find_user(known->responsible);
        if (user && !user->extension.empty()) {
            ring(*user, caller, "crm.responsible");
            if (out_.what == act::dial) out_.otherwise = to.kind == kind::none ? operators() : to;
            return;
        }
        because("crm.responsible_unknown", "the client's responsible person is nobody of this office");
    }
    send_to(to, caller, claimed ? "line.to" : "office.default");
}

void answering::send_to(const target& to, const address& caller, std::string_view rule) {
    because(rule, to.kind == kind::none ? "nothing is said where to" : tenant::to_string(to));
    const tenant::user* user = nullptr;
    switch (to.kind) {
    case kind::queue:
    case kind::menu: {
        const policy::obligations o = owed_by_queue(to.kind == kind::queue ? to.name : std::string());
        out_.what = to.kind == kind::queue ? act::queue : act::menu;
        out_.name = to.name;
        owe(o);
        if (to.kind == kind::queue) show(caller, o.show_number, nullptr);
        return;
    }
    case kind::announce:
        out_.what = act::announce;
        out_.name = to.name;
        out_.record = policy::recording::never;
        return;
    case kind::reject: return refuse(errc::not_allowed, rule, "the office refuses calls here");
    case kind::user: user = office().find_user(to.name); break;
    case kind::extension:
        user = office().user_of_extension(to.name);
        if (!user) { // a phone that is nobody's: rung, recorded, shown nothing
            out_.what = act::dial;
            out_.extensions = {to.name};
            out_.otherwise = operators();
            return;
        }
        break;
    case kind::none: break;
    }
    if (user) ring(*user, caller, rule);
    else if (rule != "office.default") fall_to_operators(caller, "office.default", "to the operators");
    else refuse(errc::unknown_line, rule, "no line claims the number and the office file names no default");
}

void answering::ring(const tenant::user& user, const address& caller, std::string_view rule) {
    const policy::decision d = ask(user, policy::verb::call_answer, outside, policy::direction::inbound,
                                   policy::number_class::client, evidence_);
    if (!d.allowed || user.extension.empty())
        return fall_to_operators(caller, rule, fmt::format("{} does not answer outside calls", user.name));
    out_.what = act::dial;
    out_.extensions = {user.extension};
    out_.otherwise = operators();
    because(rule, fmt::format("rings {} ({})", user.extension, user.name), d.line);
    owe(d.with);
    show(caller, shown_to(user), &user);
    if (ask(user, policy::verb::surface_popup, outside, policy::direction::inbound, policy::number_class::client)
            .allowed)
        out_.pop = {user.name};
    const tenant::department* department = office().find_department(user.department);
    if (department && !department->register_in_crm) out_.register_in_crm = false;
}

target answering::operators() const {
    if (office().default_target.kind != kind::none) return office().default_target;
    for (const tenant::line& l : office().lines)
        if (l.to.kind == kind::queue) return l.to;
    return {};
}

void answering::fall_to_operators(const address& caller, std::string_view rule, std::string_view text) {
    because(rule, std::string(text));
    const target to = operators();
    if (to.kind == kind::queue || to.kind == kind::menu) return send_to(to, caller, "office.default");
    refuse(errc::unknown_line, "office.default", "the office file names no operators");
}

std::optional<client> answering::ask_crm(number caller) {
    if (!with_.clients) {
        const client* found = state_.clients.find(caller);
        if (found) because("crm.client", "known from the list of clients");
        return found ? std::optional(*found) : std::nullopt;
    }
    const auto before = std::chrono::steady_clock::now();
    std::optional<client> found;
    try {
        found = with_.clients(caller, with_.crm_budget);
    } catch (...) { // whatever a binding's callable throws: the caller waits, so it counts as no answer
        because("crm.failed", "the CRM did not answer");
        with_.log(log_level::warning, "office.crm_failed");
        return std::nullopt;
    }
    if (std::chrono::steady_clock::now() - before > with_.crm_budget) {
        because("crm.late", "the CRM answered too late for a waiting caller");
        return std::nullopt;
    }
    if (found) because("crm.client", "known to the CRM");
    return found;
}

/// Nobody knows who of a queue will answer: the stricter of what all who may take its calls owe.
policy::obligations answering::owed_by_queue(std::string_view queue) const {
    std::optional<policy::obligations> all;
    for (const tenant::user& u : office().users) {
        const bool member = std::find(u.queues.begin(), u.queues.end(), queue) != u.queues.end();
        if (!u.queues.empty() && !member) continue;
        const policy::decision d =
            ask(u, policy::verb::call_queue, {}, policy::direction::inbound, policy::number_class::client, evidence_);
        if (!d.allowed) continue;
        policy::obligations o = d.with;
        o.show_number = shown_to(u);
        all = all ? policy::stricter(*all, o, policy::situation::outside) : o;
    }
    return all.value_or(policy::obligations{policy::visibility::nothing, policy::presentation::office,
                                            policy::recording::always, false});
}

policy::visibility answering::shown_to(const tenant::user& user) const {
    const auto id = policy().find_user(user.name);
    policy::circumstances given;
    given.direction = policy::direction::inbound;
    return id ? policy().number_shown_to(*id, outside, policy::at_time(given, office(), now_))
              : policy::visibility::nothing;
}

void answering::show(const address& caller, policy::visibility how, const tenant::user* to) {
    const std::optional<number> n = caller.number();
    if (!n) return; // a withheld caller stays withheld
    if (how == policy::visibility::full) out_.show = n->e164();
    if (how == policy::visibility::partial) out_.show = n->masked();
    if (how != policy::visibility::alias || !to) return;
    if (const auto alias = linked_alias(*to, caller)) out_.show = out_.alias = alias->digits;
}

} // namespace almon::inline v0::office::detail
