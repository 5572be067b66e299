// SPDX-License-Identifier: BSL-1.0
#include <almon/office/clients.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "core/ascii.hpp"

namespace almon::inline v0::office {

namespace {

/// The fields of the record at the head of `rest`, which loses it. Source: RFC 4180; line ends of any system.
std::vector<std::string> take_record(std::string_view& rest, std::uint32_t& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    std::size_t i = 0;
    for (; i < rest.size(); ++i) {
        const char c = rest[i];
        if (c == '\n') ++line;
        if (quoted && c == '"' && i + 1 < rest.size() && rest[i + 1] == '"') fields.back() += rest[++i];
        else if (c == '"' && (quoted || fields.back().empty())) quoted = !quoted;
        else if (quoted) fields.back() += c;
        else if (c == ',') fields.emplace_back();
        else if (c == '\n') break;
        else if (c != '\r') fields.back() += c;
    }
    rest.remove_prefix(std::min(rest.size(), i + 1));
    return fields;
}

constexpr std::size_t absent = static_cast<std::size_t>(-1);

std::size_t column_of(const std::vector<std::string>& header, std::string_view name) {
    const auto found = std::find(header.begin(), header.end(), name);
    return found == header.end() ? absent : static_cast<std::size_t>(found - header.begin());
}

std::string field(const std::vector<std::string>& row, std::size_t column) {
    return column < row.size() ? row[column] : std::string();
}

} // namespace

result<client_book> client_book::read(const std::string& path, const numbering::home& where,
                                      std::vector<diagnostic>& problems) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return errc::unreadable;
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) return errc::unreadable;
    return parse(text, path, where, problems);
}

client_book client_book::parse(std::string_view csv, const std::string& path, const numbering::home& where,
                               std::vector<diagnostic>& problems) {
    client_book book;
    csv = almon::detail::without_utf8_mark(csv);
    std::uint32_t line = 1;
    const std::vector<std::string> header = take_record(csv, line);
    const std::size_t number_at = column_of(header, "number"), name_at = column_of(header, "name");
    const std::size_t responsible_at = column_of(header, "responsible"), entity_at = column_of(header, "entity");
    if (number_at == absent) {
        problems.push_back({errc::missing_key, path, 1, 1, "no column number",
                            "a header line such as number,name,responsible", severity::rejected});
        return book;
    }
    while (!csv.empty()) {
        const std::uint32_t first_line = line;
        const std::vector<std::string> row = take_record(csv, line);
        if (row.size() == 1 && row[0].empty()) continue;
        const result<number> parsed = numbering::parse(field(row, number_at), where);
        if (!parsed) {
            problems.push_back(
                {parsed.error(), path, first_line, 0, "a client's number", "a telephone number", severity::rejected});
            continue;
        }
        const auto [old, fresh] = book.clients_.emplace(
            *parsed, client{field(row, entity_at), field(row, name_at), field(row, responsible_at)});
        if (!fresh)
            problems.push_back({errc::duplicate, path, first_line, 0, "client " + parsed->masked(),
                                "each number once; the first counts", severity::warning});
    }
    return book;
}

const client* client_book::find(number caller) const noexcept {
    const auto found = clients_.find(caller);
    return found == clients_.end() ? nullptr : &found->second;
}

} // namespace almon::inline v0::office
