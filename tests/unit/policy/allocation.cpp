// SPDX-License-Identifier: BSL-1.0
// Counts what deciding allocates: nothing.
#include <almon/policy/decide.hpp>

#include <new>

#include <gtest/gtest.h>

#include "office.hpp"
#include "support/allocations.hpp"

namespace {

using namespace almon;
using namespace almon::policy_test;

TEST(decide, allocates_nothing_by_id_or_by_name) {
    raw_role r = role("a", {"stats.view@department", "call.*"}, {"call.premium"});
    r.rules = {rule("permit", 30, {"data.*"}, {when("class", {"client"}), when("hours", {"mon-fri 09:00-18:00"})})};
    auto office = agency();
    office.users = {person("a-user-whose-name-is-longer-than-any-small-string", {"a"}), person("y", {"a"})};
    const table t = compiled({r}, office);
    const std::size_t before = test::allocations();
    std::size_t allowed = 0;
    for (const char* name : {"a-user-whose-name-is-longer-than-any-small-string", "y", "nobody at all"})
        for (const verb_info& v : verbs)
            for (const char* whose : {"own", "y", "department:sales", "role:a", "nothing of the kind"}) {
                const user_id who = t.find_user(name).value_or(user_id{7});
                const result<object> o = find_object(t, who, whose);
                allowed += t.decide(name, v.name, o ? *o : object{}).allowed;
                allowed += t.decide({who, v.id, o ? *o : object{}, {}}).allowed;
                allowed += t.number_shown_to(who) == visibility::full;
            }
    EXPECT_EQ(test::allocations(), before);
    EXPECT_GT(allowed, 0u);
    ::operator delete(::operator new(1)); // a new-expression that nobody needs may be left out
    EXPECT_GT(test::allocations(), before) << "the counter counts";
}

} // namespace
