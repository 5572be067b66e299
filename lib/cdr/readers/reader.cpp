// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/reader.hpp>

#include <algorithm>

#include <almon/cdr/readers/asterisk_ami.hpp>
#include <almon/cdr/readers/asterisk_ari.hpp>
#include <almon/cdr/readers/asterisk_cdr.hpp>
#include <almon/cdr/readers/asterisk_cel.hpp>
#include <almon/cdr/readers/asterisk_queue_log.hpp>
#include <almon/cdr/readers/asterisk_sql.hpp>

#include "asterisk_words.hpp"
#include "columns.hpp"
#include "core/ascii.hpp"
#include "csv_row.hpp"
#include "row_dialect.hpp"
#include "sql_text.hpp"

namespace almon::inline v0::cdr {

namespace {

struct known_format {
    format value;
    std::string_view name;
};

constexpr known_format formats[] = {
    {format::asterisk_csv, "asterisk-csv"}, {format::asterisk_cdr_custom, "asterisk-cdr-custom"},
    {format::asterisk_cel, "asterisk-cel"}, {format::asterisk_ami, "asterisk-ami"},
    {format::asterisk_ari, "asterisk-ari"}, {format::asterisk_queue_log, "asterisk-queue-log"},
    {format::asterisk_sql, "asterisk-sql"},
};

/// What a dump begins with, or the header of the mysql client.
bool looks_like_sql(std::string_view head) {
    const auto begin = sql::skip_blank(head, 0);
    const std::size_t at = begin.value_or(head.size());
    for (const std::string_view word :
         {"INSERT", "REPLACE", "CREATE", "COPY", "DROP", "PRAGMA", "SET", "BEGIN", "USE", "LOCK"})
        if (at < head.size() && sql::has_word(head, at, word)) return true;
    if (at > 0 && (head.starts_with("--") || head.starts_with("/*"))) return true;
    const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
    if (line.find('\t') == std::string_view::npos) return false;
    std::vector<std::string> names;
    sql::split_tabs(line, names);
    return table_rows::kind_of(names).has_value();
}

/// Manager events, from the greeting on or, where a log was cut in two, from the middle of one: `Name: value`.
bool looks_like_ami(std::string_view head, std::string_view line) noexcept {
    for (const std::string_view begun : {"Event: ", "Response: ", "Asterisk Call Manager/"})
        if (line.starts_with(begun)) return true;
    const std::size_t name = line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
    return name != std::string_view::npos && name > 0 && line.substr(name).starts_with(": ") &&
           head.find("\nEvent: ") != std::string_view::npos;
}

/// Each event of the REST interface says its type. Other programs' JSON is not ours to leave out line by line.
bool looks_like_ari(std::string_view head, std::string_view line) noexcept {
    return line.find("\"type\"") != std::string_view::npos || line.size() == head.size(); // the rest is still to come
}

} // namespace

std::string_view to_string(format f) noexcept {
    for (const known_format& k : formats)
        if (k.value == f) return k.name;
    return {};
}

std::optional<format> parse_format(std::string_view name) noexcept {
    for (const known_format& k : formats)
        if (k.name == name) return k.value;
    return std::nullopt;
}

std::vector<std::string_view> format_names() {
    std::vector<std::string_view> names;
    for (const known_format& k : formats) names.push_back(k.name);
    return names;
}

std::unique_ptr<reader> make_reader(format f, source s, reader::on_diagnostic tell) {
    switch (f) {
    case format::asterisk_csv: // named columns are obeyed: these are cdr_custom's then
        if (table_rows::kind_of(s.columns) == format::asterisk_cdr_custom)
            return make_asterisk_cdr_custom_reader(std::move(s), std::move(tell));
        return make_asterisk_csv_reader(std::move(s), std::move(tell));
    case format::asterisk_cdr_custom: return make_asterisk_cdr_custom_reader(std::move(s), std::move(tell));
    case format::asterisk_cel: return make_asterisk_cel_reader(std::move(s), std::move(tell));
    case format::asterisk_ami: return make_asterisk_ami_reader(std::move(s), std::move(tell));
    case format::asterisk_ari: return make_asterisk_ari_reader(std::move(s), std::move(tell));
    case format::asterisk_queue_log: return make_asterisk_queue_log_reader(std::move(s), std::move(tell));
    case format::asterisk_sql: return make_asterisk_sql_reader(std::move(s), std::move(tell));
    }
    return nullptr;
}

std::optional<format> detect_format(std::string_view head) noexcept {
    head = almon::detail::without_utf8_mark(head);
    while (!head.empty() && (head.front() == '\n' || head.front() == '\r' || head.front() == '\0'))
        head.remove_prefix(1);
    std::string_view line = head.substr(0, head.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (looks_like_ami(head, line)) return format::asterisk_ami;
    if (line.starts_with('{')) {
        if (are_foreign_records(head)) return format::asterisk_cdr_custom;
        return looks_like_ari(head, line) ? std::optional(format::asterisk_ari) : std::nullopt;
    }
    if (looks_like_sql(head)) return format::asterisk_sql;
    if (line.size() > 11 && line[10] == '|' && std::count(line.begin(), line.end(), '|') >= 4 &&
        !are_foreign_records(head))
        return format::asterisk_queue_log;
    csv_row row;
    if (row.split(line) != csv_row::state::good)
        return are_foreign_records(head) ? std::optional(format::asterisk_cdr_custom) : std::nullopt;
    const std::size_t width = std::min(row.count(), csv_row::most);
    // a header that names the columns without which there is no record or event
    if (const auto named = table_rows::kind_of(row.texts())) return named;
    if (width >= 16 && (row[0] == "eventtype" || asterisk::is_event_name(row[0]))) return format::asterisk_cel;
    // Master.csv has a channel in the sixth column and its start in the tenth; where cdr_custom has both, they are the
    // called channel and the answer, and stand behind the calling channel and the start
    const auto is_channel = [&](std::size_t i) { return row[i].find('/') != std::string_view::npos; };
    const auto is_time = [&](std::size_t i) { return row[i].size() >= 19 && row[i][4] == '-' && row[i][13] == ':'; };
    if (master_layout(row.count(), row[width - 1]) && is_channel(5) && is_time(9) && !is_time(8))
        return format::asterisk_csv;
    if (width >= 10 || are_foreign_records(head)) return format::asterisk_cdr_custom;
    return std::nullopt;
}

} // namespace almon::inline v0::cdr
