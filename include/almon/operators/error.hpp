// SPDX-License-Identifier: BSL-1.0
#pragma once

// What can be wrong with a numbering register, and with a snapshot made from some.

#include <almon/core/error.hpp>

namespace almon::inline v0::operators {

enum class errc : std::uint16_t {
    // registers as a whole
    empty_register = 301,
    unsupported_encoding = 302,
    unknown_columns = 303,
    header_contradicted = 304,
    // rows that are rejected
    too_few_columns = 305,
    bad_code = 306,
    bad_bounds = 307,
    reversed_range = 308,
    no_operator = 309,
    // rows that are repaired
    extra_columns = 310,
    capacity_mismatch = 311,
    unpadded_number = 312,
    stray_space = 313,
    bad_inn = 314,
    undecodable_text = 315,
    overlap = 316,
    unknown_region = 317,
    // building
    nothing_to_build = 320,
    strict = 321,
    too_many = 322,
    // snapshots
    not_a_snapshot = 330,
    unsupported_version = 331,
    truncated = 332,
    corrupted = 333,
    hash_mismatch = 334,
};

inline constexpr error_info errc_table[] = {
    {301, "operators.empty_register", "the register holds no row"},
    {302, "operators.unsupported_encoding", "not UTF-8 and not windows-1251; convert the file to UTF-8"},
    {303, "operators.unknown_columns",
     "no columns of a numbering register here: code, from, to and operator are needed"},
    {304, "operators.header_contradicted", "the header names other columns than the rows show; the rows were believed"},
    {305, "operators.too_few_columns", "the row has fewer columns than the register"},
    {306, "operators.bad_code", "the code must be three digits and begin with 3, 4, 5, 8 or 9"},
    {307, "operators.bad_bounds", "a bound of the range must be a number of at most seven digits"},
    {308, "operators.reversed_range", "the range ends before it begins"},
    {309, "operators.no_operator", "the row names no operator"},
    {310, "operators.extra_columns", "a text holds the delimiter; the surplus columns were joined to it"},
    {311, "operators.capacity_mismatch", "the capacity is not the range's size; the bounds were believed"},
    {312, "operators.unpadded_number", "a bound lacks its leading zeros; they were put back"},
    {313, "operators.stray_space", "spaces around a column were dropped"},
    {314, "operators.bad_inn", "not a taxpayer number with right check digits; the operator was known by its name"},
    {315, "operators.undecodable_text", "bytes that the register's encoding does not have were replaced"},
    {316, "operators.overlap", "the range overlaps an earlier row of the same register; the later row won"},
    {317, "operators.unknown_region", "no region of the table is named here; the text was kept, without code and zone"},
    {320, "operators.nothing_to_build", "no register gave a single good row; nothing was published"},
    {321, "operators.strict",
     "rows were repaired or rejected, and strict reading was asked for; nothing was published"},
    {322, "operators.too_many", "more operators, regions or ranges than a snapshot can hold"},
    {330, "operators.not_a_snapshot", "not a file that `almon operators build` made"},
    {331, "operators.unsupported_version", "made by another version of almon; build the snapshot again"},
    {332, "operators.truncated", "the file is shorter or longer than it was published; build it again"},
    {333, "operators.corrupted", "the file's tables contradict each other; build it again"},
    {334, "operators.hash_mismatch", "the content is not what was published; build it again"},
};

constexpr const error_info& describe(errc code) noexcept {
    return find_error(errc_table, code);
}

} // namespace almon::inline v0::operators
