// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/build.hpp>

#include <csignal>
#include <filesystem>

#include <sys/resource.h>

#include <gtest/gtest.h>

#include <almon/core/error.hpp>

#include "support.hpp"

namespace {

using namespace almon;
using namespace almon::operators;
using test::num;

std::string line(const char* code, int from, int to, const char* holder, const char* inn) {
    char text[200];
    std::snprintf(text, sizeof text, "%s;%07d;%07d;%d;%s;Тверская область;%s\n", code, from, to, to - from + 1, holder,
                  inn);
    return text;
}

std::size_t files_in(const test::scratch_folder& folder) {
    const std::filesystem::directory_iterator files(folder.file(""));
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

const std::string seven = "АВС/ DEF;От;До;Емкость;Оператор;Регион;ИНН\n";

std::string brand_of(const directory& d, std::uint64_t n) {
    const auto a = d.lookup(num(n));
    return a ? std::string(a->now->brand) : "nobody";
}

TEST(builder, lets_newer_registers_win_where_they_speak) {
    const std::string old_rows = seven + line("916", 0, 999, "ПАО \"МТС\"", "7740000076");
    const std::string new_rows = seven + line("916", 100, 199, "ПАО \"МЕГАФОН\"", "7812014560");
    const test::built dated({{"x.2026-08.csv", new_rows}, {"x.2014.csv", old_rows}});
    const test::built ordered({{"old.csv", old_rows}, {"new.csv", new_rows}});
    for (const test::built* b : {&dated, &ordered}) {
        EXPECT_EQ(brand_of(b->directory, 79160000099), "mts");
        EXPECT_EQ(brand_of(b->directory, 79160000100), "megafon");
        EXPECT_EQ(brand_of(b->directory, 79160000199), "megafon");
        EXPECT_EQ(brand_of(b->directory, 79160000200), "mts");
        EXPECT_EQ(brand_of(b->directory, 79160001000), "nobody");
        EXPECT_EQ(b->directory.numbers(), 1000u);
    }
    const test::built reversed({{"new.csv", new_rows}, {"old.csv", old_rows}});
    EXPECT_EQ(brand_of(reversed.directory, 79160000100), "mts") << "without dates the last given is the newest";
}

TEST(builder, makes_operators_one_by_taxpayer_number) {
    const std::string six = "АВС/ DEF;От;До;Емкость;Оператор;Регион\n";
    const test::built b(
        {{"a.2014.csv",
          six + "900;0;99;100;Альфа-Бета;Тверская область\n901;0;99;100;Вымпел-Коммуникации;Тверская область\n"},
         {"b.2023.csv", seven + line("902", 0, 99, "ООО \"Альфа-Бета\"", "2466007750")},
         {"c.2026.csv", seven + line("903", 0, 99, "ООО \"АЛЬФА\"", "2466007750")}});
    const auto a = b.directory.lookup(num(79000000000)), c = b.directory.lookup(num(79030000000));
    ASSERT_TRUE(a && c);
    EXPECT_EQ(a->now, c->now) << "the name of 2014 is known from 2023, and the entity renamed itself";
    EXPECT_EQ(a->now->name, "ООО \"АЛЬФА\"");
    EXPECT_EQ(a->now->inn, "2466007750");
    EXPECT_EQ(brand_of(b.directory, 79010000000), "beeline") << "by the brand table where no register tells the ИНН";
}

TEST(builder, keeps_namesakes_apart) {
    const test::built b({{"a.csv", seven + line("900", 0, 9, "ООО \"СВЯЗЬ\"", "2466007750") +
                                       line("900", 10, 19, "ООО \"СВЯЗЬ\"", "7722553712")}});
    EXPECT_NE(b.directory.lookup(num(79000000000))->now, b.directory.lookup(num(79000000010))->now);
}

TEST(builder, reports_overlaps_within_a_register) {
    builder b;
    const register_report& r =
        b.add("a.csv", seven + line("916", 0, 99, "A", "7740000076") + line("916", 50, 59, "B", "7812014560") +
                           line("916", 200, 299, "A", "7740000076"));
    EXPECT_EQ(r.repaired, 1u);
    ASSERT_EQ(r.diagnostics.size(), 1u);
    EXPECT_EQ(r.diagnostics[0].line, 3u);
    EXPECT_EQ(r.diagnostics[0].reason, errc::overlap);
    EXPECT_FALSE(b.clean());
    const test::built made(b.finish({}).value());
    EXPECT_EQ(brand_of(made.directory, 79160000049), "mts");
    EXPECT_EQ(brand_of(made.directory, 79160000055), "megafon");
    EXPECT_EQ(brand_of(made.directory, 79160000060), "mts");
}

TEST(builder, is_clean_until_a_row_is_mended) {
    builder b;
    b.add("a.csv", test::small_register());
    EXPECT_TRUE(b.clean());
    b.add("b.csv", seven + "916;0;99;100;A;Тверская область;7740000076\n");
    EXPECT_FALSE(b.clean());
}

TEST(builder, shows_no_digits_of_an_unknown_region) {
    builder b;
    const register_report& r = b.add("a.csv", seven + "916;0000000;0000099;100;МТС;дом 79161234567;7740000076\n");
    ASSERT_EQ(r.diagnostics.size(), 1u);
    EXPECT_EQ(r.diagnostics[0].found, "дом ***********");
    EXPECT_TRUE(b.clean()) << "a warning: the row was neither mended nor lost";
}

TEST(builder, gives_the_same_bytes_for_the_same_registers) {
    EXPECT_EQ(*test::build_bytes({{"a.csv", test::small_register()}}),
              *test::build_bytes({{"a.csv", test::small_register()}}));
}

TEST(builder, refuses_to_build_from_nothing) {
    EXPECT_EQ(test::build_bytes({}).error(), errc::nothing_to_build);
    EXPECT_EQ(test::build_bytes({{"a.csv", "nothing"}}).error(), errc::nothing_to_build);
}

TEST(builder, reads_files_and_says_which_are_missing) {
    const test::scratch_folder folder;
    builder b;
    EXPECT_EQ(b.add_file(folder.file("none.csv")).error(), core_errc::not_found);
    EXPECT_EQ(b.add_file(folder.file("")).error(), core_errc::is_directory);
}

TEST(date_in_name, finds_years_months_and_days) {
    EXPECT_EQ(date_in_name("DEF-9xx.2026-08.csv"), "2026-08");
    EXPECT_EQ(date_in_name("DEF-9xx.2023.csv"), "2023");
    EXPECT_EQ(date_in_name("20260801_def.csv"), "2026-08-01");
    EXPECT_EQ(date_in_name("r_2026_08_01.csv"), "2026-08-01");
    EXPECT_EQ(date_in_name("DEF-9xx.csv"), "");
    EXPECT_EQ(date_in_name("79161234567.csv"), "");
    EXPECT_EQ(date_in_name("2026-13.csv"), "2026");
}

TEST(publish, replaces_whole_or_not_at_all) {
    const test::scratch_folder folder;
    const std::string path = folder.file("op.almon");
    const auto first = test::build_bytes({{"a.csv", test::small_register()}}).value();
    publish(first, path);
    const directory mapped = directory::open(path).value();
    publish(test::build_bytes({{"b.csv", seven + line("900", 0, 9, "A", "2466007750")}}).value(), path);
    EXPECT_EQ(brand_of(mapped, 79161234567), "mts") << "who has the old file mapped keeps it";
    EXPECT_EQ(brand_of(directory::open(path).value(), 79161234567), "nobody");
    EXPECT_THROW(publish(first, folder.file("no/such/folder.almon")), store_error);
    EXPECT_THROW(publish(first, folder.file("")), store_error) << "a folder, as a device, is not replaced";
    EXPECT_EQ(files_in(folder), 1u) << "no temporary file is left";
}

TEST(publish, leaves_the_old_file_when_writing_fails) {
    const test::scratch_folder folder;
    const std::string path = folder.file("op.almon");
    const auto first = test::build_bytes({{"a.csv", test::small_register()}}).value();
    publish(first, path);
    const std::vector<std::byte> large(1 << 20);
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN); // a limit on file sizes fails a write as a full disk does
    const rlimit small{64 << 10, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    EXPECT_THROW(publish(large, path), store_error);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    EXPECT_EQ(brand_of(directory::open(path).value(), 79161234567), "mts");
    EXPECT_EQ(files_in(folder), 1u) << "no temporary file is left";
}

} // namespace
