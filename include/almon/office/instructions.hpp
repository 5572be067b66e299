// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the PBX is told to do with a call: whom to ring or where to send it, through which trunks in which order showing
// what, whether to record, what the person who answers may see, and which rules said so.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/error.hpp>
#include <almon/numbering/number.hpp>
#include <almon/policy/vocabulary.hpp>
#include <almon/tenant/line.hpp>

namespace almon::inline v0::office {

/// What to do.
enum class act : std::uint8_t {
    dial,     ///< ring `extensions` and the `trunks` in order
    queue,    ///< put the caller into the queue `name`
    menu,     ///< play the menu `name`
    announce, ///< play the announcement `name`
    reject,   ///< refuse; `why` tells the reason
};

[[nodiscard]] std::string_view to_string(act a) noexcept;

/// One attempt at the outside world.
struct way_out {
    std::string trunk;
    std::optional<number> present; ///< what the called party sees: always one that this trunk can present
    std::string digits;            ///< the called number as this trunk wants it written
    std::string channel;           ///< the same as an Asterisk dial string, such as `PJSIP/89161234567@mango`
};

/// One step of the reasoning: a stable word, and a sentence that holds no full number.
struct because {
    std::string rule; ///< such as `line.to`, `alias.granted`, `policy.forbid`, `route.operator`
    std::string text;
    std::uint32_t line = 0; ///< of the office file; 0 where no line of it decided
};

/// The answer to `incoming` and `dial`. A value; holds the called number in `trunks`, so it is for the PBX, not for people.
struct instructions {
    act what = act::reject;
    std::string name;                    ///< of the queue, menu or announcement
    std::vector<std::string> extensions; ///< own phones to ring, all at once
    std::vector<way_out> trunks;         ///< tried in this order
    tenant::target otherwise;            ///< where to go when nobody answers; `none` means hang up
    policy::recording record = policy::recording::always;
    bool announce_recording = false;
    std::string show;             ///< what whoever is rung sees as the caller; empty means nothing
    std::string alias;            ///< the deal's alias, where that is what is shown or was dialled
    std::vector<std::string> pop; ///< users whose screen pops
    std::string caller;           ///< the user who calls, where it is one of ours
    bool register_in_crm = true;
    std::optional<error> refused; ///< why it is `reject`, as a code that all languages share
    std::vector<because> why;
};

/// One JSON object: `{"act","name","extensions":[],"trunks":[{"trunk","present","digits","channel"}],"otherwise",
/// "record","announce_recording","show","alias","pop":[],"caller","register_in_crm","refused":{"code","message"},
/// "why":[{"rule","text","line"}]}`; absent things are null.
[[nodiscard]] std::string to_json(const instructions& i);

/// The same as commands for Asterisk's AGI, a line each: `SET VARIABLE ALMON_ACT "dial"` and so on.
[[nodiscard]] std::string to_agi(const instructions& i);

} // namespace almon::inline v0::office
