// SPDX-License-Identifier: BSL-1.0
#pragma once

// The tests that stand in the office file beside the rules (`[[policy.test]]`): who asks what, and what the answer
// must be.

#include <string>
#include <vector>

#include <almon/core/diagnostic.hpp>
#include <almon/policy/decide.hpp>
#include <almon/policy/rule.hpp>

namespace almon::inline v0::policy {

/// How one test went.
struct outcome {
    const raw_test* test; ///< *Lifetime*: of the raw policy
    bool passed = false;
    decision got;
    std::string why; ///< of a failure: what was expected, what came, and by which rule
};

struct test_report {
    std::vector<outcome> outcomes;
    std::vector<diagnostic> problems; ///< tests that could not be read, none of which counts as passed
};

/// Puts every test of `raw` to the table.
[[nodiscard]] test_report run_tests(const table& policy, const raw_policy& raw);

} // namespace almon::inline v0::policy
