// SPDX-License-Identifier: BSL-1.0
#pragma once

// What each event of the manager interface says about channels, as evidence.

#include <cstdint>
#include <string>
#include <string_view>

#include <almon/cdr/evidence.hpp>

#include "ami_block.hpp"

namespace almon::inline v0::cdr {

/// *Threads*: one at a time.
class ami_events {
public:
    enum class told : std::uint8_t {
        something, ///< the evidence is to be taken
        nothing,
        of_no_use, ///< and is not counted as a record
        malformed, ///< lacks the channel that it is about
    };
    struct kind {
        std::string_view name;
        told (ami_events::*read)(evidence&) = nullptr; ///< null: it is about the whole PBX, or part of an answer
        bool may_lack_channel = false;                 ///< and is of no call then
    };
    /// Null for events that are of no use.
    [[nodiscard]] static const kind* find(std::string_view name) noexcept;

    /// *Lifetime*: `block` holds the events that are read, and stays where it is.
    explicit ami_events(const event_block& block) : block_(block) {}
    /// Reads the event in the block, of a kind that is about channels. *Lifetime*: `e` views the block and this object until
    /// the next event.
    told read(const kind& k, evidence& e) {
        kind_ = &k;
        return (this->*k.read)(e);
    }

private:
    static const kind kinds[];

    static told send(evidence& e, fact what) noexcept {
        e.what = what;
        return told::something;
    }

    told new_channel(evidence& e);
    told new_state(evidence& e);
    told new_caller(evidence& e);
    told new_exten(evidence& e);
    told channel_event(evidence& e);
    told application(evidence& e);
    told dial_begin(evidence& e);
    told dial_end(evidence& e);
    told bridge(evidence& e);
    told queue(evidence& e);
    told conference(evidence& e);
    told music(evidence& e);
    told hold(evidence& e);
    told key(evidence& e);
    told blind(evidence& e);
    told attended(evidence& e);
    told pickup(evidence& e);
    told park(evidence& e);
    told local(evidence& e);
    told message(evidence& e);
    told hangup_request(evidence& e);
    told soft_hangup(evidence& e);
    told hangup(evidence& e);

    const event_block& block_;
    const kind* kind_ = nullptr;
    std::string argument_, name_;
};

} // namespace almon::inline v0::cdr
