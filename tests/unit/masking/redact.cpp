// SPDX-License-Identifier: BSL-1.0
#include <almon/masking/redact.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace almon;
using namespace almon::masking;

std::string shown(std::uint64_t digits, std::string_view how) {
    return redact(detail::make_number(digits), style::parse(how).value());
}

TEST(redact, shows_what_the_style_says) {
    EXPECT_EQ(shown(79161234567, "partial"), "+7 916 ***-**-67");
    EXPECT_EQ(shown(79161234567, "last:4"), "***4567");
    EXPECT_EQ(shown(79161234567, "last:1"), "***7");
    EXPECT_EQ(shown(79161234567, "country"), "+7 ***");
    EXPECT_EQ(shown(3545551234, "country"), "+354 ***");
    EXPECT_EQ(shown(79161234567, "nothing"), "***");
}

TEST(redact, shows_less_of_a_short_number) {
    EXPECT_EQ(shown(6834012, "last:4"), "***12") << "Niue: four digits behind the country code";
    EXPECT_EQ(shown(6834012, "partial"), "+683 ****");
}

TEST(redact, never_reveals_more_than_the_style) {
    const auto digits_of = [](const std::string& text) {
        return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    for (std::uint64_t n : {std::uint64_t{7}, std::uint64_t{79}, std::uint64_t{791612}, std::uint64_t{79161234567},
                            std::uint64_t{4930123456789}, std::uint64_t{8100000000000000001}, std::uint64_t{6834012}}) {
        const auto code = digits_of(shown(n, "country"));
        for (int last = 1; last <= 4; ++last)
            EXPECT_LE(digits_of(shown(n, "last:" + std::string(1, static_cast<char>('0' + last)))), last);
        EXPECT_LE(digits_of(shown(n, "partial")), code + 5);
        EXPECT_EQ(digits_of(shown(n, "nothing")), 0);
    }
}

TEST(redact_text, masks_what_people_and_machines_write) {
    struct row {
        const char* text;
        const char* masked;
    };
    for (const row& r : {
             row{"call +7 (916) 123-45-67 today", "call +7 916 ***-**-67 today"},
             row{"8 916 123 45 67, 89031112233.", "+7 916 ***-**-67, +7 903 ***-**-33."},
             row{"out-103-79161234567-20261121-203015-1795296609.376.wav",
                 "out-103-+7 916 ***-**-67-20261121-203015-1795296609.376.wav"},
             row{"sip:9161234567@10.0.0.5:5060", "sip:+7 916 ***-**-67@10.0.0.5:5060"},
             row{"x79161234567x", "x+7 916 ***-**-67x"},
             row{"rec9161234567.wav", "rec+7 916 ***-**-67.wav"},
             row{"\xD0\xA2\xD0\xB5\xD0\xBB.: +44 20 7946 0018", "\xD0\xA2\xD0\xB5\xD0\xBB.: +44 207 ***-**-18"},
             row{"deal 4017 of 2026-11-21, 3 500 000 roubles", "deal 4017 of 2026-11-21, 3 500 000 roubles"},
             row{"", ""},
         }) {
        const redacted_text done = redact(r.text, style::partial(), {"RU", "495"});
        EXPECT_EQ(done.text, r.masked) << r.text;
        EXPECT_EQ(done.numbers > 0, std::string_view(r.text) != r.masked);
    }
    EXPECT_EQ(redact("tel 89161234567", style::nothing(), {}).text, "tel ***");
}

TEST(redact_text, leaves_no_spelling_of_a_number) {
    // every spelling that the matcher and the formats know, inside every surrounding
    const std::vector<std::string> spellings = {
        "+79161234567",    "79161234567",   "89161234567",      "9161234567",      "+7 916 123-45-67",
        "8(916)123-45-67", "8 916 1234567", "tel:+79161234567", "8-916-123-45-67", "+7(916)1234567"};
    for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{
             {"", ""}, {"a ", " b"}, {"<", ">"}, {"\"", "\""}, {"/rec/", ".wav"}, {"x=", "&y=1"}, {"\t", "\r\n"}})
        for (const std::string& spelling : spellings) {
            const std::string done = redact(before + spelling + after, style::partial(), {}).text;
            std::string digits;
            for (char c : done)
                if (c >= '0' && c <= '9') digits += c;
            EXPECT_EQ(digits.find("1234567"), std::string::npos) << spelling << " became " << done;
            EXPECT_EQ(redact(done, style::partial(), {}).text, done) << "once is enough";
        }
}

TEST(redact, tells_a_mistake_without_the_number_that_its_file_is_called_by) {
    diagnostic d;
    d.reason = core_errc::not_found;
    d.file = "rec/in-89161234567-20261122.csv";
    d.line = 3;
    EXPECT_EQ(redact(d), "rec/in-+7 916 ***-**-67-20261122.csv:3: core.not_found: there is no such file or folder");
    d.file = "/var/log/asterisk/Master.csv-20261122";
    EXPECT_EQ(redact(d), to_string(d));
}

TEST(style, refuses_what_would_show_too_much) {
    for (const char* text : {"", "full", "last", "last:", "last:0", "last:5", "last:12", "LAST:1", "partial "})
        EXPECT_EQ(style::parse(text).error(), errc::malformed_style) << text;
}

} // namespace
