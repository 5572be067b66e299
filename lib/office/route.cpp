// SPDX-License-Identifier: BSL-1.0
#include <almon/office/route.hpp>

#include <map>

#include <fmt/format.h>

#include <almon/numbering/parse.hpp>
#include <almon/numbering/plan.hpp>

namespace almon::inline v0::office {

namespace {

/// What the policy says about a call to `n`, and on which line of the file.
routing::permission ask_policy(const office_file& file, const tenant::user& user, number n, instant at) {
    const call_kind kind = kind_of_call(n, file.tenant);
    policy::circumstances given;
    given.direction = policy::direction::outbound;
    given.number_class = kind.classes;
    const auto who = file.policy.find_user(user.name);
    const policy::request asked{who ? *who : policy::user_id{UINT32_MAX},
                                kind.verb,
                                {policy::object_kind::outside, 0},
                                policy::at_time(given, file.tenant, at)};
    const policy::decision d = file.policy.decide(asked);
    const std::string_view reason = policy::reason_names[static_cast<std::size_t>(d.why)];
    return {d.allowed, d.line ? fmt::format("{}, line {}", reason, d.line) : std::string(reason)};
}

} // namespace

call_kind kind_of_call(number n, const tenant::tenant& office) noexcept {
    using policy::number_class;
    const numbering::facts facts = numbering::look_up(n);
    if (facts.type() == numbering::number_type::premium_rate)
        return {policy::verb::call_premium, number_class::premium | number_class::stranger};
    if (numbering::country_code_of(office.home) != facts.country_code())
        return {policy::verb::call_international, number_class::international | number_class::stranger};
    return {policy::verb::call_external, number_class::stranger};
}

result<route_answer> find_route(const office_file& file, const operators::directory* whose, const route_question& q) {
    const tenant::tenant& office = file.tenant;
    const tenant::user* user = office.find_user(q.user);
    if (!user) user = office.user_of_extension(q.user);
    const std::string_view emergency = routing::emergency_code(office, q.dialled);
    if (!user && emergency.empty()) return errc::unknown_user; // for help anybody may call
    if (emergency.empty() && !q.trunk.empty() && !office.find_trunk(q.trunk)) return errc::unknown_trunk;
    routing::request call;
    call.caller = user;
    call.at = q.at;
    call.trunk = q.trunk;
    call.load = q.load;
    call.where.emergency = emergency;
    if (emergency.empty()) {
        const result<number> n = numbering::parse(q.dialled, {office.home, office.area});
        if (!n) return n.error();
        call.where.to = *n;
        call.allowed = ask_policy(file, *user, *n, q.at);
    }
    const auto lookup = [whose](number n) { return whose->lookup(n); };
    return route_answer{call.where.to, routing::find_route(office, file.routing, call,
                                                           whose ? routing::operator_lookup(lookup) : nullptr)};
}

std::vector<routing::finding> lint_routes(const office_file& file, const operators::directory* whose, instant at) {
    std::map<std::string_view, std::uint64_t> numbers;
    if (whose)
        whose->for_each_range([&](const operators::directory::stretch& s) {
            if (s.held) numbers[s.held->now->brand] += s.last - s.first + 1;
        });
    std::vector<routing::brand_share> brands;
    for (const auto& [brand, count] : numbers) brands.push_back({brand, count});
    return routing::lint(file.tenant, file.routing, at, brands);
}

} // namespace almon::inline v0::office
