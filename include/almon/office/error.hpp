// SPDX-License-Identifier: BSL-1.0
#pragma once

// What can be wrong with an office file, and with a question to the office.

#include <almon/core/error.hpp>

namespace almon::inline v0::office {

enum class errc : std::uint16_t {
    unreadable = 1001,
    syntax = 1002,
    schema = 1003,
    unknown_key = 1004,
    wrong_type = 1005,
    missing_key = 1006,
    bad_value = 1007,
    dangling_name = 1008,
    duplicate = 1009,
    contradiction = 1010,
    emergency_clash = 1011,
    unknown_user = 1012,
    unknown_trunk = 1013,
    unknown_line = 1014,
    not_allowed = 1015,
    no_store = 1016,
    unreachable = 1017,
    claimed_twice = 1018,
    ambiguous_user = 1019,
};

inline constexpr error_info errc_table[] = {
    {1001, "office.unreadable", "the office file could not be read"},
    {1002, "office.syntax", "the office file is not TOML; nothing after this place was read"},
    {1003, "office.schema", "the office file must begin with schema = 1"},
    {1004, "office.unknown_key", "no such key here"},
    {1005, "office.wrong_type", "the value is of another type than this key takes"},
    {1006, "office.missing_key", "a key is missing that this table needs"},
    {1007, "office.bad_value", "this key does not take this value"},
    {1008, "office.dangling_name", "the file names something here that it does not define"},
    {1009, "office.duplicate", "this is defined twice"},
    {1010, "office.contradiction", "two parts of the file contradict each other"},
    {1011, "office.emergency_clash",
     "an own extension is spelled like an emergency number, so that one of the two cannot be dialled"},
    {1012, "office.unknown_user", "the office has no user of this name, extension or mobile"},
    {1013, "office.unknown_trunk", "the office has no trunk of this name"},
    {1014, "office.unknown_line", "the office has no line with this number"},
    {1015, "office.not_allowed", "the policy of the office does not allow this"},
    {1016, "office.no_store", "the office file names no store; write store = \"sqlite:FILE\" into [office]"},
    {1017, "office.unreachable", "no call ever comes to this rule"},
    {1018, "office.claimed_twice",
     "two offices on one PBX claim the same, so that nobody can tell whose its calls are"},
    {1019, "office.ambiguous_user", "several offices have a user of this name; write TENANT/NAME"},
};

constexpr const error_info& describe(errc code) noexcept {
    return find_error(errc_table, code);
}

} // namespace almon::inline v0::office
