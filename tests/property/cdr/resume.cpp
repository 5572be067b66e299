// SPDX-License-Identifier: BSL-1.0
// A stream of manager events that is cut at any event, and resumed after the PBX was asked what goes on, gives the same
// calls. The answers are computed from the events so far, in the form in which Asterisk gives them.
#include <almon/cdr/assembler.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <random>

#include <gmock/gmock.h>

#include <almon/cdr/json.hpp>
#include <almon/cdr/readers/reader.hpp>

#include "support/record_sets.hpp"

using namespace almon;

namespace {

/// Blocks of `Key: value` lines, each with the empty line behind it.
std::vector<std::string> blocks_of(const std::string& text) {
    std::vector<std::string> blocks;
    std::string block;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1);
        const std::string line = text.substr(at, end + 1 - at);
        block += line;
        if (line == "\n" || line == "\r\n") blocks.push_back(std::exchange(block, {}));
        at = end + 1;
    }
    if (!block.empty()) blocks.push_back(block);
    return blocks;
}

std::string field(const std::string& block, const std::string& key) {
    const std::string start = key + ": ";
    std::size_t at = block.starts_with(start) ? 0 : block.find("\n" + start);
    if (at == std::string::npos) return {};
    at = block.find(": ", at) + 2;
    const std::size_t end = block.find_first_of("\r\n", at);
    return block.substr(at, end - at);
}

/// What Asterisk itself knows, as far as its events tell it.
class pbx {
public:
    void hear(const std::string& block) {
        const std::string event = field(block, "Event");
        const std::string time = field(block, "Timestamp");
        if (!time.empty()) now_ = std::stod(time);
        for (const char* prefix : {"", "Dest", "Parkee", "Transferer", "OrigTransferer", "SecondTransferer"})
            note(block, prefix);
        const std::string id = field(block, "Uniqueid");
        if (event == "Newchannel") {
            channels_[id].fields = fields_of(block, "");
            channels_[id].born = now_;
        } else if (event == "Hangup") {
            channels_.erase(id);
        } else if (event == "Newexten" && channels_.contains(id)) {
            channels_[id].application = field(block, "Application");
            channels_[id].data = field(block, "AppData");
        } else if (event == "DialBegin") {
            const auto dialled = channels_.find(field(block, "DestUniqueid"));
            if (dialled != channels_.end() && dialled->second.application.empty()) {
                const bool queue = channels_.contains(id) && channels_[id].application == "Queue";
                dialled->second.application = queue ? "AppQueue" : "AppDial";
                dialled->second.data = "(Outgoing Line)";
            }
        } else if (event == "BridgeEnter" && channels_.contains(id)) {
            channels_[id].bridge = field(block, "BridgeUniqueid");
            bridges_[channels_[id].bridge] = block;
        } else if (event == "BridgeLeave" && channels_.contains(id)) {
            if (channels_[id].bridge == field(block, "BridgeUniqueid")) channels_[id].bridge.clear();
        } else if (event == "FullyBooted" || event == "Shutdown") {
            channels_.clear();
        }
    }

    [[nodiscard]] std::string channels() const {
        std::string out =
            "Response: Success\r\nActionID: 7\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n";
        for (const auto& [id, c] : channels_) {
            const auto age = static_cast<long>(now_ - c.born);
            char duration[32];
            std::snprintf(duration, sizeof duration, "%02ld:%02ld:%02ld", age / 3600, age / 60 % 60, age % 60);
            out += "Event: CoreShowChannel\r\nActionID: 7\r\n" + c.fields + "BridgeId: " + c.bridge +
                   "\r\nApplication: " + c.application + "\r\nApplicationData: " + c.data +
                   "\r\nDuration: " + duration + "\r\n\r\n";
        }
        return out + "Event: CoreShowChannelsComplete\r\nActionID: 7\r\nEventList: Complete\r\nListItems: " +
               std::to_string(channels_.size()) + "\r\n\r\n";
    }

    [[nodiscard]] std::string bridges() const {
        std::string out;
        for (const auto& [bridge, entered] : bridges_) {
            const auto inside = std::count_if(channels_.begin(), channels_.end(),
                                              [&](const auto& c) { return c.second.bridge == bridge; });
            if (inside == 0) continue;
            const std::string told = "BridgeUniqueid: " + bridge + "\r\nBridgeType: " + field(entered, "BridgeType") +
                                     "\r\nBridgeTechnology: " + field(entered, "BridgeTechnology") +
                                     "\r\nBridgeCreator: " + field(entered, "BridgeCreator") +
                                     "\r\nBridgeName: " + field(entered, "BridgeName") +
                                     "\r\nBridgeNumChannels: " + std::to_string(inside) + "\r\n";
            for (const auto& [id, c] : channels_)
                if (c.bridge == bridge) out += "Event: BridgeInfoChannel\r\nActionID: 8\r\n" + c.fields + "\r\n";
            out += "Event: BridgeInfoComplete\r\nActionID: 8\r\n" + told + "\r\n";
        }
        return out;
    }

    [[nodiscard]] std::size_t alive() const noexcept { return channels_.size(); }

private:
    struct channel {
        std::string fields, application, data, bridge;
        double born = 0;
    };
    static std::string fields_of(const std::string& block, const std::string& prefix) {
        std::string out;
        for (const char* key :
             {"Channel", "ChannelState", "ChannelStateDesc", "CallerIDNum", "CallerIDName", "ConnectedLineNum",
              "ConnectedLineName", "Language", "AccountCode", "Context", "Exten", "Priority", "Uniqueid", "Linkedid"})
            out += std::string(key) + ": " + field(block, prefix + key) + "\r\n";
        return out;
    }
    void note(const std::string& block, const std::string& prefix) {
        const auto known = channels_.find(field(block, prefix + "Uniqueid"));
        if (known != channels_.end() && !field(block, prefix + "ChannelState").empty())
            known->second.fields = fields_of(block, prefix);
    }

    std::map<std::string, channel> channels_;
    std::map<std::string, std::string> bridges_;
    double now_ = 0;
};

struct outcome {
    std::string calls;
    std::vector<std::string> ids;
    std::size_t told = 0; // diagnostics
};

using Resume = test::of_record_set;

/// The calls of several streams, each with a reader of its own.
outcome calls_of(const tenant::tenant& t, const std::vector<std::string>& streams) {
    cdr::context ctx;
    ctx.office = &t;
    outcome o;
    cdr::assembler calls(ctx, [&](const cdr::call& c) {
        const auto& s = c.spans;
        EXPECT_EQ(s.ring + s.menu + s.wait + s.talk + s.hold + s.other, c.end - c.start) << c.id;
        o.calls += cdr::to_json(c, {t.zone, false}) + "\n";
        o.ids.push_back(c.id);
    });
    for (const std::string& stream : streams) {
        const auto reader =
            cdr::make_reader(cdr::format::asterisk_ami, {"ami", 0, t.zone, {}}, [&](const diagnostic&) { ++o.told; });
        reader->feed(stream, calls);
        reader->finish(calls);
    }
    calls.finish();
    std::sort(o.ids.begin(), o.ids.end());
    return o;
}

std::vector<std::filesystem::path> logs(const std::string& set) {
    std::vector<std::filesystem::path> found;
    for (const auto& f : std::filesystem::recursive_directory_iterator(std::string(ALMON_TEST_DATA) + "/" + set))
        if (f.path().filename() == "ami.log.gz") found.push_back(f.path());
    std::sort(found.begin(), found.end());
    return found;
}

constexpr const char* greeting =
    "Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nMessage: Authentication accepted\r\n\r\n"
    "Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: 86400\r\nLastReload: 86400\r\n"
    "Status: Fully Booted\r\n\r\n";

std::string joined(const std::vector<std::string>& blocks, std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to; ++i) out += blocks[i];
    return out;
}

TEST_P(Resume, AStreamCutAtAnyEventAndResumedGivesTheSameBytes) {
    const tenant::tenant& t = office();
    std::mt19937 random(20261122);
    std::size_t cuts = 0, with_calls = 0;
    for (const auto& path : logs(GetParam().name)) {
        const std::vector<std::string> blocks = blocks_of(test::text_of(path.parent_path(), "ami.log").value());
        const std::string expected = calls_of(t, {joined(blocks, 0, blocks.size())}).calls;
        std::vector<std::size_t> where;
        for (int i = 0; i < 4; ++i) where.push_back(random() % (blocks.size() + 1));
        std::sort(where.begin(), where.end());
        pbx asterisk;
        std::size_t heard = 0;
        for (const std::size_t cut : where) {
            while (heard < cut) asterisk.hear(blocks[heard++]);
            const std::string before = joined(blocks, 0, cut), after = joined(blocks, cut, blocks.size());
            const std::string answer = asterisk.channels() + asterisk.bridges();
            EXPECT_EQ(calls_of(t, {before + greeting + answer + after}).calls, expected)
                << path << " cut at " << cut << " of " << blocks.size() << ", same stream";
            // who logs in just before the PBX is killed has heard of nothing when it begins anew
            if (after.find("Event: FullyBooted") == std::string::npos) {
                EXPECT_EQ(calls_of(t, {before, greeting + answer + after}).calls, expected)
                    << path << " cut at " << cut << " of " << blocks.size() << ", new stream";
            }
            ++cuts;
            with_calls += asterisk.alive() > 0;
        }
    }
    EXPECT_GE(cuts, 150u);
    EXPECT_GT(with_calls, cuts / 2) << "most cuts are within a call";
}

TEST_P(Resume, WhatWasMissedIsMadeGoodAsFarAsTheAnswersTell) {
    const tenant::tenant& t = office();
    std::mt19937 random(41);
    std::size_t gaps = 0, same_calls = 0;
    for (const auto& path : logs(GetParam().name)) {
        const std::vector<std::string> blocks = blocks_of(test::text_of(path.parent_path(), "ami.log").value());
        const outcome expected = calls_of(t, {joined(blocks, 0, blocks.size())});
        for (int i = 0; i < 2; ++i, ++gaps) {
            const std::size_t from = random() % (blocks.size() + 1), lost = random() % 40;
            const std::size_t to = std::min(from + lost, blocks.size());
            pbx asterisk;
            for (std::size_t k = 0; k < to; ++k) asterisk.hear(blocks[k]);
            const outcome o =
                calls_of(t, {joined(blocks, 0, from),
                             greeting + asterisk.channels() + asterisk.bridges() + joined(blocks, to, blocks.size())});
            same_calls += o.ids == expected.ids;
        }
    }
    EXPECT_GT(same_calls, gaps * 9 / 10) << gaps;
}

INSTANTIATE_TEST_SUITE_P(Pbxs, Resume, testing::ValuesIn(test::record_sets), test::name_of_set);

} // namespace
