// SPDX-License-Identifier: BSL-1.0
#pragma once

// Missed calls and what became of them: called back by whom and how late, or answered when they called again; who rang
// and did not answer; how many there were for each line and hour. What counts as missed is the call's `outcome`.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/cdr/period.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::cdr {

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

/// `called_back`, `called_again`.
[[nodiscard]] std::string_view to_string(resolution::how_type how) noexcept;

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

/// Takes calls in any order; tells in the end. *Complexity*: sorts once; memory for missed calls (some 100 bytes each) and
/// those that may tell what became of them (32 bytes). *Threads*: one at a time.
class missed_report {
public:
    /// `zone` tells the hours of calls that no office has. Calls outside `when` only tell what became of those within.
    explicit missed_report(time_zone zone = {}, period when = {});
    ~missed_report();
    missed_report(missed_report&&) noexcept;
    missed_report& operator=(missed_report&&) noexcept;

    /// `shown` is the call as whoever reads the report may see it; the whole one only tells which calls are one
    /// caller's. *Lifetime*: the office must be there until `finish`.
    void take(const call& whole, const call& shown, const tenant::tenant* office = nullptr);
    void take(const call& c, const tenant::tenant* office = nullptr) { take(c, c, office); }

    /// The call with this id was taken in error, or comes again.
    void take_back(const std::string& id);

    /// The whole report; the next begins anew.
    [[nodiscard]] missed_summary finish();

    /// The same, a call at a time: first the missed ones, then the short abandons. What it gives holds the totals only.
    using on_missed = std::function<void(const missed_call&)>;
    missed_summary finish(const on_missed& tell);

private:
    struct body;
    std::unique_ptr<body> body_;
};

/// One missed call as a JSON object, without a line end. Full numbers, as `to_json` of a call.
[[nodiscard]] std::string to_json(const missed_call& m, const time_zone& zone);
/// `{"totals":{…}}`: how many, by line and hour, and whose phones rang.
[[nodiscard]] std::string totals_as_json(const missed_summary& all);

} // namespace almon::inline v0::cdr
