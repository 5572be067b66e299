// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/directory.hpp>

#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "operators/hash.hpp"
#include "support.hpp"

namespace {

using namespace almon;
using namespace almon::operators;
using test::num;

static_assert(noexcept(std::declval<const directory&>().lookup(num(1))));
static_assert(std::is_trivially_copyable_v<assignment>);
static_assert(!std::is_copy_constructible_v<directory> && std::is_nothrow_move_constructible_v<directory>);

/// Every number next to a boundary of the small and the tiny register, and some far away.
std::vector<number> probes() {
    std::vector<number> all;
    for (std::uint64_t n : {79031000000u, 79031300000u, 79160000000u, 79160030000u, 79160035000u, 79160050000u,
                            79162000000u, 79162000005u, 79162000007u, 79162010000u})
        for (std::uint64_t d = 0; d < 4; ++d) all.push_back(num(n + d - 2));
    for (std::uint64_t n : {std::uint64_t{1}, std::uint64_t{79161234567}, std::uint64_t{89161234567},
                            std::uint64_t{9'999'999'999'999'999'999u}})
        all.push_back(num(n));
    return all;
}

TEST(directory, answers_with_operator_region_and_source) {
    const test::built b({{"DEF-9xx.2026-08.csv", test::small_register()}});
    const auto a = b.directory.lookup(num(79161234567));
    ASSERT_TRUE(a);
    EXPECT_EQ(a->now->name, "ПАО \"МТС\"");
    EXPECT_EQ(a->now->inn, "7740000076");
    EXPECT_EQ(a->now->brand, "mts");
    EXPECT_EQ(a->holder, a->now);
    EXPECT_EQ(to_string(a->carried), "unknown") << "no portability file was read";
    EXPECT_EQ(a->region->name, "Москва, Московская область");
    EXPECT_EQ(a->region->text, "Город Москва, Московская область");
    EXPECT_THAT(a->region->codes, testing::ElementsAre("RU-MOW", "RU-MOS"));
    EXPECT_THAT(a->region->zones, testing::ElementsAre("Europe/Moscow"));
    const auto origin = b.directory.origin_of(*a);
    ASSERT_TRUE(origin);
    EXPECT_EQ(origin->source->file, "DEF-9xx.2026-08.csv");
    EXPECT_EQ(origin->source->date, "2026-08");
    EXPECT_EQ(origin->row, 3u);
    EXPECT_EQ(origin->first, 79160000000u);
    EXPECT_EQ(origin->last, 79161999999u);
}

TEST(directory, knows_where_ranges_begin_and_end) {
    const test::built b({{"a.csv", test::small_register()}});
    const auto row = [&](std::uint64_t n) {
        const auto a = b.directory.lookup(num(n));
        return a ? static_cast<int>(b.directory.origin_of(*a)->row) : 0;
    };
    const std::pair<std::uint64_t, int> cases[] = {
        {79030999999, 0}, {79031000000, 2}, {79031299999, 2}, {79031300000, 0}, {79159999999, 0}, {79160000000, 3},
        {79161999999, 3}, {79162000000, 4}, {79162000004, 4}, {79162000005, 0}, {79162000006, 5}, {79162000007, 0},
        {79162009999, 0}, {79162010000, 0}, {7916, 0},        {89161234567, 0}, {UINT64_MAX, 0}};
    for (const auto& [n, expected] : cases) EXPECT_EQ(row(n), expected) << n % 1000;
}

TEST(directory, answers_many_as_one_by_one) {
    const test::built b({{"a.csv", test::small_register()}});
    const std::vector<number> numbers = probes();
    std::vector<std::optional<assignment>> many(numbers.size());
    b.directory.lookup(numbers, many);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto one = b.directory.lookup(numbers[i]);
        ASSERT_EQ(one.has_value(), many[i].has_value());
        if (one) {
            EXPECT_EQ(one->range, many[i]->range);
        }
    }
}

TEST(directory, does_not_allocate_to_answer) {
    const test::built b({{"a.csv", test::small_register()}});
    const std::vector<number> numbers = probes();
    std::vector<std::optional<assignment>> many(numbers.size());
    const std::size_t before = test::allocations();
    for (number n : numbers) (void)b.directory.lookup(n);
    b.directory.lookup(numbers, many);
    EXPECT_EQ(test::allocations(), before);
}

TEST(directory, holds_countries_far_apart_in_planes_of_their_own) {
    // the builder reads Russian registers only; the format is for the world
    const test::built b(
        {{"a.csv", "916;0000000;0000099;100;МТС;Тверская область\n301;0000000;0000099;100;МТС;Тверская область\n"
                   "800;0000000;0000099;100;МТС;Тверская область\n"}});
    for (std::uint64_t n : {79160000050u, 73010000050u, 78000000050u}) EXPECT_TRUE(b.directory.lookup(num(n)));
    EXPECT_FALSE(b.directory.lookup(num(75000000000)));
    EXPECT_EQ(b.directory.numbers(), 300u);
    EXPECT_TRUE(b.directory.verify());
}

TEST(directory, opens_files_and_refuses_what_is_none) {
    const test::scratch_folder folder;
    const std::string path = folder.file("op.almon");
    const auto bytes = test::build_bytes({{"a.csv", test::small_register()}}).value();
    test::write_file(path, bytes);
    const result<directory> good = directory::open(path);
    ASSERT_TRUE(good);
    EXPECT_TRUE(good->verify());
    EXPECT_EQ(good->bytes(), bytes.size());
    EXPECT_TRUE(good->lookup(num(79161234567)));
    EXPECT_EQ(directory::open(folder.file("none")).error(), core_errc::not_found);
    EXPECT_EQ(directory::open(folder.file("")).error(), errc::not_a_snapshot) << "a folder";
    test::write_file(path, {});
    EXPECT_EQ(directory::open(path).error(), errc::not_a_snapshot);
}

void set_version(std::vector<std::byte>& bytes, std::uint32_t version) {
    std::memcpy(bytes.data() + offsetof(operators::detail::header, version), &version, sizeof version);
}

TEST(directory, says_what_is_wrong_with_a_file) {
    const auto bytes = test::build_bytes({{"a.csv", test::small_register()}}).value();
    auto other = bytes;
    set_version(other, 2);
    EXPECT_EQ(directory::view(other).error(), errc::unsupported_version);
    other = bytes;
    other.pop_back();
    EXPECT_EQ(directory::view(other).error(), errc::truncated);
    other = bytes;
    other.push_back({});
    EXPECT_EQ(directory::view(other).error(), errc::truncated);
    other = bytes;
    other.back() ^= std::byte{1};
    EXPECT_EQ(directory::view(other).value().verify().error(), errc::hash_mismatch);
    other = bytes;
    other[40] ^= std::byte{1};
    EXPECT_EQ(directory::view(other).error(), errc::corrupted) << "the header has a hash of its own";
}

/// Asks everything there is to ask; what it answers does not matter, that it answers does.
std::size_t ask_everything(const directory& d) {
    std::size_t seen = 0;
    for (number n : probes())
        if (const auto a = d.lookup(n)) {
            seen += a->now->name.size() + a->region->name.size();
            for (std::string_view zone : a->region->zones) seen += zone.size();
            if (const auto origin = d.origin_of(*a)) seen += origin->source->file.size();
        }
    d.for_each_range([&](const directory::stretch& s) { seen += s.held.has_value(); });
    return seen;
}

TEST(directory, survives_every_flipped_byte_and_verify_finds_each) {
    const auto good = test::build_bytes({{"a.csv", test::tiny_register()}}).value();
    for (std::size_t i = 0; i < good.size(); ++i)
        for (unsigned flip : {0x01u, 0x80u, 0xFFu}) {
            auto bad = good;
            bad[i] ^= static_cast<std::byte>(flip);
            const result<directory> d = directory::view(bad);
            if (!d) continue;
            ask_everything(*d);
            ASSERT_FALSE(d->verify()) << "byte " << i;
        }
}

TEST(directory, survives_every_flipped_byte_under_a_right_hash) {
    // what a hash cannot find: bytes that were wrong when they were hashed
    const auto good = test::build_bytes({{"a.csv", test::tiny_register()}}).value();
    namespace layout = operators::detail;
    for (std::size_t i = 0; i < good.size(); ++i)
        for (unsigned flip : {0x01u, 0x80u, 0xFFu}) {
            auto bad = good;
            bad[i] ^= static_cast<std::byte>(flip);
            layout::header h;
            std::memcpy(static_cast<void*>(&h), bad.data(), sizeof h);
            h.content_hash = layout::hash64(std::span(bad).subspan(sizeof h));
            std::memcpy(bad.data(), &h, sizeof h);
            h.header_hash = layout::hash64(std::span(bad).first(offsetof(layout::header, header_hash)));
            std::memcpy(bad.data(), &h, sizeof h);
            const result<directory> d = directory::view(bad);
            if (!d) continue;
            ask_everything(*d);
            (void)d->verify();
        }
}

TEST(directory, refuses_every_shorter_file) {
    const auto good = test::build_bytes({{"a.csv", test::tiny_register()}}).value();
    for (std::size_t size = 0; size < good.size(); ++size)
        ASSERT_FALSE(directory::view(std::span(good).first(size))) << size;
}

TEST(hash64, is_xxh64) {
    const auto of = [](std::string_view text) { return operators::detail::hash64(std::as_bytes(std::span(text))); };
    EXPECT_EQ(of(""), 0xEF46DB3751D8E999u);
    EXPECT_EQ(of("a"), 0xD24EC4F1A98C6E5Bu);
    EXPECT_EQ(of("abc"), 0x44BC2CF5AD770999u);
    EXPECT_EQ(of("Nobody inspects the spammish repetition"), 0xFBCEA83C8A378BF1u);
}

} // namespace
