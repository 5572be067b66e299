// SPDX-License-Identifier: BSL-1.0
// The command `almon`. No logic here: options in, library calls, answers out.

#include <iostream>

#include <almon/core/error.hpp>

#include "command.hpp"

namespace almon::cli {

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

int main(int argc, char** argv) {
    using namespace almon;
    std::ios::sync_with_stdio(false);
    CLI::App app("almon joins a PBX to a CRM so that nobody in between gets to keep the client.", "almon");
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "Help for every command");
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
        app.parse(argc, argv);
        return cli::done;
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? cli::done : cli::usage;
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
