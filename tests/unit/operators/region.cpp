// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/region.hpp>

#include <set>

#include <gtest/gtest.h>

#include <almon/core/clock.hpp>

namespace {

using namespace almon;

std::string codes_of(std::string_view text) {
    static const operators::region_finder finder;
    std::string codes;
    for (const operators::region* r : finder.find(text))
        codes += std::string(codes.empty() ? "" : " ") + std::string(r->code);
    return codes;
}

TEST(region_finder, reads_what_registers_wrote_in_twelve_years) {
    const std::pair<const char*, const char*> cases[] = {
        {"Краснодарский край", "RU-KDA"},
        {"Тверская обл.", "RU-TVE"},
        {"г. Москва и Московская область", "RU-MOW RU-MOS"},
        {"г. Москва * Московская область", "RU-MOW RU-MOS"},
        {"Город Москва, Московская область", "RU-MOW RU-MOS"},
        {"Московская область; Москва|Московская область; Москва", "RU-MOS RU-MOW"},
        {"Санкт - Петербург и Ленинградская область", "RU-SPE RU-LEN"},
        {"Улан - Удэ |Республика Бурятия", "RU-BU"},
        {"Свирск |Черемхово |Иркутская область", "RU-IRK"},
        {"г. Норильск|г.о. город Норильск|Красноярский край", "RU-KYA"},
        {"Ханты - Мансийск |Ханты - Мансийский - Югра АО |Тюменская область", "RU-KHM"},
        {"Ямало-Ненецкий АО", "RU-YAN"},
        {"Ненецкий автономный округ |Архангельская область", "RU-NEN"},
        {"Архангельская область * Ненецкий автономный округ", "RU-ARK RU-NEN"},
        {"Алтайский |Республика Хакасия", "RU-KK"},
        {"Республика Алтай", "RU-AL"},
        {"Алтайский край", "RU-ALT"},
        {"Республика Татарстан (Татарстан)", "RU-TA"},
        {"Республика Саха /Якутия/", "RU-SA"},
        {"Республика Удмуртская", "RU-UD"},
        {"Чувашская Республика - Чувашия", "RU-CU"},
        {"Кемеровская область - Кузбасс обл.", "RU-KEM"},
        {"Республика Крым и г. Севастополь", "UA-43 UA-40"},
        {"Российская Федерация", "RU"},
        {"Российская Федерация, кроме Чеченской Республики (ЧР)", "RU"},
        {"Байконур", ""},
        {"-", ""},
        {"", ""},
    };
    for (const auto& [text, codes] : cases) EXPECT_EQ(codes_of(text), codes) << text;
}

TEST(known_regions, have_codes_of_their_own_and_zones_that_the_system_knows) {
    std::set<std::string_view> codes;
    for (const operators::region& r : operators::known_regions()) {
        EXPECT_TRUE(codes.insert(r.code).second) << r.code;
        for (std::string_view rest = r.zones; !rest.empty();) {
            const std::size_t space = rest.find(' ');
            EXPECT_TRUE(time_zone::find(rest.substr(0, space))) << rest;
            rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
        }
    }
    EXPECT_EQ(codes.size(), 90u) << "83 subjects of ISO 3166-2:RU, six with codes of UA, and the whole country";
}

} // namespace
