// SPDX-License-Identifier: BSL-1.0
#include "json_row.hpp"

#include <algorithm>
#include <optional>

#include <boost/json.hpp>

namespace almon::inline v0::cdr {

namespace {

constexpr std::string_view blank = " \t\r";

std::size_t skip_blank(std::string_view text, std::size_t at) noexcept {
    return std::min(text.find_first_not_of(blank, at), text.size());
}

/// Behind a text in quotes that begins at `at`, escapes passed over; `npos` where it does not end.
std::size_t behind_text(std::string_view line, std::size_t at) noexcept {
    for (++at; at < line.size(); ++at) {
        if (line[at] == '\\') ++at;
        else if (line[at] == '"') return at + 1;
    }
    return std::string_view::npos;
}

/// Whether at `at`, behind a value, there is what may stand there: the next member's name, or the object's end.
bool follows_value(std::string_view line, std::size_t at) noexcept {
    at = skip_blank(line, at);
    if (at < line.size() && line[at] == '}') return skip_blank(line, at + 1) == line.size();
    if (at == line.size() || line[at] != ',') return false;
    at = skip_blank(line, at + 1);
    if (at < line.size() && line[at] == '}') return skip_blank(line, at + 1) == line.size(); // a comma too many
    if (at == line.size() || line[at] != '"') return false;
    const std::size_t end = line.find_first_of("\"\\", at + 1);
    if (end == std::string_view::npos || line[end] != '"') return false;
    at = skip_blank(line, end + 1);
    return at < line.size() && line[at] == ':';
}

/// A text with the escapes of JSON; as it stands where they are none.
std::string unescaped(std::string_view quoted) {
    const std::string_view inside = quoted.substr(1, quoted.size() - 2);
    if (inside.find('\\') == std::string_view::npos) return std::string(inside);
    boost::system::error_code bad;
    const boost::json::value v = boost::json::parse(quoted, bad);
    const boost::json::string* text = bad ? nullptr : v.if_string();
    return text ? std::string(text->data(), text->size()) : std::string(inside);
}

/// Where each quote has a backslash before it: the text without those, other backslashes as they stand. Asterisk escapes
/// quotes so, and not backslashes.
std::optional<std::string> without_backslashes(std::string_view text) {
    std::string bare;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') return std::nullopt;
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '"') ++i;
        bare += text[i];
    }
    return bare;
}

/// What a template without escapes put between quotes: the field itself, or, where it used CSV_QUOTE, each of the field's
/// quotes twice (and, where the template had quotes of its own, the whole in quotes again).
std::string without_doubling(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    std::size_t quotes = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '"') continue;
        if (i + 1 == text.size() || text[i + 1] != '"') return std::string(text);
        ++i;
        ++quotes;
    }
    if (quotes % 2 != 0) return std::string(text); // `"" <101>` is a caller without a name
    std::string single;
    for (std::size_t i = 0; i < text.size(); ++i) {
        single += text[i];
        if (text[i] == '"') ++i;
    }
    return single;
}

/// A value of JSON, or of such a template, that begins at `at`, which moves behind it; false where there is none.
bool read_value(std::string_view line, std::size_t& at, std::string& value) {
    if (line[at] != '"') {
        const std::size_t end = std::min(line.find_first_of(",}", at), line.size());
        std::string_view word = line.substr(at, end - at);
        word = word.substr(0, word.find_last_not_of(blank) + 1);
        if (word.find_first_of("{[\"") != std::string_view::npos) return false;
        value = word == "null" ? std::string_view() : word;
        at = end;
        return true;
    }
    const std::size_t proper = behind_text(line, at);
    if (proper != std::string_view::npos && follows_value(line, proper)) {
        value = unescaped(line.substr(at, proper - at));
        at = proper;
        return true;
    }
    for (std::size_t end = line.find('"', at + 1); end != std::string_view::npos; end = line.find('"', end + 1)) {
        if (!follows_value(line, end + 1)) continue;
        const std::string_view text = line.substr(at + 1, end - at - 1);
        auto bare = without_backslashes(text);
        value = bare ? std::move(*bare) : without_doubling(text);
        at = end + 1;
        return true;
    }
    return false;
}

} // namespace

bool read_json_row(std::string_view line, std::vector<std::string>& names, std::vector<std::string>& values) {
    names.clear();
    values.clear();
    std::size_t at = skip_blank(line, 0);
    if (at == line.size() || line[at] != '{') return false;
    for (;;) {
        at = skip_blank(line, at + 1);
        if (at == line.size()) return false;
        if (line[at] == '}') return skip_blank(line, at + 1) == line.size() && !names.empty();
        if (line[at] != '"') return false;
        const std::size_t end = behind_text(line, at);
        if (end == std::string_view::npos) return false;
        names.push_back(unescaped(line.substr(at, end - at)));
        at = skip_blank(line, end);
        if (at == line.size() || line[at] != ':') return false;
        at = skip_blank(line, at + 1);
        if (at == line.size() || !read_value(line, at, values.emplace_back())) return false;
        at = skip_blank(line, at);
        if (at == line.size()) return false;
        if (line[at] == '}') return skip_blank(line, at + 1) == line.size();
        if (line[at] != ',') return false;
    }
}

} // namespace almon::inline v0::cdr
