// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the manager interface answers when it is asked what goes on: CoreShowChannels, Status, BridgeList and BridgeInfo,
// QueueStatus. Whoever lost the connection asks these, and so makes good what it missed.
//
// The answers carry no time of their own. They were given no sooner than the newest event before them, no later than the
// next one, and when the age of each channel says, to the second. An answer to Ping, which has a time, says it better.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <almon/cdr/evidence.hpp>

#include "ami_block.hpp"

namespace almon::inline v0::cdr {

class ami_snapshot {
public:
    /// Takes one event of an answer; `e` has its file, its line and the time of the newest event before it. False where
    /// the answer turns out to be incomplete: then nothing is concluded from it.
    bool take(std::string_view event, const event_block& block, const evidence& e);

    /// Something was said at `t`: answers before it become evidence.
    void time_is(instant t, evidence_sink& out);
    /// Something that is no event was said at `t`.
    void not_before(instant t) noexcept { newest_ = std::max(newest_, t); }
    /// Whether answers were taken that are not evidence yet.
    [[nodiscard]] bool waits() const noexcept { return reading_ || waits_ || !inside_.empty() || !queued_.empty(); }
    /// The stream is over.
    void finish(evidence_sink& out);

private:
    struct found {
        std::string channel, id, group, caller, name, dialled, context, account, room, application, argument;
        bool up = false;
        std::int64_t age = -1; ///< seconds
        std::uint32_t line = 0;
    };

    static found read(const event_block& block, std::uint32_t line);
    void add(found f);
    void take_bridge(std::string_view room, std::string_view technology);
    [[nodiscard]] evidence about(const found& f, fact what, instant at) const;
    void tell(instant at, evidence_sink& out);
    void tell_before(instant next, evidence_sink& out);
    [[nodiscard]] activity kind_of(std::string_view room) const noexcept;
    static activity kind_of_technology(std::string_view technology) noexcept;

    std::vector<found> list_;   // of the answer that is being read, then of the last one
    std::vector<found> inside_; // BridgeInfoChannel, until its BridgeInfoComplete
    std::vector<found> queued_; // QueueEntry
    std::vector<std::pair<std::string, activity>> rooms_;
    bool reading_ = false;
    bool waits_ = false;      // for the event that tells how late it can be
    bool everything_ = false; // the list has all channels
    instant newest_;
    evidence pattern_;
};

} // namespace almon::inline v0::cdr
