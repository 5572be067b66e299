// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/call.hpp>

#include <gtest/gtest.h>

#include <almon/cdr/error.hpp>

using namespace almon;

namespace {

TEST(Call, WordsAreThoseOfTheSchema) {
    EXPECT_EQ(to_string(cdr::direction::internal), "internal");
    EXPECT_EQ(to_string(cdr::disposition::answered), "answered");
    EXPECT_EQ(to_string(cdr::disposition::abandoned_queue), "abandoned_queue");
    EXPECT_EQ(to_string(cdr::disposition::cut_while_ringing), "cut_while_ringing");
    EXPECT_EQ(to_string(cdr::transfer_kind::blond), "blond");
    EXPECT_EQ(to_string(cdr::transfer_result::no_answer_returned), "no_answer_returned");
}

TEST(CallErrors, EveryCodeHasItsRow) {
    std::uint16_t number = 701;
    for (const error_info& row : cdr::errc_table) {
        EXPECT_EQ(row.number, number++);
        EXPECT_TRUE(row.name.starts_with("cdr.")) << row.name;
    }
    EXPECT_EQ(number, 723);
}

} // namespace
