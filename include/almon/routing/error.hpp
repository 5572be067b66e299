// SPDX-License-Identifier: BSL-1.0
#pragma once

// Why a trunk does not carry a call, why no call goes out, and what is wrong with the routing of an office.

#include <almon/core/error.hpp>

namespace almon::inline v0::routing {

enum class errc : std::uint16_t {
    // the call as a whole
    policy_forbids = 401,
    blacklisted = 402,
    no_trunk = 403,
    // one trunk
    not_of_department = 404,
    presents_nothing = 405,
    type_not_carried = 406,
    no_free_channel = 407,
    trunk_down = 408,
    closed = 409,
    never_carried = 410,
    not_whitelisted = 411,
    // the office, as `lint` sees it
    unknown_trunk = 420,
    operator_unserved = 421,
    number_unclaimed = 422,
    unreachable_trunk = 423,
    no_default_trunk = 424,
    unknown_tariff = 425,
    no_valid_tariff = 426,
    no_price = 427,
    price_tie = 428,
    direct_number_shared = 429,
    // values
    malformed_money = 440,
};

inline constexpr error_info errc_table[] = {
    {401, "routing.policy_forbids", "the policy does not let this person make this call"},
    {402, "routing.blacklisted", "the office calls no such numbers"},
    {403, "routing.no_trunk", "no trunk is left to carry the call; the trace says why for each"},
    {404, "routing.not_of_department", "the caller's department has trunks of its own, and this is none of them"},
    {405, "routing.presents_nothing",
     "the trunk has no number that the called party could see; list one in `presents`"},
    {406, "routing.type_not_carried", "the trunk does not carry calls to numbers of this type"},
    {407, "routing.no_free_channel", "all channels of the trunk are busy"},
    {408, "routing.trunk_down", "the trunk is out of service"},
    {409, "routing.closed", "the trunk's hours are over"},
    {410, "routing.never_carried", "the trunk's list of numbers that it never carries has this one"},
    {411, "routing.not_whitelisted", "the trunk carries listed numbers only, and this is none of them"},
    {420, "routing.unknown_trunk", "no trunk of the office has this name"},
    {421, "routing.operator_unserved", "no trunk belongs to this operator; calls to it cost what calls to others cost"},
    {422, "routing.number_unclaimed",
     "a trunk presents this number, and no line says what happens to who calls it back"},
    {423, "routing.unreachable_trunk", "nobody's department has this trunk; it carries emergency calls only"},
    {424, "routing.no_default_trunk", "no trunk is the default; cost decides where the called operator is unknown"},
    {425, "routing.unknown_tariff", "there is no tariff of this name"},
    {426, "routing.no_valid_tariff", "no tariff of this name is valid at this time; its calls have no known cost"},
    {427, "routing.no_price", "the tariff has no price for other operators; add one with operator = \"*\""},
    {428, "routing.price_tie", "two prices fit the same calls equally well; the first in the file decides"},
    {429, "routing.direct_number_shared",
     "several trunks of the department present this direct number; one must be its own"},
    {440, "routing.malformed_money", "not an amount of money; write one like 2.40, with at most six decimals"},
};

constexpr const error_info& describe(errc code) noexcept {
    return find_error(errc_table, code);
}

} // namespace almon::inline v0::routing
