// SPDX-License-Identifier: BSL-1.0
#pragma once

// The policy of an office file, for PHP.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <almon/office/load.hpp>

#include "answer.hpp"

namespace almon::php {

/// The id of the office file at `path`, read once a process until the file changes; or a failure with its mistakes.
[[nodiscard]] answer policy_load(std::string_view path);
/// A `decision_row`. `facts` are keys and words in turn (`direction`, `inbound`, …), `at` as `instant_of` takes it.
[[nodiscard]] answer policy_decide(std::int64_t id, std::string_view user, std::string_view verb,
                                   std::string_view object, const std::vector<std::string_view>& facts,
                                   std::int64_t at);
/// One sentence: the decision, the rule, and for a denial the nearest permit.
[[nodiscard]] answer policy_explain(std::int64_t id, std::string_view user, std::string_view verb,
                                    std::string_view object, const std::vector<std::string_view>& facts,
                                    std::int64_t at);
/// `[[user, scope]]` of all who may do it.
[[nodiscard]] answer policy_who(std::int64_t id, std::string_view verb, std::string_view object,
                                const std::vector<std::string_view>& facts, std::int64_t at);

/// `[allowed, why, show_number, present, record, announce, rule, role, line]`.
[[nodiscard]] json::array decision_row(const policy::table& table, const policy::decision& d);

/// An office file's mistakes: `"kind": "office"`, `"mistakes"`, and the code of the first.
[[nodiscard]] json::object failed_office(const office::load_failure& all);

} // namespace almon::php
