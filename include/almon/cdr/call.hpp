// SPDX-License-Identifier: BSL-1.0
#pragma once

// One call as a person means it: who called whom, who rang, who talked and when, and how it ended. A plain value.
//
//     |<-------------------------------- duration ------------------------------->|
//     start                                                                       end
//     |  menu  |   wait (in a queue)   | ring |  talk 101  | other | talk 102 |hold|
//
// The six spans never overlap and add up to the duration.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/clock.hpp>
#include <almon/numbering/address.hpp>
#include <almon/numbering/number.hpp>

namespace almon::inline v0::cdr {

/// As the company sees it, not as a switch leg does.
enum class direction : std::uint8_t { inbound, outbound, internal };

/// How the call ended, in the words of the field.
enum class disposition : std::uint8_t {
    answered,          ///< somebody talked
    missed,            ///< somebody rang, nobody answered, and the PBX gave up
    cancelled,         ///< the caller gave up while somebody rang
    busy,              ///< everybody was busy or declined
    failed,            ///< a network or a device refused the call
    no_human,          ///< the PBX answered or played something; no person was ever offered the call
    voicemail,         ///< the caller left a message
    abandoned_ivr,     ///< the caller gave up in a menu
    abandoned_queue,   ///< the caller gave up in a queue
    queue_timeout,     ///< the queue gave the caller up
    no_answer,         ///< the called party of an outbound or internal call did not answer
    no_answer_agent,   ///< a call placed for an agent who did not pick up; the client was never dialled
    service,           ///< a feature code, a page, listening in: no call between people
    agent_login,       ///< an agent's session, in which calls happen
    cut_while_ringing, ///< the PBX stopped while somebody rang
};

/// What the call counts as, by the office's rules (outcome.hpp), in the words of a CRM.
enum class call_outcome : std::uint8_t {
    held,          ///< they talked
    not_held,      ///< it was tried, and they did not
    missed,        ///< somebody wanted us and was not served: call back
    short_abandon, ///< the caller gave up before anybody could have answered
    voicemail,     ///< the caller left a message
    ignored,       ///< nothing for the CRM: between colleagues, a feature code, the water delivery
};

enum class transfer_kind : std::uint8_t { blind, attended, blond, redirect };
enum class transfer_result : std::uint8_t { answered, no_answer, busy, refused, no_answer_returned };

[[nodiscard]] std::string_view to_string(direction d) noexcept;
[[nodiscard]] std::string_view to_string(disposition d) noexcept;
[[nodiscard]] std::string_view to_string(call_outcome o) noexcept;
[[nodiscard]] std::string_view to_string(transfer_kind k) noexcept;
[[nodiscard]] std::string_view to_string(transfer_result r) noexcept;

/// The party outside the office.
struct external_party {
    std::optional<number> e164;
    std::string text; ///< as the PBX wrote it
    address_kind kind = address_kind::none;
    std::string name;            ///< empty where the network gave none
    bool withheld = false;       ///< the caller hid the number; where `e164` is known all the same, it is never shown
    std::string alias{};         ///< the deal's number that was dialled instead; empty where none was
    std::string operator_name{}; ///< who serves the number, as the operator directory knows
    std::string region{};        ///< where it is at home, by the same
};

/// The external party (or the caller of an internal call) and `who` heard each other.
struct talk {
    std::string who; ///< own extension, or the number of an outsider to whom the call was forwarded
    instant start, end;
};

/// The call went from one person to another.
struct transfer {
    transfer_kind kind = transfer_kind::blind;
    std::string by; ///< extension; empty where a machine did it
    std::string to;
    instant at;
    transfer_result result = transfer_result::answered;
};

/// One channel of the PBX in this call.
struct leg {
    std::string channel;
    std::string trunk;     ///< empty for an own phone
    std::string who;       ///< extension; empty for an outsider
    std::string dialled;   ///< what this leg was asked to reach
    std::string presented; ///< the number shown to the called party
    instant start, end;
    std::optional<instant> answer;
    std::optional<std::int32_t> cause; ///< Q.850
};

/// Where the time went. Sums to the call's duration.
struct spans {
    milliseconds ring{0}, menu{0}, wait{0}, talk{0}, hold{0}, other{0};
};

/// Why a field holds what it holds, and how sure that is. Filled on request.
struct reason {
    std::string field;
    std::string why;
    bool sure = true;
};

/// One call. *Threads*: a value.
struct call {
    std::string id;
    cdr::direction direction = cdr::direction::internal;
    std::string by; ///< own extension that placed an outbound or internal call
    std::optional<external_party> external;
    std::string did; ///< our number that was called: E.164 where it is one, else as written
    std::string campaign;
    std::string trunk;
    std::string queue;
    instant start, end;
    cdr::spans spans;
    cdr::disposition disposition = cdr::disposition::failed;
    call_outcome outcome = call_outcome::not_held;
    std::vector<std::string> rang;
    std::vector<std::string> answered_by;
    std::vector<talk> talks;
    std::vector<transfer> transfers;
    std::vector<leg> legs;
    std::string responsible;
    std::vector<std::string> recordings;
    std::string hung_up_by; ///< `external`, an extension, `pbx`; empty where nothing tells
    std::optional<std::int32_t> cause;
    std::vector<std::string> native; ///< the PBX's own ids, earliest first
    std::vector<reason> why;
    std::size_t tenant = 0; ///< which of the assembler's contexts it was read with; not written
};

} // namespace almon::inline v0::cdr
