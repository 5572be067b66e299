// SPDX-License-Identifier: BSL-1.0
// What `incoming` and `dial` have in common: asking the policy and the store, and saying why.
#include <fmt/format.h>

#include <almon/numbering/read_address.hpp>

#include "state.hpp"

namespace almon::inline v0::office::detail {

const tenant::trunk* find_trunk(const tenant::tenant& office, std::string_view name) noexcept {
    if (name.empty()) return nullptr;
    if (const tenant::trunk* named = office.find_trunk(name)) return named;
    return office.trunk_of_channel(name);
}

namespace {

/// How a trunk writes numbers; without one, the office.
numbering::address_context spelling_of(const tenant::tenant& office, const tenant::trunk* trunk) {
    if (!trunk) return {{office.home, office.area}};
    return {{trunk->rules.home, trunk->rules.area}, trunk->rules.outside_prefix};
}

} // namespace

address read_party(const tenant::tenant& office, const tenant::trunk* trunk, std::string_view text) {
    return numbering::read_address(text, spelling_of(office, trunk));
}

address read_dialled(const tenant::tenant& office, std::string_view digits) {
    numbering::address_context context = spelling_of(office, nullptr);
    context.outside_prefix = office.outside_prefix;
    return numbering::read_address(digits, context);
}

masking::alias_book answering::book() const {
    return {store_(), office()};
}

std::optional<masking::alias_record> answering::linked_alias(const tenant::user& user, const address& caller) {
    const std::optional<number> n = caller.number();
    if (!n || state_.file.store.empty()) return std::nullopt;
    try {
        return book().shown_to(user, *n, now_);
    } catch (const store_error& e) {
        because("alias.unavailable", fmt::format("the store does not answer ({})", e.reason().code()));
        with_.log(log_level::error, "office.store_down");
        return std::nullopt;
    }
}

policy::decision answering::ask(const tenant::user& who, policy::verb what, policy::object whose,
                                policy::direction direction, policy::number_class cls,
                                policy::evidence evidence) const {
    policy::circumstances given;
    given.direction = direction;
    given.number_class = cls;
    given.evidence = evidence;
    const auto id = policy().find_user(who.name);
    if (!id) return {};
    return policy().decide({*id, what, whose, policy::at_time(given, office(), now_)});
}

void answering::because(std::string_view rule, std::string text, std::uint32_t line) {
    out_.why.push_back({std::string(rule), std::move(text), line});
}

void answering::refuse(error why, std::string_view rule, std::string text, std::uint32_t line) {
    out_.what = act::reject;
    out_.refused = why;
    out_.extensions.clear();
    out_.trunks.clear();
    out_.otherwise = {};
    because(rule, std::move(text), line);
}

void answering::refuse(const policy::decision& d, policy::verb what) {
    const policy::written_rule* rule = policy().rule(d);
    refuse(errc::not_allowed, fmt::format("policy.{}", policy::reason_names[static_cast<std::size_t>(d.why)]),
           rule ? fmt::format("{}: {} of role {}", policy::describe(what).name, rule->text, rule->role)
                : fmt::format("{}: no rule permits it", policy::describe(what).name),
           d.line);
}

void answering::owe(const policy::obligations& o) {
    out_.record = o.record;
    out_.announce_recording = o.announce;
}

} // namespace almon::inline v0::office::detail
