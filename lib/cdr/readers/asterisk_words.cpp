// SPDX-License-Identifier: BSL-1.0
#include "asterisk_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "digit_words.hpp"

namespace almon::inline v0::cdr::asterisk {

namespace {

/// A name of up to 16 characters in two registers.
struct packed_name {
    std::uint64_t first = 0, rest = 0;
    std::size_t size = 0;

    static constexpr std::size_t longest = 16;
    friend constexpr bool operator==(const packed_name&, const packed_name&) noexcept = default;
};

constexpr packed_name pack(std::string_view name) noexcept {
    packed_name p{0, 0, name.size()};
    for (std::size_t i = 0; i < name.size(); ++i)
        (i < 8 ? p.first : p.rest) |= std::uint64_t{static_cast<unsigned char>(name[i])} << (i % 8 * 8);
    return p;
}

/// The same, with no loop over characters.
packed_name pack_fast(std::string_view name) noexcept {
    const std::size_t size = name.size();
    if (size < 4) return pack(name);
    const char* const end = name.data() + size;
    if (size < 8) return {four_at(name.data()) | four_at(end - 4) << 8 * (size - 4), 0, size};
    const std::size_t behind = 16 - size; // shifted in two steps, because by 64 is undefined
    return {eight_at(name.data()), eight_at(end - 8) >> 4 * behind >> 4 * behind, size};
}

/// `A` to `Z` of ASCII in lower case.
std::uint64_t lower(std::uint64_t eight) noexcept {
    constexpr std::uint64_t each = 0x0101010101010101u, high = 0x80 * each;
    const std::uint64_t seven = eight & ~high;
    const std::uint64_t from_a = seven + (0x80 - 'A') * each, beyond_z = seven + (0x7F - 'Z') * each;
    return eight | ((from_a ^ beyond_z) & ~eight & high) >> 2;
}

struct word {
    constexpr word(std::string_view text, activity what) noexcept : name(pack(text)), first(text[0]), value(what) {}

    packed_name name;
    char first;
    activity value;
};

// Source: Asterisk 18 to 22, `core show applications`; lower case, sorted by their first letters
constexpr word words[] = {
    {"agentlogin", activity::agent_session},
    {"agentrequest", activity::agent_request},
    {"agi", activity::script},
    {"appdial", activity::outgoing},
    {"appdial2", activity::outgoing},
    {"appqueue", activity::outgoing},
    {"background", activity::menu},
    {"backgrounddetect", activity::menu},
    {"busy", activity::busy_tone},
    {"chanspy", activity::listen_in},
    {"confbridge", activity::conference},
    {"congestion", activity::congestion_tone},
    {"controlplayback", activity::announcement},
    {"dial", activity::dial},
    {"eagi", activity::script},
    {"echo", activity::test},
    {"extenspy", activity::listen_in},
    {"followme", activity::dial},
    {"hangup", activity::hangup},
    {"meetme", activity::conference},
    {"milliwatt", activity::test},
    {"minivmgreet", activity::voicemail},
    {"minivmrecord", activity::voicemail},
    {"musiconhold", activity::announcement},
    {"page", activity::page},
    {"park", activity::park},
    {"parkandannounce", activity::park},
    {"parkedcall", activity::retrieve},
    {"pickup", activity::pickup},
    {"pickupchan", activity::pickup},
    {"playback", activity::announcement},
    {"queue", activity::queue},
    {"read", activity::menu},
    {"readexten", activity::menu},
    {"retrydial", activity::dial},
    {"saydigits", activity::announcement},
    {"stasis", activity::script},
    {"voicemail", activity::voicemail},
    {"voicemailmain", activity::voicemail_check},
    {"waitexten", activity::menu},
};
static_assert(std::is_sorted(std::begin(words), std::end(words),
                             [](const word& a, const word& b) { return a.first < b.first; }));

/// Where the words of each letter begin.
constexpr auto first_with = [] {
    std::array<std::uint8_t, 27> first{};
    for (std::size_t letter = 0; letter < first.size(); ++letter)
        while (first[letter] < std::size(words) && words[first[letter]].first < static_cast<char>('a' + letter))
            ++first[letter];
    return first;
}();

} // namespace

activity activity_of(std::string_view application) noexcept {
    if (application.empty()) return activity::none;
    if (application.size() > packed_name::longest) return activity::other;
    packed_name name = pack_fast(application);
    name.first = lower(name.first);
    name.rest = lower(name.rest);
    const unsigned letter = static_cast<unsigned>(name.first & 0xFF) - unsigned{'a'};
    if (letter >= 26) return activity::other;
    for (std::size_t i = first_with[letter]; i < first_with[letter + 1]; ++i)
        if (words[i].name == name) return words[i].value;
    return activity::other;
}

std::optional<outcome> outcome_of_record(std::string_view d) noexcept {
    if (d == "ANSWERED") return outcome::answered;
    if (d == "NO ANSWER" || d == "NOANSWER") return outcome::no_answer;
    if (d == "BUSY") return outcome::busy;
    if (d == "FAILED") return outcome::failed;
    if (d == "CONGESTION") return outcome::congestion;
    if (d == "CANCEL") return outcome::cancelled;
    return std::nullopt;
}

namespace {

/// `7`, or `7.000000` as PostgreSQL keeps it; nothing for what is no number or more than two digits.
std::optional<unsigned> small_number(std::string_view text) noexcept {
    unsigned number = 0;
    std::size_t i = 0;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        if (i == 2) return std::nullopt;
        number = number * 10 + static_cast<unsigned>(text[i] - '0');
    }
    if (i == 0) return std::nullopt;
    if (i < text.size() && text[i] != '.') return std::nullopt;
    for (; ++i < text.size();)
        if (text[i] != '0') return std::nullopt;
    return number;
}

} // namespace

// Source: enum ast_cdr_disposition of Asterisk's cdr.h
std::optional<outcome> outcome_of_number(std::string_view d) noexcept {
    switch (small_number(d).value_or(~0u)) {
    case 0:
    case 1: return outcome::no_answer;
    case 2: return outcome::failed;
    case 4: return outcome::busy;
    case 8: return outcome::answered;
    case 16: return outcome::congestion;
    default: return std::nullopt;
    }
}

namespace {
// Source: enum ast_cel_event_type of Asterisk's cel.h since 12; before, 7 to 25 meant other things
constexpr std::string_view event_names[] = {"",
                                            "CHAN_START",
                                            "CHAN_END",
                                            "HANGUP",
                                            "ANSWER",
                                            "APP_START",
                                            "APP_END",
                                            "BRIDGE_ENTER",
                                            "BRIDGE_EXIT",
                                            "PARK_START",
                                            "PARK_END",
                                            "BLINDTRANSFER",
                                            "ATTENDEDTRANSFER",
                                            "USER_DEFINED",
                                            "LINKEDID_END",
                                            "PICKUP",
                                            "FORWARD",
                                            "LOCAL_OPTIMIZE",
                                            "LOCAL_OPTIMIZE_BEGIN",
                                            "STREAM_BEGIN",
                                            "STREAM_END",
                                            "DTMF"};
} // namespace

bool is_event_name(std::string_view text) noexcept {
    return !text.empty() && std::find(std::begin(event_names), std::end(event_names), text) != std::end(event_names);
}

std::string_view event_named(std::string_view type) noexcept {
    if (type.empty() || type.front() < '0' || type.front() > '9') return type;
    const std::optional<unsigned> number = small_number(type);
    if (!number) return type; // somebody's own event
    return *number < std::size(event_names) ? event_names[*number] : std::string_view{};
}

outcome outcome_of_dial(std::string_view s) noexcept {
    if (s == "ANSWER") return outcome::answered;
    if (s == "NOANSWER") return outcome::no_answer;
    if (s == "BUSY") return outcome::busy;
    if (s == "CONGESTION") return outcome::congestion;
    if (s == "CHANUNAVAIL") return outcome::failed;
    if (s == "CANCEL" || s == "ABORT") return outcome::cancelled;
    return outcome::unknown;
}

instant born(std::string_view id) noexcept {
    constexpr std::size_t length = 10; // of the epoch, until 2286
    if (id.size() <= length || id[length] != '.')
        if (const std::size_t dash = id.rfind('-'); dash != std::string_view::npos) id.remove_prefix(dash + 1);
    if (id.size() <= length || id[length] != '.') return {};
    const std::uint32_t eight = eight_digits(eight_at(id.data()));
    const unsigned tens = static_cast<unsigned char>(id[8]) - unsigned{'0'};
    const unsigned ones = static_cast<unsigned char>(id[9]) - unsigned{'0'};
    if (eight == no_number || tens > 9 || ones > 9) return {};
    return instant(std::chrono::seconds(std::int64_t{eight} * 100 + tens * 10 + ones));
}

} // namespace almon::inline v0::cdr::asterisk
