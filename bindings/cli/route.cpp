// SPDX-License-Identifier: BSL-1.0
// almon route [lint] --office F --user U [--trunk T] NUMBER...

#include <iostream>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <almon/office/route.hpp>

#include "command.hpp"
#include "lines.hpp"
#include "office_option.hpp"

namespace almon::cli {

namespace {

namespace json = boost::json;

struct route_options {
    std::shared_ptr<common> shared;
    std::string office, user, trunk;
    std::vector<std::string> numbers, busy, down;
};

void need(const std::string& value, const char* option) {
    if (!value.empty()) return;
    std::cerr << fmt::format("almon: route: {} is needed\n", option);
    throw leave{usage};
}

/// The office file's snapshot; nothing, and a word about it, where it cannot be opened: calls still find a way out.
std::optional<operators::directory> open_snapshot(const office::office_file& file) {
    if (file.operators.empty()) return std::nullopt;
    result<operators::directory> d = operators::directory::open(file.operators);
    if (d) return std::move(*d);
    std::cerr << fmt::format("almon: warning: {}: {}: {}\n", file.operators, d.error().code(), d.error().message());
    return std::nullopt;
}

/// `--busy TRUNK=N` and `--down TRUNK`.
std::vector<routing::trunk_load> loads_of(const route_options& o) {
    std::vector<routing::trunk_load> loads;
    for (const std::string& text : o.busy) {
        const std::size_t equals = text.find('=');
        const std::string count = equals == std::string::npos ? std::string() : text.substr(equals + 1);
        if (count.empty() || count.size() > 6 || count.find_first_not_of("0123456789") != std::string::npos) {
            std::cerr << "almon: --busy: write TRUNK=CHANNELS, such as mts-gsm=2\n";
            throw leave{usage};
        }
        const auto channels = static_cast<std::uint32_t>(std::stoul(count));
        loads.push_back({std::string_view(text).substr(0, equals), channels, routing::trunk_load::state::up});
    }
    for (const std::string& name : o.down) loads.push_back({name, 0, routing::trunk_load::state::down});
    return loads;
}

json::value number_or_null(const std::optional<number>& n) {
    return n ? json::value(n->e164()) : json::value(nullptr);
}

json::object to_json(const error& e) {
    return {{"code", e.code()}, {"offset", e.offset()}, {"message", e.message()}};
}

json::object to_json(const routing::hop& h, std::size_t place) {
    return {{"trunk", h.trunk->name},
            {"present", number_or_null(h.present)},
            {"cost", h.cost ? json::value(to_string(*h.cost)) : json::value(nullptr)},
            {"rank", place},
            {"because", to_string(h.because)}};
}

json::object to_json(const routing::trace_entry& t) {
    return {{"trunk", t.trunk ? json::value(t.trunk->name) : json::value(nullptr)},
            {"result", t.rejected ? "rejected" : "accepted"},
            {"reason", t.rejected ? json::value(t.rejected->code()) : json::value(nullptr)},
            {"message", t.rejected ? json::value(t.rejected->message()) : json::value(nullptr)},
            {"detail", t.detail.empty() ? json::value(nullptr) : json::value(t.detail)}};
}

json::object to_json(std::string_view input, const office::route_answer& a, std::string_view currency) {
    json::array trunks, trace;
    for (const routing::hop& h : a.way.hops) trunks.push_back(to_json(h, trunks.size() + 1));
    for (const routing::trace_entry& t : a.way.trace) trace.push_back(to_json(t));
    const std::string_view brand = a.way.operator_brand;
    json::object answer{{"input", input},
                        {"e164", number_or_null(a.to)},
                        {"emergency", a.way.emergency},
                        {"operator", brand.empty() ? json::value(nullptr) : json::value(brand)},
                        {"currency", currency},
                        {"trunks", trunks},
                        {"refused", a.way.refused ? json::value(to_json(*a.way.refused)) : json::value(nullptr)},
                        {"trace", trace}};
    return answer;
}

void print(std::string_view input, const office::route_answer& a, std::string_view currency) {
    const std::string_view brand = a.way.operator_brand;
    std::cout << fmt::format("{}: {}\n", input,
                             a.way.emergency ? "an emergency call"
                             : brand.empty() ? "operator unknown"
                                             : brand);
    for (const routing::hop& h : a.way.hops)
        std::cout << fmt::format("  {}. {} shows {}{}, by {}\n", &h - a.way.hops.data() + 1, h.trunk->name,
                                 h.present ? h.present->e164() : "nothing",
                                 h.cost ? fmt::format(", {} {}", to_string(*h.cost), currency) : "",
                                 to_string(h.because));
    for (const routing::trace_entry& t : a.way.trace)
        if (t.rejected)
            std::cout << fmt::format("  no {}{}: {}{}\n", t.trunk ? t.trunk->name : "way out", t.trunk ? "" : " at all",
                                     t.rejected->message(), t.detail.empty() ? "" : fmt::format(" ({})", t.detail));
}

void refuse_question(std::string_view input, std::size_t line, const error& e, const common& how) {
    if (how.json) std::cout << json::object{{"input", input}, {"error", to_json(e)}} << '\n';
    tell_line(line, e);
}

void run_route(const route_options& o) {
    need(o.office, "--office");
    need(o.user, "--user");
    const office::office_file file = open_office(o.office);
    const std::optional<operators::directory> directory = open_snapshot(file);
    const std::vector<routing::trunk_load> load = loads_of(o);
    const std::string& currency = file.routing.prices.currency;
    bool good = true;
    each_line(o.numbers, [&](const std::string& text, std::size_t line) {
        const auto answer =
            office::find_route(file, directory ? &*directory : nullptr, {o.user, text, o.trunk, load, o.shared->now()});
        good = good && answer && !answer->way.refused;
        if (!answer) refuse_question(text, line, answer.error(), *o.shared);
        else if (o.shared->json) std::cout << to_json(text, *answer, currency) << '\n';
        else print(text, *answer, currency);
    });
    flush_output();
    if (!good) throw leave{bad_input};
}

void run_lint(const route_options& o) {
    need(o.office, "--office");
    const office::office_file file = open_office(o.office);
    const std::optional<operators::directory> directory = open_snapshot(file);
    const auto findings = office::lint_routes(file, directory ? &*directory : nullptr, o.shared->now());
    for (const routing::finding& f : findings) {
        if (o.shared->json)
            std::cout << json::object{{"code", f.what.code()},
                                      {"subject", f.subject},
                                      {"detail", f.detail},
                                      {"message", f.what.message()}}
                      << '\n';
        else
            std::cout << fmt::format("{}: {}: {}{}\n", f.subject, f.what.code(), f.what.message(),
                                     f.detail.empty() ? "" : fmt::format(" ({})", f.detail));
    }
    if (findings.empty() && !o.shared->json) std::cout << "nothing to complain of\n";
    flush_output();
    if (!findings.empty()) throw leave{bad_input};
}

} // namespace

void add_route(CLI::App& app) {
    CLI::App* command = app.add_subcommand("route", "Through which trunks a call goes out, showing what, and why");
    auto o = std::make_shared<route_options>();
    o->shared = add_common(*command);
    command->require_subcommand(0, 1);
    command->add_option("--office", o->office, "The office file")->type_name("FILE");
    command->add_option("--user", o->user, "Who calls: name or extension")->type_name("USER");
    command->add_option("--trunk", o->trunk, "The trunk that the caller chose")->type_name("TRUNK");
    command->add_option("--busy", o->busy, "Channels in use: TRUNK=N")->type_name("TRUNK=N")->expected(1)->take_all();
    command->add_option("--down", o->down, "A trunk that is out of service")
        ->type_name("TRUNK")
        ->expected(1)
        ->take_all();
    command
        ->add_option("numbers", o->numbers, "Numbers or emergency codes; without any, one a line from standard input")
        ->type_name("NUMBER");
    CLI::App* lint = command->add_subcommand("lint", "What is wrong with the routing though each call finds a way");
    auto l = std::make_shared<route_options>();
    l->shared = add_common(*lint);
    lint->add_option("--office", l->office, "The office file")->type_name("FILE");
    lint->callback([o, l] {
        if (l->office.empty()) l->office = o->office; // given before the word `lint`
        run_lint(*l);
    });
    command->callback([o, lint] {
        if (!lint->parsed()) run_route(*o);
    });
}

} // namespace almon::cli
