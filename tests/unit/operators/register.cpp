// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/register.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.hpp"

namespace {

using namespace almon;
using namespace almon::operators;
using testing::ElementsAre;

struct row {
    std::uint64_t first, last;
    std::string holder, region, inn;
    std::uint32_t line;
    friend bool operator==(const row&, const row&) = default;
};

struct read_result {
    register_report report;
    std::vector<row> rows;

    explicit read_result(std::string_view bytes) {
        static const region_finder regions;
        report = read_register("test.csv", bytes, regions, [&](const register_row& r) {
            rows.push_back({r.first, r.last, std::string(r.holder), std::string(r.region), std::string(r.inn), r.line});
        });
    }
    [[nodiscard]] std::vector<std::string> causes() const {
        std::vector<std::string> all;
        for (const diagnostic& d : report.diagnostics)
            all.push_back(std::to_string(d.line) + " " + std::string(d.reason.code().substr(10)));
        return all;
    }
};

const std::string six = "АВС/ DEF;От;До;Емкость;Оператор;Регион\n";

TEST(read_register, reads_the_columns_of_2026) {
    const read_result r(test::small_register());
    EXPECT_TRUE(r.report.layout.byte_order_mark);
    EXPECT_TRUE(r.report.layout.header);
    EXPECT_EQ(r.report.layout.columns.count, 8);
    EXPECT_EQ(r.report.rows, 4u);
    EXPECT_TRUE(r.report.diagnostics.empty()) << to_string(r.report.diagnostics.front());
    EXPECT_EQ(r.rows[1],
              (row{79160000000, 79161999999, "ПАО \"МТС\"", "Город Москва, Московская область", "7740000076", 3}));
    EXPECT_EQ(r.rows[3].holder, "АО \"КБ \"ИСКРА\"") << "nested quotes are the name's, and the last line has no end";
}

TEST(read_register, reads_windows_1251_and_csv_quotes) {
    const std::string bytes =
        "\xC0\xC2\xD1/ DEF;\xCE\xF2;\xC4\xEE;\xC5\xEC\xEA\xEE\xF1\xF2\xFC;\xCE\xEF\xE5\xF0\xE0\xF2\xEE\xF0;"
        "\xD0\xE5\xE3\xE8\xEE\xED\r\n"
        "395;6930000;6930099;100;\"\xCA\xC1 \"\"\xC8\xF1\xEA\xF0\xE0\"\"\";\xC8\xF0\xEA\xF3\xF2\xF1\xEA\xE0\xFF "
        "\xEE\xE1\xEB\xE0\xF1\xF2\xFC\r\n";
    const read_result r(bytes);
    EXPECT_EQ(r.report.layout.encoding, text_encoding::windows_1251);
    EXPECT_TRUE(r.report.layout.header);
    EXPECT_THAT(r.rows, ElementsAre(row{73956930000, 73956930099, "КБ \"Искра\"", "Иркутская область", "", 2}));
    EXPECT_THAT(r.causes(), ElementsAre());
}

TEST(read_register, finds_columns_without_header_and_in_any_order) {
    const read_result r("7740000076,ПАО \"МТС\",100,Тверская область,0000000,0000099,916\n"
                        "7713076301,ПАО \"ВЫМПЕЛКОМ\",50,Томская область,0000000,0000049,903\n");
    EXPECT_FALSE(r.report.layout.header);
    EXPECT_EQ(r.report.layout.delimiter, ',');
    EXPECT_THAT(r.rows,
                ElementsAre(row{79160000000, 79160000099, "ПАО \"МТС\"", "Тверская область", "7740000076", 1},
                            row{79030000000, 79030000049, "ПАО \"ВЫМПЕЛКОМ\"", "Томская область", "7713076301", 2}));
}

TEST(read_register, knows_rewritten_headers_and_refuses_wrong_ones) {
    const read_result english("code\tfrom\tto\tregion\toperator\n916\t0\t99\tТверская область\tМТС\n");
    ASSERT_EQ(english.rows.size(), 1u);
    EXPECT_EQ(english.rows[0].holder, "МТС");
    const read_result swapped("Код;До;От;Емкость;Оператор;Регион\n916;0000000;0000099;100;МТС;Тверская область\n"
                              "916;0000100;0000299;200;МТС;Тверская область\n");
    ASSERT_EQ(swapped.rows.size(), 2u) << "the rows are believed, not the header";
    EXPECT_EQ(swapped.rows[1].last, 79160000299u);
    EXPECT_THAT(swapped.causes(), ElementsAre("0 header_contradicted"));
}

TEST(read_register, repairs_what_can_be_repaired_and_says_so) {
    const read_result r(six +
                        "916;0;99;100;МТС;Тверская область\n"
                        "916;0000100;0000199;100; МТС ;Тверская область\n"
                        "916;0000200;0000299;99;МТС;Тверская область\n"
                        "955;5550000;5559999;10000;ООО \"ТРН\";Московская область; Москва|Московская область; Москва\n"
                        "916;0000300;0000399;100;\"Рога; копыта\";Тверская область\n"
                        "916;0000400;0000499;100;ООО Рога; копыта;Тверская область\n"
                        "\n"
                        "916;0000500;0000599;100;М\xFFТС;Тверская область\n");
    EXPECT_EQ(r.report.rows, 7u);
    EXPECT_EQ(r.report.repaired, 6u);
    EXPECT_EQ(r.report.rejected, 0u);
    EXPECT_THAT(r.causes(), ElementsAre("2 unpadded_number", "3 stray_space", "4 capacity_mismatch", "5 extra_columns",
                                        "5 stray_space", "7 extra_columns", "7 stray_space", "9 undecodable_text"));
    EXPECT_EQ(r.rows[1].holder, "МТС");
    EXPECT_EQ(r.rows[3].region, "Московская область; Москва|Московская область; Москва");
    EXPECT_EQ(r.rows[4].holder, "Рога; копыта") << "quoted as CSV quotes: nothing to repair";
    EXPECT_EQ(r.rows[5].holder, "ООО Рога; копыта") << "joined where a region is left";
}

TEST(read_register, rejects_what_cannot_and_goes_on) {
    const read_result r(six + "916;0000000;0000099;100;МТС\n"
                              "116;0000000;0000099;100;МТС;Тверская область\n"
                              "9160;0000000;0000099;100;МТС;Тверская область\n"
                              "916;x;0000099;100;МТС;Тверская область\n"
                              "916;0000000;79161234567;100;МТС;Тверская область\n"
                              "916;0000100;0000099;0;МТС;Тверская область\n"
                              "916;0000000;0000099;100;;Тверская область\n"
                              "916;0000000;0000099;100;МТС;Тверская область\n"
                              "916;0000100;0000199;100;МТС;Тверская область\n");
    EXPECT_EQ(r.report.rows, 2u);
    EXPECT_EQ(r.report.rejected, 7u);
    EXPECT_THAT(r.causes(), ElementsAre("2 too_few_columns", "3 bad_code", "4 bad_code", "5 bad_bounds", "6 bad_bounds",
                                        "7 reversed_range", "8 no_operator"));
    for (const diagnostic& d : r.report.diagnostics)
        EXPECT_EQ(to_string(d).find("1234567"), std::string::npos) << "no message holds a phone number";
}

TEST(read_register, mends_or_drops_a_wrong_taxpayer_number) {
    const std::string seven = "АВС/ DEF;От;До;Емкость;Оператор;Регион;ИНН\n";
    const read_result r(seven + "916;0000000;0000099;100;ПАО БАШИНФОРМСВЯЗЬ;Тверская область;274018377\n"
                                "916;0000100;0000199;100;МТС;Тверская область;7740000067\n"
                                "916;0000200;0000299;100;МТС;Тверская область;7740000076\n");
    EXPECT_EQ(r.rows[0].inn, "0274018377") << "a spreadsheet ate the zero";
    EXPECT_EQ(r.rows[1].inn, "");
    EXPECT_THAT(r.causes(), ElementsAre("2 bad_inn", "3 bad_inn"));
}

TEST(read_register, refuses_files_that_are_no_register) {
    for (const char* text : {"", "\n\n", "\xEF\xBB\xBF", "АВС/ DEF;От;До;Емкость;Оператор;Регион\n"})
        EXPECT_THAT(read_result(text).causes(), ElementsAre("0 empty_register")) << text;
    const std::string wide(100'000, ';');
    EXPECT_THAT(read_result(wide + "\n" + wide + "\n").causes(), ElementsAre("0 unknown_columns")) << "and at once";
    for (const char* text : {"hello", "{\"a\":1}\n", "a;b;c\n1;2;3\n"})
        EXPECT_THAT(read_result(text).causes(), ElementsAre("0 unknown_columns")) << text;
    EXPECT_THAT(read_result(std::string_view("\xFF\xFE"
                                             "9\0"
                                             "1\0",
                                             6))
                    .causes(),
                ElementsAre("0 unsupported_encoding"));
}

} // namespace
