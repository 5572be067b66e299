// SPDX-License-Identifier: BSL-1.0
#pragma once

// What can be wrong with the text of a phone number.

#include <almon/core/error.hpp>

namespace almon::inline v0::numbering {

enum class errc : std::uint16_t {
    empty = 101,
    withheld = 102,
    no_digits = 103,
    unexpected_character = 104,
    too_short = 105,
    too_long = 106,
    invalid_country_code = 107,
    no_area_code = 108,
    malformed_uri = 109,
    input_too_long = 110,
    unknown_region = 111,
};

inline constexpr error_info errc_table[] = {
    {101, "numbering.empty", "no number was given"},
    {102, "numbering.withheld", "the caller withheld the number; there is nothing to read"},
    {103, "numbering.no_digits", "no digits of a phone number here"},
    {104, "numbering.unexpected_character", "a character that stands in no phone number"},
    {105, "numbering.too_short", "too few digits for a phone number"},
    {106, "numbering.too_long", "more digits than a phone number can have"},
    {107, "numbering.invalid_country_code", "no country has this code"},
    {108, "numbering.no_area_code", "a local number, and no area code is set to complete it"},
    {109, "numbering.malformed_uri", "not a sip: or tel: URI that holds a number"},
    {110, "numbering.input_too_long", "the text is longer than any spelling of a phone number"},
    {111, "numbering.unknown_region", "not a region of the numbering plan; write one like RU"},
};

constexpr const error_info& describe(errc code) noexcept {
    return find_error(errc_table, code);
}

} // namespace almon::inline v0::numbering
