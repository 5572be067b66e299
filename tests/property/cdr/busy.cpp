// SPDX-License-Identifier: BSL-1.0
// A busy PBX tells the same calls as a quiet one: every scenario of a PBX was recorded alone, and here all of them begin in
// one second. The calls are those of each scenario alone, to the byte.
#include <almon/cdr/assembler.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <almon/cdr/json.hpp>
#include <almon/cdr/readers/reader.hpp>

#include "support/record_sets.hpp"

using namespace almon;

namespace {

namespace fs = std::filesystem;
using cdr::evidence;
using cdr::format;

/// Moves evidence in time, and gives its channels and calls names and ids that no other scenario has: a PBX that was started
/// between two scenarios gave some out twice.
class moved final : public cdr::evidence_sink {
public:
    moved(cdr::evidence_sink& to, unsigned scenario, microseconds by) : to_(to), scenario_(scenario), by_(by) {}

    void take(const evidence& e) override {
        evidence m = e;
        for (instant* t : {&m.at, &m.end, &m.answer, &m.recorded, &m.born})
            if (*t != instant{}) *t += by_;
        std::size_t next = 0;
        for (std::string_view* name : {&m.channel, &m.peer, &m.argument}) *name = texts_[next++] = renamed(*name);
        for (std::string_view* id : {&m.id, &m.group, &m.peer_id, &m.room})
            if (!id->empty()) *id = texts_[next++] = fmt::format("s{}-{}", scenario_, *id);
        to_.take(m);
    }

private:
    /// `PJSIP/101-0000001f` to `PJSIP/101-0005001f`, wherever such a counter ends.
    [[nodiscard]] std::string renamed(std::string_view text) const {
        constexpr std::string_view hex = "0123456789abcdef";
        std::string out(text);
        for (std::size_t dash = out.find('-'); dash != std::string::npos; dash = out.find('-', dash + 1)) {
            const std::size_t end = std::min(out.find_first_not_of(hex, dash + 1), out.size());
            if (end - dash == 9) out.replace(dash + 1, 4, fmt::format("{:04x}", scenario_));
        }
        return out;
    }

    cdr::evidence_sink& to_;
    unsigned scenario_;
    microseconds by_;
    std::array<std::string, 7> texts_;
};

/// When a scenario began, and whether something in it concerns every call of the PBX.
struct look final : cdr::evidence_sink {
    instant first = instant::max();
    bool of_all = false;
    void take(const evidence& e) override {
        of_all |= e.what == cdr::fact::stopped || e.what == cdr::fact::restarted || e.what == cdr::fact::counted;
        first = std::min(first, e.at);
    }
};

class Busy : public test::of_record_set {
protected:
    void read(format how, const std::string& text, cdr::evidence_sink& to) const {
        const auto reader = cdr::make_reader(how, {"records", 0, office().zone, {}}, {});
        reader->feed(text, to);
        reader->finish(to);
    }

    /// The calls of all scenarios that have the file, each alone, and all at once.
    void check(const char* file, format how) {
        std::multiset<std::string> alone, together;
        const auto into = [this](std::multiset<std::string>& calls) {
            return [this, &calls](const cdr::call& c) { calls.insert(to_json(c, {office().zone, false})); };
        };
        cdr::assembler busy(access_.shared, into(together));
        unsigned scenario = 0;
        for (const auto& folder : fs::recursive_directory_iterator(ALMON_TEST_DATA "/" + GetParam().name)) {
            if (!folder.is_directory()) continue;
            const std::optional<std::string> text = test::text_of(folder.path(), file);
            look seen;
            if (text) read(how, *text, seen);
            if (seen.of_all || seen.first == instant::max()) continue;
            const auto by = std::chrono::floor<std::chrono::seconds>(office_opens - seen.first);
            cdr::assembler quiet(access_.shared, into(alone));
            moved as_alone(quiet, ++scenario, by), among_all(busy, scenario, by);
            read(how, *text, as_alone);
            quiet.finish();
            read(how, *text, among_all);
        }
        busy.finish();
        std::vector<std::string> lost;
        std::set_difference(alone.begin(), alone.end(), together.begin(), together.end(), std::back_inserter(lost));
        EXPECT_EQ(alone.size(), together.size()) << file;
        EXPECT_EQ(lost.size(), 0u) << file << '\n' << (lost.empty() ? std::string() : lost.front());
        scenarios_ += scenario;
    }

    static constexpr instant office_opens{std::chrono::seconds(1795417200)};
    unsigned scenarios_ = 0;
};

TEST_P(Busy, CallsOfOneSecondAreThoseOfEachAlone) {
    check("Master.csv", format::asterisk_csv);
    check("freepbx.csv", format::asterisk_cdr_custom);
    check("cel.csv", format::asterisk_cel);
    check("ami.log", format::asterisk_ami);
    check("ari.jsonl", format::asterisk_ari);
    EXPECT_GT(scenarios_, 60u);
}

INSTANTIATE_TEST_SUITE_P(Pbx, Busy, testing::ValuesIn(test::record_sets), test::name_of_set);

} // namespace
