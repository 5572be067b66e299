// SPDX-License-Identifier: BSL-1.0
#pragma once

// A small agency with trunks of two mobile operators, a landline, a backup, and two trunks of the personnel department.

#include <optional>
#include <string>
#include <string_view>

#include <almon/numbering/parse.hpp>
#include <almon/operators/assignment.hpp>
#include <almon/routing/router.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::test {

inline number num(std::string_view e164) {
    return numbering::parse(e164).value();
}

inline tenant::trunk make_trunk(std::string name, std::string brand, std::vector<number> presents,
                                std::uint32_t channels, std::string tariff) {
    tenant::trunk t;
    t.name = std::move(name);
    t.operator_brand = std::move(brand);
    t.presents = std::move(presents);
    t.channels = channels;
    t.tariff = std::move(tariff);
    return t;
}

inline tenant::tenant agency() {
    tenant::tenant o;
    o.name = "agency";
    o.zone = time_zone::find("Europe/Moscow").value();
    o.extensions = {"10x", "20x"};
    o.outside_prefix = "9";
    o.trunks = {make_trunk("mts", "mts", {num("+79161230001"), num("+79161230002")}, 2, "mobile"),
                make_trunk("beeline", "beeline", {num("+79031230001")}, 2, "mobile"),
                make_trunk("landline", "", {num("+74951234567"), num("+74951234568")}, 30, "landline"),
                make_trunk("backup", "", {num("+74951234567")}, 0, ""),
                make_trunk("hr-1", "", {num("+74951239001")}, 1, "landline"),
                make_trunk("hr-2", "", {num("+74951239002")}, 1, "landline"),
                make_trunk("mute", "", {}, 0, "")};
    o.trunks[2].fallback = true;
    using kind = tenant::target::kind_type;
    o.lines = {{num("+74951234567"), "web", "", {kind::menu, "main"}},
               {num("+74951234568"), "", "", {kind::extension, "101"}},
               {num("+79161230001"), "doors", "", {kind::queue, "operators"}},
               {num("+79161230002"), "", "", {kind::queue, "operators"}},
               {num("+79031230001"), "doors", "", {kind::queue, "operators"}},
               {num("+74951239001"), "", "", {kind::extension, "201"}},
               {num("+74951239002"), "", "", {kind::user, "volkov"}}};
    o.departments = {{"sales", {"mts", "beeline", "landline", "backup"}, true}, {"hr", {"hr-1", "hr-2"}, false}};
    o.users = {{"ivanova", {"operator"}, "sales", "101", {}, {}},
               {"petrov", {"operator"}, "sales", "102", {}, {}},
               {"smirnova", {"operator"}, "hr", "201", {}, {}},
               {"volkov", {"operator"}, "hr", "202", {}, {}}};
    return o;
}

inline routing::rules agency_rules() {
    routing::rules r;
    routing::tariff mobile, landline;
    mobile.name = "mobile";
    mobile.free = routing::seconds(3);
    mobile.prices = {{"*", "", {}, routing::parse_money("2.40").value()}};
    landline.name = "landline";
    landline.prices = {{"*", "", {}, routing::parse_money("1.80").value()}};
    r.prices.tariffs = {mobile, landline};
    return r;
}

/// Three codes, as a register would tell them.
inline std::optional<operators::assignment> whose(number n) {
    static constexpr std::string_view codes[] = {"RU-MOW", "RU-MOS"}, zones[] = {"Europe/Moscow"};
    static constexpr operators::region_info moscow{"Москва", "Москва", codes, zones};
    static constexpr operators::operator_info mts{"МТС", "7740000076", "mts", "7740000076"};
    static constexpr operators::operator_info beeline{"Билайн", "7713076301", "beeline", "7713076301"};
    static constexpr operators::operator_info megafon{"МегаФон", "7812014560", "megafon", "7812014560"};
    const std::uint64_t code = n.value() / 10'000'000;
    const operators::operator_info* const who = code == 7916   ? &mts
                                                : code == 7903 ? &beeline
                                                : code == 7926 ? &megafon
                                                               : nullptr;
    if (!who) return std::nullopt;
    return operators::assignment{who, who, &moscow, operators::ported::unknown, 0};
}

} // namespace almon::test
