// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>

#include "support/records_office.hpp"

namespace almon::test {

/// What a reader made of records.
struct reading {
    std::vector<cdr::call> calls; ///< as they were delivered
    std::vector<diagnostic> mistakes;
    cdr::reader::counts counts;
};

/// Reads `records`, given in pieces, to their end.
inline reading read(cdr::format what, std::string_view records, cdr::source from = {"records", 0, {}, {}},
                    cdr::shared_records asked = {{cdr::context()}, {}}, std::size_t piece = std::string_view::npos) {
    reading out;
    cdr::assembler calls(std::move(asked), [&out](const cdr::call& c) { out.calls.push_back(c); });
    const auto reader =
        cdr::make_reader(what, std::move(from), [&out](const diagnostic& d) { out.mistakes.push_back(d); });
    for (; !records.empty(); records.remove_prefix(std::min(piece, records.size())))
        reader->feed(records.substr(0, piece), calls);
    reader->finish(calls);
    calls.finish();
    out.counts = reader->count();
    return out;
}

/// The calls that an office's records tell, as they are delivered.
inline std::vector<cdr::call> calls_in(cdr::format what, std::string_view records,
                                       const tenant::tenant& office = records_office()) {
    cdr::context ctx;
    ctx.office = &office;
    return read(what, records, {"records", 0, office.zone, {}}, cdr::shared_records({ctx}, {})).calls;
}

} // namespace almon::test
