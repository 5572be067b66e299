// SPDX-License-Identifier: BSL-1.0
#include <fmt/format.h>

#include <almon/core/diagnostic.hpp>

#include "command.hpp"

namespace almon::cli {

namespace {

/// The command that was given words it does not know: `almon operators` of `almon operators lokup`.
const CLI::App* puzzled(const CLI::App& app) {
    if (!app.remaining().empty()) return &app;
    for (const CLI::App* sub : app.get_subcommands())
        if (const CLI::App* found = puzzled(*sub)) return found;
    return nullptr;
}

std::string name_of(const CLI::App& command) {
    const CLI::App* above = command.get_parent();
    return above ? name_of(*above) + ' ' + command.get_name() : command.get_name();
}

std::vector<std::string> commands_of(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(sub->get_name());
    return names;
}

std::vector<std::string> options_of(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* o : command.get_options())
        for (const std::string& name : o->get_lnames()) names.push_back("--" + name);
    return names;
}

std::string_view nearest(std::string_view word, const std::vector<std::string>& known) {
    return nearest_word(word, {known.begin(), known.end()});
}

} // namespace

std::string misspelling(const CLI::App& app, const CLI::ParseError& e) {
    const CLI::App* at = puzzled(app);
    if (!at) return {};
    const std::string name = name_of(*at);
    const std::vector<std::string> rest = at->remaining();
    std::string_view word = rest.front();
    if (word.starts_with("-")) {
        word = word.substr(0, word.find('=')); // what follows is a value
        const std::string_view near = nearest(word, options_of(*at));
        const char* hint = at->get_subcommands().empty() ? "" : "; options stand behind the command's last word";
        return fmt::format("{}: no such option {}{}; see {} --help", name, word,
                           near.empty() ? hint : fmt::format("; did you mean {}?", near), name);
    }
    if (e.get_exit_code() != static_cast<int>(CLI::ExitCodes::RequiredError) || at->get_require_subcommand_min() == 0)
        return {};
    const std::vector<std::string> commands = commands_of(*at);
    const std::string_view near = nearest(word, commands);
    if (!near.empty()) return fmt::format("{}: no such command \"{}\"; did you mean {}?", name, word, near);
    return fmt::format("{}: no such command \"{}\"; there are {}", name, word, fmt::join(commands, ", "));
}

} // namespace almon::cli
