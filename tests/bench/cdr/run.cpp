// SPDX-License-Identifier: BSL-1.0
#include "run.hpp"

#include <ctime>
#include <string_view>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/json.hpp>
#include <almon/tenant/tenant.hpp>

namespace bench {

using namespace almon;

double core_seconds() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

namespace {

tenant::tenant office() {
    tenant::tenant t;
    t.name = "bench";
    t.area = "495";
    t.zone = time_zone::find("Europe/Moscow").value();
    t.extensions = {"10x"};
    tenant::trunk mango;
    mango.name = "mango";
    mango.match = {"PJSIP/mango-*"};
    t.trunks.push_back(mango);
    return t;
}

} // namespace

outcome_of_run run(cdr::format f, const std::string& text, bool write_json) {
    const tenant::tenant t = office();
    cdr::context ctx;
    ctx.office = &t;
    outcome_of_run out;
    std::string line;
    const cdr::json_options how{t.zone, false};
    cdr::assembler calls(ctx, [&](const cdr::call& c) {
        ++out.calls;
        if (!write_json) return;
        line.clear();
        cdr::to_json(c, how, line);
        out.bytes += line.size();
    });
    const auto reader = cdr::make_reader(f, {"bench", 0, t.zone, {}}, {});
    const double begin = core_seconds();
    for (std::size_t at = 0; at < text.size(); at += 1 << 18)
        reader->feed(std::string_view(text).substr(at, 1 << 18), calls);
    reader->finish(calls);
    calls.finish();
    out.seconds = core_seconds() - begin;
    return out;
}

} // namespace bench
