// SPDX-License-Identifier: BSL-1.0
#include <almon/policy/expectation.hpp>

#include <fmt/format.h>

#include <almon/policy/compile.hpp>
#include <almon/policy/explain.hpp>

#include "policy/reading.hpp"

namespace almon::inline v0::policy {

namespace {

using detail::complaints;

constexpr std::array<std::string_view, 2> answers = {"deny", "allow"};

/// The test as a request; nothing after a complaint.
std::optional<request> read_request(const table& policy, const raw_test& test, std::vector<diagnostic>& problems) {
    complaints bad(policy.file(), problems);
    const std::size_t before = problems.size();
    const auto user = policy.find_user(test.user.text);
    if (!user) bad.add(errc::unknown_user, test.user, detail::all_names(policy.data().users));
    const auto what = find_verb(test.verb.text);
    if (!what) {
        std::vector<std::string_view> known;
        for (const verb_info& v : verbs) known.push_back(v.name);
        bad.add(errc::unknown_verb, test.verb, known);
    }
    object whose;
    if (test.object && user) {
        const auto found = find_object(policy, *user, test.object->text);
        if (found) whose = *found;
        else bad.add(found.error(), *test.object);
    }
    const circumstances given = read_facts(policy, test.given, problems);
    if (problems.size() > before) return std::nullopt;
    return request{*user, *what, whose, given};
}

/// What differs of the obligations that the test names.
template <class Enum, std::size_t N>
void compare(std::string_view what, const std::optional<word>& expected, Enum got,
             const std::array<std::string_view, N>& names, outcome& o, complaints& bad) {
    if (!expected || !detail::read_word(*expected, names, errc::unknown_value, bad)) return;
    if (expected->text == word_of(names, got)) return;
    o.passed = false;
    o.why += fmt::format("{}{} = {} expected, {} came", o.why.empty() ? "" : "; ", what, expected->text,
                         word_of(names, got));
}

} // namespace

test_report run_tests(const table& policy, const raw_policy& raw) {
    test_report report;
    for (const raw_test& test : raw.tests) {
        complaints bad(policy.file(), report.problems);
        const std::size_t before = report.problems.size();
        const auto q = read_request(policy, test, report.problems);
        const auto expected = detail::read_word(test.expect, answers, errc::unknown_effect, bad);
        if (!q || !expected) continue;
        outcome o{&test, true, policy.decide(*q), {}};
        if (o.got.allowed != (*expected == 1)) {
            o.passed = false;
            o.why = fmt::format("{} expected, got {}", test.expect.text, to_string(policy, explain(policy, *q)));
        }
        compare("show_number", test.show_number, o.got.with.show_number, visibility_names, o, bad);
        compare("present", test.present, o.got.with.present, presentation_names, o, bad);
        compare("record", test.record, o.got.with.record, recording_names, o, bad);
        if (report.problems.size() == before) report.outcomes.push_back(std::move(o));
    }
    return report;
}

} // namespace almon::inline v0::policy
