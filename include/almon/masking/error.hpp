// SPDX-License-Identifier: BSL-1.0
#pragma once

// Why an alias was not opened, or does not lead anywhere.

#include <almon/core/error.hpp>

namespace almon::inline v0::masking {

enum class errc : std::uint16_t {
    unknown_alias = 501,
    alias_closed = 502,
    not_granted = 503,
    grant_expired = 504,
    malformed_alias = 505,
    collides_extension = 506,
    collides_service = 507,
    collides_emergency = 508,
    collides_outside_prefix = 509,
    collides_number = 510,
    alias_taken = 511,
    pair_has_alias = 512,
    malformed_deal = 513,
    unknown_grantee = 514,
    no_free_alias = 515,
    malformed_style = 516,
    malformed_grantee = 517,
};

inline constexpr error_info errc_table[] = {
    {501, "masking.unknown_alias", "no deal number like this was ever opened"},
    {502, "masking.alias_closed", "this deal number is closed and leads nowhere; open the deal again to use it"},
    {503, "masking.not_granted", "the user has no grant for this deal number; ask for `alias grant`"},
    {504, "masking.grant_expired", "the user's grant for this deal number has ended"},
    {505, "masking.malformed_alias", "a deal number is three to nine digits that do not begin with 0"},
    {506, "masking.collides_extension", "an extension of the office has, or may get, these digits"},
    {507, "masking.collides_service", "these digits are a service code of the office"},
    {508, "masking.collides_emergency", "these digits call for help; they never stand for anything else"},
    {509, "masking.collides_outside_prefix", "these digits begin with the prefix for an outside line"},
    {510, "masking.collides_number", "these digits can be read as a telephone number"},
    {511, "masking.alias_taken", "this deal number stands, or once stood, for somebody else"},
    {512, "masking.pair_has_alias", "this party of the deal has another deal number already"},
    {513, "masking.malformed_deal", "a deal's name is one to 64 printable characters"},
    {514, "masking.unknown_grantee", "the office has no such user, role or department"},
    {515, "masking.no_free_alias", "no free deal number was found that collides with nothing"},
    {516, "masking.malformed_style", "a style is partial, country, nothing, or last:N with N from 1 to 4"},
    {517, "masking.malformed_grantee", "a grantee is user:NAME, role:NAME or department:NAME"},
};

constexpr const error_info& describe(errc code) noexcept {
    return find_error(errc_table, code);
}

} // namespace almon::inline v0::masking
