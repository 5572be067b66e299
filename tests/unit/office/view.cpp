// SPDX-License-Identifier: BSL-1.0
#include <almon/office/view.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <almon/numbering/parse.hpp>
#include <almon/office/load.hpp>

namespace {

using namespace almon;

/// A call whose every field holds the client's number in one spelling or another.
cdr::call leaky_call() {
    cdr::call c;
    c.id = "svetly-dom/1795297099.34";
    c.direction = cdr::direction::inbound;
    c.external = {numbering::parse("+79161234567").value(), "8-916-123-45-67", address_kind::number, "89161234567",
                  false};
    c.did = "+74951234567";
    c.rang = {"103"};
    c.answered_by = {"103"};
    c.responsible = "103";
    c.legs = {{"Local/89161234567@out-00000001;1", "mango", "", "9161234567", "+74951234567", {}, {}, {}, {}}};
    c.talks = {{"+79161234567", {}, {}}};
    c.transfers = {{cdr::transfer_kind::blind, "103", "989161234567", {}, cdr::transfer_result::answered}};
    c.recordings = {"in-74951234567-8-916-123-45-67-20261122-1795297099.34.wav"};
    c.why = {{"external", "src was 89161234567", true}};
    return c;
}

std::string all_text(const cdr::call& c) {
    std::string all = c.did + c.responsible;
    if (c.external) all += (c.external->e164 ? c.external->e164->e164() : "") + c.external->text + c.external->name;
    for (const auto& l : c.legs) all += l.channel + l.dialled + l.presented + l.who;
    for (const auto& t : c.talks) all += t.who;
    for (const auto& t : c.transfers) all += t.by + t.to;
    for (const auto& r : c.recordings) all += r;
    for (const auto& w : c.why) all += w.why;
    std::erase_if(all, [](char ch) { return ch < '0' || ch > '9'; });
    return all;
}

struct view_test : ::testing::Test {
    office::office_file file = office::load(ALMON_SOURCE_DIR "/examples/office/office.toml").value();
    std::optional<cdr::call> as(std::string_view name, const office::alias_question& alias = {}) {
        return office::view(leaky_call(), file.tenant, file.policy, file.policy.find_user(name).value(), alias);
    }
};

TEST_F(view_test, shows_the_supervisor_everything) {
    const auto c = as("orlova");
    ASSERT_TRUE(c);
    EXPECT_EQ(c->external->e164->value(), 79161234567u);
    EXPECT_EQ(c->recordings.size(), 1u);
}

TEST_F(view_test, shows_an_operator_the_number_but_no_recording) {
    const auto c = as("ivanova");
    ASSERT_TRUE(c);
    EXPECT_TRUE(c->external->e164);
    EXPECT_TRUE(c->recordings.empty());
}

TEST_F(view_test, shows_the_controller_a_masked_number_and_recordings_without_it) {
    const auto c = as("zorin");
    ASSERT_TRUE(c);
    EXPECT_EQ(c->external->text, "+7 916 ***-**-67");
    ASSERT_EQ(c->recordings.size(), 1u);
    EXPECT_EQ(c->recordings[0], "in-74951234567-8-***-***-**-**-20261122-1795297099.34.wav");
    EXPECT_EQ(all_text(*c).find("9161234567"), std::string::npos);
    EXPECT_EQ(c->legs[0].presented, "+74951234567") << "our own numbers stay";
}

TEST_F(view_test, shows_an_agent_the_alias_of_his_own_calls_and_nothing_else) {
    const auto c = as("ivanov", [](number) { return std::optional<std::string>("4017"); });
    ASSERT_TRUE(c);
    EXPECT_EQ(c->external->text, "4017");
    EXPECT_FALSE(c->external->e164);
    EXPECT_TRUE(c->recordings.empty());
    EXPECT_EQ(all_text(*c).find("9161234567"), std::string::npos);
    EXPECT_FALSE(as("sidorova")) << "another agent's call";
}

TEST_F(view_test, hides_everybody_outside_whom_the_call_met) {
    for (const auto& meet : std::vector<void (*)(cdr::call&)>{
             [](cdr::call& c) { c.legs.front().dialled = "989035551122"; },
             [](cdr::call& c) { c.talks.front().who = "+79035551122"; },
             [](cdr::call& c) { c.transfers.front().to = "+79035551122"; },
         }) {
        cdr::call c = leaky_call();
        meet(c);
        c.recordings.emplace_back("out-903.555.11.22-1.wav");
        const auto seen = office::view(c, file.tenant, file.policy, file.policy.find_user("zorin").value());
        ASSERT_TRUE(seen);
        EXPECT_EQ(all_text(*seen).find("9035551122"), std::string::npos) << all_text(*seen);
        EXPECT_EQ(seen->recordings.back(), "out-***.***.**.**-1.wav");
    }
}

TEST_F(view_test, never_shows_a_withheld_number_to_anybody) {
    cdr::call c = leaky_call();
    c.external->withheld = true;
    for (const char* name : {"orlova", "ivanova", "zorin", "ivanov"}) {
        const auto seen = office::view(c, file.tenant, file.policy, file.policy.find_user(name).value());
        ASSERT_TRUE(seen) << name;
        EXPECT_FALSE(seen->external->e164) << name;
        EXPECT_EQ(all_text(*seen).find("9161234567"), std::string::npos) << name;
    }
}

} // namespace
