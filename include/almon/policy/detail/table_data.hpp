// SPDX-License-Identifier: BSL-1.0
#pragma once

// The compiled form of a policy: for every set of roles that somebody has (a profile) and every verb, the clauses that
// decide, forbids first.
//
//     person -> profile --+
//                 verb ---+-> cell -> clause clause | clause ...
//                                     forbids         permits      each with its scope and masks of facts

#include <cstdint>
#include <string>
#include <vector>

#include <almon/policy/detail/name_index.hpp>
#include <almon/policy/vocabulary.hpp>
#include <almon/tenant/line.hpp>

namespace almon::inline v0::policy::detail {

inline constexpr std::uint32_t none = 0xFFFFFFFF;

/// From `from` until before `to`, in minutes since Monday 00:00 local time.
struct week_span {
    std::uint16_t from, to;
};

/// Conditions that are no masks: on which lines, at which hours. Of each list one must fit, where there are any.
struct rare_conditions {
    std::vector<std::uint32_t> lines;
    std::vector<week_span> hours;
    bool office_hours = false; ///< while the office is open (beside `hours`)
    bool asks_hours = false;
};

/// Whose things: a scope, and for a named one its department, role or queue.
struct scope {
    scope_kind kind = scope_kind::any;
    std::uint32_t id = none; ///< `none` means the asking user's own
};

/// A mask of 0 asks nothing.
struct clause {
    std::uint32_t rule = none; ///< place in `rules`
    std::uint32_t line = 0;
    std::uint32_t rare = none; ///< place in `rare`
    scope whose;
    std::uint8_t directions = 0, classes = 0, states = 0, evidences = 0;

    [[nodiscard]] constexpr bool asks_nothing() const noexcept {
        return rare == none && !(directions | classes | states | evidences);
    }
};

struct cell {
    std::uint32_t first = 0;
    std::uint32_t permits = 0; ///< where forbids end and permits begin
    std::uint32_t end = 0;
};

/// What a set of roles obliges to. Recording has two orders of strictness, so it is kept twice.
struct duties {
    visibility show_number = visibility::nothing;
    presentation present = presentation::office;
    recording record_outside = recording::never;
    recording record_staff = recording::never;
    announcement announce = announcement::never;
};

struct profile {
    std::vector<std::uint32_t> roles; ///< sorted
    duties owes;
};

struct person {
    std::uint32_t profile = none;
    std::uint32_t department = none;
    std::vector<std::uint32_t> queues; ///< sorted
};

} // namespace almon::inline v0::policy::detail

namespace almon::inline v0::policy {

/// A rule as `explain` shows it.
struct written_rule {
    std::string role; ///< the role that states it
    std::string text; ///< `permit stats.view@role`
    effect does = effect::permit;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

namespace detail {

struct table_data {
    std::string file;
    name_index users, departments, roles, queues;
    std::vector<person> people;
    std::vector<profile> profiles; ///< profile i < roles.size() is role i alone
    std::vector<cell> cells;       ///< profile * verb_count + verb
    std::vector<clause> clauses;
    std::vector<rare_conditions> rare;
    std::vector<written_rule> rules;
    std::vector<tenant::line> lines; ///< what conditions on lines refer to
};

} // namespace detail
} // namespace almon::inline v0::policy
