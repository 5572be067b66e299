// SPDX-License-Identifier: BSL-1.0
// Where the clock of a number's owner stands, for C.
#include "directory.hpp"
#include "office.hpp"

struct almon_zones {
    std::vector<std::string> names;
};

using namespace almon;

extern "C" {

int almon_office_zones(const almon_office* office, const almon_number* number, almon_zones** zones,
                       almon_error** error) {
    if (zones) *zones = nullptr;
    return c::guarded(error, [&]() -> int {
        if (!office || !zones) return c::refuse(error);
        const auto n = c::number_of(number);
        if (!n) return c::fail(n.error(), error);
        *zones = new almon_zones{office->front.zones(*n)};
        return 0;
    });
}

size_t almon_zones_count(const almon_zones* zones) {
    return zones ? zones->names.size() : 0;
}

const char* almon_zones_name(const almon_zones* zones, size_t index) {
    return zones && index < zones->names.size() ? zones->names[index].c_str() : nullptr;
}

void almon_zones_free(almon_zones* zones) {
    delete zones;
}

int almon_office_safe_to_call(const almon_office* office, const almon_number* number, int64_t at,
                              const almon_hours* hours, int32_t* safe, almon_error** error) {
    if (safe) *safe = 0;
    return c::guarded(error, [&]() -> int {
        constexpr std::int32_t day = 24 * 60;
        const auto in_a_day = [](std::int32_t minute) { return minute >= 0 && minute <= day; };
        if (!office || !safe) return c::refuse(error);
        if (hours && (!c::fits(hours) || !in_a_day(hours->from) || !in_a_day(hours->until))) return c::refuse(error);
        const auto n = c::number_of(number);
        if (!n) return c::fail(n.error(), error);
        numbering::calling_hours rules;
        if (hours) {
            rules.windows.front().from = static_cast<std::uint16_t>(hours->from);
            rules.windows.front().until = static_cast<std::uint16_t>(hours->until);
        }
        *safe = office->front.safe_to_call(*n, c::moment(at), rules);
        return 0;
    });
}

} // extern "C"
