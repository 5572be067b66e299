// SPDX-License-Identifier: BSL-1.0
#pragma once

// Call detail records of Asterisk as text: cdr_csv's Master.csv, and cdr_custom in any order of columns.
//
// Times have no zone. The unique id holds the second in which the channel was made, in UTC: where the two disagree
// (another zone, usegmtime, a clock set back within the call) the id is right.

#include <almon/cdr/readers/reader.hpp>

namespace almon::inline v0::cdr {

/// Master.csv: 16 to 21 columns, as cdr.conf has it.
[[nodiscard]] std::unique_ptr<reader> make_asterisk_csv_reader(source s, reader::on_diagnostic tell);

/// cdr_custom: columns as `source::columns` or the first row names them, else as the rows themselves tell; where they
/// do not, nothing is read and `errc::unknown_columns` says why.
[[nodiscard]] std::unique_ptr<reader> make_asterisk_cdr_custom_reader(source s, reader::on_diagnostic tell);

} // namespace almon::inline v0::cdr
