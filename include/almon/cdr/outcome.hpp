// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a call counts as: held, not held, missed … Policy over the facts, in the words of a CRM. The disposition says how
// the call ended and is the same for everybody; what that counts as, each office decides by rules of its own.
//
//     facts of one call  ->  the office's rules, first that fits  ->  the default rules  ->  held

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::cdr {

/// A span from `least` to `most`, both included.
struct span_range {
    milliseconds least{0};
    milliseconds most = milliseconds::max();

    [[nodiscard]] constexpr bool holds(milliseconds span) const noexcept { return least <= span && span <= most; }
    friend bool operator==(const span_range&, const span_range&) = default;
};

/// One rule. It fits a call of which every condition holds; one that is not set holds always.
struct outcome_rule {
    call_outcome is = call_outcome::ignored;
    std::uint8_t directions = 0;    ///< bits of `direction`
    std::uint32_t dispositions = 0; ///< bits of `disposition`
    span_range talk{}, lasted{};
    span_range waited{}; ///< in queues and while phones rang, together
    std::optional<bool> rang{}, withheld{};
    std::optional<bool> open{};       ///< whether the call began within the office's hours
    std::optional<bool> not_client{}; ///< whether the other party is one of `not_clients`
    std::vector<tenant::weekly_window> hours{};
    std::vector<std::string> lines{}; ///< our numbers in E.164
    std::vector<std::string> queues{}, campaigns{}, trunks{};
    std::vector<std::string> departments{}; ///< of somebody who placed it, rang or talked
    std::string name{};                     ///< how `--explain` calls it
    std::uint32_t line = 0;                 ///< of the office file; 0 for a default rule

    friend bool operator==(const outcome_rule& a, const outcome_rule& b) noexcept {
        return a.is == b.is && a.same_calls(b);
    }
    /// Whether both have the same conditions.
    [[nodiscard]] bool same_calls(const outcome_rule& other) const noexcept;
    /// Whether this rule fits every call that `other` fits, as far as each condition alone can tell.
    [[nodiscard]] bool covers(const outcome_rule& other) const noexcept;
    /// Whether it fits the spans of `c`.
    [[nodiscard]] bool fits_spans(const call& c) const noexcept;
    /// Whether it fits `c`. Without an office, conditions that ask it fail. Allocates nothing.
    [[nodiscard]] bool fits(const call& c, const tenant::tenant* office) const;
};

/// The two figures of the default rules that offices differ in.
struct outcome_limits {
    milliseconds held_talk{1000};     ///< a shorter talk was a wrong number, or a receiver lifted and put down
    milliseconds short_abandon{5000}; ///< a caller who goes sooner gave nobody time to answer
};

/// The rules of an office and, after them, the default ones, which leave no call over. *Threads*: immutable.
class outcome_policy {
public:
    /// The default rules alone.
    outcome_policy() : outcome_policy({}, {}) {}
    explicit outcome_policy(std::vector<outcome_rule> own, const outcome_limits& limits = {});

    /// The first rule that fits. *Complexity*: linear in the rules; allocates nothing.
    [[nodiscard]] const outcome_rule& decide(const call& c, const tenant::tenant* office) const;
    [[nodiscard]] const std::vector<outcome_rule>& rules() const noexcept { return rules_; }

private:
    static constexpr std::size_t directions = 3, dispositions = 15;

    /// What a rule asks for beside direction and disposition.
    enum class asks : std::uint8_t { nothing, spans, not_client, more };
    /// A rule that calls of one direction and disposition can meet.
    struct candidate {
        std::uint32_t place; ///< in `rules_`
        asks for_what;
    };
    [[nodiscard]] static asks asked_by(const outcome_rule& r) noexcept;
    std::vector<outcome_rule> rules_;
    std::array<std::vector<candidate>, directions * dispositions> candidates_;
};

/// How a person names the rule: `rule "night" of line 12`, or `default rule "talked"`.
[[nodiscard]] std::string to_string(const outcome_rule& r);

} // namespace almon::inline v0::cdr
