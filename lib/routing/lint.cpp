// SPDX-License-Identifier: BSL-1.0
#include <almon/routing/lint.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace almon::inline v0::routing {

namespace {

using tenant::trunk;

template <class T>
bool has(const std::vector<T>& all, const T& wanted) noexcept {
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

class linter {
public:
    linter(const tenant::tenant& office, const rules& how, instant at) : office_(office), how_(how) {
        const civil_time c = office.zone.to_local(at);
        day_ = local_days(std::chrono::year(c.year) / c.month / c.day);
    }

    void names();
    void operators(std::span<const brand_share> brands);
    void numbers();
    void trunks();
    void tariffs();
    void direct_numbers();

    std::vector<finding> found;

private:
    void tell(errc what, std::string subject, std::string detail = {}) {
        found.push_back({what, std::move(subject), std::move(detail)});
    }
    void prices(const tariff& t);
    [[nodiscard]] bool somebody_uses(const trunk& t) const;

    const tenant::tenant& office_;
    const rules& how_;
    local_days day_;
};

/// Names of trunks that departments and limits use.
void linter::names() {
    for (const tenant::department& d : office_.departments)
        for (const std::string& name : d.trunks)
            if (!office_.find_trunk(name))
                tell(errc::unknown_trunk, name, fmt::format("named by department {}", d.name));
    for (const trunk_limits& l : how_.limits)
        if (!office_.find_trunk(l.trunk)) tell(errc::unknown_trunk, l.trunk, "named by a limit");
}

void linter::operators(std::span<const brand_share> brands) {
    std::uint64_t all = 0;
    for (const brand_share& b : brands) all += b.numbers;
    for (const brand_share& b : brands) {
        const bool matters = !b.brand.empty() && b.numbers >= all / 50;
        const bool served = std::any_of(office_.trunks.begin(), office_.trunks.end(),
                                        [&](const trunk& t) { return t.operator_brand == b.brand; });
        if (matters && !served)
            tell(errc::operator_unserved, std::string(b.brand), fmt::format("{} numbers", b.numbers));
    }
}

void linter::numbers() {
    std::vector<number> told;
    for (const trunk& t : office_.trunks)
        for (const number n : t.presents)
            if (!office_.find_line(n) && !has(told, n)) {
                tell(errc::number_unclaimed, n.masked(), fmt::format("presented by trunk {}", t.name));
                told.push_back(n);
            }
}

bool linter::somebody_uses(const trunk& t) const {
    return std::any_of(office_.users.begin(), office_.users.end(), [&](const tenant::user& u) {
        const tenant::department* const d = office_.find_department(u.department);
        return !d || d->trunks.empty() || has(d->trunks, t.name);
    });
}

void linter::trunks() {
    for (const trunk& t : office_.trunks) {
        if (t.presents.empty()) tell(errc::presents_nothing, t.name);
        if (!office_.users.empty() && !somebody_uses(t)) tell(errc::unreachable_trunk, t.name);
    }
    const bool any_default =
        std::any_of(office_.trunks.begin(), office_.trunks.end(), [](const trunk& t) { return t.fallback; });
    if (!office_.trunks.empty() && !any_default) tell(errc::no_default_trunk, office_.name);
}

void linter::tariffs() {
    const auto& all = how_.prices.tariffs;
    for (const trunk& t : office_.trunks) {
        if (t.tariff.empty()) continue;
        const bool named = std::any_of(all.begin(), all.end(), [&](const tariff& one) { return one.name == t.tariff; });
        if (!named) tell(errc::unknown_tariff, t.tariff, fmt::format("named by trunk {}", t.name));
        else if (!how_.prices.find(t.tariff, day_))
            tell(errc::no_valid_tariff, t.tariff, fmt::format("named by trunk {}", t.name));
    }
    for (const tariff& t : all) prices(t);
}

void linter::prices(const tariff& t) {
    if (!t.find_price({})) tell(errc::no_price, t.name);
    for (std::size_t i = 0; i < t.prices.size(); ++i)
        for (std::size_t j = i + 1; j < t.prices.size(); ++j) {
            const price &a = t.prices[i], &b = t.prices[j];
            const auto brand = [](const price& p) {
                return p.operator_brand == "*" ? std::string() : p.operator_brand;
            };
            if (brand(a) == brand(b) && a.region == b.region && a.type == b.type)
                tell(errc::price_tie, t.name, fmt::format("prices {} and {}", i + 1, j + 1));
        }
}

/// A direct number must leave by exactly one trunk of its owner's department.
void linter::direct_numbers() {
    for (const tenant::user& u : office_.users) {
        const std::optional<number> own = direct_number(office_, u);
        const tenant::department* const d = office_.find_department(u.department);
        if (!own || !d || d->trunks.empty()) continue;
        std::string names;
        std::size_t count = 0;
        for (const trunk& t : office_.trunks)
            if (has(d->trunks, t.name) && has(t.presents, *own)) {
                names += count++ ? ", " : "";
                names += t.name;
            }
        if (count > 1)
            tell(errc::direct_number_shared, own->masked(), fmt::format("{} of {}: {}", u.name, d->name, names));
    }
}

} // namespace

std::vector<finding> lint(const tenant::tenant& office, const rules& how, instant at,
                          std::span<const brand_share> brands) {
    linter l(office, how, at);
    l.names();
    l.operators(brands);
    l.numbers();
    l.trunks();
    l.tariffs();
    l.direct_numbers();
    return std::move(l.found);
}

} // namespace almon::inline v0::routing
