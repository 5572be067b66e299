// SPDX-License-Identifier: BSL-1.0
// almon incoming, almon dial: what the PBX is told.
#include <iostream>

#include <fmt/format.h>

#include <almon/office/office.hpp>

#include "command.hpp"
#include "front_door.hpp"
#include "lines.hpp"

namespace almon::cli {

namespace {

enum class written_as : std::uint8_t { text, json, asterisk };

/// The PBX waits for one answer: no time for a look through all aliases.
const office::options one_answer = [] {
    office::options o;
    o.check = office::options::alias_check::never;
    return o;
}();

struct office_options {
    std::string office, format;
    office::incoming_call in;
    office::outgoing_call out;

    [[nodiscard]] written_as format_of(bool json) const {
        if (format == "asterisk") return written_as::asterisk;
        if (!format.empty() && format != "json") {
            std::cerr << fmt::format("almon: --format: {} is no format; there are json, asterisk\n", format);
            throw leave{usage};
        }
        return json || !format.empty() ? written_as::json : written_as::text;
    }
};

void print_for_people(const office::instructions& told) {
    std::cout << to_string(told.what);
    if (!told.name.empty()) std::cout << ' ' << told.name;
    for (const std::string& e : told.extensions) std::cout << ' ' << e;
    std::cout << '\n';
    for (const office::way_out& w : told.trunks)
        std::cout << fmt::format("  through {:<12} showing {}\n", w.trunk, w.present ? w.present->e164() : "nothing");
    if (!told.show.empty())
        std::cout << (told.trunks.empty() ? "  whoever answers sees " : "  his own phone shows ") << told.show << '\n';
    if (told.otherwise.kind != tenant::target::kind_type::none)
        std::cout << "  otherwise " << to_string(told.otherwise) << '\n';
    std::cout << "  recorded: " << policy::recording_names[static_cast<std::size_t>(told.record)] << '\n';
    if (told.refused) std::cout << "  refused: " << told.refused->message() << '\n';
    for (const office::because& b : told.why) {
        std::cout << "  because " << b.rule << ": " << b.text;
        if (b.line) std::cout << " (line " << b.line << ")";
        std::cout << '\n';
    }
}

/// Prints the answer. A refusal is an answer like any other: the command did what it was asked.
void print(const office::instructions& told, written_as how) {
    if (how == written_as::asterisk) std::cout << to_agi(told);
    else if (how == written_as::json) std::cout << to_json(told) << '\n';
    else print_for_people(told);
    flush_output();
}

std::shared_ptr<office_options> add_office_command(CLI::App& command) {
    auto o = std::make_shared<office_options>();
    command.add_option("--office", o->office, "The office file")->required()->type_name("FILE");
    command.add_option("--format", o->format, "json, or asterisk: channel variables for an AGI")->type_name("FORMAT");
    return o;
}

} // namespace

void add_incoming(CLI::App& app) {
    CLI::App* command = app.add_subcommand("incoming", "Where a call from outside goes");
    auto options = add_common(*command);
    auto o = add_office_command(*command);
    command->add_option("--trunk", o->in.trunk, "The trunk, or the channel as the PBX names it")->required();
    command->add_option("--did", o->in.did, "Our number, as the trunk writes it")->required();
    command->add_option("--caller", o->in.caller, "The caller, as the trunk writes it")->required();
    command->add_option("--extension", o->in.digits, "What the caller dialled after our number");
    command->callback([options, o] {
        const instant now = options->now();
        print(open_front_door(o->office, one_answer).incoming(o->in, now), o->format_of(options->json));
    });
}

void add_dial(CLI::App& app) {
    CLI::App* command = app.add_subcommand("dial", "What happens when one of us dials");
    auto options = add_common(*command);
    auto o = add_office_command(*command);
    command->add_option("--user", o->out.user, "Name, extension or agent id of who dials")->required();
    command->add_option("--via", o->out.via, "The trunk by which a mobile called in");
    command->add_option("--caller", o->out.caller, "The caller id on that trunk");
    command->add_option("--trunk", o->out.trunk, "The trunk that is asked for");
    command->add_option("--party", o->out.party, "The outside party that is handed over");
    command->add_option("DIGITS", o->out.digits, "An extension, an alias or a number")->required();
    command->callback([options, o] {
        const instant now = options->now();
        print(open_front_door(o->office, one_answer).dial(o->out, now), o->format_of(options->json));
    });
}

} // namespace almon::cli
