// SPDX-License-Identifier: BSL-1.0
// almon operators build | info | verify | diff | lookup

#include <algorithm>
#include <iostream>
#include <map>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <almon/numbering/parse.hpp>
#include <almon/operators/brand.hpp>
#include <almon/operators/build.hpp>
#include <almon/operators/diff.hpp>
#include <almon/operators/directory.hpp>

#include "command.hpp"
#include "lines.hpp"

namespace almon::cli {

namespace {

namespace json = boost::json;
using operators::assignment;
using operators::directory;
using operators::operator_info;

json::string_view view(std::string_view text) {
    return {text.data(), text.size()};
}

json::value text_or_null(std::string_view text) {
    return text.empty() ? json::value(nullptr) : json::value(view(text));
}

json::array list_of(std::span<const std::string_view> words) {
    json::array all;
    for (std::string_view word : words) all.emplace_back(view(word));
    return all;
}

json::value to_json(const operator_info* o) {
    if (!o) return nullptr;
    return json::object{{"name", view(o->name)}, {"inn", text_or_null(o->inn)}, {"brand", text_or_null(o->brand)}};
}

json::object to_json(const error& e) {
    return {{"code", view(e.code())}, {"offset", e.offset()}, {"message", view(e.message())}};
}

directory open_or_leave(const std::string& path) {
    result<directory> d = directory::open(path);
    if (d) return std::move(*d);
    std::cerr << fmt::format("almon: {}: {}: {}\n", path, d.error().code(), d.error().message());
    throw leave{resource};
}

// ---- build

struct build_options {
    std::vector<std::string> registers;
    std::string output;
    bool strict = false;
};

json::object to_json(const operators::register_report& r) {
    std::map<std::string_view, std::uint64_t> causes;
    for (const diagnostic& d : r.diagnostics) ++causes[d.reason.code()];
    json::object counted;
    for (const auto& [code, count] : causes) counted[view(code)] = count;
    const bool utf8 = r.layout.encoding == operators::text_encoding::utf8;
    return {{"file", r.file},
            {"encoding", utf8 ? "utf-8" : "windows-1251"},
            {"columns", r.layout.columns.count},
            {"rows", r.rows},
            {"repaired", r.repaired},
            {"rejected", r.rejected},
            {"causes", counted}};
}

void print_built(const operators::builder& b, const directory& made, const std::string& path, const common& how) {
    std::uint64_t rows = 0, repaired = 0, rejected = 0;
    json::array registers;
    for (const operators::register_report& r : b.reports()) {
        rows += r.rows, repaired += r.repaired, rejected += r.rejected;
        registers.push_back(to_json(r));
        if (!how.json)
            std::cout << fmt::format("{}: {} rows, {} of them repaired; {} rejected\n", r.file, r.rows, r.repaired,
                                     r.rejected);
    }
    if (how.json)
        std::cout << json::object{{"output", path},
                                  {"rows", rows},
                                  {"repaired", repaired},
                                  {"rejected", rejected},
                                  {"numbers", made.numbers()},
                                  {"bytes", made.bytes()},
                                  {"registers", registers}}
                  << '\n';
    else std::cout << fmt::format("{}: {} numbers in {} bytes\n", path, made.numbers(), made.bytes());
}

void run_build(const build_options& wanted, const common& how) {
    operators::builder b;
    bool refused = false;
    for (const std::string& path : wanted.registers) {
        const result<const operators::register_report*> report = b.add_file(path);
        if (!report) {
            std::cerr << fmt::format("almon: {}: {}: {}\n", path, report.error().code(), report.error().message());
            throw leave{exit_code_of(report.error())};
        }
        for (const diagnostic& d : (*report)->diagnostics) {
            std::cerr << to_string(d) << '\n';
            refused = refused || d.level == severity::rejected;
        }
    }
    const auto give_up = [&](operators::errc why) {
        std::cerr << fmt::format("almon: {}: {}\n", wanted.output, error(why).message());
        throw leave{bad_input};
    };
    if (wanted.strict && !b.clean()) give_up(operators::errc::strict);
    const result<std::vector<std::byte>> bytes = b.finish(how.now());
    if (!bytes) {
        std::cerr << fmt::format("almon: {}: {}\n", wanted.output, bytes.error().message());
        throw leave{bad_input};
    }
    try {
        operators::publish(*bytes, wanted.output);
    } catch (const store_error& e) {
        std::cerr << fmt::format("almon: {}: {}\n", wanted.output, e.what());
        throw leave{resource};
    }
    print_built(b, open_or_leave(wanted.output), wanted.output, how);
    flush_output();
    if (refused) throw leave{bad_input};
}

// ---- info, verify, diff

struct brand_count {
    std::string_view brand;
    std::uint64_t numbers = 0;
};

/// How many numbers each brand holds, the largest first; what has no brand comes together under an empty one.
std::vector<brand_count> count_brands(const directory& d) {
    std::map<std::string_view, std::uint64_t> numbers;
    d.for_each_range([&](const directory::stretch& r) {
        if (r.held) numbers[r.held->now->brand] += r.last - r.first + 1;
    });
    std::vector<brand_count> all;
    for (const auto& [brand, count] : numbers) all.push_back({brand, count});
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.numbers > b.numbers; });
    return all;
}

void run_info(const std::string& path, const common& how) {
    const directory d = open_or_leave(path);
    const std::string built = time_zone().rfc3339(d.built());
    json::array brands, sources;
    for (const brand_count& b : count_brands(d))
        brands.push_back(json::object{{"brand", text_or_null(b.brand)}, {"numbers", b.numbers}});
    for (const operators::source_info& s : d.sources())
        sources.push_back(json::object{{"file", view(s.file)},
                                       {"date", text_or_null(s.date)},
                                       {"rows", s.rows},
                                       {"repaired", s.repaired},
                                       {"rejected", s.rejected}});
    if (how.json) {
        std::cout << json::object{{"file", path},
                                  {"version", operators::detail::snapshot_version},
                                  {"built", built},
                                  {"bytes", d.bytes()},
                                  {"numbers", d.numbers()},
                                  {"ranges", d.range_count()},
                                  {"operators", d.operators().size()},
                                  {"regions", d.regions().size()},
                                  {"portability", false},
                                  {"brands", brands},
                                  {"sources", sources}}
                  << '\n';
    } else {
        std::cout << fmt::format("{}: version {}, built {}, {} bytes\n", path, operators::detail::snapshot_version,
                                 built, d.bytes());
        std::cout << fmt::format("{} numbers, {} ranges, {} operators, {} regions, no portability file\n", d.numbers(),
                                 d.range_count(), d.operators().size(), d.regions().size());
        for (const operators::source_info& s : d.sources())
            std::cout << fmt::format("  from {}: {} rows, {} repaired, {} rejected\n", s.file, s.rows, s.repaired,
                                     s.rejected);
        for (const brand_count& b : count_brands(d))
            std::cout << fmt::format("  {:>14} numbers of {}\n", b.numbers, b.brand.empty() ? "(no brand)" : b.brand);
    }
    flush_output();
}

void run_verify(const std::string& path, const common& how) {
    const directory d = open_or_leave(path);
    const result<void> good = d.verify();
    if (how.json) {
        json::object answer{{"file", path}, {"good", good.has_value()}};
        if (!good) answer["error"] = to_json(good.error());
        std::cout << answer << '\n';
    } else if (good) {
        std::cout << fmt::format("{}: good, {} numbers\n", path, d.numbers());
    }
    flush_output();
    if (good) return;
    std::cerr << fmt::format("almon: {}: {}: {}\n", path, good.error().code(), good.error().message());
    throw leave{resource};
}

std::string_view name_of(const operator_info* o) {
    return o ? o->name : "nobody";
}

void run_diff(const std::string& before, const std::string& after, const common& how) {
    const directory a = open_or_leave(before), b = open_or_leave(after);
    const operators::difference d = operators::compare(a, b);
    if (how.json) {
        json::array transfers;
        for (const operators::transfer& t : d.transfers)
            transfers.push_back(json::object{{"from", to_json(t.from)}, {"to", to_json(t.to)}, {"numbers", t.numbers}});
        std::cout << json::object{{"unchanged", d.unchanged},
                                  {"moved", d.moved},
                                  {"added", d.added},
                                  {"removed", d.removed},
                                  {"transfers", transfers}}
                  << '\n';
    } else {
        std::cout << fmt::format("{} unchanged, {} moved, {} added, {} removed\n", d.unchanged, d.moved, d.added,
                                 d.removed);
        for (const operators::transfer& t : d.transfers)
            std::cout << fmt::format("{:>14} {} -> {}\n", t.numbers, name_of(t.from), name_of(t.to));
    }
    flush_output();
}

// ---- lookup

struct lookup_options {
    std::string file, home = "RU", area;
    std::vector<std::string> numbers;
};

json::object to_json(const directory& d, const assignment& a) {
    json::object source;
    if (const auto origin = d.origin_of(a)) source = {{"file", view(origin->source->file)}, {"row", origin->row}};
    return {{"operator", to_json(a.now)},
            {"holder", to_json(a.holder)},
            {"ported", view(to_string(a.carried))},
            {"ported_since", nullptr},
            {"region", text_or_null(a.region->name)},
            {"regions", list_of(a.region->codes)},
            {"zones", list_of(a.region->zones)},
            {"source", source.empty() ? json::value(nullptr) : json::value(source)}};
}

/// The columns of a line for people; `-` for what is not known.
std::string to_text(const directory& d, const assignment& a) {
    std::string zones;
    for (std::string_view zone : a.region->zones) (zones += zones.empty() ? "" : ",") += zone;
    const auto origin = d.origin_of(a);
    const auto known = [](std::string_view text) { return text.empty() ? "-" : text; };
    return fmt::format("{}\t{}\tported {}\t{}\t{}\t{}", known(a.now->brand), known(a.now->name), to_string(a.carried),
                       known(a.region->name), known(zones),
                       origin ? fmt::format("{}:{}", origin->source->file, origin->row) : "-");
}

/// Answers one line of input; false where it was no number.
bool look_up(const directory& d, std::string_view input, std::size_t line, const lookup_options& wanted,
             const common& how) {
    const result<number> n = numbering::parse(input, {wanted.home, wanted.area});
    if (!n) {
        if (how.json) std::cout << json::object{{"input", view(input)}, {"error", to_json(n.error())}} << '\n';
        else std::cout << input << '\t' << n.error().code() << '\n';
        tell_line(line, n.error());
        return false;
    }
    const std::optional<assignment> a = d.lookup(*n);
    if (how.json) {
        json::object answer{{"input", view(input)}, {"e164", n->e164()}};
        const json::object facts =
            a ? to_json(d, *a)
              : json::object{{"operator", nullptr},     {"holder", nullptr}, {"ported", "unknown"},
                             {"ported_since", nullptr}, {"region", nullptr}, {"regions", json::array()},
                             {"zones", json::array()},  {"source", nullptr}};
        for (const auto& fact : facts) answer[fact.key()] = fact.value();
        std::cout << answer << '\n';
    } else {
        std::cout << n->e164() << '\t' << (a ? to_text(d, *a) : "in no register") << '\n';
    }
    return true;
}

void run_lookup(const lookup_options& wanted, const common& how) {
    const directory d = open_or_leave(wanted.file);
    bool good = true;
    each_line(wanted.numbers,
              [&](const std::string& input, std::size_t line) { good = look_up(d, input, line, wanted, how) && good; });
    flush_output();
    if (!good) throw leave{bad_input};
}

void add_build(CLI::App& app) {
    CLI::App* command = app.add_subcommand("build", "Read registers, and publish one snapshot");
    auto how = add_common(*command);
    auto wanted = std::make_shared<build_options>();
    command->add_option("-o,--output", wanted->output, "The snapshot to make")->required()->type_name("FILE");
    command
        ->add_option("registers", wanted->registers, "Numbering registers; the newer wins, by the dates in their names")
        ->required()
        ->type_name("REGISTER");
    command->add_flag("--strict", wanted->strict, "Publish nothing when any row had to be repaired or rejected");
    command->callback([=] { run_build(*wanted, *how); });
}

void add_lookup(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("lookup", "Whose a number is; without numbers, one a line from standard input");
    auto how = add_common(*command);
    auto wanted = std::make_shared<lookup_options>();
    command->add_option("file", wanted->file, "The snapshot")->required()->type_name("FILE");
    command->add_option("numbers", wanted->numbers, "Phone numbers")->type_name("NUMBER");
    command->add_option("--home", wanted->home, "Region in which bare numbers are read")
        ->type_name("REGION")
        ->check(is_region());
    command->add_option("--area", wanted->area, "Area code of local numbers")->type_name("DIGITS")->check(is_digits());
    command->callback([=] { run_lookup(*wanted, *how); });
}

using one_file = void (*)(const std::string&, const common&);

void add_one_file(CLI::App& app, const char* name, const char* help, one_file run) {
    CLI::App* command = app.add_subcommand(name, help);
    auto how = add_common(*command);
    auto file = std::make_shared<std::string>();
    command->add_option("file", *file, "The snapshot")->required()->type_name("FILE");
    command->callback([=] { run(*file, *how); });
}

void add_diff(CLI::App& app) {
    CLI::App* command = app.add_subcommand("diff", "What changed between two snapshots, by operator, in numbers");
    auto how = add_common(*command);
    auto files = std::make_shared<std::pair<std::string, std::string>>();
    command->add_option("before", files->first, "The older snapshot")->required()->type_name("FILE");
    command->add_option("after", files->second, "The newer snapshot")->required()->type_name("FILE");
    command->callback([=] { run_diff(files->first, files->second, *how); });
}

} // namespace

void add_operators(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("operators", "Whose a number is: registers to one file, and answers from it");
    command->require_subcommand(1);
    add_build(*command);
    add_one_file(*command, "info", "What a snapshot holds: registers, brands, numbers", run_info);
    add_one_file(*command, "verify", "Read a whole snapshot and check it", run_verify);
    add_diff(*command);
    add_lookup(*command);
}

} // namespace almon::cli
