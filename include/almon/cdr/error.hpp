// SPDX-License-Identifier: BSL-1.0
#pragma once

// What can be wrong with a call record or with the file that it stands in.

#include <almon/core/error.hpp>

namespace almon::inline v0::cdr {

enum class errc : std::uint16_t {
    too_few_columns = 701,
    too_many_columns = 702,
    unclosed_quote = 703,
    malformed_time = 704,
    malformed_number = 705,
    no_channel = 706,
    nul_bytes = 707,
    record_too_long = 708,
    empty_file = 709,
    unknown_columns = 710,
    unknown_format = 711,
    ends_before_start = 712,
    malformed_json = 713,
    malformed_event = 714,
    truncated = 715,
    broken_encoding = 716,
    wrong_time_zone = 717,
    no_such_table = 718,
    late_record = 719,
    damaged_archive = 720,
    unknown_compression = 721,
    empty_period = 722,
};

inline constexpr error_info errc_table[] = {
    {701, "cdr.too_few_columns", "the row has fewer columns than the file's layout; it was left out"},
    {702, "cdr.too_many_columns", "the row has more columns than the file's layout; it was left out"},
    {703, "cdr.unclosed_quote", "a quoted field never ends; the row was left out"},
    {704, "cdr.malformed_time", "not a time as the PBX writes it, like 2026-11-22 00:38:19; the row was left out"},
    {705, "cdr.malformed_number", "not a count of seconds; the row was left out"},
    {706, "cdr.no_channel", "the row names no channel, so that nobody can tell whose it is; it was left out"},
    {707, "cdr.nul_bytes", "the row holds NUL bytes, as files do after a power cut; they were taken out"},
    {708, "cdr.record_too_long", "the record is longer than any PBX writes; it was left out"},
    {709, "cdr.empty_file", "the file holds no records"},
    {710, "cdr.unknown_columns", "the meaning of the columns cannot be told from the rows; name them with --columns"},
    {711, "cdr.unknown_format", "not a format that almon reads; name it with --from"},
    {712, "cdr.ends_before_start",
     "the row ends before it starts and its duration does not explain it; the duration was kept"},
    {713, "cdr.malformed_json", "not a JSON object; the line was left out"},
    {714, "cdr.malformed_event", "an event without what it needs; it was left out"},
    {715, "cdr.truncated", "the file ends in the middle of a record; that record was left out"},
    {716, "cdr.broken_encoding", "bytes that are no UTF-8; they were read as Windows-1251 or kept one by one"},
    {717, "cdr.wrong_time_zone", "the times do not fit the time zone given; the ids of the calls tell the true one"},
    {718, "cdr.no_such_table", "the database has no table of call records"},
    {719, "cdr.late_record",
     "the record came when its call had been told; the call is told again with it, from files that can be read twice"},
    {720, "cdr.damaged_archive", "the compressed file is damaged or cut off; what came before was read"},
    {721, "cdr.unknown_compression",
     "the file is compressed in a way that this almon cannot unpack; unpack it first: xz -dc FILE | almon calls -"},
    {722, "cdr.empty_period", "the end is not after the beginning: no call lies between them"},
};

constexpr const error_info& describe(errc code) noexcept {
    return find_error(errc_table, code);
}

} // namespace almon::inline v0::cdr
