// SPDX-License-Identifier: BSL-1.0
#pragma once

// Small readings of what PBXs write into their fields.

#include <string>
#include <string_view>

namespace almon::inline v0::cdr {

/// The number in a dial argument that goes out through `device`: `PJSIP/89161234567@mango,20` or `SIP/mango/8916…`.
[[nodiscard]] std::string_view number_in_dial(std::string_view argument, std::string_view device) noexcept;

/// Whether two spellings may be of one number, which differ in what stands before it: `89161234567` and `+79161234567`, not
/// `84951234567`.
[[nodiscard]] bool is_same_subscriber(std::string_view a, std::string_view b) noexcept;

/// Seconds after which a dial argument gives up: the 8 of `PJSIP/101,8,tT`; 0 where there is none.
[[nodiscard]] unsigned timeout_in_dial(std::string_view argument) noexcept;

/// Whether the caller stays with the dial plan when the called party has hung up: the `g` of `PJSIP/101,8,tTg`.
[[nodiscard]] bool goes_on_after_talk(std::string_view argument) noexcept;

/// Seconds after which Queue gives up, from its argument; 0 for never.
[[nodiscard]] unsigned timeout_in_queue(std::string_view argument) noexcept;

/// The part before the first comma.
[[nodiscard]] std::string_view first_part(std::string_view argument) noexcept;

/// Whether a record lost the end of whom a dial was told to call: PBXs that cut what an application was told keep 79
/// characters, and `PJSIP/101/sip:101@192.168.1.101:5060&…` of three phones is longer.
[[nodiscard]] inline bool is_cut_list(std::string_view argument) noexcept {
    constexpr std::size_t kept = 79;
    return argument.size() == kept && first_part(argument).size() == kept;
}

/// Whether `text` names this device, an empty one never: `101` in `PJSIP/101&PJSIP/102`, and not in `SIP/gate/89161230101`.
[[nodiscard]] bool mentions(std::string_view text, std::string_view device) noexcept;
/// The same for the dial that called `channel`, of which `device` is a part: mostly the argument begins as the channel does.
[[nodiscard]] bool dials(std::string_view argument, std::string_view channel, std::string_view device) noexcept;

/// Name and number of `"Иванов, \"Пётр\"" <89161234567>`; the number alone where there are no brackets.
struct caller_field {
    std::string name;
    std::string_view number;
};
[[nodiscard]] caller_field split_caller(std::string_view field);

/// The same of `""Иванов"" <89161234567>`, as CSV writes it between quotes; false where name or number hold more than
/// plain text.
[[nodiscard]] bool split_doubled_caller(std::string_view field, std::string_view& name,
                                        std::string_view& number) noexcept;

/// Takes SIP's quoted pairs (RFC 3261, 25.1) out of a display name that a PBX passed on as it came.
void unescape_name(std::string& name);

/// `text` as UTF-8: valid text as it is, Windows-1251 where it is that, else each bad byte as the character of its
/// number, so that nothing is lost. Sets `repaired` where the text was not UTF-8.
struct utf8_text {
    std::string text;
    bool repaired = false;
};
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;
[[nodiscard, gnu::cold]] utf8_text to_utf8(std::string_view text);

} // namespace almon::inline v0::cdr
