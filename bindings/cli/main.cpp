// SPDX-License-Identifier: BSL-1.0
// The command `almon`. No logic here: options in, library calls, answers out.

#include <iostream>

#include <fmt/format.h>

#include <almon/core/error.hpp>
#include <almon/office/error.hpp>

#include "command.hpp"
#include "lines.hpp"
#include "masked_errors.hpp"

namespace almon::cli {

exit_code exit_code_of(const error& reason) noexcept {
    if (reason.code().starts_with("store.") || reason == office::errc::unreadable) return resource;
    switch (static_cast<core_errc>(reason.number())) {
    case core_errc::io:
    case core_errc::not_found:
    case core_errc::no_space:
    case core_errc::no_memory:
    case core_errc::no_permission:
    case core_errc::is_directory: return resource;
    default: return bad_input;
    }
}

instant common::now() const {
    if (at.empty()) return system_now();
    const result<instant> t = parse_rfc3339(at);
    if (t) return *t;
    std::cerr << "almon: --at: " << t.error().message() << '\n';
    throw leave{usage};
}

std::shared_ptr<common> add_common(CLI::App& command) {
    auto options = std::make_shared<common>();
    command.add_flag("--json", options->json, "Answer as JSON, one object a line");
    command.add_option("--at", options->at, "Answer as of this time (RFC 3339)")->type_name("TIME");
    return options;
}

} // namespace almon::cli

namespace {

using namespace almon;

/// What CLI11 found: help that was asked for, or a word that does not belong there.
int end_of_parsing(const CLI::App& app, const CLI::ParseError& e) {
    if (const std::string better = cli::misspelling(app, e); !better.empty()) {
        std::cerr << better << '\n';
        return cli::usage;
    }
    if (app.exit(e) != 0) return cli::usage;
    cli::flush_output();
    return cli::done;
}

int run(CLI::App& app, int argc, char** argv) {
    try {
        app.parse(argc, argv);
        return cli::done;
    } catch (const CLI::ParseError& e) {
        return end_of_parsing(app, e);
    }
}

} // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    const cli::masked_errors no_number_in_messages(std::cerr);
    CLI::App app("almon joins a PBX to a CRM so that nobody in between gets to keep the client.", "almon");
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "Help for every command");
    app.set_version_flag("-V,--version", cli::version_text, "What `almon version` says");
    cli::add_alias(app);
    cli::add_policy(app);
    cli::add_redact(app);
    cli::add_number(app);
    cli::add_operators(app);
    cli::add_route(app);
    cli::add_calls(app);
    cli::add_incoming(app);
    cli::add_dial(app);
    cli::add_version(app);
    try {
        return run(app, argc, argv);
    } catch (const cli::leave& e) {
        return e.code;
    } catch (const store_error& e) {
        std::cerr << "almon: " << e.what() << '\n';
        return cli::resource;
    } catch (const std::exception& e) {
        std::cerr << "almon: " << e.what() << '\n';
        return cli::bad_input;
    }
}
