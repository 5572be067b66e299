// SPDX-License-Identifier: BSL-1.0
#include <almon/routing/lint.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace almon;
using namespace almon::routing;

const instant noon = parse_rfc3339("2026-11-23T12:00:00+03:00").value();

std::vector<std::string> told(const std::vector<finding>& all) {
    std::vector<std::string> out;
    for (const finding& f : all) out.push_back(std::string(f.what.code().substr(8)) + " " + f.subject);
    return out;
}

TEST(lint, finds_what_the_agency_has_forgotten) {
    const brand_share brands[] = {{"mts", 180}, {"megafon", 140}, {"tiny", 1}, {"", 50}};
    EXPECT_THAT(told(lint(test::agency(), test::agency_rules(), noon, brands)),
                testing::ElementsAre("operator_unserved megafon", "presents_nothing mute", "unreachable_trunk mute"));
}

TEST(lint, finds_nothing_in_an_office_that_is_in_order) {
    tenant::tenant o = test::agency();
    o.trunks.pop_back();
    EXPECT_THAT(told(lint(o, test::agency_rules(), noon)), testing::ElementsAre());
}

TEST(lint, finds_each_mistake) {
    tenant::tenant o = test::agency();
    rules r = test::agency_rules();
    o.trunks.pop_back();
    o.trunks[2].fallback = false;
    o.lines.erase(o.lines.begin());
    o.departments[1].trunks.push_back("hr-3");
    o.trunks[5].presents.push_back(test::num("+74951239001"));
    o.trunks[3].tariff = "gone";
    r.limits.push_back({"nonesuch", {}, {}, {}, {}});
    r.prices.tariffs[0].until = local_days(std::chrono::year(2025) / 12 / 31);
    r.prices.tariffs[1].prices = {{"mts", "", {}, money{1}}, {"mts", "", {}, money{2}}};
    EXPECT_THAT(told(lint(o, r, noon)),
                testing::ElementsAre("unknown_trunk hr-3", "unknown_trunk nonesuch",
                                     "number_unclaimed +7 495 ***-**-67", "no_default_trunk agency",
                                     "no_valid_tariff mobile", "no_valid_tariff mobile", "unknown_tariff gone",
                                     "no_price landline", "price_tie landline",
                                     "direct_number_shared +7 495 ***-**-01"));
}

} // namespace
