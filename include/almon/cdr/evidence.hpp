// SPDX-License-Identifier: BSL-1.0
#pragma once

// Evidence: one thing that some record or event says about a call, in words that every PBX shares. Readers turn bytes
// into evidence; the assembler joins it to calls and knows nothing of where it came from.

#include <cstdint>
#include <optional>
#include <string_view>

#include <almon/core/clock.hpp>

namespace almon::inline v0::cdr {

/// What the evidence tells.
enum class fact : std::uint8_t {
    segment,     ///< a finished record: `channel` did `doing` from `at` to `end`, with `peer` where one is named
    appeared,    ///< `channel` came into being
    described,   ///< something about `channel` that holds for its whole life: caller, DID, recording
    rang,        ///< `channel` began to ring
    picked_up,   ///< `channel` answered
    dialled,     ///< `channel` began to call `peer`
    dial_ended,  ///< that attempt ended as `result` says
    joined,      ///< `channel` came into the bridge `room`
    left,        ///< `channel` went out of the bridge `room`
    began,       ///< `channel` began `doing` `argument`
    seen_at,     ///< `channel` was found `doing` `argument`; since when, nobody says
    ended,       ///< `channel` stopped `doing`
    pressed,     ///< somebody at `channel` pressed a key
    music_on,    ///< `channel` hears music instead of a person
    music_off,   ///< and the person again
    held,        ///< `channel` put its peer on hold
    resumed,     ///< and took it back
    transferred, ///< `channel` sent the call on: `transfer` and `peer`, `argument` say how and where
    taken,       ///< `channel` took the call that rang at `peer`
    wired,       ///< `channel` and `peer` are two halves of one path
    hung_up,     ///< the far end of `channel` asked to end the call
    gone,        ///< `channel` is no more, for `cause`; `argument` is the channel that ended it
    call_over,   ///< every channel of the group is gone
    stopped,     ///< the PBX itself went down; where `at` is the epoch, just after the newest evidence
    present,     ///< `channel` was found alive, `doing` something for `lasted`; it answered where `result` says so
    inside,      ///< `channel` was found in the bridge `room`, or in none; `doing` tells what kind of bridge, if known
    restarted,   ///< the PBX began anew by `at`: what began before is over, and nobody saw when
    counted,     ///< every channel alive was just found `present`: one that was not is gone
    asked,  ///< a queue's log: `argument` asked the agent `account`, who rang for `lasted` and did as `result` says
    parted, ///< a queue's log: agent and caller parted by `account`'s doing, empty for the caller's; or the agent
            ///< sent the caller on, as `transfer` and `dialled` say
};

/// What a channel is busy with.
enum class activity : std::uint8_t {
    none,
    dial,
    queue,
    menu,
    announcement,
    voicemail,
    voicemail_check,
    park,
    retrieve,
    pickup,
    conference,
    listen_in,
    page,
    test,
    agent_session,
    agent_request,
    busy_tone,
    congestion_tone,
    hangup,
    outgoing, ///< the channel itself was called by the PBX
    script,
    other,
};

/// How an attempt ended.
enum class outcome : std::uint8_t { unknown, answered, no_answer, busy, congestion, failed, cancelled };

/// How a call was sent on.
enum class handover : std::uint8_t { none, blind, attended, redirect };

/// How much a source knows of times: whole seconds, or better.
enum class precision : std::uint8_t {
    seconds, ///< of its own: what lies within the second is not known
    exact,
    floored, ///< the second in which it was; another source may tell the same exactly
};

/// Whether what `channel` began may have been told before, by another event of the same source.
enum class retold : std::uint8_t {
    no,
    at_once, ///< within the second before
    ever,    ///< as the last that it did
};

/// One piece of evidence. *Lifetime*: the views live as long as the reader's buffer; the assembler copies what it keeps.
struct evidence {
    fact what = fact::described;
    activity doing = activity::none;
    outcome result = outcome::unknown;
    handover transfer = handover::none;
    precision times = precision::exact;
    retold again = retold::no; ///< of `began` and `seen_at`
    bool withheld = false;     ///< the caller asked that the number be hidden
    bool zone_guessed = false; ///< of a segment: it lay before its channel, and was put behind it by a zone's offset
    std::int32_t cause = -1;
    std::uint32_t file = 0; ///< which of the sources, as the caller numbers them
    std::uint32_t line = 0;

    instant at;                ///< when; of a segment its start
    instant end;               ///< of a segment
    microseconds lasted{0};    ///< of a segment: its duration
    microseconds connected{0}; ///< of a segment: the part after the answer
    instant answer;            ///< of a segment, where `has_answer`
    bool has_answer = false;
    std::int64_t sequence = -1; ///< order among segments of equal time; -1 where none
    instant recorded;           ///< of a segment that was answered at once: when its recording began, where the file's
                                ///< name tells; the epoch where it does not
    instant born;               ///< when `channel` began, where its id tells; the epoch where it does not

    std::string_view channel; ///< unique at a time, used again later
    std::string_view id;      ///< of the channel; unique
    std::string_view group;   ///< channels that belong together
    std::string_view peer;
    std::string_view peer_id;
    std::string_view caller;
    std::string_view caller_name;
    std::string_view dialled;  ///< what the channel asked for
    std::string_view context;  ///< the part of the dial plan
    std::string_view argument; ///< of `doing`
    std::string_view room;     ///< a bridge
    std::string_view did;
    std::string_view presented; ///< number shown to the called party
    std::string_view recording;
    std::string_view account;
    std::string_view own_number; ///< caller before it was rewritten, usually an extension
};

/// Where evidence goes.
class evidence_sink {
public:
    virtual ~evidence_sink() = default;
    virtual void take(const evidence& e) = 0;
};

} // namespace almon::inline v0::cdr
