// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/parse.hpp>

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <almon/numbering/number.hpp>

namespace {

using namespace almon;
using namespace almon::numbering;

struct reading {
    const char* text;
    home where;
    const char* e164;
    const char* extension = "";
};

class Reads : public testing::TestWithParam<reading> {};

TEST_P(Reads, TheNumberAndItsExtension) {
    const reading& r = GetParam();
    const result<parsed> found = read(r.text, r.where);
    ASSERT_TRUE(found) << r.text << ": " << found.error().code();
    EXPECT_EQ(found->number().e164(), r.e164) << r.text;
    EXPECT_EQ(found->extension(), r.extension) << r.text;
    const result<number> bare = parse(r.text, r.where); // refuses what is too short, agrees on all else
    EXPECT_TRUE(!bare || *bare == found->number()) << r.text;
    EXPECT_EQ(bare.has_value(), found->valid() || found->plan().possible() != possibility::local_only) << r.text;
}

constexpr home moscow = {"RU", "495"};

INSTANTIATE_TEST_SUITE_P(
    RussianSpellings, Reads,
    testing::Values(reading{"+7 (916) 123-45-67", {}, "+79161234567"}, reading{"8 916 123-45-67", {}, "+79161234567"},
                    reading{"8(916)1234567", {}, "+79161234567"}, reading{"79161234567", {}, "+79161234567"},
                    reading{"9161234567", {}, "+79161234567"}, reading{"8-10-44-20-7946-0958", {}, "+442079460958"},
                    reading{"810442079460958", {}, "+442079460958"}, reading{"00442079460958", {}, "+442079460958"},
                    reading{"007 916 123 45 67", {}, "+79161234567"}, reading{"123-45-67", moscow, "+74951234567"},
                    reading{"212345", {"RU", "4842"}, "+74842212345"},
                    reading{"21234", {"RU", "48439"}, "+74843921234"},
                    reading{"+7 495 123-45-67 доб. 123", {}, "+74951234567", "123"},
                    reading{"84951234567 вн.123", {}, "+74951234567", "123"},
                    reading{"8 495 1234567, внутренний 12", {}, "+74951234567", "12"},
                    reading{"8 495 1234567 ДОБАВОЧНЫЙ 7", {}, "+74951234567", "7"},
                    reading{"тел. 8 (495) 123-45-67", {}, "+74951234567"}));

INSTANTIATE_TEST_SUITE_P(Wrapped, Reads,
                         testing::Values(reading{"sip:+79161234567@mango.ru", {}, "+79161234567"},
                                         reading{"sip:89161234567@10.0.0.1:5060;transport=udp", {}, "+79161234567"},
                                         reading{
                                             "sips:+79161234567;phone-context=x@host;user=phone", {}, "+79161234567"},
                                         reading{"tel:+7-916-123-45-67", {}, "+79161234567"},
                                         reading{"tel:123-45-67;phone-context=+7-495", {}, "+74951234567"},
                                         reading{"tel:+7-916-123-45-67;ext=12;isub=5", {}, "+79161234567", "12"},
                                         reading{"tel:863-1234;phone-context=+1-914-555", {}, "+19145558631234"},
                                         reading{"&tel:7946 0958;phone-context=+44-20", {}, "+442079460958"},
                                         reading{"\"8 Марта\" <+79161234567>", {}, "+79161234567"},
                                         reading{"Иванов <sip:9161234567@pbx>;tag=1", {}, "+79161234567"},
                                         reading{"\"O\\\"Neil <2>\" <89161234567>", {}, "+79161234567"},
                                         reading{"<+79161234567>", {}, "+79161234567"}));

INSTANTIATE_TEST_SUITE_P(
    World, Reads,
    testing::Values(
        reading{"1-800-FLOWERS", {"US"}, "+18003569377"}, reading{"(650) 253-0000 x123", {"US"}, "+16502530000", "123"},
        reading{"011 44 20 7946 0958", {"US"}, "+442079460958"}, reading{"06 6982", {"IT"}, "+39066982"},
        reading{"+39 06 6982", {}, "+39066982"}, reading{"+44 (0)20 7946 0958", {}, "+442079460958"},
        reading{"0343 15-555-1212", {"AR"}, "+5493435551212"}, reading{"+54 9 343 555 1212", {}, "+5493435551212"},
        reading{"0 11 15-5555-1212", {"AR"}, "+5491155551212"}, reading{"044 55 1234 5678", {"MX"}, "+520445512345678"},
        reading{"0 21 11 3333 4444", {"BR"}, "+551133334444"}, reading{"٠٩١٦١٢٣٤٥٦٧", {"IR"}, "+989161234567"},
        reading{"＋７９１６１２３４５６７", {}, "+79161234567"}, reading{"+800 1234 5678", {}, "+80012345678"},
        reading{"+81 3 1234 5678;ext=5", {}, "+81312345678", "5"}, reading{"3456789", {"AG"}, "+13456789"},
        reading{"4601234", {"AG"}, "+12684601234"}));

struct refusal {
    std::string text;
    home where;
    errc code;
    std::size_t offset;
};

TEST(Parse, SaysWhatIsWrongAndWhere) {
    const std::vector<refusal> refusals = {
        {"", {}, errc::empty, 0},
        {"   ", {}, errc::empty, 3},
        {"anonymous", {}, errc::withheld, 0},
        {"\"Anonymous\" <sip:anonymous@anonymous.invalid>", {}, errc::withheld, 17},
        {"Restricted", {}, errc::withheld, 0},
        {"СКРЫТЫЙ НОМЕР", {}, errc::withheld, 0},
        {"hello", {}, errc::no_digits, 0},
        {"unknown", {}, errc::no_digits, 0},
        {"+7916ы1234567", {}, errc::unexpected_character, 5},
        {"+9990123456", {}, errc::invalid_country_code, 0},
        {"89161234567", {""}, errc::invalid_country_code, 0},
        {"89161234567", {"XX"}, errc::unknown_region, 0},
        {"+7", {}, errc::too_short, 0},
        {"12", {}, errc::too_short, 0},
        {"123-45-67", {}, errc::no_area_code, 0},
        {"253-0000", {"US"}, errc::no_area_code, 0},
        {"+442079460958123456789", {}, errc::too_long, 0},
        {"tel:12345;phone-context=", {}, errc::malformed_uri, 24},
        {std::string(300, '1'), {}, errc::input_too_long, 250},
        {std::string(65536, '\xFF'), {}, errc::input_too_long, 250},
    };
    for (const refusal& r : refusals) {
        const result<number> found = parse(r.text, r.where);
        ASSERT_FALSE(found) << r.text;
        EXPECT_EQ(found.error().code(), describe(r.code).name) << r.text;
        EXPECT_EQ(found.error().offset(), r.offset) << r.text;
    }
}

TEST(Parse, ReadsNoAddressOfItsOwnIntoANumber) {
    EXPECT_FALSE(parse("12345678901234567890"));
    EXPECT_EQ(parse("7916123456")->value(), 77916123456u); // ten digits that begin with 7 are national
}

TEST(Parse, TellsWhereTheCountryCodeCameFrom) {
    EXPECT_EQ(read("+79161234567")->from(), origin::plus);
    EXPECT_EQ(read("79161234567")->from(), origin::without_plus);
    EXPECT_EQ(read("89161234567")->from(), origin::home);
    EXPECT_EQ(read("810442079460958")->from(), origin::international_prefix);
}

TEST(Parse, ReadsManyAtOnce) {
    const std::array<std::string_view, 3> texts = {"+79161234567", "x", "8 495 123-45-67"};
    std::vector<result<number>> results(3, result<number>(error(errc::empty)));
    parse(texts, results);
    EXPECT_EQ(results[0]->value(), 79161234567u);
    EXPECT_FALSE(results[1]);
    EXPECT_EQ(results[2]->value(), 74951234567u);
}

TEST(Parse, LosesNoLeadingZero) {
    EXPECT_EQ(parse("+39 06 6982")->value(), 39066982u);
    EXPECT_EQ(read("+39 06 6982")->plan().national_size(), 6);
}

TEST(NumberingErrors, HaveUniqueNamesAndNumbers) {
    for (const error_info& a : errc_table)
        for (const error_info& b : errc_table)
            if (&a != &b) {
                EXPECT_NE(a.number, b.number);
                EXPECT_NE(a.name, b.name);
            }
}

} // namespace
