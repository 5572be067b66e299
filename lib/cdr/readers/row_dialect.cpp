// SPDX-License-Identifier: BSL-1.0
#include "row_dialect.hpp"

#include <algorithm>
#include <map>

#include "column_inference.hpp"
#include "core/ascii.hpp"
#include "json_row.hpp"

namespace almon::inline v0::cdr {

namespace {

constexpr std::string_view separators = ",;\t|^~!#\x01\x1F"; // cdr_custom takes any; these were met, or make sense
constexpr row_dialect quotings[] = {
    {0, '"', '"', false}, {0, '"', '\\', false}, {0, '\'', '\'', false}, {0, '\'', '\\', false}, {0, 0, 0, false},
};
constexpr std::size_t least_width = 5; // start, channel, duration, billsec, disposition

/// The text in quotes that begins at `at`, which moves behind it; false where it does not end before a separator.
bool cut_quoted(const row_dialect& how, std::string_view line, std::size_t& at, std::string& field) {
    for (++at; at < line.size(); ++at) {
        const char c = line[at];
        // Asterisk escapes quotes, and not what escapes them: a backslash before another stands for itself
        if (c == how.escape && at + 1 < line.size() && line[at + 1] == how.quote) {
            field += line[++at];
        } else if (c == how.quote) {
            ++at;
            return at == line.size() || line[at] == how.separator;
        } else {
            field += c;
        }
    }
    return false;
}

bool cut_fields(const row_dialect& how, std::string_view line, cut_row& row) {
    for (std::size_t at = 0;; ++at) {
        std::string& field = row.fields.emplace_back();
        if (how.quote != 0 && at < line.size() && line[at] == how.quote) {
            ++row.quoted;
            if (!cut_quoted(how, line, at, field)) return false;
        } else {
            const std::size_t end = std::min(line.find(how.separator, at), line.size());
            field = line.substr(at, end - at);
            // an empty field, which Asterisk writes so whatever its quote
            if (how.quote != 0 && field == "\"\"") field.clear();
            at = end;
        }
        if (at >= line.size()) return true;
    }
}

/// How well a way of writing rows suits some lines.
struct suited {
    std::size_t records = 0; ///< rows of the usual width in which a record's values stand
    std::size_t rows = 0;    ///< rows of the usual width
    std::size_t quoted = 0;  ///< fields in quotes
    friend auto operator<=>(const suited&, const suited&) = default;
};

/// `"Anna" <101>`, which only a row without any quoting holds.
bool is_bare_caller(std::string_view field) noexcept {
    return field.starts_with('"') && field.ends_with('>') && field.find("\" <") != std::string_view::npos;
}

suited suits(const row_dialect& how, std::span<const std::string_view> lines, std::size_t width) {
    std::map<std::size_t, suited> by_width;
    cut_row row;
    bool bare = how.quote != 0;
    for (const std::string_view line : lines) {
        if (!cut(how, line, row)) continue;
        bare = bare || std::any_of(row.fields.begin(), row.fields.end(), is_bare_caller);
        suited& all = by_width[row.fields.size()];
        ++all.rows;
        all.records += width != 0 || reads_as_record(row.fields);
        all.quoted += row.quoted;
    }
    suited best;
    if (!bare) return best; // where nothing is quoted, it does not matter
    if (width != 0) return by_width[width];
    for (const auto& [columns, found] : by_width)
        if (columns >= least_width) best = std::max(best, found);
    return best;
}

} // namespace

bool cut(const row_dialect& how, std::string_view line, cut_row& row) {
    row.names.clear();
    row.fields.clear();
    row.quoted = 0;
    return how.json ? read_json_row(line, row.names, row.fields) : cut_fields(how, line, row);
}

std::optional<row_dialect> tell_dialect(std::span<const std::string_view> lines, std::size_t width,
                                        std::vector<std::string>& reasons) {
    const auto objects =
        std::count_if(lines.begin(), lines.end(), [](std::string_view l) { return l.starts_with('{'); });
    if (static_cast<std::size_t>(objects) * 2 > lines.size()) return row_dialect{0, 0, 0, true};
    row_dialect best;
    suited most, next; // what suits best, and what does with another separator
    for (const char separator : separators)
        for (row_dialect how : quotings) {
            how.separator = separator;
            const suited found = suits(how, lines, width);
            if (found.records > most.records || (found > most && separator == best.separator)) {
                if (separator != best.separator) next = most;
                most = found;
                best = how;
            } else if (separator != best.separator && found > next) {
                next = found;
            }
        }
    if (most.records == 0) return row_dialect{};
    if (next.records == most.records && next.rows == most.rows && width == 0) {
        reasons.push_back("two characters could part the columns");
        return std::nullopt;
    }
    return best;
}

bool is_plain_csv(std::string_view line, std::size_t width) {
    cut_row row;
    if (!cut({}, line, row)) return false;
    return width != 0 ? row.fields.size() == width : row.fields.size() >= least_width && reads_as_record(row.fields);
}

bool are_foreign_records(std::string_view head) {
    std::vector<std::string_view> lines;
    constexpr std::size_t most = 20;
    for (std::size_t end = head.find('\n'); !head.empty() && lines.size() < most; end = head.find('\n')) {
        std::string_view line = head.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        // the last may be cut off
        if (!line.empty() && (end != std::string_view::npos || lines.empty())) lines.push_back(line);
        head.remove_prefix(std::min(end, head.size() - 1) + 1);
    }
    std::vector<std::string> reasons;
    const std::optional<row_dialect> how = tell_dialect(lines, 0, reasons);
    if (!how || how->is_csv()) return !how;
    cut_row row;
    if (!how->json) return true;
    return cut(*how, lines.front(), row) && is_header(columns_of(row.names));
}

void write_csv(std::span<const std::string_view> fields, std::string& out) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += ',';
        out += '"';
        for (const char c : fields[i]) {
            if (c == '"') out += '"';
            out += c == '\n' || c == '\r' ? ' ' : c; // a line of CSV is one line
        }
        out += '"';
    }
}

std::vector<std::string> columns_of(std::span<const std::string> members) {
    // Source: cdr_manager's event
    constexpr std::pair<std::string_view, std::string_view> of_manager[] = {
        {"source", "src"},
        {"destination", "dst"},
        {"callerid", "clid"},
        {"destinationcontext", "dcontext"},
        {"context", "dcontext"},
        {"destinationchannel", "dstchannel"},
        {"starttime", "start"},
        {"answertime", "answer"},
        {"endtime", "end"},
        {"lastapplication", "lastapp"},
        {"billableseconds", "billsec"},
    };
    std::vector<std::string> columns;
    for (const std::string& m : members) columns.push_back(almon::detail::lower(m));
    for (std::string& name : columns)
        for (const auto& [other, own] : of_manager)
            if (name == other && std::find(columns.begin(), columns.end(), own) == columns.end()) name = own;
    return columns;
}

} // namespace almon::inline v0::cdr
