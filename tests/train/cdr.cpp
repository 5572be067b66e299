// SPDX-License-Identifier: BSL-1.0
// Reads generated days of calls, other ones than the benchmark reads, as whoever imports them does.
#include <cstdio>
#include <cstdlib>
#include <string>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/json.hpp>
#include <almon/cdr/readers/reader.hpp>
#include <almon/tenant/tenant.hpp>

#include "generate.hpp"

namespace {

using namespace almon;

tenant::tenant office() {
    tenant::tenant t;
    t.name = "train";
    t.area = "812";
    t.zone = time_zone::find("Europe/Moscow").value();
    t.extensions = {"1xx"};
    tenant::trunk mango;
    mango.name = "mango";
    mango.match = {"PJSIP/mango-*"};
    t.trunks.push_back(mango);
    return t;
}

/// The calls that were read; half of the runs write them as JSON.
std::size_t read(cdr::format f, const std::string& text, bool write_json) {
    const tenant::tenant t = office();
    cdr::context ctx;
    ctx.office = &t;
    std::size_t count = 0;
    std::string line;
    cdr::assembler calls(ctx, [&](const cdr::call& c) {
        ++count;
        line.clear();
        if (write_json) cdr::to_json(c, {t.zone, false}, line);
    });
    const auto reader = cdr::make_reader(f, {"train", 0, t.zone, {}}, {});
    constexpr std::size_t piece = 1 << 18;
    for (std::size_t at = 0; at < text.size(); at += piece)
        reader->feed(std::string_view(text).substr(at, piece), calls);
    reader->finish(calls);
    calls.finish();
    return count;
}

} // namespace

int main() {
    constexpr std::size_t rows = 400000;
    constexpr std::uint64_t seed = 20261123;
    std::string custom, master, events;
    const std::size_t of_custom = bench::generate_rows(bench::rows_as::custom, rows, custom, seed);
    const std::size_t of_master = bench::generate_rows(bench::rows_as::master, rows / 2, master, seed);
    const std::size_t of_events = bench::generate_events(rows / 2, events, seed);
    for (const bool write_json : {false, true})
        if (read(cdr::format::asterisk_cdr_custom, custom, write_json) != of_custom ||
            read(cdr::format::asterisk_csv, master, write_json) != of_master ||
            read(cdr::format::asterisk_ami, events, write_json) != of_events)
            return std::fputs("the training read other calls than there are\n", stderr), EXIT_FAILURE;
    return EXIT_SUCCESS;
}
