// SPDX-License-Identifier: BSL-1.0
#pragma once

// Asterisk's own words, in those that every PBX shares.

#include <optional>
#include <string_view>

#include <almon/cdr/evidence.hpp>

namespace almon::inline v0::cdr::asterisk {

/// `Dial`, `Queue`, `BackGround` … to what the channel is busy with.
[[nodiscard]] activity activity_of(std::string_view application) noexcept;
/// `ANSWERED`, `NO ANSWER` … of a call record.
[[nodiscard]] std::optional<outcome> outcome_of_record(std::string_view disposition) noexcept;
/// The same where a table's column is a number, as cdr_odbc writes it without `dispositionstring`.
[[nodiscard]] std::optional<outcome> outcome_of_number(std::string_view disposition) noexcept;
/// The name of a channel event: itself, or what its number stands for where a table's column is one. Empty for a number
/// that is none of Asterisk 12 and later.
[[nodiscard]] std::string_view event_named(std::string_view type) noexcept;
/// Whether it is the name of such an event.
[[nodiscard]] bool is_event_name(std::string_view text) noexcept;
/// `ANSWER`, `NOANSWER`, `CHANUNAVAIL` … of a dial.
[[nodiscard]] outcome outcome_of_dial(std::string_view status) noexcept;
/// The second in which the channel with this unique id was made; the epoch where the id does not tell.
[[nodiscard]] instant born(std::string_view unique_id) noexcept;
/// What a soft hang-up gives as its cause when the whole PBX goes down (AST_SOFTHANGUP_SHUTDOWN).
inline constexpr int shutting_down = 4;

/// `<unknown>` and nothing mean nothing.
[[nodiscard]] inline std::string_view known(std::string_view text) noexcept {
    return text == "<unknown>" || text == "s" ? std::string_view{} : text;
}

} // namespace almon::inline v0::cdr::asterisk
