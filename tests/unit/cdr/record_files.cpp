// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/record_files.hpp>

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
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
        return out;
    }

    std::vector<diagnostic> mistakes_;

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

TEST_F(RecordFiles, AFileThatCannotBeReadCostsItselfOnly) {
    const std::string good = write("good", calls_from(0, 10).first), empty = write("empty", "");
    const std::string odd = write("odd", "no records at all\n");
    const std::string calls = calls_of({"/no/such/file", good, empty, odd, "/"});
    EXPECT_EQ(std::count(calls.begin(), calls.end(), '\n'), 10);
    std::vector<error> reasons;
    for (const diagnostic& d : mistakes_) reasons.push_back(d.reason);
    EXPECT_THAT(reasons, testing::UnorderedElementsAre(error(core_errc::not_found), error(errc::empty_file),
                                                       error(errc::unknown_format), error(core_errc::io)));
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
