// SPDX-License-Identifier: BSL-1.0
#include "envelope.hpp"

#include <array>

#include "code_points.hpp"

namespace almon::inline v0::numbering::detail {

namespace {

struct word {
    std::string_view text;
    envelope_words meaning;
};

/// Whole words that stand where a number should, lower case.
/// Source: Asterisk main/callerid.c (presentation names, `s` of a nameless extension), Asterisk res_pjsip
/// (anonymous@anonymous.invalid, RFC 3323), FreeSWITCH switch_caller.h and its sofia profiles (0000000000, UNAVAILABLE).
constexpr std::array words = {
    word{"anonymous", envelope_words::withheld},
    word{"anonymous@anonymous.invalid", envelope_words::withheld},
    word{"withheld", envelope_words::withheld},
    word{"restricted", envelope_words::withheld},
    word{"private", envelope_words::withheld},
    word{"private number", envelope_words::withheld},
    word{"blocked", envelope_words::withheld},
    word{"prohib", envelope_words::withheld},
    word{"prohib_not_screened", envelope_words::withheld},
    word{"prohib_passed_screen", envelope_words::withheld},
    word{"prohib_failed_screen", envelope_words::withheld},
    word{"number withheld", envelope_words::withheld},
    word{"id withheld", envelope_words::withheld},
    word{"caller id blocked", envelope_words::withheld},
    word{"скрыт", envelope_words::withheld},
    word{"скрытый номер", envelope_words::withheld},
    word{"номер скрыт", envelope_words::withheld},
    word{"аноним", envelope_words::withheld},
    word{"unknown", envelope_words::unknown},
    word{"<unknown>", envelope_words::unknown},
    word{"unavailable", envelope_words::unknown},
    word{"number unavailable", envelope_words::unknown},
    word{"out of area", envelope_words::unknown},
    word{"_undef_", envelope_words::unknown},
    word{"asterisk", envelope_words::unknown},
    word{"freeswitch", envelope_words::unknown},
    word{"s", envelope_words::unknown},
    word{"0000000000", envelope_words::unknown},
    word{"неизвестно", envelope_words::unknown},
    word{"неизвестный номер", envelope_words::unknown},
    word{"nobody", envelope_words::unknown},
    word{"null", envelope_words::unknown},
    word{"(null)", envelope_words::unknown},
    word{"not available", envelope_words::unknown},
};

/// Whether `text` is `lower` in either case. No letter of the words changes its size with its case.
bool equal_folded(std::string_view text, std::string_view lower) noexcept {
    if (text.size() != lower.size()) return false;
    for (std::size_t i = 0; i < text.size();) {
        const decoded c = decode(text, i);
        if (fold(c.value) != decode(lower, i).value) return false;
        i += c.bytes;
    }
    return true;
}

envelope_words meaning_of(std::string_view text) noexcept {
    for (const word& w : words)
        if (equal_folded(text, w.text)) return w.meaning;
    return envelope_words::none;
}

bool starts_folded(std::string_view text, std::string_view lower) noexcept {
    return text.size() >= lower.size() && equal_folded(text.substr(0, lower.size()), lower);
}

constexpr bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// `text` without blanks and quotes around it; `offset` moves along.
std::string_view trim(std::string_view text, std::size_t& offset) noexcept {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
        ++offset;
    }
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// What stands between the last `<` and its `>`, so that a name with brackets in it does no harm.
bool unwrap_angle(envelope& e) noexcept {
    const std::size_t open = e.text.rfind('<');
    if (open == std::string_view::npos || e.text.back() != '>') {
        // `<sip:a@b>;tag=1`: parameters may follow the bracket
        const std::size_t close = e.text.rfind('>');
        if (open == std::string_view::npos || close == std::string_view::npos || close < open) return false;
        if (close + 1 < e.text.size() && e.text[close + 1] != ';') return false;
    }
    const std::size_t close = e.text.rfind('>');
    e.offset += open + 1;
    e.text = e.text.substr(open + 1, close - open - 1);
    return true;
}

void unwrap_sip(envelope& e, std::size_t scheme) noexcept {
    e.scheme = envelope_scheme::sip;
    e.uri =
        e.text.substr(0, e.text.find_first_of(";?", e.text.find('@') == std::string_view::npos ? 0 : e.text.find('@')));
    e.text.remove_prefix(scheme);
    e.offset += scheme;
    const std::size_t at = e.text.find('@');
    // without a user part the host may itself be the number: `sip:+79161234567`
    e.text = e.text.substr(0, at == std::string_view::npos ? e.text.find_first_of(";?>") : at);
    if (at != std::string_view::npos) {
        const std::size_t parameters = e.text.find(';'); // user parameters of a telephone-subscriber, RFC 3261 19.1.6
        const std::size_t colon = e.text.find(':');      // a password
        e.text = e.text.substr(0, colon < parameters ? colon : e.text.size());
    }
}

/// What most fields hold: nothing but digits, perhaps behind a plus.
bool is_bare_number(std::string_view text) noexcept {
    const std::size_t begin = text.starts_with('+') ? 1 : 0;
    for (std::size_t i = begin; i < text.size(); ++i)
        if (text[i] < '0' || text[i] > '9') return false;
    return text.size() > begin;
}

} // namespace

envelope open_envelope(std::string_view text) noexcept {
    envelope e;
    if (is_bare_number(text)) {
        e.text = text;
        if (text.front() == '0') e.words = meaning_of(text);
        return e;
    }
    e.text = trim(text, e.offset);
    if (e.text.empty()) return e;
    e.words = meaning_of(e.text);
    if (e.words != envelope_words::none) return e;
    std::string_view name;
    if (const envelope before = e; unwrap_angle(e)) {
        name = before.text.substr(0, before.text.rfind('<'));
        e.text = trim(e.text, e.offset);
    }
    if (e.text.size() >= 2 && e.text.front() == '"' && e.text.back() == '"') {
        e.text = e.text.substr(1, e.text.size() - 2);
        ++e.offset;
        e.text = trim(e.text, e.offset);
    }
    if (starts_folded(e.text, "sip:")) unwrap_sip(e, 4);
    else if (starts_folded(e.text, "sips:")) unwrap_sip(e, 5);
    else if (starts_folded(e.text, "tel:")) e.scheme = envelope_scheme::tel;
    e.words = meaning_of(e.text);
    if (e.words == envelope_words::none && e.text.empty() && !name.empty()) {
        std::size_t unused = 0;
        std::string_view words_of_name = trim(name, unused);
        if (words_of_name.size() >= 2 && words_of_name.front() == '"' && words_of_name.back() == '"')
            words_of_name = words_of_name.substr(1, words_of_name.size() - 2);
        e.words = meaning_of(words_of_name);
    }
    if (e.scheme == envelope_scheme::tel) {
        e.text.remove_prefix(4);
        e.offset += 4;
    }
    return e;
}

} // namespace almon::inline v0::numbering::detail
