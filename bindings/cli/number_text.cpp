// SPDX-License-Identifier: BSL-1.0
// `almon number find` and `almon number diagnose`.
#include <algorithm>
#include <fstream>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <almon/numbering/diagnose.hpp>
#include <almon/numbering/find.hpp>
#include <almon/numbering/format.hpp>

#include "command.hpp"
#include "lines.hpp"

namespace almon::cli {

namespace {

namespace json = boost::json;
using namespace numbering;

struct text_options {
    std::shared_ptr<common> shared;
    std::string home = "RU", area, file;
    std::size_t column = 0;
    std::vector<std::string> texts;
};

void run_find(const text_options& options) {
    each_line(options.texts, [&](const std::string& text, std::size_t index) {
        json::array numbers;
        for (const found_number& f : find(text, {options.home, {}})) {
            const std::string_view spelled = std::string_view(text).substr(f.begin, f.end - f.begin);
            const std::string e164 = f.value.number().e164();
            if (!options.shared->json) {
                std::cout << fmt::format("{}:{}-{}: {} {}\n", index, f.begin, f.end, e164, spelled);
                continue;
            }
            json::object o = {{"start", f.begin}, {"end", f.end}, {"text", spelled}, {"e164", e164}};
            if (!f.value.extension().empty()) o["extension"] = f.value.extension();
            numbers.push_back(std::move(o));
        }
        if (options.shared->json)
            std::cout << json::serialize(json::object{{"input", text_for_json(text)}, {"numbers", std::move(numbers)}})
                      << '\n';
    });
    flush_output();
}

/// The `column`th field of a CSV row, its quotes removed; the whole line where `column` is 0.
std::string field_of(const std::string& line, std::size_t column) {
    if (column == 0) return line;
    std::string field;
    bool quoted = false;
    std::size_t at = 1;
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) ++at;
        else if (at == column) field += c;
    }
    return field;
}

/// Rows of Asterisk's CDR files: the caller stands in their second column.
std::size_t guess_column(const std::vector<std::string>& lines) {
    constexpr std::ptrdiff_t fewest_commas = 13;
    const auto is_row = [](const std::string& l) { return std::ranges::count(l, ',') >= fewest_commas; };
    return !lines.empty() && std::ranges::all_of(lines, is_row) ? 2 : 0;
}

json::object to_json(const diagnosis& d) {
    json::object shapes;
    for (std::size_t i = 0; i < shape_count; ++i) shapes[to_string(static_cast<shape>(i))] = d.shapes[i];
    json::array exceptions, extensions;
    for (const exception_row& e : d.exceptions) {
        json::object o = {{"line", e.index + 1}, {"shape", to_string(e.looks_like)}};
        if (!e.shown.empty()) o["number"] = e.shown;
        exceptions.push_back(std::move(o));
    }
    for (const std::string& e : d.rules.extensions) extensions.emplace_back(e);
    return {{"home", d.rules.home},
            {"area", d.rules.area},
            {"writes", to_string(d.rules.writes)},
            {"outside_prefix", d.rules.outside_prefix},
            {"technical_prefix", d.rules.technical_prefix},
            {"extensions", std::move(extensions)},
            {"numbers", d.numbers},
            {"confidence", d.confidence},
            {"finding", d.finding()},
            {"shapes", std::move(shapes)},
            {"exceptions", std::move(exceptions)}};
}

void print(const diagnosis& d) {
    std::cout << fmt::format("{} ({:.1f} % of {} numbers)\n\nwrites = \"{}\"\n", d.finding(), d.confidence * 100,
                             d.numbers, to_string(d.rules.writes));
    if (!d.rules.outside_prefix.empty()) std::cout << fmt::format("outside_prefix = \"{}\"\n", d.rules.outside_prefix);
    if (!d.rules.technical_prefix.empty())
        std::cout << fmt::format("technical_prefix = \"{}\"\n", d.rules.technical_prefix);
    std::cout << '\n';
    for (std::size_t i = 0; i < shape_count; ++i)
        if (d.shapes[i] != 0) std::cout << fmt::format("{:>8} {}\n", d.shapes[i], to_string(static_cast<shape>(i)));
    constexpr std::size_t most_shown = 20;
    for (std::size_t i = 0; i < d.exceptions.size() && i < most_shown; ++i)
        std::cout << fmt::format("line {}: {} {}\n", d.exceptions[i].index + 1, to_string(d.exceptions[i].looks_like),
                                 d.exceptions[i].shown);
    if (d.exceptions.size() > most_shown)
        std::cout << fmt::format("and {} other exceptions\n", d.exceptions.size() - most_shown);
}

std::vector<std::string> lines_of(std::istream& in) {
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        if (line.ends_with('\r')) line.pop_back();
        lines.push_back(std::move(line));
    }
    return lines;
}

void run_diagnose(const text_options& options) {
    std::vector<std::string> lines;
    if (options.file.empty()) {
        lines = lines_of(std::cin);
    } else {
        std::ifstream in(options.file, std::ios::binary);
        if (!in) {
            std::cerr << "almon: " << options.file << ": " << describe(core_errc::io).cause << '\n';
            throw leave{resource};
        }
        lines = lines_of(in);
    }
    const std::size_t column = options.column != 0 ? options.column : guess_column(lines);
    for (std::string& line : lines) line = field_of(line, column);
    const diagnosis d = diagnose(lines, {options.home, options.area});
    if (options.shared->json) std::cout << json::serialize(to_json(d)) << '\n';
    else print(d);
    flush_output();
    if (d.numbers == 0) throw leave{bad_input};
}

std::shared_ptr<text_options> add_text_command(CLI::App& parent, const char* name, const char* does,
                                               void (*run)(const text_options&)) {
    CLI::App* command = parent.add_subcommand(name, does);
    auto options = std::make_shared<text_options>();
    options->shared = add_common(*command);
    command->add_option("--home", options->home, "Region in which bare numbers are read")
        ->type_name("REGION")
        ->check(is_region());
    if (run == run_find) {
        command->add_option("TEXT", options->texts, "Texts; lines of standard input where there are none");
    } else {
        command->add_option("--area", options->area, "Area code that completes local numbers")->type_name("DIGITS");
        command->add_option("--column", options->column, "Column of a CSV file; 2 for Asterisk's call records")
            ->type_name("N");
        command->add_option("FILE", options->file, "Observed strings, one a line; standard input where absent");
    }
    command->callback([options, run] { run(*options); });
    return options;
}

} // namespace

void add_number_text(CLI::App& number) {
    add_text_command(number, "find", "Find phone numbers in text", run_find);
    add_text_command(number, "diagnose", "Infer how a trunk writes numbers", run_diagnose);
}

} // namespace almon::cli
