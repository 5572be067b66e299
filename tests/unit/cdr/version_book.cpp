// SPDX-License-Identifier: BSL-1.0
#include "cdr/version_book.hpp"

#include <string>

#include <gmock/gmock.h>

using namespace almon;
using cdr::version_book;
using namespace std::chrono_literals;

namespace {

const version_book::teller nobody{0, {}};

cdr::call call(const std::string& id, std::chrono::seconds end) {
    cdr::call c;
    c.id = "default/" + id;
    c.native = {id};
    c.end = instant(end);
    return c;
}

TEST(VersionBook, OfCallsWithOneIdTellsTheOneThatEndedLast) {
    const std::vector<cdr::call> calls = {call("1.1", 5s), call("2.2", 9s), call("1.1", 8s), call("1.1", 7s),
                                          call("2.2", 9s)};
    const std::vector<cdr::evidence> items;
    std::vector<version_book::news> news;
    version_book book;
    book.amend(items, calls, version_book::extent::whole, news, nobody);
    ASSERT_EQ(news.size(), 2);
    EXPECT_EQ(news[0].index, 2); // of the first, the one that ended last
    EXPECT_EQ(news[1].index, 4); // of two that ended together, the second
    EXPECT_EQ(news[0].what.version, 1);
}

TEST(VersionBook, AnAgentsWholeDayIsToldOnceAndTakenBackByName) {
    constexpr int many = 20'000; // calls of one group
    std::vector<std::string> ids;
    for (int i = 0; i < many; ++i) ids.push_back("1795297099." + std::to_string(i));
    std::vector<cdr::call> calls;
    std::vector<cdr::evidence> items;
    for (const std::string& id : ids) {
        calls.push_back(call(id, 5s));
        cdr::evidence e;
        e.id = e.group = id;
        items.push_back(e);
    }
    version_book book;
    std::vector<version_book::news> news;
    book.amend(items, calls, version_book::extent::whole, news, nobody);
    EXPECT_EQ(news.size(), many);
    news.clear();
    calls.erase(calls.begin() + 7);
    book.amend(items, calls, version_book::extent::whole, news, nobody);
    ASSERT_EQ(news.size(), 1); // nothing but the one that is no more
    EXPECT_TRUE(news[0].what.withdrawn);
    EXPECT_EQ(news[0].id, "default/1795297099.7");
}

TEST(VersionBook, OneGroupTakesBackNoCallThatAnotherTold) {
    cdr::evidence e;
    e.channel = "SIP/101-00000001"; // a name that was given out again after a restart
    const std::vector<cdr::evidence> items = {e};
    const std::vector<cdr::call> later = {call("SIP/101-00000001@1795297200", 9s)};
    bool open = true;
    const version_book::teller one{1, [&](std::uint64_t ticket) { return open && ticket != 1; }};
    const version_book::teller other{2, [&](std::uint64_t ticket) { return open && ticket != 2; }};
    version_book book;
    std::vector<version_book::news> news;
    book.amend(items, later, version_book::extent::whole, news, other);
    ASSERT_EQ(news.size(), 1);
    book.amend(items, {}, version_book::extent::whole, news, one);
    EXPECT_EQ(news.size(), 1);
    book.close(items, one); // nor ends it
    book.amend(items, std::vector<cdr::call>{call("SIP/101-00000001@1795297200", 10s)}, version_book::extent::whole,
               news, other);
    ASSERT_EQ(news.size(), 2);
    EXPECT_EQ(news[1].what.version, 2);
    EXPECT_EQ(book.late(), 0);
    open = false; // the groups were joined
    book.amend(items, {}, version_book::extent::whole, news, one);
    ASSERT_EQ(news.size(), 3);
    EXPECT_TRUE(news[2].what.withdrawn);
}

TEST(VersionBook, VersionsOfOneCallComeInTheirOrderAndTheRestStays) {
    std::vector<version_book::news> news = {{0, "a", {2, false, {}}},
                                            {1, "b", {1, false, {}}},
                                            {2, "a", {1, false, {}}},
                                            {3, "c", {1, false, {}}},
                                            {4, "a", {3, true, {}}}};
    version_book::put_versions_in_order(news);
    std::string order;
    for (const version_book::news& n : news) order += n.id + std::to_string(n.what.version);
    EXPECT_EQ(order, "a1b1a2c1a3");
}

} // namespace
