// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/seed.hpp>

#include <algorithm>

#include <gtest/gtest.h>
#include <toml++/toml.h>

#include "office.hpp"

namespace {

using namespace almon;
using namespace almon::policy_test;

std::vector<word> words_of(const toml::node* list) {
    std::vector<word> all;
    if (list)
        for (const toml::node& one : *list->as_array()) all.push_back({one.value<std::string>().value(), 0, 0});
    return all;
}

TEST(seed_roles, are_those_of_the_toml_text) {
    const toml::table file = toml::parse_file(ALMON_TEST_DATA "/policy/seed_roles.toml");
    const toml::table& roles = *file["role"].as_table();
    std::size_t seen = 0;
    for (const raw_role& seed : seed_roles()) {
        const toml::table* text = roles[seed.name.text].as_table();
        ASSERT_TRUE(text) << seed.name.text;
        raw_role read;
        read.name = seed.name;
        read.permit = words_of(text->get("permit"));
        read.forbid = words_of(text->get("forbid"));
        const auto value = [&](const char* key) { return word{(*text)[key].value<std::string>().value(), 0, 0}; };
        read.show_number = value("show_number");
        read.present = value("present");
        read.record = value("record");
        EXPECT_EQ(read, seed) << seed.name.text;
        EXPECT_EQ(text->size(), 3 + !read.permit.empty() + !read.forbid.empty()) << "no key is left unread";
        ++seen;
    }
    EXPECT_EQ(seen, roles.size());
}

TEST(seed_roles, allow_exactly_what_the_agency_says) {
    const table t = agency_table();
    struct row {
        const char* verb;
        const char* whose;
        const char* allowed; // supervisor operator controller agent
    };
    for (const row& r : {
             row{"recording.listen", "everything", "1010"},
             row{"recording.delete", "everything", "1000"},
             row{"supervise.listen", "everything", "1000"},
             row{"call.internal", "ivanova", "1111"},
             row{"call.answer", "everything", "1101"},
             row{"call.alias", "everything", "1101"},
             row{"call.external", "everything", "1100"},
             row{"call.international", "everything", "1000"},
             row{"call.decide", "everything", "1100"},
             row{"call.transfer", "everything", "1100"},
             row{"data.view_number", "outside", "1100"},
             row{"data.reveal_number", "outside", "1000"},
             row{"data.export", "everything", "1000"},
             row{"surface.crm", "everything", "1100"},
             row{"surface.pbx", "everything", "1000"},
             row{"surface.phone", "everything", "1111"},
             row{"stats.view", "everything", "1010"},
             row{"stats.view", "role:operator", "1110"},
             row{"stats.view", "petrov", "1110"},
             row{"stats.view", "ivanov", "1010"},
             row{"stats.view", "own", "1110"},
             row{"stats.cost", "everything", "1010"},
             row{"admin.policy", "everything", "1000"},
             row{"call.emergency", "everything", "1111"},
         }) {
        const char* expected = r.allowed;
        for (const char* who : {"orlova", "ivanova", "zorin", "ivanov"}) {
            const object o = find_object(t, t.find_user(who).value(), r.whose).value();
            EXPECT_EQ(t.decide(who, r.verb, o).allowed, *expected++ == '1') << who << ' ' << r.verb << ' ' << r.whose;
        }
    }
}

TEST(seed_roles, oblige_as_the_agency_says) {
    const table t = agency_table();
    circumstances out, internal;
    out.direction = direction::outbound;
    internal.direction = direction::internal;
    const auto owes = [&](const char* who, const char* verb) { return t.decide(who, verb, {}, out).with; };
    EXPECT_EQ(owes("orlova", "call.external"), (obligations{visibility::full, presentation::own, recording::never}));
    EXPECT_EQ(owes("ivanova", "call.external"), (obligations{visibility::full, presentation::line, recording::always}));
    EXPECT_EQ(owes("zorin", "call.internal").record, recording::always);
    EXPECT_EQ(owes("ivanov", "call.alias"), (obligations{visibility::alias, presentation::office, recording::always}));
    const auto between = [&](const char* a, const char* b) {
        return t.decide(a, "call.internal", object::of(t.find_user(b).value()), internal).with.record;
    };
    EXPECT_EQ(between("ivanov", "orlova"), recording::never) << "the supervisor's calls with staff are not recorded";
    EXPECT_EQ(between("orlova", "ivanov"), recording::never);
    EXPECT_EQ(t.number_shown_to(*t.find_user("orlova")), visibility::full);
    EXPECT_EQ(t.number_shown_to(*t.find_user("ivanova")), visibility::full);
    EXPECT_EQ(t.number_shown_to(*t.find_user("zorin")), visibility::partial);
    EXPECT_EQ(t.number_shown_to(*t.find_user("ivanov")), visibility::alias);
}

} // namespace
