// SPDX-License-Identifier: BSL-1.0
// Registers drawn at random, laid over each other, against a map from every single number to its answer.
#include <map>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <almon/core/entropy.hpp>
#include <almon/operators/build.hpp>
#include <almon/operators/directory.hpp>

namespace {

using namespace almon;
using namespace almon::operators;

constexpr std::uint64_t base = 79160000000;

struct truth {
    std::uint32_t source, row;
    std::string holder;
};
using oracle = std::map<std::uint64_t, truth>;

/// One register of random rows, some overlapping; and what it makes of the oracle.
std::string random_register(seeded_entropy& random, std::uint32_t source, oracle& expected) {
    std::string text = "АВС/ DEF;От;До;Емкость;Оператор;Регион\n";
    const std::uint64_t rows = 1 + random.below(40);
    for (std::uint32_t row = 2; row < rows + 2; ++row) {
        const std::uint64_t spread = random.below(3) == 0 ? 60'000 : 20'300; // within few blocks, and over their edges
        const std::uint64_t from = random.below(2) ? random.below(spread) : random.below(6) * 10'000;
        const std::uint64_t size = random.below(4) == 0 ? 1 + random.below(25'000) : 1 + random.below(300);
        const std::uint64_t to = std::min<std::uint64_t>(from + size - 1, 79'999);
        const std::string holder = fmt::format("Оператор {}", static_cast<char>('A' + random.below(6)));
        text += fmt::format("916;{:07};{:07};{};{};Тверская область\n", from, to, to - from + 1, holder);
        for (std::uint64_t n = from; n <= to; ++n) expected[base + n] = {source, row, holder};
    }
    return text;
}

void compare_all(const directory& d, const oracle& expected) {
    std::vector<number> numbers;
    for (std::uint64_t n = base - 20'001; n < base + 100'001; ++n) numbers.push_back(almon::detail::make_number(n));
    std::vector<std::optional<assignment>> many(numbers.size());
    d.lookup(numbers, many);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::uint64_t n = numbers[i].value();
        const auto found = expected.find(n);
        const auto answer = d.lookup(numbers[i]);
        ASSERT_EQ(answer.has_value(), found != expected.end()) << n - base;
        ASSERT_EQ(many[i].has_value(), answer.has_value()) << n - base;
        if (!answer) continue;
        ASSERT_EQ(many[i]->range, answer->range) << n - base;
        const auto origin = d.origin_of(*answer);
        ASSERT_TRUE(origin) << n - base;
        ASSERT_EQ(answer->now->name, found->second.holder) << n - base;
        ASSERT_EQ(origin->row, found->second.row) << n - base;
        ASSERT_EQ(origin->source->file, fmt::format("r{}.csv", found->second.source)) << n - base;
        ASSERT_TRUE(origin->first <= n && n <= origin->last) << n - base;
    }
    ASSERT_EQ(d.numbers(), expected.size());
}

TEST(directory, answers_as_a_map_of_every_number_would) {
    seeded_entropy random(20261121);
    for (int round = 0; round < 40; ++round) {
        builder b;
        oracle expected;
        const std::uint64_t registers = 1 + random.below(3);
        for (std::uint32_t source = 0; source < registers; ++source)
            b.add(fmt::format("r{}.csv", source), random_register(random, source, expected));
        const auto bytes = b.finish({});
        ASSERT_TRUE(bytes) << round;
        const auto d = directory::view(*bytes);
        ASSERT_TRUE(d) << round;
        ASSERT_TRUE(d->verify()) << round;
        compare_all(*d, expected);
        if (HasFatalFailure()) FAIL() << "round " << round;
    }
}

} // namespace
