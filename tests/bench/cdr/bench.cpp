// SPDX-License-Identifier: BSL-1.0
// Rows a second and peak memory of the whole way from bytes to calls, beside what people do today: a bare scan for
// line ends (the limit), Python's csv and a dict, an import into SQLite with GROUP BY.
//
// Usage: bench_cdr [--rows N] [--csv FILE]   (a million rows; Python and SQLite take a tenth of them)

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <almon/cdr/readers/reader.hpp>

#include "generate.hpp"
#include "run.hpp"

namespace {

using namespace almon;
using bench::core_seconds, bench::outcome_of_run, bench::run;

long peak_kib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// The whole way of what Asterisk writes unasked; nothing where the number of calls is wrong.
outcome_of_run run_master(std::size_t rows) {
    std::string text;
    const std::size_t calls = bench::generate_rows(bench::rows_as::master, rows, text);
    const outcome_of_run ours = run(cdr::format::asterisk_csv, text, false);
    return ours.calls == calls ? ours : outcome_of_run{};
}

double scan_lines(const std::string& text) {
    const double begin = core_seconds();
    std::size_t lines = 0;
    for (const char* p = text.data();
         (p = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(text.data() + text.size() - p))));
         ++p)
        ++lines;
    const double t = core_seconds() - begin;
    if (lines == 0) std::abort();
    return t;
}

/// Groups by linked id in Python; returns seconds, and the number of groups, which must be the number of calls.
double python_peer(const std::string& path, std::size_t calls) {
    const std::string code = "import csv,sys,time\nt=time.process_time()\nd={}\nfor r in csv.reader(open('" + path +
                             "')):\n  d.setdefault(r[20],[]).append(r)\nprint(time.process_time()-t,len(d))";
    FILE* pipe = popen(("/usr/bin/python3 -c \"" + code + "\"").c_str(), "r");
    double seconds = 0;
    std::size_t groups = 0;
    if (!pipe || std::fscanf(pipe, "%lf %zu", &seconds, &groups) != 2 || groups != calls) seconds = 0;
    if (pipe) pclose(pipe);
    return seconds;
}

double sqlite_peer(const std::string& path, std::size_t calls) {
    const double begin = core_seconds();
    sqlite3* base = nullptr;
    sqlite3_open(":memory:", &base);
    sqlite3_exec(base, "CREATE TABLE cdr(linkedid, start, disposition, billsec, channel, dstchannel); BEGIN", nullptr,
                 nullptr, nullptr);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(base, "INSERT INTO cdr VALUES(?,?,?,?,?,?)", -1, &insert, nullptr);
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        std::string_view field[32];
        std::size_t count = 0;
        for (std::size_t at = 0; at <= line.size() && count < 32;) { // the generated rows hold no comma inside a name
            const std::size_t comma = std::min(line.find("\",\"", at), line.size());
            field[count++] = std::string_view(line).substr(at, comma - at);
            at = comma + 3;
        }
        const int columns[] = {20, 8, 15, 12, 4, 5};
        for (int i = 0; i < 6; ++i)
            sqlite3_bind_text(insert, i + 1, field[columns[i]].data(), static_cast<int>(field[columns[i]].size()),
                              SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(base, "COMMIT", nullptr, nullptr, nullptr);
    std::size_t groups = 0;
    sqlite3_exec(
        base, "SELECT linkedid, min(start), max(disposition), sum(billsec) FROM cdr GROUP BY linkedid",
        [](void* n, int, char**, char**) { return ++*static_cast<std::size_t*>(n), 0; }, &groups, nullptr);
    sqlite3_close(base);
    return groups == calls ? core_seconds() - begin : 0.0;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t rows = 1000000;
    std::string csv;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--rows") == 0) rows = std::stoul(argv[i + 1]);
        if (std::strcmp(argv[i], "--csv") == 0) csv = argv[i + 1];
    }
    std::string table = "task,case,peer,ours_ns,peer_ns,ratio,n\n";
    const auto add = [&](std::string_view name, std::string_view peer, double ours, double theirs) {
        table += fmt::format("cdr,{},{},{:.1f},{:.1f},{:.2f},{}\n", name, peer, ours * 1e9, theirs * 1e9, theirs / ours,
                             rows);
    };
    const auto n = static_cast<double>(rows);
    std::string text;
    const std::size_t calls = bench::generate_rows(bench::rows_as::custom, rows, text);
    const long before = peak_kib();
    const outcome_of_run ours = run(cdr::format::asterisk_cdr_custom, text, false);
    const long after = peak_kib();
    if (ours.calls != calls) return std::cerr << "wrong: " << ours.calls << " calls of " << calls << '\n', 1;
    const outcome_of_run with_json = run(cdr::format::asterisk_cdr_custom, text, true);
    std::cout << fmt::format("{} rows, {} calls, {:.0f} MB\n", rows, calls, static_cast<double>(text.size()) / 1e6)
              << fmt::format("rows to calls           {:6.2f} M rows/s   {} MiB more at its peak\n",
                             n / ours.seconds / 1e6, (after - before) / 1024)
              << fmt::format("rows to calls to JSON   {:6.2f} M rows/s   {:.0f} MB of JSON\n",
                             n / with_json.seconds / 1e6, static_cast<double>(with_json.bytes) / 1e6);
    const double scan = scan_lines(text);
    std::cout << fmt::format("memchr over lines       {:6.2f} M rows/s   the limit\n", n / scan / 1e6);
    add("rows to calls", "memchr", ours.seconds / n, scan / n);

    std::string tenth;
    const std::size_t tenth_calls = bench::generate_rows(bench::rows_as::custom, rows / 10, tenth);
    const std::string path = "/tmp/almon-bench-cdr.csv";
    std::ofstream(path) << tenth;
    const double m = n / 10;
    if (const double t = python_peer(path, tenth_calls); t > 0) {
        std::cout << fmt::format("Python csv and dict     {:6.2f} M rows/s   grouping only\n", m / t / 1e6);
        add("rows to calls", "python csv+dict", ours.seconds / n, t / m);
    }
    if (const double t = sqlite_peer(path, tenth_calls); t > 0) {
        std::cout << fmt::format("SQLite and GROUP BY     {:6.2f} M rows/s   grouping only\n", m / t / 1e6);
        add("rows to calls", "sqlite", ours.seconds / n, t / m);
    }
    std::remove(path.c_str());

    std::string events;
    const std::size_t event_calls = bench::generate_events(rows / 2, events);
    const outcome_of_run live = run(cdr::format::asterisk_ami, events, false);
    if (live.calls != event_calls)
        return std::cerr << "wrong: " << live.calls << " calls of " << event_calls << '\n', 1;
    std::cout << fmt::format("manager events          {:6.2f} M events/s\n", n / 2 / live.seconds / 1e6);
    add("manager events to calls", "none", live.seconds / (n / 2), 0);
    const outcome_of_run master = run_master(rows);
    if (master.calls == 0) return std::cerr << "wrong: the calls of Master.csv\n", 1;
    std::cout << fmt::format("Master.csv to calls     {:6.2f} M rows/s   18 columns, no linked id\n",
                             n / master.seconds / 1e6);
    add("rows of Master.csv to calls", "none", master.seconds / n, 0);
    if (!csv.empty()) std::ofstream(csv) << table;
    return 0;
}
