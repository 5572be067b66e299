// SPDX-License-Identifier: BSL-1.0
// What happens when one of us dials.
#include <fmt/format.h>

#include <almon/numbering/plan.hpp>
#include <almon/office/route.hpp>

#include "state.hpp"

namespace almon::inline v0::office::detail {

namespace {

/// `PJSIP/{number}@mango` with the digits in its place.
std::string fill(std::string_view channel, std::string_view digits) {
    const std::size_t at = channel.find("{number}");
    if (at == std::string_view::npos) return {};
    return fmt::format("{}{}{}", channel.substr(0, at), digits, channel.substr(at + 8));
}

} // namespace

instructions answering::dial(const outgoing_call& c) {
    const tenant::user* user = find_caller(c.user);
    if (user) out_.caller = user->name;
    const std::string_view help = routing::emergency_code(office(), c.digits);
    if (!help.empty()) call_for_help(help);
    else if (!user) refuse(errc::unknown_user, "caller.unknown", "nobody of the office calls so");
    else if (!caller_is_proved(*user, c))
        refuse(errc::not_allowed, "caller.unproved", "a mobile is proved only by its own number on an own SIM trunk");
    else dial_as(*user, c);
    return std::move(out_);
}

const tenant::user* answering::find_caller(std::string_view who) const {
    if (const tenant::user* u = office().find_user(who)) return u;
    if (const tenant::user* u = office().user_of_extension(who)) return u;
    return office().user_of_agent(who);
}

bool answering::caller_is_proved(const tenant::user& user, const outgoing_call& c) const {
    if (c.via.empty()) return true; // a desk phone, which the PBX has authenticated
    const tenant::trunk* trunk = find_trunk(office(), c.via);
    if (!trunk || !trunk->own_sim || !user.mobile) return false;
    return read_party(office(), trunk, c.caller).number() == user.mobile;
}

void answering::dial_as(const tenant::user& user, const outgoing_call& c) {
    if (office().is_extension(c.digits)) return dial_colleague(user, c.digits, c);
    if (!try_alias(user, c)) dial_outside(user, c);
}

/// False where the digits are no alias of this office.
bool answering::try_alias(const tenant::user& user, const outgoing_call& c) {
    constexpr std::size_t longest_alias = 9;
    if (state_.file.store.empty() || c.digits.size() > longest_alias) return false;
    try {
        const result<masking::alias_record> alias = book().resolve(c.digits, user, now_);
        if (!alias &&
            (alias.error() == masking::errc::unknown_alias || alias.error() == masking::errc::malformed_alias))
            return false;
        const policy::decision may =
            ask(user, policy::verb::call_alias, {}, policy::direction::outbound, policy::number_class::client);
        if (!may.allowed) refuse(may, policy::verb::call_alias);
        else if (!alias)
            refuse(alias.error(), alias.error().code(), fmt::format("{} may not dial {}", user.name, c.digits));
        else dial_alias(user, *alias, c, may);
    } catch (const store_error& e) { // nobody can tell whose these digits are: no data without the store
        refuse(e.reason(), "alias.unavailable", "the store does not answer");
        with_.log(log_level::error, "office.store_down");
    }
    return true;
}

void answering::dial_colleague(const tenant::user& user, std::string_view extension, const outgoing_call& c) {
    const tenant::user* colleague = office().user_of_extension(extension);
    const auto id = colleague ? policy().find_user(colleague->name) : std::nullopt;
    const policy::object whose = id ? policy::object::of(*id) : policy::object{};
    const policy::decision d =
        ask(user, policy::verb::call_internal, whose, policy::direction::internal, policy::number_class::staff);
    if (!d.allowed) return refuse(d, policy::verb::call_internal);
    out_.what = act::dial;
    out_.extensions = {std::string(extension)};
    out_.register_in_crm = false;
    out_.show = user.extension.empty() ? user.name : user.extension;
    owe(d.with);
    because("extension.own", fmt::format("{} is an own extension", extension), d.line);
    if (!c.party.empty() && colleague) hand_over(user, *colleague, c);
}

/// The outside party comes along: who takes it over is asked whether he may, and sees it as he may see it.
void answering::hand_over(const tenant::user& user, const tenant::user& colleague, const outgoing_call& c) {
    const policy::decision gives =
        ask(user, policy::verb::call_transfer, outside, policy::direction::inbound, policy::number_class::client);
    if (!gives.allowed) return refuse(gives, policy::verb::call_transfer);
    const policy::decision takes =
        ask(colleague, policy::verb::call_answer, outside, policy::direction::inbound, policy::number_class::client);
    if (!takes.allowed) return refuse(takes, policy::verb::call_answer);
    const address party = read_party(office(), nullptr, c.party);
    out_.register_in_crm = true;
    out_.show.clear();
    out_.otherwise = operators();
    owe(takes.with);
    show(party, shown_to(colleague), &colleague);
    because("transfer.taken", fmt::format("{} hands the caller over to {}", user.name, colleague.name), takes.line);
}

void answering::dial_alias(const tenant::user& user, const masking::alias_record& alias, const outgoing_call& c,
                           const policy::decision& may) {
    out_.alias = out_.show = alias.digits;
    because("alias.granted", fmt::format("{} stands for {}", alias.digits, alias.party.masked()), may.line);
    owe(may.with);
    go_out(user, alias.party, c);
    if (out_.what == act::dial) book().touch(alias.digits, now_);
}

void answering::dial_outside(const tenant::user& user, const outgoing_call& c) {
    const std::optional<number> n = read_dialled(office(), c.digits).number();
    if (!n) {
        const result<number> parsed = numbering::parse(c.digits, {office().home, office().area});
        return refuse(parsed ? error(errc::not_allowed) : parsed.error(), "digits.unknown",
                      "no extension, alias or telephone number");
    }
    if (const tenant::user* colleague = office().user_of_mobile(*n)) {
        const auto id = policy().find_user(colleague->name);
        const policy::decision d =
            ask(user, policy::verb::call_internal, id ? policy::object::of(*id) : policy::object{},
                policy::direction::internal, policy::number_class::staff);
        if (!d.allowed) return refuse(d, policy::verb::call_internal);
        owe(d.with);
        out_.register_in_crm = false;
        because("mobile.own", fmt::format("the mobile of {}", colleague->name), d.line);
        return go_out(user, *n, c);
    }
    const call_kind kind = kind_of_call(*n, office());
    const policy::decision d = ask(user, kind.verb, outside, policy::direction::outbound, kind.classes);
    if (!d.allowed) return refuse(d, kind.verb);
    because("policy.granted", std::string(policy::describe(kind.verb).name), d.line);
    owe(d.with);
    if (const tenant::department* department = office().find_department(user.department))
        out_.register_in_crm = department->register_in_crm;
    go_out(user, *n, c);
}

void answering::go_out(const tenant::user& user, number called, const outgoing_call& c) {
    routing::request r;
    r.caller = &user;
    r.where.to = called;
    r.allowed = {true, "policy"};
    r.at = now_;
    r.trunk = c.trunk;
    take_route(routing::find_route(office(), state_.file.routing, r, lookup()), called, {});
    for (const number other : office().not_clients) {
        if (other != called) continue;
        out_.record = policy::recording::never;
        out_.announce_recording = out_.register_in_crm = false;
        because("crm.not_clients", "neither recorded nor registered");
    }
}

void answering::call_for_help(std::string_view digits) {
    routing::request r;
    r.where.emergency = digits;
    r.at = now_;
    out_.record = policy::recording::never;
    out_.register_in_crm = false;
    because("emergency", fmt::format("{} goes out whatever else is said", digits));
    take_route(routing::find_route(office(), state_.file.routing, r, {}), std::nullopt, digits);
}

void answering::take_route(const routing::route& found, std::optional<number> called, std::string_view digits) {
    for (const routing::trace_entry& t : found.trace)
        if (t.rejected)
            because(t.rejected->code(),
                    fmt::format("{}{}{}", t.trunk ? t.trunk->name : "", t.detail.empty() ? "" : ": ", t.detail));
    if (found.hops.empty())
        return refuse(found.refused.value_or(error(errc::not_allowed)), "route.none", "no trunk may take this call");
    out_.what = act::dial;
    for (const routing::hop& h : found.hops) {
        const std::string dialled = called ? numbering::dial_string(*called, h.trunk->rules) : std::string(digits);
        out_.trunks.push_back({h.trunk->name, h.present, dialled, fill(h.trunk->dial, dialled)});
        because(fmt::format("route.{}", routing::to_string(h.because)),
                h.cost ? fmt::format("{}, {} expected", h.trunk->name, routing::to_string(*h.cost)) : h.trunk->name);
    }
}

routing::operator_lookup answering::lookup() const {
    if (!state_.directory) return {};
    return [directory = state_.directory](number n) { return directory->lookup(n); };
}

} // namespace almon::inline v0::office::detail
