// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/vocabulary.hpp>

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace {

using namespace almon::policy;

TEST(vocabulary, finds_every_verb_by_its_name_and_nothing_else) {
    std::set<std::string_view> meanings;
    for (const verb_info& v : verbs) {
        EXPECT_EQ(find_verb(v.name), v.id);
        EXPECT_EQ(describe(v.id).name, v.name);
        EXPECT_FALSE(find_verb(std::string(v.name) + "x")) << v.name;
        EXPECT_FALSE(find_verb(v.name.substr(1))) << v.name;
        EXPECT_TRUE(meanings.insert(v.meaning).second) << "two verbs mean the same: " << v.name;
    }
    for (const char* text : {"", "call", "call.", "call.*", "*", "CALL.ANSWER", "recording.lissten"})
        EXPECT_FALSE(find_verb(text)) << text;
}

TEST(vocabulary, has_names_for_every_bit_of_a_fact) {
    EXPECT_EQ(1u << (direction_names.size() - 1), static_cast<unsigned>(direction::internal));
    EXPECT_EQ(1u << (number_class_names.size() - 1), static_cast<unsigned>(number_class::stranger));
    EXPECT_EQ(1u << (call_state_names.size() - 1), static_cast<unsigned>(call_state::ended));
    EXPECT_EQ(1u << (evidence_names.size() - 1), static_cast<unsigned>(evidence::withheld));
}

} // namespace
