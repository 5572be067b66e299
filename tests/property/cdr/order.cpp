// SPDX-License-Identifier: BSL-1.0
// However records come, the calls are the same to the byte: shuffled, repeated, cut into files, files in any order.
//
// For each scenario of each PBX and each source in it: the records in a random order, some of them twice, dealt out to
// three files that are given in a random order, against the file as it is. Then all sources together, in another order.
#include <almon/cdr/readers/record_files.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <random>

#include <unistd.h>

#include <almon/cdr/json.hpp>
#include <gtest/gtest.h>

#include "support/record_sets.hpp"

using namespace almon;

namespace {

namespace fs = std::filesystem;
using cdr::format;

struct record_source {
    std::string_view file;
    format how;
};

constexpr record_source sources[] = {
    {"cdr_custom.csv", format::asterisk_cdr_custom},
    {"freepbx.csv", format::asterisk_cdr_custom},
    {"sample.csv", format::asterisk_cdr_custom},
    {"records.json", format::asterisk_cdr_custom},
    {"Master.csv", format::asterisk_csv},
    {"cel.csv", format::asterisk_cel},
    {"ami.log", format::asterisk_ami},
    {"ari.jsonl", format::asterisk_ari},
    {"queue_log", format::asterisk_queue_log},
};

void write(const fs::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

/// The file as records that can be put into another order: lines, or blocks of manager events.
std::vector<std::string> records_of(std::string_view file, std::string text) {
    const std::string end = file == "ami.log" ? "\n\n" : "\n";
    if (file == "ami.log") std::erase(text, '\r');
    std::vector<std::string> records;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = std::min(text.find(end, at), text.size()) - at;
        std::string record = text.substr(at, size);
        record.erase(0, record.find_first_not_of('\n'));
        if (!record.empty()) records.push_back(record + end);
        at += size + end.size();
    }
    return records;
}

class Order : public test::of_record_set {
protected:
    void SetUp() override {
        of_record_set::SetUp();
        ASSERT_FALSE(HasFatalFailure());
        room_ = fs::temp_directory_path() / ("almon-order-" + std::to_string(getpid()) + GetParam().name);
        fs::create_directories(room_);
    }
    void TearDown() override { fs::remove_all(room_); }

    /// The calls that these files give, a line of JSON each.
    std::string calls_of(std::optional<format> how, const std::vector<std::string>& files) const {
        std::string text;
        const auto add = [&](const cdr::call& c) {
            cdr::to_json(c, {office().zone, false}, text);
            text += '\n';
        };
        cdr::assembler calls(access_.shared, add);
        cdr::record_files read(files, {how, office().zone, {}, {}}, {}, {});
        while (read.read_some(calls)) {
        }
        calls.finish();
        read.amend_late(calls, [&](const cdr::call& c, const cdr::difference&) { add(c); });
        return text;
    }

    void deal_out(std::string_view file, format how, const std::string& plain, std::vector<std::string> records) {
        const std::size_t all = records.size();
        std::sample(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(all), std::back_inserter(twice_),
                    all / 3, deal_);
        records.insert(records.end(), twice_.begin(), twice_.end());
        twice_.clear();
        std::shuffle(records.begin(), records.end(), deal_);
        std::array<std::string, 3> pieces;
        for (std::size_t i = 0; i < records.size(); ++i) pieces[i % pieces.size()] += records[i];
        std::vector<std::string> paths;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (pieces[i].empty()) continue;
            paths.push_back((room_ / (std::to_string(i) + "-" + std::string(file))).string());
            write(paths.back(), pieces[i]);
        }
        std::shuffle(paths.begin(), paths.end(), deal_);
        EXPECT_EQ(calls_of(how, {plain}), calls_of(how, paths)) << file;
        ++checked_;
    }

    void check_scenario(const fs::path& folder) {
        std::vector<std::string> mixed;
        for (const record_source& s : sources) {
            std::optional<std::string> text = test::text_of(folder, s.file);
            if (!text) continue;
            const std::string plain = (room_ / s.file).string();
            write(plain, *text);
            if (s.file != "Master.csv") mixed.push_back(plain);
            // a start of the PBX ends what was heard before it
            if (s.how == format::asterisk_ami && text->find("Event: FullyBooted") != std::string::npos) continue;
            std::vector<std::string> records = records_of(s.file, std::move(*text));
            if (!records.empty()) deal_out(s.file, s.how, plain, std::move(records));
        }
        const std::string wanted = calls_of(std::nullopt, mixed);
        std::shuffle(mixed.begin(), mixed.end(), deal_);
        EXPECT_EQ(wanted, calls_of(std::nullopt, mixed)) << "all sources in another order";
        ++checked_;
        const auto events = std::find(mixed.begin(), mixed.end(), (room_ / "cel.csv").string());
        if (events == mixed.end()) return;
        std::vector<std::string> records = records_of("cel.csv", *test::text_of(folder, "cel.csv"));
        if (records.empty()) return;
        std::shuffle(records.begin() + 1, records.end(), deal_); // the first tells what the file is
        std::string shuffled;
        for (const std::string& r : records) shuffled += r;
        write(*events, shuffled);
        EXPECT_EQ(wanted, calls_of(std::nullopt, mixed)) << "events in another order, beside the other sources";
        ++checked_;
    }

    fs::path room_;
    std::mt19937 deal_{20261122};
    std::vector<std::string> twice_;
    std::size_t checked_ = 0;
};

TEST_P(Order, OfRecordsAndFilesChangesNoCall) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::recursive_directory_iterator(ALMON_TEST_DATA "/" + GetParam().name))
        if (entry.path().filename() == "expected.json") folders.push_back(entry.path().parent_path());
    std::sort(folders.begin(), folders.end());
    for (const fs::path& folder : folders) {
        SCOPED_TRACE(folder.string());
        check_scenario(folder);
    }
    EXPECT_GE(checked_, 100u);
}

INSTANTIATE_TEST_SUITE_P(Pbxs, Order, testing::ValuesIn(test::record_sets), test::name_of_set);

} // namespace
