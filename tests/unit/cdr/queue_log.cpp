// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_queue_log.hpp>

#include <algorithm>
#include <random>
#include <sstream>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/json.hpp>
#include <almon/cdr/readers/input_file.hpp>
#include <almon/cdr/readers/record_files.hpp>
#include <gmock/gmock.h>

using namespace almon;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// The office of the fixtures, as far as a queue's log needs it.
tenant::tenant office() {
    tenant::tenant t;
    t.name = "office";
    t.zone = time_zone::find("Europe/Moscow").value();
    t.extensions = {"10x"};
    tenant::user anna{"Анна", {"agent"}, {}, "101", {}, {}}, ivan{"ivan", {"agent"}, {}, "102", {}, "1002"};
    t.users = {anna, ivan};
    return t;
}

std::vector<cdr::call> calls_of(std::string_view log, std::size_t piece = std::string_view::npos) {
    const tenant::tenant t = office();
    cdr::context ctx;
    ctx.office = &t;
    std::vector<cdr::call> calls;
    cdr::assembler all(ctx, [&](const cdr::call& c) { calls.push_back(c); });
    const auto reader = cdr::make_reader(cdr::format::asterisk_queue_log, {"queue_log", 0, t.zone, {}}, {});
    for (std::size_t at = 0; at < log.size(); at += std::min(piece, log.size()))
        reader->feed(log.substr(at, piece), all);
    reader->finish(all);
    all.finish();
    return calls;
}

std::int64_t seconds_of(milliseconds m) {
    return m.count() / 1000;
}

const std::string answered = "1795297247|1795297247.204|505|NONE|ENTERQUEUE||+79161234567|1\n"
                             "1795297247|1795297247.204|505|NONE|DID|+74951234567\n"
                             "1795297250|1795297247.204|505|Анна|RINGNOANSWER|3000\n"
                             "1795297252|1795297247.204|505|1002|CONNECT|5|1795297251.206|1\n"
                             "1795297254|1795297247.204|505|1002|COMPLETEAGENT|5|2|1\n";
const std::string given_up = "1795297223|1795297223.173|500|NONE|ENTERQUEUE||89161234567|1\n"
                             "1795297227|1795297223.173|500|Анна|RINGCANCELED|3976\n"
                             "1795297227|1795297223.173|500|PJSIP/103|RINGCANCELED|3976\n"
                             "1795297227|1795297223.173|500|Local/104@agents/n|RINGCANCELED|3976\n"
                             "1795297227|1795297223.173|500|NONE|ABANDON|1|1|4\n";

} // namespace

TEST(QueueLogAlone, TellsWhoWaitedWhoRangAndWhoTalked) {
    const auto calls = calls_of(answered);
    ASSERT_EQ(calls.size(), 1u);
    const cdr::call& c = calls.front();
    EXPECT_EQ(c.id, "office/1795297247.204");
    EXPECT_EQ(c.direction, cdr::direction::inbound);
    EXPECT_EQ(c.external->e164->e164(), "+79161234567");
    EXPECT_EQ(c.did, "+74951234567");
    EXPECT_EQ(c.queue, "505");
    EXPECT_THAT(c.rang, ElementsAre("101", "102"));
    EXPECT_THAT(c.answered_by, ElementsAre("102"));
    EXPECT_EQ(c.responsible, "102");
    EXPECT_EQ(c.hung_up_by, "102");
    EXPECT_EQ(c.disposition, cdr::disposition::answered);
    EXPECT_EQ(seconds_of(c.spans.wait), 5);
    EXPECT_EQ(seconds_of(c.spans.talk), 2);
    EXPECT_EQ(c.end - c.start, std::chrono::seconds(7));
}

TEST(QueueLogAlone, KnowsAgentsOfOneSecondApart) {
    const auto calls = calls_of(given_up);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_THAT(calls.front().rang, testing::UnorderedElementsAre("101", "103", "104"));
    EXPECT_THAT(calls.front().answered_by, IsEmpty());
    EXPECT_EQ(calls.front().disposition, cdr::disposition::abandoned_queue);
    EXPECT_EQ(calls.front().hung_up_by, "external");
}

TEST(QueueLogAlone, FollowsFromQueueToQueueAndToWhomTheAgentSent) {
    const auto calls = calls_of("1795297233|1795297233.1|500|NONE|ENTERQUEUE||101|1\n"
                                "1795297235|1795297233.1|500|NONE|EXITEMPTY|1|1|2\n"
                                "1795297235|1795297233.1|600|NONE|ENTERQUEUE||101|1\n"
                                "1795297238|1795297233.1|600|PJSIP/104|CONNECT|3|1795297235.5|2\n"
                                "1795297248|1795297233.1|600|PJSIP/104|BLINDTRANSFER|103|from-internal|3|10|1\n");
    ASSERT_EQ(calls.size(), 1u);
    const cdr::call& c = calls.front();
    EXPECT_EQ(c.direction, cdr::direction::internal);
    EXPECT_EQ(c.by, "101");
    EXPECT_FALSE(c.external);
    EXPECT_EQ(c.queue, "500");
    EXPECT_EQ(seconds_of(c.spans.wait), 5);
    EXPECT_EQ(seconds_of(c.spans.talk), 10);
    ASSERT_EQ(c.transfers.size(), 1u);
    EXPECT_EQ(c.transfers.front().by, "104");
    EXPECT_EQ(c.transfers.front().to, "103");
}

TEST(QueueLogAlone, TellsATimeOutFromACallerWhoGaveUp) {
    const auto calls = calls_of("1795297228|1795297228.183|500|NONE|ENTERQUEUE||anonymous|1\n"
                                "1795297242|1795297228.183|500|NONE|EXITWITHTIMEOUT|1|1|14\n");
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_EQ(calls.front().disposition, cdr::disposition::queue_timeout);
    EXPECT_TRUE(calls.front().external->withheld);
    EXPECT_EQ(calls.front().hung_up_by, "");
}

TEST(QueueLogAlone, IsTheSameInAnyOrderAndAnyPieces) {
    const std::string log = given_up + answered;
    std::vector<std::string> lines;
    std::istringstream in(log);
    for (std::string line; std::getline(in, line);) lines.push_back(line + '\n');
    const auto told = [](const std::vector<cdr::call>& calls) {
        std::string all;
        for (const cdr::call& c : calls) all += cdr::to_json(c, {}) + '\n';
        return all;
    };
    const std::string expected = told(calls_of(log));
    for (std::size_t piece = 1; piece < 80; ++piece) EXPECT_EQ(told(calls_of(log, piece)), expected) << piece;
    std::mt19937 random(1);
    for (int i = 0; i < 100; ++i) {
        std::shuffle(lines.begin(), lines.end(), random);
        std::string shuffled;
        for (const std::string& line : lines) shuffled += line;
        EXPECT_EQ(told(calls_of(shuffled + shuffled)), expected) << shuffled;
    }
}

TEST(QueueLogAlone, OfWhatBeganBeforeTheLogNothingIsTold) {
    EXPECT_THAT(calls_of("1795297254|1795297247.204|505|1002|COMPLETEAGENT|5|2|1\n"), IsEmpty());
}

TEST(QueueLogBesideRecords, MakesNoCallOfItsOwn) {
    const std::string folder = ALMON_TEST_DATA "/asterisk/34-queue-linear-101-noanswer-102-answers/";
    std::vector<cdr::call> calls;
    cdr::assembler all(cdr::context{}, [&](const cdr::call& c) { calls.push_back(c); });
    cdr::record_files files({folder + "cdr_custom.csv", folder + "queue_log"}, {}, {}, {});
    while (files.read_some(all)) {
    }
    all.finish();
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_FALSE(calls.front().legs.empty());
}
