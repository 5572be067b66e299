// SPDX-License-Identifier: BSL-1.0
#pragma once

// Numbers and spellings to measure with: the same from run to run.

#include <cstdint>
#include <string>
#include <vector>

#include <almon/numbering/number.hpp>

namespace almon::bench {

struct sample {
    number value;
    std::string plus;     ///< `+79161234567`
    std::string national; ///< `8-916-123 45.67`: the national form, its separators disturbed
    std::string region;
};

/// `count` valid numbers over all regions and types: examples with their last digits drawn anew.
[[nodiscard]] std::vector<sample> draw(std::size_t count);

/// What a library says of a number.
struct verdict {
    bool valid = false;
    std::string type, region;
    friend bool operator==(const verdict&, const verdict&) = default;
};

/// A row of the result, as every bench writes it.
struct measured {
    std::string what, peer;
    double ours, theirs;
    std::size_t count;
};

/// Nanoseconds of processor time that `work` takes for each of `count`: the median of `rounds`.
template <class Work>
[[nodiscard]] double time_each(std::size_t count, std::size_t rounds, Work work);

/// Processor time of this thread so far.
[[nodiscard]] double thread_nanoseconds();

} // namespace almon::bench

#include <algorithm>

template <class Work>
double almon::bench::time_each(std::size_t count, std::size_t rounds, Work work) {
    std::vector<double> took;
    for (std::size_t i = 0; i < rounds; ++i) {
        const double begin = thread_nanoseconds();
        work();
        took.push_back((thread_nanoseconds() - begin) / static_cast<double>(count));
    }
    std::ranges::nth_element(took, took.begin() + static_cast<std::ptrdiff_t>(rounds / 2));
    return took[rounds / 2];
}
