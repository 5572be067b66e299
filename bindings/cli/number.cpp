// SPDX-License-Identifier: BSL-1.0
#include <boost/json.hpp>
#include <fmt/format.h>

#include <almon/numbering/format.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/numbering/zones.hpp>

#include "command.hpp"
#include "lines.hpp"
#include "office_option.hpp"

namespace almon::cli {

namespace {

namespace json = boost::json;
using namespace numbering;

struct number_options {
    std::shared_ptr<common> shared;
    std::string home = "RU", area, office;
    std::vector<std::string> texts;
};

json::object to_json(std::string_view text, const parsed& p) {
    json::object o;
    const auto styled = [&](style s) { return json::string(format(p, s).view()); };
    o["input"] = text_for_json(text);
    o["e164"] = styled(style::e164);
    if (p.region().empty()) o["region"] = nullptr;
    else o["region"] = p.region();
    o["type"] = to_string(p.type());
    o["valid"] = p.valid();
    const possibility length = p.plan().possible();
    o["possible"] = length == possibility::possible || length == possibility::local_only;
    if (length != possibility::possible) o["length"] = to_string(length);
    o["national"] = styled(style::national);
    o["international"] = styled(style::international);
    o["rfc3966"] = styled(style::rfc3966);
    if (!p.extension().empty()) o["extension"] = p.extension();
    json::array names;
    for (const std::string_view z : zones(p.number())) names.emplace_back(z);
    o["zones"] = std::move(names);
    return o;
}

json::object to_json(std::string_view text, const error& e) {
    return {{"input", text_for_json(text)},
            {"error", {{"code", e.code()}, {"offset", e.offset()}, {"message", e.message()}}}};
}

std::string to_text(const parsed& p) {
    const std::string_view region = p.region().empty() ? "--" : p.region();
    const std::string verdict =
        p.valid() ? std::string(to_string(p.type())) : fmt::format("not valid ({})", to_string(p.plan().possible()));
    return fmt::format("{:<16} {} {:<20} {}", format(p, style::e164).view(), region, verdict,
                       format(p, style::national).view());
}

void run_number(number_options& options) {
    if (!options.office.empty()) {
        const office::office_file file = open_office(options.office);
        options.home = file.tenant.home;
        if (options.area.empty()) options.area = file.tenant.area;
    }
    const home where{options.home, options.area};
    bool good = true;
    each_line(options.texts, [&](const std::string& text, std::size_t index) {
        const result<parsed> found = read(text, where);
        if (found) {
            std::cout << (options.shared->json ? json::serialize(to_json(text, *found)) : to_text(*found)) << '\n';
            return;
        }
        good = false;
        if (options.shared->json) std::cout << json::serialize(to_json(text, found.error())) << '\n';
        std::cerr << fmt::format("{}:{}: {}: {}\n", index, found.error().offset() + 1, found.error().code(),
                                 found.error().message());
    });
    flush_output();
    if (!good) throw leave{bad_input};
}

} // namespace

void add_number(CLI::App& app) {
    CLI::App* command = app.add_subcommand("number", "What a phone number is, in any spelling");
    auto options = std::make_shared<number_options>();
    options->shared = add_common(*command);
    command->add_option("--home", options->home, "Region in which bare numbers are read")
        ->type_name("REGION")
        ->check(is_region());
    command->add_option("--area", options->area, "Area code that completes local numbers")->type_name("DIGITS");
    command->add_option("--office", options->office, "Office file with home and area")->type_name("FILE");
    command->add_option("TEXT", options->texts, "Numbers; lines of standard input where there are none");
    add_number_text(*command);
    command->callback([command, options] {
        if (command->get_subcommands().empty()) run_number(*options);
    });
}

} // namespace almon::cli
