// SPDX-License-Identifier: BSL-1.0
#pragma once

// Missed calls and what became of them: called back by whom and how late, or answered when they called again.

#include <optional>
#include <string>
#include <vector>

#include <almon/cdr/call.hpp>

namespace almon::inline v0::cdr {

/// Whether nobody of the office spoke with a caller who wanted it.
[[nodiscard]] bool is_missed(const call& c) noexcept;

/// How a missed call was made good.
struct resolution {
    enum class how_type : std::uint8_t { called_back, called_again };
    how_type how = how_type::called_back;
    std::string by;        ///< extension that called back, or that answered in the end
    instant at;            ///< when that call began
    milliseconds after{0}; ///< since the end of the missed call
};

struct missed_call {
    std::string id;
    std::optional<number> caller;
    std::string text, name, did;
    instant at;
    milliseconds waited{0};
    cdr::disposition disposition = cdr::disposition::missed;
    std::size_t tried_back = 0; ///< calls to the caller that nobody answered
    std::optional<resolution> resolved;
};

/// Takes calls in any order; tells in the end. *Complexity*: sorts once; memory for missed calls and those of the same
/// callers. *Threads*: one at a time.
class missed_report {
public:
    void take(const call& c);
    /// The missed calls, earliest first. Withheld callers cannot be followed: theirs stay unresolved.
    [[nodiscard]] std::vector<missed_call> finish();

private:
    struct contact {
        std::uint64_t caller;
        instant start, end;
        bool inbound, answered;
        std::string by;
    };
    std::vector<missed_call> missed_;
    std::vector<contact> contacts_;
};

} // namespace almon::inline v0::cdr
