// SPDX-License-Identifier: BSL-1.0
// Parse, validity, type and region of a million numbers, written with a plus and as people write them at home, and
// formatting. A peer of the same metadata that answers differently ends the run before it is timed.
//
//     bench_numbering [--csv FILE] [--count N]
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string_view>

#include <fmt/format.h>

#include <almon/numbering/format.hpp>
#include <almon/numbering/parse.hpp>

#include "peer.hpp"

namespace {

using namespace almon;
using namespace almon::bench;
using namespace almon::numbering;

struct bench_case {
    std::string name;
    std::vector<question> questions;
};

verdict answer(const question& q) {
    const result<parsed> found = read(q.text, {q.home, {}});
    if (!found) return {};
    return {found->valid(), std::string(to_string(found->type())), std::string(found->region())};
}

double time_ours(const std::vector<question>& questions) {
    std::size_t sum = 0;
    const double each = time_each(questions.size(), 7, [&] {
        for (const question& q : questions) {
            const result<parsed> found = read(q.text, {q.home, {}});
            if (!found) continue;
            sum += found->valid() + static_cast<std::size_t>(found->type()) + found->region().size();
            sum += found->number().value();
        }
    });
    if (sum == 0) std::abort();
    return each;
}

double time_format(const std::vector<sample>& samples) {
    std::size_t sum = 0;
    std::vector<number> numbers;
    for (const sample& s : samples) numbers.push_back(s.value);
    const double each = time_each(numbers.size(), 7, [&] {
        for (const number n : numbers) sum += format(n, style::international).view().size();
    });
    if (sum == 0) std::abort();
    return each;
}

/// Ends the run where a peer of the same metadata disagrees.
void check(const peer_result& r, const std::string& what) {
    if (r.different == 0) return;
    std::cout << fmt::format("{}: {} answers {} of {} otherwise{}\n", what, r.name, r.different, r.count,
                             r.same_metadata ? "" : " (its metadata is another version's)");
    if (r.same_metadata) std::exit(1);
}

std::vector<peer_result> ask_peers(const std::vector<question>& questions) {
    const std::vector<question> part(questions.begin(),
                                     questions.begin() +
                                         static_cast<std::ptrdiff_t>(std::min<std::size_t>(questions.size(), 50'000)));
    std::vector<verdict> expected;
    for (const question& q : part) expected.push_back(answer(q));
#ifdef ALMON_BENCH_8_12
    return {ask_libphonenumber(part, expected)};
#else
    const std::size_t fewer = std::min<std::size_t>(part.size(), 20'000);
    return ask_scripts(std::span(part).first(fewer), std::span(expected).first(fewer));
#endif
}

std::vector<measured> run_all(std::size_t count) {
    const std::vector<sample> samples = draw(count);
    bench_case plus{"plus", {}}, national{"national", {}};
    for (const sample& s : samples) {
        plus.questions.push_back({s.plus, ""});
        const bool at_home = !s.region.empty() && s.region != "001";
        if (at_home) national.questions.push_back({s.national, s.region});
    }
    std::vector<measured> rows;
    for (const bench_case* c : {&plus, &national}) {
        const std::vector<peer_result> peers = ask_peers(c->questions);
        for (const peer_result& p : peers) check(p, c->name);
        const double ours = time_ours(c->questions);
        for (const peer_result& p : peers) rows.push_back({c->name, p.name, ours, p.nanoseconds, c->questions.size()});
        if (peers.empty()) rows.push_back({c->name, "none", ours, 0, c->questions.size()});
    }
    const double ours = time_format(samples);
#ifdef ALMON_BENCH_8_12
    const std::size_t part = std::min<std::size_t>(samples.size(), 50'000);
    std::vector<question> questions(plus.questions.begin(), plus.questions.begin() + static_cast<std::ptrdiff_t>(part));
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < part; ++i) expected.push_back(format(samples[i].value, style::international).str());
    for (question& q : questions) q.home = "ZZ";
    const peer_result peer = format_libphonenumber(questions, expected);
    check(peer, "format");
    rows.push_back({"format", peer.name, ours, peer.nanoseconds, samples.size()});
#else
    rows.push_back({"format", "none", ours, 0, samples.size()});
#endif
    return rows;
}

} // namespace

int main(int argc, char** argv) {
    std::string csv;
    std::size_t count = 1'000'000;
    for (int i = 1; i + 1 < argc; ++i) {
        if (std::strcmp(argv[i], "--csv") == 0) csv = argv[i + 1];
        if (std::strcmp(argv[i], "--count") == 0) count = std::strtoull(argv[i + 1], nullptr, 10);
    }
    std::ofstream file;
#ifdef ALMON_BENCH_8_12
    if (!csv.empty()) file.open(csv, std::ios::app);
#else
    if (!csv.empty()) file.open(csv);
    file << "task,case,peer,ours_ns,peer_ns,ratio,n\n";
#endif
    std::cout << fmt::format("{} numbers, plan {}, {:.1f} KiB of automaton, " __VERSION__ "\n", count,
                             metadata_version(), static_cast<double>(tables::automaton_bytes) / 1024);
    for (const measured& m : run_all(count)) {
        std::cout << fmt::format("{:<10} {:>7.1f} ns  {:>9.1f} ns  {:>7.1f} x  {}\n", m.what, m.ours, m.theirs,
                                 m.theirs / m.ours, m.peer);
        file << fmt::format("numbering,{},{},{:.2f},{:.2f},{:.2f},{}\n", m.what, m.peer, m.ours, m.theirs,
                            m.theirs / m.ours, m.count);
    }
    file.close();
#ifndef ALMON_BENCH_8_12
    if (std::ifstream(ALMON_BENCH_SIBLING).good()) {
        std::cout.flush();
        const std::string command =
            fmt::format("'{}' --count {} --csv '{}'", ALMON_BENCH_SIBLING, count, csv.empty() ? "/dev/null" : csv);
        if (std::system(command.c_str()) != 0) return 1;
    }
#endif
    return 0;
}
