// SPDX-License-Identifier: BSL-1.0
#include "columns.hpp"
#include "core/digits.hpp"

#include <algorithm>
#include <array>

#include "text.hpp"

namespace almon::inline v0::operators::detail {

namespace {

using column = int register_columns::*;
using rows = std::vector<fields>;

constexpr std::size_t most_columns = 32;

struct heading {
    std::string_view words;
    column which;
};

// Source: the headers of 2014 to 2026, and what people write who make their own.
constexpr std::array headings = {
    heading{"авс def", &register_columns::code},
    heading{"abc def", &register_columns::code},
    heading{"авс", &register_columns::code},
    heading{"код", &register_columns::code},
    heading{"def", &register_columns::code},
    heading{"code", &register_columns::code},
    heading{"abc", &register_columns::code},
    heading{"от", &register_columns::from},
    heading{"from", &register_columns::from},
    heading{"начало", &register_columns::from},
    heading{"до", &register_columns::to},
    heading{"to", &register_columns::to},
    heading{"конец", &register_columns::to},
    heading{"емкость", &register_columns::capacity},
    heading{"capacity", &register_columns::capacity},
    heading{"количество", &register_columns::capacity},
    heading{"оператор", &register_columns::holder},
    heading{"operator", &register_columns::holder},
    heading{"владелец", &register_columns::holder},
    heading{"регион", &register_columns::region},
    heading{"region", &register_columns::region},
    heading{"территория гар", &register_columns::territory},
    heading{"гар", &register_columns::territory},
    heading{"территория", &register_columns::territory},
    heading{"territory", &register_columns::territory},
    heading{"инн", &register_columns::inn},
    heading{"inn", &register_columns::inn},
};

std::string joined_words(std::string_view text) {
    std::string joined;
    for (const std::string& word : words_of(text)) join(joined, " ", word);
    return joined;
}

register_columns columns_by_header(const fields& cells) {
    register_columns found;
    found.count = static_cast<int>(cells.size());
    std::string scratch;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string name = joined_words(unquoted(cells[i], scratch));
        for (const heading& h : headings)
            if (h.words == name && found.*h.which < 0) {
                found.*h.which = static_cast<int>(i);
                break;
            }
    }
    return found;
}

/// Share of the rows for which `holds`.
template <class Predicate>
double share(const rows& sample, Predicate holds) {
    if (sample.empty()) return 0;
    return static_cast<double>(std::count_if(sample.begin(), sample.end(), holds)) / static_cast<double>(sample.size());
}

std::optional<std::uint32_t> number_at(const fields& row, int at) {
    std::string scratch;
    return parse_digits(unquoted(row[static_cast<std::size_t>(at)], scratch), 8);
}

bool is_code(std::string_view text) noexcept {
    std::string scratch;
    const std::string_view code = unquoted(text, scratch);
    return code.size() == 3 && parse_digits(code, 3) &&
           std::string_view("34589").find(code[0]) != std::string_view::npos;
}

bool looks_like_inn(std::string_view text) noexcept {
    return (text.size() == 10 || text.size() == 12) && almon::detail::all_digits(text);
}

/// Whether the rows bear out what `c` says of the columns with digits.
bool fits(const register_columns& c, const rows& sample) {
    if (!c.enough()) return false;
    return share(sample, [&](const fields& row) {
               const auto from = number_at(row, c.from), to = number_at(row, c.to);
               const auto size = c.capacity >= 0 ? number_at(row, c.capacity) : std::nullopt;
               if (!is_code(row[static_cast<std::size_t>(c.code)]) || !from || !to || *from > *to) return false;
               return !size || *to - *from + 1 == *size;
           }) >= 0.5;
}

/// Bounds and capacity: three columns of digits of which the third is the size of the range between the others; else
/// the first two of which one is never below the other.
void find_bounds(register_columns& c, const rows& sample) {
    const auto usable = [&](int i) { return i != c.code && i != c.inn; };
    for (int from = 0; from < c.count; ++from)
        for (int to = 0; to < c.count; ++to)
            for (int size = 0; size < c.count; ++size) {
                if (from == to || to == size || from == size || !usable(from) || !usable(to) || !usable(size)) continue;
                const bool agree = share(sample, [&](const fields& row) {
                                       const auto a = number_at(row, from), b = number_at(row, to),
                                                  n = number_at(row, size);
                                       return a && b && n && *a <= *b && *b - *a + 1 == *n;
                                   }) >= 0.8;
                if (agree) {
                    c.from = from, c.to = to, c.capacity = size;
                    return;
                }
            }
    for (int from = 0; from < c.count; ++from)
        for (int to = from + 1; to < c.count; ++to) {
            if (!usable(from) || !usable(to)) continue;
            const bool agree = share(sample, [&](const fields& row) {
                                   const auto a = number_at(row, from), b = number_at(row, to);
                                   return a && b && *a <= *b && *b < 10'000'000;
                               }) >= 0.9;
            if (agree) {
                c.from = from, c.to = to;
                return;
            }
        }
}

/// Region, territory and operator: the texts that name regions, and the first of the others.
void find_texts(register_columns& c, const rows& sample, const region_finder& regions) {
    std::vector<int> texts;
    for (int i = 0; i < c.count; ++i)
        if (i != c.code && i != c.from && i != c.to && i != c.capacity && i != c.inn) texts.push_back(i);
    std::vector<int> others;
    for (int i : texts) {
        const bool names_regions = share(sample, [&](const fields& row) {
                                       const std::string_view text = row[static_cast<std::size_t>(i)];
                                       return text == "-" || !regions.find(text).empty();
                                   }) >= 0.5;
        if (!names_regions) others.push_back(i);
        else if (c.region < 0) c.region = i;
        else if (c.territory < 0) c.territory = i;
    }
    if (!others.empty()) c.holder = others.front();
    if (c.region < 0 && others.size() > 1) c.region = others[1]; // texts of places that the table does not know
}

register_columns columns_by_content(const rows& sample, const region_finder& regions) {
    register_columns c;
    c.count = static_cast<int>(sample.front().size());
    for (int i = 0; i < c.count && (c.code < 0 || c.inn < 0); ++i) {
        const auto at = [i](const fields& row) { return row[static_cast<std::size_t>(i)]; };
        if (c.code < 0 && share(sample, [&](const fields& row) { return is_code(at(row)); }) >= 0.9) c.code = i;
        else if (c.inn < 0 && share(sample, [&](const fields& row) { return looks_like_inn(at(row)); }) >= 0.5)
            c.inn = i;
    }
    find_bounds(c, sample);
    find_texts(c, sample, regions);
    return c;
}

/// The delimiter that gives the most lines one and the same number of columns, at least five of them.
char find_delimiter(const std::vector<std::string_view>& lines) {
    char best = ';';
    std::size_t most = 0;
    for (const char delimiter : {';', '\t', ',', '|'}) {
        std::vector<std::size_t> sizes;
        for (std::string_view line : lines)
            sizes.push_back(static_cast<std::size_t>(std::count(line.begin(), line.end(), delimiter)) + 1);
        for (std::size_t size : sizes) {
            const auto same = static_cast<std::size_t>(std::count(sizes.begin(), sizes.end(), size));
            if (size >= 5 && same > most) most = same, best = delimiter;
        }
    }
    return best;
}

/// The lines that have as many columns as most have, split.
rows common_rows(const std::vector<std::string_view>& lines, char delimiter) {
    rows all;
    for (std::string_view line : lines) all.push_back(split_fields(line, delimiter));
    std::size_t common = 0, most = 0;
    for (const fields& row : all) {
        const auto same = static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [&](const fields& other) { return other.size() == row.size(); }));
        if (same > most) most = same, common = row.size();
    }
    std::erase_if(all, [&](const fields& row) { return row.size() != common; });
    return all;
}

} // namespace

fields split_fields(std::string_view line, char delimiter) {
    fields out;
    for (;;) {
        const std::size_t at = line.find(delimiter);
        out.push_back(trimmed(line.substr(0, at)));
        if (at == std::string_view::npos) return out;
        line.remove_prefix(at + 1);
    }
}

std::optional<fields> split_quoted(std::string_view line, char delimiter, std::size_t count) {
    fields out;
    bool inside = false;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        if (i < line.size() && line[i] == '"' && (inside || trimmed(line.substr(from, i - from)).empty()))
            inside = !inside;
        if (i < line.size() && (inside || line[i] != delimiter)) continue;
        out.push_back(trimmed(line.substr(from, i - from)));
        from = i + 1;
    }
    if (inside || out.size() != count) return std::nullopt;
    return out;
}

std::string_view unquoted(std::string_view field, std::string& scratch) {
    if (field.size() < 2 || field.front() != '"' || field.back() != '"') return field;
    const std::string_view inner = field.substr(1, field.size() - 2);
    scratch.clear();
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] == '"' && (i + 1 == inner.size() || inner[++i] != '"')) return field; // not CSV's way of quoting
        scratch += inner[i];
    }
    return scratch;
}

std::optional<std::uint32_t> parse_digits(std::string_view digits, std::size_t longest) noexcept {
    if (digits.empty() || digits.size() > longest) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return value;
}

sniffed sniff(const std::vector<std::string_view>& first_lines, const region_finder& regions) {
    sniffed out;
    if (first_lines.empty()) return out;
    out.delimiter = find_delimiter(first_lines);
    rows sample = common_rows(first_lines, out.delimiter);
    if (!sample.empty() && sample.front().size() > most_columns) return out; // no register, and costly to guess at
    const fields top = split_fields(first_lines.front(), out.delimiter);
    const auto holds_digits = [](std::string_view cell) {
        return std::any_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    out.header = std::none_of(top.begin(), top.end(), holds_digits);
    if (out.header && !sample.empty() && sample.front() == top) sample.erase(sample.begin());
    register_columns named;
    if (out.header) named = columns_by_header(top);
    if (sample.empty()) {
        out.columns = named;
        return out;
    }
    named.count = static_cast<int>(sample.front().size());
    const bool within = top.size() <= sample.front().size();
    if (out.header && within && fits(named, sample)) {
        out.columns = named;
        return out;
    }
    out.columns = columns_by_content(sample, regions);
    if (!out.columns.enough() && named.enough() && within) { // mostly bad rows: then the header is all there is
        out.columns = named;
        return out;
    }
    // the names of texts are worth more than a guess, unless the rows refute them
    const auto believe = [&](column which) {
        const int at = named.*which;
        const register_columns& c = out.columns;
        if (at >= 0 && at < c.count && at != c.code && at != c.from && at != c.to && at != c.capacity && at != c.inn)
            out.columns.*which = at;
    };
    if (out.header) {
        for (column which : {&register_columns::holder, &register_columns::region, &register_columns::territory})
            believe(which);
        const auto differs = [&](column which) { return named.*which >= 0 && named.*which != out.columns.*which; };
        out.header_contradicted = differs(&register_columns::code) || differs(&register_columns::from) ||
                                  differs(&register_columns::to) || differs(&register_columns::capacity);
    }
    return out;
}

} // namespace almon::inline v0::operators::detail
