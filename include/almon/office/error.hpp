// SPDX-License-Identifier: BSL-1.0
#pragma once

// What can be wrong with an office file, and with a question to the office.

#include <almon/core/error.hpp>

namespace almon::inline v0::office {

enum class errc : std::uint16_t {
    unreadable = 601,
    syntax = 602,
    schema = 603,
    unknown_key = 604,
    wrong_type = 605,
    missing_key = 606,
    bad_value = 607,
    dangling_name = 608,
    duplicate = 609,
    contradiction = 610,
    emergency_clash = 611,
    unknown_user = 612,
    unknown_trunk = 613,
    unknown_line = 614,
    not_allowed = 615,
};

inline constexpr error_info errc_table[] = {
    {601, "office.unreadable", "the office file could not be read"},
    {602, "office.syntax", "the office file is not TOML; nothing after this place was read"},
    {603, "office.schema", "the office file must begin with schema = 1"},
    {604, "office.unknown_key", "no such key here"},
    {605, "office.wrong_type", "the value is of another type than this key takes"},
    {606, "office.missing_key", "a key is missing that this table needs"},
    {607, "office.bad_value", "this key does not take this value"},
    {608, "office.dangling_name", "the file names something here that it does not define"},
    {609, "office.duplicate", "this is defined twice"},
    {610, "office.contradiction", "two parts of the file contradict each other"},
    {611, "office.emergency_clash", "an own extension is spelled like an emergency number; the extension cannot be dialled"},
    {612, "office.unknown_user", "the office has no user of this name, extension or mobile"},
    {613, "office.unknown_trunk", "the office has no trunk of this name"},
    {614, "office.unknown_line", "the office has no line with this number"},
    {615, "office.not_allowed", "the policy of the office does not allow this"},
};

constexpr const error_info& describe(errc code) noexcept { return find_error(errc_table, code); }

} // namespace almon::inline v0::office
