// SPDX-License-Identifier: BSL-1.0
#include <almon/routing/router.hpp>

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

namespace almon::inline v0::routing {

namespace {

using tenant::trunk;

local_days day_at(instant t, const time_zone& zone) {
    const civil_time c = zone.to_local(t);
    return local_days(std::chrono::year(c.year) / c.month / c.day);
}

template <class List>
bool begins_with_any(const List& prefixes, std::string_view digits) noexcept {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
        if (prefix.starts_with('+')) prefix.remove_prefix(1);
        return !prefix.empty() && digits.starts_with(prefix);
    });
}

bool contains(const std::vector<number>& all, const std::optional<number>& n) noexcept {
    return n && std::find(all.begin(), all.end(), *n) != all.end();
}

/// Everything that the decision about one call rests on.
struct situation {
    const tenant::tenant& office;
    const rules& how;
    const request& call;
    std::string digits; ///< the called number without `+`
    called_party called;
    std::optional<number> direct; ///< the caller's own number
    const tenant::department* department = nullptr;
    local_days day;
};

const trunk_load* load_of(const request& call, std::string_view name) noexcept {
    const auto found = std::find_if(call.load.begin(), call.load.end(), [&](const auto& l) { return l.trunk == name; });
    return found == call.load.end() ? nullptr : &*found;
}

bool out_of_channels(const trunk& t, const trunk_load* load) noexcept {
    return load && t.channels != 0 && load->busy >= t.channels;
}

struct rejection {
    error why;
    std::string detail;
};

std::optional<rejection> check_limits(const situation& s, const trunk& t) {
    const auto& all = s.how.limits;
    const auto limits = std::find_if(all.begin(), all.end(), [&](const auto& l) { return l.trunk == t.name; });
    if (limits == all.end()) return std::nullopt;
    const auto& types = limits->types;
    if (!types.empty() && std::find(types.begin(), types.end(), s.called.type) == types.end())
        return rejection{errc::type_not_carried, std::string(numbering::to_string(s.called.type))};
    if (!limits->hours.open_at(s.call.at, s.office.zone)) return rejection{errc::closed, {}};
    if (begins_with_any(limits->never, s.digits)) return rejection{errc::never_carried, {}};
    if (!limits->only.empty() && !begins_with_any(limits->only, s.digits)) return rejection{errc::not_whitelisted, {}};
    return std::nullopt;
}

/// Why `t` cannot carry this call; nothing where it can.
std::optional<rejection> reject(const situation& s, const trunk& t) {
    if (s.department && !s.department->trunks.empty()) {
        const auto& own = s.department->trunks;
        if (std::find(own.begin(), own.end(), t.name) == own.end())
            return rejection{errc::not_of_department, s.department->name};
    }
    if (t.presents.empty()) return rejection{errc::presents_nothing, {}};
    if (auto limited = check_limits(s, t)) return limited;
    const trunk_load* const load = load_of(s.call, t.name);
    if (load && load->is == trunk_load::state::down) return rejection{errc::trunk_down, {}};
    if (out_of_channels(t, load))
        return rejection{errc::no_free_channel, fmt::format("{} of {} busy", load->busy, t.channels)};
    return std::nullopt;
}

/// The number that the called party sees: the call's line, else the caller's own, if the trunk has them; else its first.
std::optional<number> number_to_present(const situation& s, const trunk& t) {
    if (contains(t.presents, s.call.line)) return s.call.line;
    if (contains(t.presents, s.direct)) return s.direct;
    if (t.presents.empty()) return std::nullopt;
    return t.presents.front();
}

/// What trunks are ranked by, the strongest first; the smaller the better.
struct weight {
    bool not_chosen, not_of_operator, not_default, not_own;
    bool cost_unknown;
    std::int64_t cost;
    bool not_fallback; ///< settles equal costs
    std::size_t order;

    [[nodiscard]] auto key() const noexcept {
        return std::tie(not_chosen, not_of_operator, not_default, not_own, cost_unknown, cost, not_fallback, order);
    }
};

/// What tells `a` from the worse `b`.
rank difference(const weight& a, const weight& b) noexcept {
    if (a.not_chosen != b.not_chosen) return rank::chosen;
    if (a.not_of_operator != b.not_of_operator) return rank::operator_match;
    if (a.not_default != b.not_default) return rank::default_trunk;
    if (a.not_own != b.not_own) return rank::own_number;
    if (a.cost_unknown != b.cost_unknown || a.cost != b.cost) return rank::cost;
    return a.not_fallback != b.not_fallback ? rank::default_trunk : rank::file_order;
}

struct candidate {
    hop way;
    weight is;
};

candidate weigh(const situation& s, const trunk& t, std::size_t order) {
    const bool known = !s.called.operator_brand.empty();
    const std::optional<money> cost = s.how.prices.expected_cost(t.tariff, s.day, s.called);
    const bool own = contains(t.presents, s.call.line) || contains(t.presents, s.direct);
    return {{&t, number_to_present(s, t), cost, rank::file_order},
            {s.call.trunk.empty() || t.name != s.call.trunk, known && t.operator_brand != s.called.operator_brand,
             !known && !t.fallback, !own, !cost, cost ? micros(*cost) : 0, !t.fallback, order}};
}

void rank_all(std::vector<candidate>& all, route& out) {
    const bool known = !out.operator_brand.empty();
    std::sort(all.begin(), all.end(), [](const candidate& a, const candidate& b) { return a.is.key() < b.is.key(); });
    for (std::size_t i = 0; i < all.size(); ++i) {
        const weight nothing{true, known, !known, true,
                             true, 0,     true,   all[i].is.order}; // the last is told by what it has
        all[i].way.because = difference(all[i].is, i + 1 < all.size() ? all[i + 1].is : nothing);
        out.hops.push_back(all[i].way);
        out.trace.push_back(
            {all[i].way.trunk, std::nullopt, fmt::format("rank {}, by {}", i + 1, to_string(all[i].way.because))});
    }
}

/// Nothing stops an emergency call: the default trunk first, then the file's order; those that are busy or down last.
route emergency_route(const situation& s) {
    route out;
    out.emergency = true;
    std::vector<const trunk*> order;
    for (const trunk& t : s.office.trunks) order.push_back(&t);
    const auto trouble = [&](const trunk* t) {
        const trunk_load* const load = load_of(s.call, t->name);
        if (load && load->is == trunk_load::state::down) return 2;
        return out_of_channels(*t, load) ? 1 : 0;
    };
    std::stable_sort(order.begin(), order.end(), [&](const trunk* a, const trunk* b) {
        return std::tuple(trouble(a), !a->fallback) < std::tuple(trouble(b), !b->fallback);
    });
    for (const trunk* t : order) {
        out.hops.push_back({t, number_to_present(s, *t), std::nullopt, rank::emergency});
        out.trace.push_back({t, std::nullopt, "an emergency call passes everything"});
    }
    if (out.hops.empty()) out.refused = error(errc::no_trunk);
    return out;
}

route refuse(route out, errc why, std::string detail) {
    out.refused = error(why);
    out.trace.push_back({nullptr, out.refused, std::move(detail)});
    return out;
}

} // namespace

std::string_view to_string(rank r) noexcept {
    constexpr std::array<std::string_view, 7> names = {"emergency",  "chosen", "operator", "default",
                                                       "own_number", "cost",   "order"};
    return names[static_cast<std::size_t>(r)];
}

route find_route(const tenant::tenant& office, const rules& how, const request& call, const operator_lookup& whose) {
    situation s{office, how, call, {}, {}, {}, nullptr, day_at(call.at, office.zone)};
    if (call.caller) {
        s.direct = direct_number(office, *call.caller);
        s.department = office.find_department(call.caller->department);
    }
    if (!call.where.emergency.empty()) return emergency_route(s);
    route out;
    if (!call.allowed.allowed) return refuse(std::move(out), errc::policy_forbids, call.allowed.rule);
    if (!call.where.to) return refuse(std::move(out), errc::no_trunk, "neither a number nor an emergency code");
    s.digits = fmt::format("{}", call.where.to->value());
    if (begins_with_any(how.blacklist, s.digits)) return refuse(std::move(out), errc::blacklisted, {});

    const numbering::facts plan = numbering::look_up(*call.where.to);
    s.called.type = plan.type();
    s.called.country = plan.region();
    if (const std::optional<operators::assignment> a = whose ? whose(*call.where.to) : std::nullopt) {
        out.operator_brand = s.called.operator_brand = a->now->brand;
        s.called.regions = a->region->codes;
    }
    std::vector<candidate> left;
    for (std::size_t i = 0; i < office.trunks.size(); ++i) {
        const trunk& t = office.trunks[i];
        if (auto why = reject(s, t)) out.trace.push_back({&t, why->why, std::move(why->detail)});
        else left.push_back(weigh(s, t, i));
    }
    if (!call.trunk.empty() && !office.find_trunk(call.trunk))
        out.trace.push_back({nullptr, error(errc::unknown_trunk), std::string(call.trunk)});
    rank_all(left, out);
    if (out.hops.empty()) return refuse(std::move(out), errc::no_trunk, {});
    return out;
}

std::string_view emergency_code(const tenant::tenant& office, std::string_view dialled) noexcept {
    constexpr std::string_view always = "112";
    if (dialled == always) return always;
    if (!office.outside_prefix.empty() && dialled.starts_with(office.outside_prefix)) {
        const std::string_view behind = dialled.substr(office.outside_prefix.size());
        if (behind == always) return behind;
        const bool service = behind == "101" || behind == "102" || behind == "103" || behind == "104";
        const bool listed =
            std::find(office.emergency.begin(), office.emergency.end(), behind) != office.emergency.end();
        if ((service || listed) && !office.is_extension(dialled)) return behind;
    }
    const bool listed = std::find(office.emergency.begin(), office.emergency.end(), dialled) != office.emergency.end();
    return listed && !office.is_extension(dialled) ? dialled : std::string_view();
}

std::optional<number> direct_number(const tenant::tenant& office, const tenant::user& user) noexcept {
    using kind = tenant::target::kind_type;
    std::optional<number> found;
    for (const tenant::line& l : office.lines) {
        const bool to_phone = l.to.kind == kind::extension && !user.extension.empty() && l.to.name == user.extension;
        const bool to_user = l.to.kind == kind::user && l.to.name == user.name;
        if (!to_phone && !to_user) continue;
        if (found) return std::nullopt;
        found = l.number;
    }
    return found;
}

} // namespace almon::inline v0::routing
