// SPDX-License-Identifier: BSL-1.0
#include <iostream>

#include <fmt/format.h>

#include <almon/core/version.hpp>

#include "command.hpp"

namespace almon::cli {

void add_version(CLI::App& app) {
    CLI::App* command = app.add_subcommand("version", "The version of the library and of its tables");
    auto options = add_common(*command);
    command->callback([options] {
        if (options->json) std::cout << fmt::format(R"({{"library":"{}"}})", library_version()) << '\n';
        else std::cout << fmt::format("almon {}\n", library_version());
    });
}

} // namespace almon::cli
