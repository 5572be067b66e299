// SPDX-License-Identifier: BSL-1.0
#pragma once

// Files of records in, the report of missed calls out, as `almon calls --report missed` makes it: what the bindings offer.
// A program that has its calls already gives them to `cdr::missed_report`.

#include <string>
#include <vector>

#include <almon/cdr/missed.hpp>
#include <almon/cdr/readers/record_files.hpp>
#include <almon/office/offices.hpp>

namespace almon::inline v0::office {

struct missed_request {
    std::vector<std::string> files;      ///< as `cdr::record_files`
    cdr::record_files::settings reading; ///< `zone` also tells days and hours where there is no office
    std::vector<const office*> offices;  ///< none, one, or several that share a PBX
    std::string viewer;                  ///< whose view it is, `NAME` or `TENANT/NAME`; empty: the whole calls
    std::string since, until;            ///< as `cdr::period::between`; on the first office's clock
    instant now;                         ///< what the viewer may see then
    cdr::reader::on_diagnostic bad_record, bad_file; ///< as `cdr::record_files`
};

/// What was found, and in which zone it is told: the first office's, else that of the reading.
struct missed_calls {
    cdr::missed_summary report;
    time_zone zone;
};

/// Reads the files to their end. `core.malformed_time`, `cdr.empty_period`, `office.unknown_user`, `office.ambiguous_user`.
/// Throws `failure` where two of the offices claim the same, `store_error` where the store is needed and broken.
[[nodiscard]] result<missed_calls> read_missed_calls(const missed_request& wanted);

} // namespace almon::inline v0::office
