// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/record_files.hpp>

#include <filesystem>
#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <almon/cdr/json.hpp>

using namespace almon;
using cdr::errc;

namespace {

/// A folder that goes with the test.
class RecordFiles : public testing::Test {
protected:
    RecordFiles() { std::filesystem::create_directories(folder_); }
    ~RecordFiles() override { std::filesystem::remove_all(folder_); }

    std::string write(const std::string& name, const std::string& text) {
        const std::string path = folder_ / name;
        std::ofstream(path) << text;
        return path;
    }

    std::string calls_of(std::vector<std::string> paths) {
        std::string out;
        cdr::assembler calls({}, [&](const cdr::call& c) { out += cdr::to_json(c) + '\n'; });
        const auto note = [this](const diagnostic& d) { mistakes_.push_back(d); };
        cdr::record_files files(std::move(paths), {}, note, note);
        while (files.read_some(calls)) {
        }
        calls.finish();
        amended_.clear();
        files.amend_late(calls, [this](const cdr::call& c, const cdr::difference& d) {
            amended_.push_back(fmt::format("{} {}", d.version, d.withdrawn ? c.id : cdr::to_json(c)));
        });
        return out;
    }

    std::vector<diagnostic> mistakes_;
    std::vector<std::string> amended_; ///< version, and the call or the id of one that is none

private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / fmt::format("almon-record-files-{}", ::getpid());
};

/// Rows of Master.csv; each call has two, the second written half a minute later, and begins five seconds after the one
/// before it: more calls than any assembler keeps open.
struct rows {
    std::string first, second;
};

rows calls_from(int begin, int end) {
    rows out;
    const auto row = [](int call, const char* phone, int at, int lasted, const char* how) {
        const auto civil = [](int second) {
            return fmt::format("2026-11-22 {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
        };
        const int start = call * 5 + at;
        return fmt::format(
            "\"\",\"+7916{:07}\",\"500\",\"in\",\"\"\"\"\" <+7916{:07}>\",\"PJSIP/mango-{:08x}\",\"PJSIP/{}-{:08x}\","
            "\"Queue\",\"500\",\"{}\",\"\",\"{}\",{},0,\"{}\",\"DOCUMENTATION\",\"{}.{}\",\"\"\n",
            call, call, call, phone, call, civil(start), civil(start + lasted), lasted, how, 1795305600 + call * 5,
            call);
    };
    for (int call = begin; call < end; ++call) {
        out.first += row(call, "101", 0, 10, "NO ANSWER");
        out.second += row(call, "102", 10, 20, "NO ANSWER");
    }
    return out;
}

constexpr int many = 12000;

TEST_F(RecordFiles, SeveralSourcesOfTheSameCallsComeTogetherWhateverTheirSize) {
    const rows all = calls_from(0, many);
    const std::string first = write("first", all.first), second = write("second", all.second);
    const std::string wanted = calls_of({first, second});
    EXPECT_EQ(std::count(wanted.begin(), wanted.end(), '\n'), many);
    EXPECT_EQ(calls_of({second, first}), wanted);
    EXPECT_THAT(mistakes_, testing::IsEmpty());
}

TEST_F(RecordFiles, RotatedFilesMayBeNamedInAnyOrder) {
    const rows one = calls_from(0, many / 3), two = calls_from(many / 3, many / 2), three = calls_from(many / 2, many);
    const std::string a = write("a", one.first), b = write("b", two.first), c = write("c", three.first);
    const std::string wanted = calls_of({a, b, c});
    EXPECT_EQ(std::count(wanted.begin(), wanted.end(), '\n'), many);
    EXPECT_EQ(calls_of({c, b, a}), wanted);
    EXPECT_EQ(calls_of({b, c, a, b}), wanted);
}

/// The rows of `text` with that of call `late` at the end, and its call alone.
std::string with_late(const rows& all, int late, std::string* alone) {
    const auto row_of = [late](const std::string& text) {
        std::size_t begin = 0;
        for (int i = 0; i < late; ++i) begin = text.find('\n', begin) + 1;
        return std::pair(begin, text.find('\n', begin) + 1 - begin);
    };
    std::string text = all.first;
    const auto [begin, size] = row_of(all.second);
    const auto [first, first_size] = row_of(all.first);
    *alone = text.substr(first, first_size) + all.second.substr(begin, size);
    return text + all.second.substr(begin, size);
}

TEST_F(RecordFiles, ARowThatIsHoursLateAmendsItsCall) {
    constexpr int late = 100;
    std::string alone;
    const std::string path = write("file", with_late(calls_from(0, many), late, &alone));
    const std::string whole = calls_of({write("alone", alone)});
    ASSERT_EQ(std::count(whole.begin(), whole.end(), '\n'), 1);
    const std::string told = calls_of({path});
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), many); // none twice
    EXPECT_THAT(amended_, testing::ElementsAre("2 " + whole.substr(0, whole.size() - 1)));
    ASSERT_EQ(mistakes_.size(), 1);
    EXPECT_EQ(mistakes_[0].reason, errc::late_record);
    EXPECT_EQ(mistakes_[0].level, severity::warning);
    EXPECT_EQ(mistakes_[0].file, path);
    EXPECT_EQ(mistakes_[0].line, many + 1);
}

TEST_F(RecordFiles, ALateRowThatMakesOneCallOfTwoTakesTheSecondBack) {
    const auto row = [](const char* from, const char* to, const char* start, const char* end, int lasted,
                        const char* id, const char* linked) {
        return fmt::format(
            "\"\",\"+79160000100\",\"500\",\"in\",\"\",\"{}\",\"{}\",\"Dial\",\"PJSIP/101\",\"{}\",\"{}\",\"{}\","
            "{},{},\"ANSWERED\",\"DOCUMENTATION\",\"{}\",\"\",\"{}\"\n",
            from, to, start, start, end, lasted, lasted, id, linked);
    };
    // a client talks to 101, who asks 102, and is then given to 102: what tells that it is one call is written in the end
    const std::string client = row("PJSIP/mango-aa", "PJSIP/101-aa", "2026-11-22 00:08:20", "2026-11-22 00:08:30", 10,
                                   "1795306100.9100", "1795306100.9100");
    const std::string asked = row("PJSIP/101-bb", "PJSIP/102-bb", "2026-11-22 00:08:25", "2026-11-22 00:08:32", 7,
                                  "1795306105.9101", "1795306105.9101");
    const std::string given = row("PJSIP/mango-aa", "PJSIP/102-bb", "2026-11-22 00:08:32", "2026-11-22 03:08:32", 10800,
                                  "1795306100.9100", "1795306105.9101");
    std::string text =
        "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,"
        "billsec,disposition,amaflags,uniqueid,userfield,linkedid\n";
    const std::string alone = text + client + asked + given;
    const std::string others = calls_from(0, many).first;
    int count = 0;
    for (std::size_t begin = 0, end = 0; (end = others.find('\n', begin)) != std::string::npos; begin = end + 1) {
        const std::string line = others.substr(begin, end - begin);
        text += line + ',' + line.substr(line.rfind(",\"1795") + 1, line.rfind(',') - line.rfind(",\"1795") - 1) + '\n';
        if (++count == 100) text += client + asked;
    }
    const std::string whole = calls_of({write("alone", alone)});
    ASSERT_EQ(std::count(whole.begin(), whole.end(), '\n'), 1);
    const std::string told = calls_of({write("file", text + given)});
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), many + 2);
    EXPECT_THAT(amended_, testing::ElementsAre("2 default/1795306105.9101", "2 " + whole.substr(0, whole.size() - 1)));
}

TEST_F(RecordFiles, WhatAPipeGivesTooLateIsLeftOutAndReported) {
    std::string alone;
    const std::string text = with_late(calls_from(0, many), 100, &alone);
    const std::string path = write("unused", "") + ".pipe";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    std::thread writer([&] { std::ofstream(path) << text; });
    const std::string told = calls_of({path});
    writer.join();
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), many);
    EXPECT_THAT(amended_, testing::IsEmpty());
    ASSERT_EQ(mistakes_.size(), 1);
    EXPECT_EQ(mistakes_[0].reason, errc::late_record);
    EXPECT_EQ(mistakes_[0].level, severity::rejected);
}

TEST_F(RecordFiles, APipeWhoseFirstLineIsLongerThanItsPiecesIsKnownByAll) {
    const std::string rows = calls_from(0, 5).first;
    std::string text = rows;
    text.insert(text.find(",\"\"") + 2, std::string(100'000, 'x'));
    const std::string path = write("unused", "") + ".pipe";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    std::thread writer([&] { std::ofstream(path) << text; });
    const std::string told = calls_of({path});
    writer.join();
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 5) << told.substr(0, 200);
    EXPECT_THAT(mistakes_, testing::IsEmpty());
}

TEST_F(RecordFiles, AFileThatCannotBeReadCostsItselfOnly) {
    const std::string good = write("good", calls_from(0, 10).first), empty = write("empty", "");
    const std::string odd = write("odd", "no records at all\n");
    const std::string calls = calls_of({"/no/such/file", good, empty, odd, "/"});
    EXPECT_EQ(std::count(calls.begin(), calls.end(), '\n'), 10);
    std::vector<error> reasons;
    for (const diagnostic& d : mistakes_) reasons.push_back(d.reason);
    EXPECT_THAT(reasons, testing::UnorderedElementsAre(error(core_errc::not_found), error(errc::empty_file),
                                                       error(errc::unknown_format), error(core_errc::is_directory)));
}

TEST_F(RecordFiles, KnowsHowFarItIs) {
    const std::string text = calls_from(0, 100).first, path = write("file", text);
    cdr::assembler calls({}, cdr::assembler::on_call([](const cdr::call&) {}));
    cdr::record_files files({path}, {}, {}, {});
    EXPECT_EQ(files.bytes_in_all(), text.size());
    while (files.read_some(calls)) {
    }
    EXPECT_EQ(files.bytes_read(), text.size());
}

} // namespace
