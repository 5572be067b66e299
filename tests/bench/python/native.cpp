// SPDX-License-Identifier: BSL-1.0
// The peer of bench.py: the same questions asked in C++. Texts on standard input, a line each; one line of JSON out.
// Usage: python_bench_native OFFICE.toml

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <time.h>

#include <almon/numbering/parse.hpp>
#include <almon/office/load.hpp>

namespace {

using namespace almon;

/// Processor time of this thread, in nanoseconds.
double thread_time() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

/// The best of some runs, in nanoseconds for each of `count`.
template <class Run>
double best_ns(std::size_t count, Run run) {
    double best = 1e300;
    for (int round = 0; round < 9; ++round) {
        const double start = thread_time();
        run();
        best = std::min(best, (thread_time() - start) / static_cast<double>(count));
    }
    return best;
}

volatile std::uint64_t sink;

} // namespace

int main(int, char** argv) {
    const std::string all{std::istreambuf_iterator<char>(std::cin), {}};
    std::vector<std::string_view> texts;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        texts.push_back(std::string_view(all).substr(begin, end - begin));
        begin = end + 1;
    }
    std::vector<result<number>> results(texts.size(), result<number>(error(numbering::errc::empty)));
    const double batch = best_ns(texts.size(), [&] { numbering::parse(texts, results); });
    std::uint64_t sum = 0;
    for (const result<number>& r : results) sum += r ? r->value() : 0;

    constexpr std::size_t often = 200000;
    const double one = best_ns(often, [&] {
        for (std::size_t i = 0; i < often; ++i) sink = numbering::parse(texts[i % texts.size()]).has_value();
    });
    const office::office_file office = office::load(argv[1]).value();
    const double decide = best_ns(often, [&] {
        for (std::size_t i = 0; i < often; ++i) {
            const policy::circumstances given = policy::at_time({}, office.tenant, system_now());
            sink = office.policy.decide("ivanov", "call.alias", {}, given).allowed;
        }
    });
    std::printf("{\"batch\": %.3f, \"one\": %.3f, \"decide\": %.3f, \"sum\": %llu}\n", batch, one, decide,
                static_cast<unsigned long long>(sum));
}
