// SPDX-License-Identifier: BSL-1.0
#pragma once

// Missed calls and what became of them: called back by whom and how late, or answered when they called again; who rang
// and did not answer; how many there were for each line and hour. What counts as missed is the call's `outcome`.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::cdr {

/// Of calls, those that begin within it.
struct period {
    instant from = instant::min(), until = instant::max(); ///< `until` is outside

    [[nodiscard]] constexpr bool has(instant t) const noexcept { return from <= t && t < until; }
    [[nodiscard]] constexpr bool is_limited() const noexcept {
        return from != instant::min() || until != instant::max();
    }
};

/// Whether the caller waits for a call back: `missed`, or left a message.
[[nodiscard]] constexpr bool is_missed(const call& c) noexcept {
    return c.direction == direction::inbound &&
           (c.outcome == call_outcome::missed || c.outcome == call_outcome::voicemail);
}

/// How a missed call was made good.
struct resolution {
    enum class how_type : std::uint8_t { called_back, called_again };
    how_type how = how_type::called_back;
    std::string by;             ///< extension that called back, or that answered in the end
    instant at;                 ///< when that call began
    milliseconds after{0};      ///< since the end of the missed call
    milliseconds after_open{0}; ///< of that, while the office was open; without an office all of it
};

struct missed_call {
    std::string id;
    std::optional<number> caller;
    std::string text, name, did, campaign, queue;
    instant at;
    milliseconds waited{0};
    cdr::disposition disposition = cdr::disposition::missed;
    call_outcome outcome = call_outcome::missed;
    std::vector<std::string> rang; ///< and did not answer
    std::optional<bool> open;      ///< whether the office was open; nothing without an office
    unsigned hour = 0;             ///< of the office's clock
    std::size_t tenant = 0;        ///< as `call::tenant`
    std::size_t tried_back = 0;    ///< calls to the caller that nobody answered
    std::optional<resolution> resolved;
};

/// How many there were.
struct missed_count {
    std::size_t missed = 0;         ///< messages included
    std::size_t messages = 0;       ///< of them
    std::size_t outside_hours = 0;  ///< of them
    std::size_t unresolved = 0;     ///< of them
    std::size_t short_abandons = 0; ///< beside them

    void add(const missed_call& m) noexcept;
};

/// Those of one of our numbers in one hour of the day.
struct line_hour {
    std::string did, campaign;
    unsigned hour = 0;
    missed_count count;
};

/// Somebody whose phone rang without an answer.
struct unanswered {
    std::string who;
    std::size_t times = 0; ///< missed calls
};

struct missed_summary {
    std::vector<missed_call> missed;         ///< earliest first
    std::vector<missed_call> short_abandons; ///< who gave up before anybody could have answered, apart
    missed_count all;
    std::vector<line_hour> by_line_and_hour; ///< by number, then hour
    std::vector<unanswered> people;          ///< most times first
};

/// Takes calls in any order; tells in the end. *Complexity*: sorts once; memory for missed calls and those of the same
/// callers. *Threads*: one at a time.
class missed_report {
public:
    /// `zone` tells the hours of calls that no office has. Calls outside `when` only tell what became of those within.
    explicit missed_report(time_zone zone = {}, period when = {}) : zone_(zone), when_(when) {}

    /// `shown` is the call as whoever reads the report may see it; the whole one only tells which calls are one
    /// caller's. *Lifetime*: the office must be there until `finish`.
    void take(const call& whole, const call& shown, const tenant::tenant* office = nullptr);
    void take(const call& c, const tenant::tenant* office = nullptr) { take(c, c, office); }

    /// The call with this id was taken in error, or comes again.
    void take_back(const std::string& id);

    [[nodiscard]] missed_summary finish();

private:
    struct contact {
        std::size_t tenant;
        std::uint64_t caller;
        instant start, end;
        bool inbound, answered;
        std::string by;
        std::uint64_t id; ///< of the call, hashed
    };
    struct followed {
        missed_call call;
        std::uint64_t caller; ///< 0 where nobody knows who it was
        const tenant::tenant* office;
    };
    void follow(followed& f) const;

    time_zone zone_;
    period when_;
    std::vector<followed> taken_;
    std::vector<contact> contacts_;
};

} // namespace almon::inline v0::cdr
