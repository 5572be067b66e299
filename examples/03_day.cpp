// SPDX-License-Identifier: BSL-1.0
// Demonstrates: a PBX's file of call records to calls; what counting its rows makes of the same file; the missed calls
// that nobody called back; and what one call's fields were decided from.
// Read first: 02_office_file.cpp.

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>
#include <almon/office/load.hpp>

using namespace almon;

/// Every row of the file as the strings between its commas: what people count who have no better tool.
std::vector<std::vector<std::string>> rows_of(std::string_view file) {
    std::vector<std::vector<std::string>> rows(1, {""});
    bool quoted = false;
    for (std::size_t i = 0; i < file.size(); ++i) {
        std::vector<std::string>& row = rows.back();
        if (quoted && file.substr(i, 2) == "\"\"") row.back() += file[i++];
        else if (file[i] == '"') quoted = !quoted;
        else if (file[i] == ',' && !quoted) row.emplace_back();
        else if (file[i] == '\n' && !quoted) rows.push_back({""});
        else row.back() += file[i];
    }
    rows.pop_back(); // behind the last line end
    return rows;
}

constexpr std::size_t src = 1, dst = 2, disposition = 15, linkedid = 20; // columns of this file

std::vector<cdr::call> calls_of(std::string_view file, const tenant::tenant& office) {
    std::vector<cdr::call> calls;
    cdr::context context;
    context.office = &office;
    context.explain = true;
    cdr::assembler assembler(context, [&](const cdr::call& c) { calls.push_back(c); });
    const auto reader = cdr::make_reader(cdr::format::asterisk_cdr_custom, {"office/day.csv", 0, office.zone, {}},
                                         [](const diagnostic& d) { std::cerr << to_string(d) << '\n'; });
    reader->feed(file, assembler);
    reader->finish(assembler);
    assembler.finish();
    return calls;
}

void print_kinds(const std::vector<cdr::call>& calls) {
    std::map<std::pair<cdr::direction, cdr::disposition>, int> kinds;
    for (const cdr::call& c : calls) ++kinds[{c.direction, c.disposition}];
    for (const auto& [kind, count] : kinds)
        std::cout << fmt::format("  {:>3} {} {}\n", count, to_string(kind.first), to_string(kind.second));
}

void print_naive(const std::vector<std::vector<std::string>>& rows, const std::vector<cdr::call>& calls) {
    std::map<std::string, const cdr::call*> call_of;
    std::size_t answered = 0;
    for (const cdr::call& c : calls) {
        answered += c.disposition == cdr::disposition::answered;
        for (const std::string& id : c.native) call_of[id] = &c;
    }
    std::set<std::string> groups, any_answered;
    std::size_t wrong_way = 0;
    std::set<const cdr::call*> judged;
    for (const auto& row : rows) {
        groups.insert(row[linkedid]);
        if (row[disposition] == "ANSWERED") any_answered.insert(row[linkedid]);
        const auto found = call_of.find(row[linkedid]);
        if (found == call_of.end() || !judged.insert(found->second).second) continue;
        const cdr::direction by_length = row[src].size() >= 10   ? cdr::direction::inbound
                                         : row[dst].size() >= 10 ? cdr::direction::outbound
                                                                 : cdr::direction::internal;
        wrong_way += by_length != found->second->direction;
    }
    const auto told = [](std::string_view how, std::size_t said, std::size_t truly, std::string_view what) {
        std::cout << fmt::format("  {:<52}{:>4}, but {} {}\n", how, said, truly, what);
    };
    told("one row is one call:", rows.size(), calls.size(), "were made");
    told("one linked id is one call:", groups.size(), calls.size(), "were made");
    told("a call with an ANSWERED row was answered:", any_answered.size(), answered, "talked to a person");
    std::cout << fmt::format("  {:<52}{:>4} calls go the wrong way\n",
                             "a long caller id means that a client calls:", wrong_way);
}

void print_missed(const std::vector<cdr::call>& calls) {
    std::map<number, instant> reached; // when each outside number was last talked to
    for (const cdr::call& c : calls)
        if (c.external && c.external->e164 && c.disposition == cdr::disposition::answered)
            reached[*c.external->e164] = std::max(reached[*c.external->e164], c.start);
    int missed = 0, recovered = 0;
    std::map<std::string, int> waiting; // whom they had called
    for (const cdr::call& c : calls) {
        const bool lost = c.direction == cdr::direction::inbound && c.disposition != cdr::disposition::answered;
        if (!lost || !c.external || !c.external->e164) continue;
        ++missed;
        const auto talk = reached.find(*c.external->e164);
        if (talk != reached.end() && talk->second > c.start) ++recovered;
        else
            for (const std::string& who : c.rang) ++waiting[who];
    }
    std::cout << fmt::format(
        "\n{} clients did not reach a person; {} of them talked to one later, {} are still waiting.\n", missed,
        recovered, missed - recovered);
    const auto most =
        std::max_element(waiting.begin(), waiting.end(), [](auto& a, auto& b) { return a.second < b.second; });
    if (most != waiting.end()) std::cout << fmt::format("Most of those rang at {}: {}.\n", most->first, most->second);
}

void print_why(const std::vector<cdr::call>& calls) {
    for (const cdr::call& c : calls) {
        if (c.transfers.empty() || c.answered_by.size() < 2) continue;
        std::cout << fmt::format("\nWhy almon says that call {} was handed from {} to {}:\n", c.id, c.transfers[0].by,
                                 c.transfers[0].to);
        for (const cdr::reason& r : c.why)
            std::cout << fmt::format("  {:<12}{}{}\n", r.field, r.why, r.sure ? "" : " (not certain)");
        return;
    }
}

int main() {
    const office::office_file agency = office::load("office/office.toml").value();
    std::ifstream in("office/day.csv", std::ios::binary);
    const std::string file{std::istreambuf_iterator<char>(in), {}};
    const auto rows = rows_of(file);
    const std::vector<cdr::call> calls = calls_of(file, agency.tenant);

    std::cout << fmt::format("{}: {} calls in {} rows of Asterisk's records\n", agency.tenant.name, calls.size(),
                             rows.size());
    print_kinds(calls);
    std::cout << "\nWhat counting the rows says of the same file:\n";
    print_naive(rows, calls);
    print_missed(calls);
    print_why(calls);
}
