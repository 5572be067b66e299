// SPDX-License-Identifier: BSL-1.0
#pragma once

// The way out of one office for one call: its file's policy, trunks and prices, and the operator directory, brought
// together for `routing::find_route`.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/result.hpp>
#include <almon/office/load.hpp>
#include <almon/operators/directory.hpp>
#include <almon/routing/lint.hpp>

namespace almon::inline v0::office {

/// What somebody would dial.
struct route_question {
    std::string_view user;       ///< by name or extension
    std::string_view dialled;    ///< a telephone number in any spelling, or an emergency code
    std::string_view trunk = {}; ///< the caller's own choice
    std::span<const routing::trunk_load> load = {};
    instant at;
};

struct route_answer {
    std::optional<number> to; ///< nothing for an emergency call
    routing::route way;       ///< *Lifetime*: of the office file and the directory
};

/// The way out, or `office.unknown_user`, `office.unknown_trunk`, or why `dialled` is no number. An emergency call is
/// never an error, whoever makes it.
[[nodiscard]] result<route_answer> find_route(const office_file& file, const operators::directory* whose,
                                              const route_question& q);

/// The verb and the classes with which the policy is asked about a call to `n`.
struct call_kind {
    policy::verb verb;
    policy::number_class classes;
};
[[nodiscard]] call_kind kind_of_call(number n, const tenant::tenant& office) noexcept;

/// `routing::lint` with the shares of the brands in `whose`, where there is one.
[[nodiscard]] std::vector<routing::finding> lint_routes(const office_file& file, const operators::directory* whose,
                                                        instant at);

} // namespace almon::inline v0::office
