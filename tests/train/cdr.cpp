// SPDX-License-Identifier: BSL-1.0
// Reads generated days of calls, other ones than the benchmark reads, as whoever imports them does.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "generate.hpp"
#include "run.hpp"

int main() {
    using almon::cdr::format;
    constexpr std::size_t rows = 400000;
    constexpr std::uint64_t seed = 20261123;
    std::string custom, master, events;
    const std::size_t of_custom = bench::generate_rows(bench::rows_as::custom, rows, custom, seed);
    const std::size_t of_master = bench::generate_rows(bench::rows_as::master, rows / 2, master, seed);
    const std::size_t of_events = bench::generate_events(rows / 2, events, seed);
    for (const bool write_json : {false, true})
        if (bench::run(format::asterisk_cdr_custom, custom, write_json).calls != of_custom ||
            bench::run(format::asterisk_csv, master, write_json).calls != of_master ||
            bench::run(format::asterisk_ami, events, write_json).calls != of_events)
            return std::fputs("the training read other calls than there are\n", stderr), EXIT_FAILURE;
    return EXIT_SUCCESS;
}
