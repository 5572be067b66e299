// SPDX-License-Identifier: BSL-1.0
// `almon number find` and `almon number diagnose`.
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <almon/cdr/readers/input_file.hpp>
#include <almon/numbering/diagnose.hpp>
#include <almon/numbering/find.hpp>
#include <almon/numbering/format.hpp>

#include "command.hpp"
#include "lines.hpp"
#include "observed.hpp"
#include "office_option.hpp"

namespace almon::cli {

namespace {

namespace json = boost::json;
using namespace numbering;

struct text_options {
    std::shared_ptr<common> shared;
    std::string home, area, file, office, trunk;
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

void print(const diagnosis& d) {
    std::cout << fmt::format("{} ({:.1f} % of {} numbers)\n", d.finding(), d.confidence * 100, d.numbers);
    if (d.home.inferred) {
        std::cout << fmt::format("home {}: {} of {} numbers fit it", d.rules.home, d.home.supporters, d.home.telling);
        if (!d.home.rivals.empty()) std::cout << fmt::format(", nearly as many {}", fmt::join(d.home.rivals, ", "));
        std::cout << '\n';
    }
    if (d.area.inferred)
        std::cout << fmt::format("area code {}: {} of {} landlines have it\n", d.rules.area, d.area.supporters,
                                 d.area.telling);
    if (d.numbers != 0) std::cout << "\nto be written into the office file:\n" << d.office_lines();
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

/// The whole of the file, unpacked where it is compressed.
std::string read_file(std::string path) {
    if (path.empty()) path = "-";
    std::string text;
    std::vector<char> block(std::size_t{1} << 16);
    auto file = cdr::input_file::open(path);
    auto n = file ? file->read(block) : result<std::size_t>(file.error());
    for (; n && *n > 0; n = file->read(block)) text.append(block.data(), *n);
    if (n) return text;
    std::cerr << fmt::format("almon: {}: {}: {}\n", path, n.error().code(), n.error().message());
    throw leave{exit_code_of(n.error())};
}

void run_diagnose(const text_options& options) {
    std::string home = options.home, area = options.area;
    observed seen = read_observed(read_file(options.file), options.trunk, options.column);
    if (!options.office.empty()) {
        const office::office_file file = open_office(options.office);
        home = file.tenant.home;
        if (area.empty()) area = file.tenant.area;
        for (const tenant::line& line : file.tenant.lines) seen.ours.push_back(line.number.e164());
    }
    const diagnosis d = diagnose(seen.callers, {home, area}, seen.ours);
    if (options.shared->json) std::cout << to_json(d) << '\n';
    else print(d);
    flush_output();
    if (d.numbers == 0) throw leave{bad_input};
}

std::shared_ptr<text_options> add_text_command(CLI::App& parent, const char* name, const char* does,
                                               void (*run)(const text_options&)) {
    CLI::App* command = parent.add_subcommand(name, does);
    auto options = std::make_shared<text_options>();
    options->shared = add_common(*command);
    auto* home = command->add_option("--home", options->home)->type_name("REGION")->check(is_region());
    if (run == run_find) {
        options->home = "RU";
        home->description("Region in which bare numbers are read");
        command->add_option("TEXT", options->texts, "Texts; lines of standard input where there are none");
    } else {
        home->description("Region of the trunk; inferred where absent");
        command->add_option("--area", options->area, "Area code of local numbers; inferred where absent")
            ->type_name("DIGITS")
            ->check(is_digits());
        command->add_option("--office", options->office, "Office file with home, area and our numbers")
            ->type_name("FILE");
        command->add_option("--trunk", options->trunk, "Only channels whose name begins so, as PJSIP/mango or mango")
            ->type_name("CHANNEL");
        command->add_option("--column", options->column, "Column of a CSV file that is no call record")->type_name("N");
        command->add_option("FILE", options->file,
                            "Call records, or observed strings one a line; standard input where absent");
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
