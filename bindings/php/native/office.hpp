// SPDX-License-Identifier: BSL-1.0
#pragma once

// The front door, for PHP.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <almon/office/office.hpp>

#include "answer.hpp"

namespace almon::php {

/// The CRM, as a program in PHP asks it. Throws where it does not answer.
class client_source {
public:
    virtual ~client_source() = default;
    virtual std::optional<office::client> find(number caller) = 0;
};

/// The id of the office at `path`, read once a process until one of its files changes; or a failure with the mistakes.
/// With `asks_php` it asks the client source of each question, else the clients' file that the office file names.
[[nodiscard]] answer office_open(std::string_view path, std::int64_t asks_php);
/// `{"tenant", "home", "area", "zone", "warnings"}`.
[[nodiscard]] answer office_info(std::int64_t id);
/// `{"changes", "warnings"}`, or a failure with the mistakes; the old stay in force then.
[[nodiscard]] answer office_reload(std::int64_t id);

/// The instructions as `{"json", "agi"}`. `clients` may be null.
[[nodiscard]] answer office_incoming(std::int64_t id, std::string_view trunk, std::string_view did,
                                     std::string_view caller, std::string_view digits, std::int64_t at,
                                     client_source* clients);
[[nodiscard]] answer office_dial(std::int64_t id, std::string_view user, std::string_view digits, std::string_view via,
                                 std::string_view caller, std::string_view trunk, std::string_view party,
                                 std::int64_t at);
/// A `decision_row`.
[[nodiscard]] answer office_decide(std::int64_t id, std::string_view user, std::string_view verb,
                                   std::string_view object, std::int64_t at);
/// `{"emergency", "operator", "hops": [[trunk, present, cost, because]], "trace": [[trunk, code, message, detail]],
/// "refused": [code, message]}`.
[[nodiscard]] answer office_route(std::int64_t id, std::string_view user, std::int64_t number, std::string_view trunk,
                                  std::int64_t at);
/// An `assignment_row`, or null.
[[nodiscard]] answer office_lookup(std::int64_t id, std::int64_t number);
/// Names of time zones.
[[nodiscard]] answer office_zones(std::int64_t id, std::int64_t number);
/// Whether it is within the hours, in minutes after midnight, in all of them.
[[nodiscard]] answer office_safe_to_call(std::int64_t id, std::int64_t number, std::int64_t at, std::int64_t from,
                                         std::int64_t until);
/// The id of the call as `user` may see it, or null where he may not.
[[nodiscard]] answer office_view(std::int64_t id, std::int64_t call, std::string_view user, std::int64_t at);

/// An alias is `[digits, deal, label, party, opened, active, closed]`, times in microseconds.
[[nodiscard]] answer alias_open(std::int64_t id, std::string_view deal, std::int64_t party, std::string_view label,
                                std::string_view digits, std::int64_t at);
/// `until` is the least integer for a grant without end.
[[nodiscard]] answer alias_grant(std::int64_t id, std::string_view digits, std::string_view grantee, std::int64_t until,
                                 std::int64_t at);
[[nodiscard]] answer alias_revoke(std::int64_t id, std::string_view digits, std::string_view grantee);
[[nodiscard]] answer alias_close(std::int64_t id, std::string_view digits, std::int64_t at);
[[nodiscard]] answer alias_resolve(std::int64_t id, std::string_view digits, std::string_view user, std::int64_t at);

/// The office of this id; null where there is none.
[[nodiscard]] std::shared_ptr<office::office> find_office(std::int64_t id);

} // namespace almon::php
