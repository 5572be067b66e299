// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>
#include <vector>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>

#include "support/records_office.hpp"

namespace almon::test {

/// The calls that an office's records tell, as they are delivered.
inline std::vector<cdr::call> calls_in(cdr::format what, std::string_view records,
                                       const tenant::tenant& office = records_office()) {
    cdr::context ctx;
    ctx.office = &office;
    std::vector<cdr::call> out;
    cdr::assembler calls(ctx, [&out](const cdr::call& c) { out.push_back(c); });
    const auto reader = cdr::make_reader(what, {"records", 0, office.zone, {}}, {});
    reader->feed(records, calls);
    reader->finish(calls);
    calls.finish();
    return out;
}

} // namespace almon::test
