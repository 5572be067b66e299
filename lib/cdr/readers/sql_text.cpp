// SPDX-License-Identifier: BSL-1.0
#include "sql_text.hpp"

#include <algorithm>
#include <array>

namespace almon::inline v0::cdr::sql {

namespace {

char upper(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

bool is_space(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_quote(char c) noexcept {
    return c == '\'' || c == '"' || c == '`';
}

char unescaped(char c) noexcept {
    switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case '0': return '\0';
    case 'Z': return '\x1A';
    case 'b': return '\b';
    default: return c;
    }
}

/// From an opening quote to behind the closing one; what stood between goes to `out` where that is asked for.
std::optional<std::size_t> quoted(std::string_view text, std::size_t at, backslash b, std::string* out) {
    const char quote = text[at];
    for (++at; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\\' && b == backslash::escape && quote != '`') {
            if (++at == text.size()) return std::nullopt;
            if (out) *out += unescaped(text[at]);
        } else if (c == quote) {
            if (at + 1 == text.size()) return std::nullopt; // it may be doubled
            if (text[at + 1] != quote) return at + 1;
            if (out) *out += quote;
            ++at;
        } else if (out) {
            *out += c;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::size_t> skip_blank(std::string_view text, std::size_t at) noexcept {
    for (;;) {
        while (at < text.size() && is_space(text[at])) ++at;
        if (at == text.size()) return at;
        const bool line = text[at] == '#' || text.substr(at, 2) == "--";
        const bool block = text.substr(at, 2) == "/*";
        if (!line && !block) return at;
        const std::size_t end = text.find(line ? "\n" : "*/", at);
        if (end == std::string_view::npos) return std::nullopt;
        at = end + (line ? 1 : 2);
        if (block && at < text.size() && text[at] == ';') ++at; // /*!40101 SET … */;
    }
}

std::optional<std::size_t> find_outside(std::string_view text, std::size_t at, char end, backslash b) noexcept {
    int depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (is_quote(c)) {
            const auto behind = quoted(text, at, b, nullptr);
            if (!behind) return std::nullopt;
            at = *behind;
            continue;
        }
        if (depth == 0 && c == end) return at + 1;
        depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
        ++at;
    }
    return std::nullopt;
}

bool has_word(std::string_view text, std::size_t at, std::string_view word) noexcept {
    if (text.size() - at < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (upper(text[at + i]) != word[i]) return false;
    const std::size_t behind = at + word.size();
    return behind == text.size() || is_space(text[behind]) || text[behind] == '(' || text[behind] == ';';
}

std::string read_name(std::string_view text, std::size_t& at) {
    std::string name;
    for (;;) {
        name.clear();
        while (at < text.size() && is_space(text[at])) ++at;
        if (at < text.size() && (is_quote(text[at]) || text[at] == '[')) {
            const char close = text[at] == '[' ? ']' : text[at];
            const std::size_t end = std::min(text.find(close, at + 1), text.size());
            name = text.substr(at + 1, end - at - 1);
            at = std::min(end + 1, text.size());
        } else {
            const std::size_t begin = at;
            while (at < text.size() && !is_space(text[at]) && text[at] != '(' && text[at] != ')' && text[at] != ',' &&
                   text[at] != '.' && text[at] != ';')
                ++at;
            name = text.substr(begin, at - begin);
        }
        if (at >= text.size() || text[at] != '.') return name;
        ++at;
    }
}

std::vector<std::string> read_columns(std::string_view text, std::size_t at, backslash b) {
    constexpr std::array keys = {std::string_view("PRIMARY"),    std::string_view("KEY"),
                                 std::string_view("UNIQUE"),     std::string_view("INDEX"),
                                 std::string_view("CONSTRAINT"), std::string_view("FOREIGN"),
                                 std::string_view("FULLTEXT"),   std::string_view("CHECK")};
    std::vector<std::string> columns;
    constexpr std::size_t most = 4096;
    while (at < text.size() && columns.size() < most) {
        while (at < text.size() && is_space(text[at])) ++at;
        const bool is_key =
            std::any_of(keys.begin(), keys.end(), [&](std::string_view k) { return has_word(text, at, k); });
        std::string name = read_name(text, at);
        if (!is_key && !name.empty()) columns.push_back(std::move(name));
        // behind the comma, or at the closing bracket
        int depth = 0;
        for (; at < text.size(); ++at) {
            if (is_quote(text[at])) {
                const auto behind = quoted(text, at, b, nullptr);
                if (!behind) return columns;
                at = *behind - 1;
            } else if (text[at] == '(') {
                ++depth;
            } else if (text[at] == ')') {
                if (depth-- == 0) return columns;
            } else if (text[at] == ',' && depth == 0) {
                break;
            }
        }
        ++at;
    }
    return columns;
}

std::optional<std::size_t> read_tuple(std::string_view text, std::size_t at, backslash b,
                                      std::vector<std::string>& values) {
    std::size_t count = 0;
    const auto next = [&]() -> std::string& {
        if (count == values.size()) values.emplace_back();
        values[count].clear();
        return values[count++];
    };
    for (++at;;) { // behind the bracket or a comma
        std::string& value = next();
        while (at < text.size() && is_space(text[at])) ++at;
        bool was_quoted = false;
        int depth = 0;
        for (;;) {
            if (at == text.size()) return std::nullopt;
            const char c = text[at];
            if (c == '\'' || c == '"') {
                const bool escaped = b == backslash::escape || value == "E" || value == "e";
                if (depth == 0) value.clear(); // E'…', _utf8'…', X'…' keep what is quoted
                const auto behind = quoted(text, at, escaped ? backslash::escape : b, &value);
                if (!behind) return std::nullopt;
                was_quoted = true;
                at = *behind;
                continue;
            }
            if (depth == 0 && (c == ',' || c == ')')) break;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (!was_quoted) value += c;
            ++at;
        }
        if (!was_quoted) {
            while (!value.empty() && is_space(value.back())) value.pop_back();
            if (value.size() == 4 && has_word(value, 0, "NULL")) value.clear();
        }
        if (text[at++] == ')') break;
    }
    values.resize(count);
    return at;
}

void split_tabs(std::string_view line, std::vector<std::string>& values) {
    values.clear();
    values.emplace_back();
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\t') {
            values.emplace_back();
        } else if (line[i] == '\\' && i + 1 < line.size()) {
            ++i;
            if (line[i] != 'N') values.back() += unescaped(line[i]);
        } else {
            values.back() += line[i];
        }
    }
    for (std::string& v : values)
        if (v == "NULL") v.clear();
}

} // namespace almon::inline v0::cdr::sql
