// SPDX-License-Identifier: BSL-1.0
#include "corpus.hpp"

#include <ctime>
#include <random>

#include <almon/numbering/detail/tables.hpp>
#include <almon/numbering/format.hpp>
#include <almon/numbering/plan.hpp>

namespace almon::bench {

using namespace numbering;

namespace {

/// The number with its last digits drawn anew, as many as leave three behind the country code.
number redraw(number n, std::mt19937& random) {
    const facts plan = look_up(n);
    const auto fresh = 1 + random() % static_cast<unsigned>(std::max(1, plan.national_size() - 3));
    std::uint64_t scale = 1;
    for (std::uint64_t i = 0; i < fresh; ++i) scale *= 10;
    const std::uint64_t low = (static_cast<std::uint64_t>(random()) << 32 | random()) % scale;
    return almon::detail::make_number(n.value() / scale * scale + low);
}

std::string disturb(std::string_view national, std::mt19937& random) {
    std::string out;
    for (const char c : national) {
        if (c >= '0' && c <= '9') out += c;
        else if (random() % 4 != 0) out += " -.)"[random() % 3];
    }
    return out;
}

} // namespace

std::vector<sample> draw(std::size_t count) {
    std::mt19937 random(20261121);
    std::vector<sample> samples;
    samples.reserve(count);
    while (samples.size() < count) {
        const tables::example& e = tables::examples[random() % tables::example_count];
        const number n = redraw(almon::detail::make_number(e.number), random);
        const facts plan = look_up(n);
        if (!plan.valid()) continue;
        const std::string national = disturb(format(n, style::national).view(), random);
        samples.push_back({n, n.e164(), national, std::string(plan.region())});
    }
    return samples;
}

double thread_nanoseconds() {
    timespec t{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

} // namespace almon::bench
