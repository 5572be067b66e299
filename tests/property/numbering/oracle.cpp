// SPDX-License-Identifier: BSL-1.0
#include "oracle.hpp"

#include <fmt/format.h>

#include <almon/numbering/format.hpp>
#include <almon/numbering/parse.hpp>

namespace almon::test {

using namespace numbering;

namespace {

/// libphonenumber's error code that an error of ours stands for.
std::string_view code_of(const error& e) {
    if (e == errc::invalid_country_code || e == errc::unknown_region) return "0";
    if (e == errc::too_short) return "23";
    if (e == errc::too_long || e == errc::input_too_long) return "4";
    return "1";
}

/// The classes of docs/falsehoods.md, by what can be seen of a row.
std::string_view listed_class(const oracle_row& row, const result<parsed>& ours) {
    if (row.failed && ours) {
        if (!ours->extension().empty()) return "[extension label]";
        if (row.text.find('<') != std::string::npos || row.text.starts_with("sip")) return "[envelope]";
    }
    if (!row.failed && !ours && ours.error() == errc::too_long && row.e164.size() > 20) return "[more than 19 digits]";
    if (ours && ours->from() == origin::international_prefix && ours->valid() && row.valid != "1")
        return "[00 read as international]";
    return {};
}

/// `text` with the digits of the scripts that tests/oracle/numbering.py uses in ASCII.
std::string in_ascii(std::string text) {
    constexpr std::string_view scripts[] = {"٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９", "०१२३४५६७८९"};
    for (const std::string_view script : scripts)
        for (std::size_t d = 0, width = script.size() / 10; d < 10; ++d)
            for (std::size_t at; (at = text.find(script.substr(d * width, width))) != std::string::npos;)
                text.replace(at, width, 1, static_cast<char>('0' + d));
    return text;
}

} // namespace

std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        out += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
    }
    return out;
}

bool read_row(std::string_view line, oracle_row& row) {
    if (line.empty() || line.front() == '#') return false;
    std::vector<std::string_view> fields;
    for (std::size_t from = 0; from <= line.size();) {
        const std::size_t tab = std::min(line.find('\t', from), line.size());
        fields.push_back(line.substr(from, tab - from));
        from = tab + 1;
    }
    row = {};
    row.home = fields[0] == "ZZ" ? "" : std::string(fields[0]);
    row.text = unescape(fields[1]);
    row.failed = fields.size() == 3;
    if (row.failed) {
        row.code = fields[2].substr(1);
        return true;
    }
    std::string* const places[] = {&row.e164,   &row.extension, &row.possible,      &row.valid,   &row.type,
                                   &row.region, &row.national,  &row.international, &row.rfc3966, &row.carrier};
    for (std::size_t i = 0; i < std::size(places) && i + 2 < fields.size(); ++i) *places[i] = fields[i + 2];
    return true;
}

std::string difference(const oracle_row& row) {
    const result<parsed> ours = read(row.text, {row.home, {}});
    const std::string_view listed = listed_class(row, ours);
    if (!listed.empty()) return std::string(listed);
    if (row.failed) {
        if (ours) return fmt::format("reads what is error {}", row.code);
        if (code_of(ours.error()).find(row.code) != std::string_view::npos) return {};
        // too few digits are no number at all for libphonenumber, and too short for us
        if (row.code == "1" && ours.error() == errc::too_short) return {};
        return fmt::format("error {} instead of {}", ours.error().code(), row.code);
    }
    if (!ours) return fmt::format("refuses ({})", ours.error().code());
    std::string out;
    bool scripts = false;
    const auto compare = [&](std::string_view what, std::string_view mine, const std::string& theirs) {
        if (mine == theirs) return;
        if (!row.extension.empty() && mine == in_ascii(theirs)) scripts = true;
        else out += fmt::format("{} '{}' instead of '{}'; ", what, mine, theirs);
    };
    compare("e164", ours->number().e164(), row.e164);
    compare("extension", ours->extension(), row.extension);
    compare("possible", to_string(ours->plan().possible()), row.possible);
    compare("valid", ours->valid() ? "1" : "0", row.valid);
    compare("type", to_string(ours->type()), row.type);
    compare("region", ours->region(), row.region);
    compare("national", format(*ours, style::national).view(), row.national);
    compare("international", format(*ours, style::international).view(), row.international);
    compare("carrier code", ours->carrier_code().view(), row.carrier);
    compare("rfc3966", format(*ours, style::rfc3966).view(), row.rfc3966);
    compare("e164 format", format(*ours, style::e164).view(), row.e164);
    // the facts of a stored number are those of the text that it was read from
    const facts again = look_up(ours->number());
    if (again.type() != ours->type() || again.region() != ours->region()) out += "look_up disagrees with read; ";
    return out.empty() && scripts ? "[extension digits in ASCII]" : out;
}

} // namespace almon::test
