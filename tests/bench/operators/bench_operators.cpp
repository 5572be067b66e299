// SPDX-License-Identifier: BSL-1.0
// Whose is this number, over some 430,000 ranges: numbers drawn by capacity (as calls are) and by range (the worst for
// caches). Every peer must give our answers before anything is timed.
//
//     bench_operators [--csv FILE]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <almon/core/entropy.hpp>
#include <almon/operators/directory.hpp>

#include "peers.hpp"
#include "ranges.hpp"

namespace {

using namespace almon;
using bench::range;
using operators::assignment;
using operators::directory;

constexpr std::size_t wanted_ranges = 430'000;
constexpr std::size_t query_count = 1'000'000;
constexpr std::size_t slow_count = 20; ///< for peers that read half the table

struct query_set {
    const char* name;
    std::vector<number> numbers;
};

std::vector<number> by_capacity(const std::vector<range>& ranges, seeded_entropy& random) {
    std::vector<std::uint64_t> ends;
    std::uint64_t total = 0;
    for (const range& r : ranges) ends.push_back(total += r.last - r.first + 1);
    std::vector<number> out;
    for (std::size_t i = 0; i < query_count; ++i) {
        const std::uint64_t at = random.below(total);
        const auto found = static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), at) - ends.begin());
        out.push_back(almon::detail::make_number(ranges[found].last - (ends[found] - 1 - at)));
    }
    return out;
}

std::vector<number> by_range(const std::vector<range>& ranges, seeded_entropy& random) {
    std::vector<number> out;
    for (std::size_t i = 0; i < query_count; ++i) {
        const range& r = ranges[random.below(ranges.size())];
        out.push_back(almon::detail::make_number(r.first + random.below(r.last - r.first + 1)));
    }
    return out;
}

/// Nanoseconds of this thread's processor time, so that other programs on the machine count little.
double thread_time() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

/// Nanoseconds for one number in the best of seven rounds of `run(numbers)`, which returns a sum to keep it honest.
template <class Run>
double time_round(std::span<const number> numbers, Run run) {
    std::vector<double> rounds;
    std::uint64_t first_sum = 0;
    for (int round = 0; round < 7; ++round) {
        const double start = thread_time();
        const std::uint64_t sum = run(numbers);
        const double took = thread_time() - start;
        if (round == 0) first_sum = sum;
        if (sum != first_sum) std::abort();
        rounds.push_back(took / static_cast<double>(numbers.size()));
    }
    return *std::min_element(rounds.begin(), rounds.end());
}

std::uint32_t holder_of(const directory& d, number n) {
    const auto a = d.lookup(n);
    return a ? static_cast<std::uint32_t>(a->now - d.operators().data()) + 1 : 0;
}

template <class Peer>
double time_peer(std::span<const number> numbers, const Peer& peer) {
    return time_round(numbers, [&](std::span<const number> all) {
        std::uint64_t sum = 0;
        for (number n : all) sum += peer(n.value());
        return sum;
    });
}

template <class Peer>
bool agrees(const directory& d, std::span<const number> numbers, const Peer& peer, const char* name) {
    for (number n : numbers)
        if (peer(n.value()) != holder_of(d, n)) return std::cerr << name << " gives another answer\n", false;
    return true;
}

/// Nanoseconds of one dependent read in a random cycle over `bytes`.
double read_latency(std::size_t bytes) {
    std::vector<std::uint32_t> next(bytes / 64 * 16);
    std::vector<std::uint32_t> order(bytes / 64);
    std::iota(order.begin(), order.end(), 0u);
    seeded_entropy random(7);
    for (std::size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[random.below(i + 1)]);
    for (std::size_t i = 0; i < order.size(); ++i) next[order[i] * 16u] = order[(i + 1) % order.size()] * 16u;
    std::uint32_t at = 0;
    constexpr int reads = 3'000'000;
    const double start = thread_time();
    for (int i = 0; i < reads; ++i) at = next[at];
    const double took = thread_time() - start;
    if (at == 0xFFFFFFFF) std::abort();
    return took / reads;
}

class report {
public:
    explicit report(const std::string& path) {
        if (!path.empty()) file_.open(path);
        file_ << "task,case,peer,ours_ns,peer_ns,ratio,n\n";
    }
    void row(const char* name, const char* peer, double ours, double theirs, std::size_t n) {
        file_ << fmt::format("operators,{},{},{:.2f},{:.2f},{:.2f},{}\n", name, peer, ours, theirs, theirs / ours, n);
        fmt::print("  {:<28} {:<26} {:>8.1f} ns   ours {:>6.1f} ns   {:>8.1f}x\n", name, peer, theirs, ours,
                   theirs / ours);
    }

private:
    std::ofstream file_;
};

struct peers {
    bench::map_peer map;
    bench::sorted_peer sorted;
    bench::prefix_tree_peer tree;
    bench::sqlite_peer ordered, between;

    explicit peers(const std::vector<range>& r)
        : map(r), sorted(r), tree(r), ordered(r, bench::sqlite_peer::form::ordered_key),
          between(r, bench::sqlite_peer::form::between) {}

    [[nodiscard]] bool agree(const directory& d, std::span<const number> numbers) const {
        return agrees(d, numbers, map, "std::map") && agrees(d, numbers, sorted, "std::upper_bound") &&
               agrees(d, numbers, tree, "prefix tree") &&
               agrees(d, numbers.first(numbers.size() / 10), ordered, "SQLite by key") &&
               agrees(d, numbers.first(slow_count), between, "SQLite BETWEEN");
    }
};

void run_case(const query_set& q, const directory& d, const peers& all, report& out) {
    const std::span<const number> numbers(q.numbers);
    const double ours = time_round(numbers, [&](std::span<const number> some) {
        std::uint64_t sum = 0;
        for (number n : some) sum += holder_of(d, n);
        return sum;
    });
    std::vector<std::optional<assignment>> answers(1024);
    const double batched = time_round(numbers, [&](std::span<const number> some) {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < some.size(); i += answers.size()) {
            const auto part = some.subspan(i, std::min(answers.size(), some.size() - i));
            d.lookup(part, answers);
            for (std::size_t k = 0; k < part.size(); ++k)
                sum += answers[k] ? static_cast<std::uint64_t>(answers[k]->now - d.operators().data()) + 1 : 0;
        }
        return sum;
    });
    const double sorted = time_peer(numbers, all.sorted);
    out.row(q.name, "std::upper_bound", ours, sorted, numbers.size());
    out.row(fmt::format("{}, batched", q.name).c_str(), "std::upper_bound", batched, sorted, numbers.size());
    out.row(q.name, "std::map", ours, time_peer(numbers, all.map), numbers.size());
    out.row(q.name, "prefix tree", ours, time_peer(numbers, all.tree), numbers.size());
    const auto tenth = numbers.first(numbers.size() / 10);
    out.row(q.name, "SQLite by key", ours, time_peer(tenth, all.ordered), tenth.size());
    const auto few = numbers.first(slow_count);
    out.row(q.name, "SQLite BETWEEN", ours, time_peer(few, all.between), few.size());
}

} // namespace

int main(int argc, char** argv) {
    std::string csv;
    for (int i = 1; i + 1 < argc; ++i)
        if (std::string_view(argv[i]) == "--csv") csv = argv[i + 1];
    const bench::data data = bench::make_data(wanted_ranges);
    const directory d = directory::view(data.snapshot).value();
    if (!d.verify()) return std::cerr << "the snapshot is damaged\n", 1;
    fmt::print("{} ranges ({} rows of real registers, {} synthetic landline rows), {} MB of snapshot\n",
               data.ranges.size(), data.real, data.synthetic, data.snapshot.size() / 1'000'000);
    if (data.real == 0) fmt::print("no real registers beside the project: all ranges are synthetic\n");
    seeded_entropy random(20261121);
    const query_set sets[] = {{"weighted by capacity", by_capacity(data.ranges, random)},
                              {"uniform by range", by_range(data.ranges, random)}};
    const peers all(data.ranges);
    for (const query_set& q : sets)
        if (!all.agree(d, q.numbers)) return 1;
    fmt::print("one dependent read: {:.1f} ns in 1 MB, {:.1f} ns in 256 MB\n", read_latency(1 << 20),
               read_latency(256 << 20));
    report out(csv);
    for (const query_set& q : sets) run_case(q, d, all, out);
    return 0;
}
