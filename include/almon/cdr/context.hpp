// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the assembler may know beside the records: the office, and two questions it can ask others.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <almon/core/clock.hpp>
#include <almon/numbering/number.hpp>

namespace almon::inline v0 {
namespace tenant {
struct tenant;
} // namespace tenant
} // namespace almon::inline v0

namespace almon::inline v0::cdr {

class outcome_policy;

/// Who serves a number, and where it is at home. The texts live as long as whoever told.
struct carrier {
    std::string_view name;
    std::string_view region;
};

/// *Lifetime*: the tenant and the rules must outlive every object that holds the context.
struct context {
    const tenant::tenant* office = nullptr;   ///< may be null: what needs the office is then left out
    const outcome_policy* outcomes = nullptr; ///< what calls count as; null means the default rules
    /// Which number a dialled alias stood for at that time; nothing where it was no alias.
    std::function<std::optional<number>(std::string_view digits, instant at)> alias;
    /// What the operator directory knows of a number.
    std::function<std::optional<carrier>(number)> carrier_of;
    bool explain = false; ///< fill `call::why`

    /// How long, in the records' own time, a call that says nothing more is waited for.
    std::chrono::seconds quiet{900};
    /// Calls kept open before quiet ones are let go at all; bounds the memory, and lets small files join whatever the
    /// distance. 0 lets quiet calls go at once (for following a live file).
    std::size_t keep_open = 2048;
    /// With versions: how long after its last record a call is told of which no live event speaks.
    std::chrono::seconds settle{5};
    /// A message shorter than this was only the greeting.
    milliseconds voicemail_least{2000};
    /// A device that refuses sooner than this did not ring.
    milliseconds ring_least{150};
};

} // namespace almon::inline v0::cdr
