// SPDX-License-Identifier: BSL-1.0
#include "cdr/told_ids.hpp"

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace almon;
using cdr::call_outcome;
using cdr::told_ids;

namespace {

constexpr int many = 1'000'000;

std::string text(int call) {
    return "default/pbx-" + std::to_string(1795297099 + call / 3) + "." + std::to_string(call);
}
told_ids::key id(int call) {
    return told_ids::key(text(call));
}
told_ids::key without_time(int call) {
    return told_ids::key("default/call number " + std::to_string(call));
}
call_outcome outcome_of(int call) {
    return static_cast<call_outcome>(call % 6);
}

/// Calls `at` for places all over `0 … many`.
template <class Visit>
void here_and_there(Visit visit) {
    for (int call = 0; call < many; call += 997) visit(call);
}

TEST(ToldIds, RemembersEveryCallAndWhatItCountedAs) {
    told_ids told;
    EXPECT_TRUE(told.empty());
    EXPECT_EQ(told.find(id(1)), std::nullopt);
    for (int call = 0; call < many; ++call) told.add(id(call), outcome_of(call));
    here_and_there([&](int call) {
        EXPECT_EQ(told.find(id(call)), outcome_of(call)) << call;
        EXPECT_EQ(told.find(told_ids::key(text(call) + "0")), std::nullopt) << call;
        EXPECT_EQ(told.find(told_ids::key("default/other-" + text(call).substr(12))), std::nullopt) << call;
    });
}

TEST(ToldIds, TheLastWordAboutACallCounts) {
    told_ids told;
    for (int call = 0; call < many; ++call) told.add(id(call), call_outcome::missed);
    told.add(id(5), call_outcome::held);
    told.add(id(many - 1), call_outcome::ignored);
    EXPECT_EQ(told.find(id(5)), call_outcome::held);
    EXPECT_EQ(told.find(id(many - 1)), call_outcome::ignored);
    EXPECT_EQ(told.find(id(6)), call_outcome::missed);
}

TEST(ToldIds, TimeMayRunBackwardsAndIdsNeedNotTellIt) {
    told_ids told;
    for (int call = many; call-- > 0;) told.add(id(call), outcome_of(call));
    for (int call = 0; call < many / 2; ++call) told.add(without_time(call), call_outcome::held);
    here_and_there([&](int call) {
        EXPECT_EQ(told.find(id(call)), outcome_of(call)) << call;
        EXPECT_EQ(told.find(without_time(call)).has_value(), call < many / 2) << call;
    });
}

/// Whether `told` remembers what all were told, the first half before a fork and `after` behind it.
bool remembers(const told_ids& told, told_ids::key (*after)(int)) {
    bool all = true;
    here_and_there([&](int call) { all = all && told.find(id(call)) == outcome_of(call); });
    here_and_there([&](int call) { all = all && told.find(after(call)) == outcome_of(call); });
    return all;
}

TEST(ToldIds, ParentAndChildEachGoOnByThemselvesAfterAFork) {
    told_ids told;
    for (int call = 0; call < many; ++call) told.add(id(call), outcome_of(call));
    const auto of_child = [](int call) { return told_ids::key(text(call) + "7"); };
    const auto of_parent = [](int call) { return told_ids::key(text(call) + "8"); };
    int to_child[2];
    ASSERT_EQ(::pipe(to_child), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        for (int call = 0; call < many; ++call) told.add(of_child(call), outcome_of(call));
        char go = 0;
        const bool asked = ::read(to_child[0], &go, 1) == 1; // both have written
        ::_exit(asked && remembers(told, of_child) && !told.find(of_parent(many / 2)) ? 0 : 1);
    }
    for (int call = 0; call < many; ++call) told.add(of_parent(call), outcome_of(call));
    ASSERT_EQ(::write(to_child[1], "!", 1), 1);
    int state = 0;
    ASSERT_EQ(::waitpid(child, &state, 0), child);
    EXPECT_EQ(state, 0) << "the child's";
    EXPECT_TRUE(remembers(told, of_parent));
    EXPECT_FALSE(told.find(of_child(many / 2)));
    ::close(to_child[0]);
    ::close(to_child[1]);
}

TEST(ToldIds, WithoutATemporaryFileTheNewestAreRemembered) {
    ::setenv("TMPDIR", "/no/such/folder", 1);
    told_ids told;
    for (int call = 0; call < many; ++call) told.add(id(call), outcome_of(call));
    for (int call = many - 20'000; call < many; ++call) ASSERT_EQ(told.find(id(call)), outcome_of(call)) << call;
    EXPECT_EQ(told.find(id(7)), std::nullopt);
    ::unsetenv("TMPDIR");
}

} // namespace
