// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/assembler.hpp>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <almon/cdr/json.hpp>
#include <almon/cdr/readers/record_files.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/packed_text.hpp"

using namespace almon;

namespace {

const std::string day = ALMON_TEST_DATA "/cdr_custom/ours.csv.gz";

struct stop : std::runtime_error {
    stop() : std::runtime_error("enough") {}
};

/// Which tellings throw.
using when = std::function<bool(std::size_t)>;
const when never = [](std::size_t) { return false; };

/// What is told of some files where the callback throws at some tellings, and how often that came out.
struct told {
    std::vector<std::string> calls;
    std::size_t thrown = 0;
    std::size_t counted = 0;

    void note(const cdr::call& c, const cdr::difference& d, const when& throws) {
        calls.push_back(std::to_string(d.version) + (d.withdrawn ? " withdrawn " + c.id : cdr::to_json(c, {})));
        if (throws(calls.size() - 1)) throw stop();
    }
    /// Calls `step` until it does not throw.
    template <class Step>
    auto patiently(Step step) {
        for (;;) try {
                return step();
            } catch (const stop&) {
                ++thrown;
            }
    }
    void read(cdr::assembler& reads, const std::vector<std::string>& paths, const when& throws) {
        cdr::record_files files(paths, {std::nullopt, {}, {}, {}}, {}, {});
        while (patiently([&] { return files.read_some(reads); })) {
        }
        patiently([&] { reads.finish(); });
        patiently([&] {
            files.amend_late(reads, [&](const cdr::call& c, const cdr::difference& d) { note(c, d, throws); });
        });
        counted = reads.count().calls;
    }
};

told final_versions(const std::vector<std::string>& paths, const when& throws, std::size_t keep_open = 0) {
    told out;
    cdr::context ctx;
    ctx.keep_open = keep_open;
    cdr::assembler calls(ctx, [&](const cdr::call& c) { out.note(c, {}, throws); });
    out.read(calls, paths, throws);
    return out;
}

told versions(const when& throws) {
    told out;
    cdr::assembler calls({}, [&](const cdr::call& c, const cdr::difference& d) { out.note(c, d, throws); });
    const auto reader = cdr::make_reader(cdr::format::asterisk_cdr_custom, {"day", 0, {}, {}}, {});
    const std::string text = test::text_of(day);
    // the last records first, so that calls are told before all of their records are there
    for (std::size_t end = text.size(), at; end > 0; end = at) {
        at = text.rfind('\n', end - 2) + 1;
        reader->feed(std::string_view(text).substr(at, end - at), calls);
        reader->rest(calls);
        out.patiently([&] { calls.settle(); });
    }
    reader->finish(calls);
    out.patiently([&] { calls.finish(); });
    out.counted = calls.count().calls;
    return out;
}

void expect_each_once(const told& wanted, const told& found, std::size_t thrown) {
    EXPECT_TRUE(found.calls == wanted.calls);
    EXPECT_EQ(found.thrown, thrown);
    EXPECT_EQ(found.counted, wanted.counted);
}

TEST(ThrowingCallback, LosesNoOtherCallOfItsMinuteAndTellsNoneTwice) {
    for (const std::size_t keep_open : {std::size_t{0}, std::size_t{2048}}) {
        const told wanted = final_versions({day}, never, keep_open);
        ASSERT_EQ(wanted.calls.size(), 37u);
        for (std::size_t bad = 0; bad < wanted.calls.size(); ++bad)
            expect_each_once(wanted,
                             final_versions(
                                 {day}, [bad](std::size_t i) { return i == bad; }, keep_open),
                             1);
        expect_each_once(wanted,
                         final_versions(
                             {day}, [](std::size_t) { return true; }, keep_open),
                         37);
    }
}

TEST(ThrowingCallback, LosesNoVersion) {
    const told wanted = versions(never);
    ASSERT_GT(wanted.calls.size(), 37u);
    for (std::size_t bad = 0; bad < wanted.calls.size(); ++bad)
        expect_each_once(wanted, versions([bad](std::size_t i) { return i == bad; }), 1);
    expect_each_once(wanted, versions([](std::size_t) { return true; }), wanted.calls.size());
}

TEST(ThrowingCallback, LosesNoCallThatIsToldAgainForALateRecord) {
    // a call a minute, and second rows of two of them an hour after all else
    const std::string path = std::filesystem::temp_directory_path() / "almon-throwing.csv";
    std::ofstream out(path);
    const auto row = [&out](int minute, int phone, const char* how) {
        const std::string start = fmt::format("2026-11-22 {:02}:{:02}:00", minute / 60, minute % 60);
        out << fmt::format(
            R"("","+79161234567","500","in","","PJSIP/gw-{:x}","PJSIP/{}-{:x}","Queue","500","{}","","{}",)"
            R"(0,0,"{}","DOCUMENTATION","{}.{}","")"
            "\n",
            minute, phone, minute, start, start, how, 1795305600 + minute * 60, minute);
    };
    for (int minute = 0; minute < 60; ++minute) row(minute, 101, "NO ANSWER");
    row(0, 102, "BUSY");
    row(1, 102, "BUSY");
    out.close();
    const told wanted = final_versions({path}, never);
    const auto again =
        std::count_if(wanted.calls.begin(), wanted.calls.end(), [](const auto& c) { return c[0] == '2'; });
    ASSERT_EQ(again, 2);
    for (std::size_t bad = 0; bad < wanted.calls.size(); ++bad)
        expect_each_once(wanted, final_versions({path}, [bad](std::size_t i) { return i == bad; }), 1);
    std::filesystem::remove(path);
}

} // namespace
