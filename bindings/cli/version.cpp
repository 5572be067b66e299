// SPDX-License-Identifier: BSL-1.0
#include <iostream>

#include <fmt/format.h>

#include <almon/core/version.hpp>
#include <almon/numbering/plan.hpp>

#include "command.hpp"
#include "lines.hpp"

namespace almon::cli {

std::string version_text() {
    return fmt::format("almon {} (numbering plan: phonenumbers {})", library_version(), numbering::metadata_version());
}

void add_version(CLI::App& app) {
    CLI::App* command = app.add_subcommand("version", "The version of the library and of its tables");
    auto options = add_common(*command);
    command->callback([options] {
        if (options->json)
            std::cout << fmt::format(R"({{"library":"{}","metadata":"{}"}})", library_version(),
                                     numbering::metadata_version())
                      << '\n';
        else std::cout << version_text() << '\n';
        flush_output();
    });
}

} // namespace almon::cli
