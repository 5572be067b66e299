// SPDX-License-Identifier: BSL-1.0
#include <almon/core/system_error.hpp>

#include <gtest/gtest.h>

using namespace almon;

TEST(SystemError, SaysWhatWhoeverNamedTheFileCanMend) {
    static_assert(meaning_of_errno(ENOENT) == core_errc::not_found);
    EXPECT_EQ(meaning_of_errno(ENOTDIR), core_errc::not_found);
    for (const int reason : {EACCES, EPERM, EROFS}) EXPECT_EQ(meaning_of_errno(reason), core_errc::no_permission);
    EXPECT_EQ(meaning_of_errno(EISDIR), core_errc::is_directory);
    for (const int reason : {ENOSPC, EDQUOT}) EXPECT_EQ(meaning_of_errno(reason), core_errc::no_space);
    EXPECT_EQ(meaning_of_errno(ENOMEM), core_errc::no_memory);
    EXPECT_EQ(meaning_of_errno(EIO), core_errc::io);
}
