// SPDX-License-Identifier: BSL-1.0
#include <boost/json.hpp>
#include <fmt/format.h>

#include <almon/masking/redact.hpp>

#include "command.hpp"
#include "lines.hpp"
#include "office_option.hpp"

namespace almon::cli {

namespace {

struct redact_options {
    std::shared_ptr<common> shared;
    std::string style = "partial", home = "RU", area, office;
    std::vector<std::string> texts;
};

void run_redact(redact_options& o) {
    const auto style = masking::style::parse(o.style);
    if (!style) {
        std::cerr << fmt::format("almon: --style: {}: {}\n", style.error().code(), style.error().message());
        throw leave{usage};
    }
    if (!o.office.empty()) {
        const office::office_file file = open_office(o.office);
        o.home = file.tenant.home;
        o.area = file.tenant.area;
    }
    each_line(o.texts, [&](const std::string& text, std::size_t) {
        const masking::redacted_text done = masking::redact(text, *style, {o.home, o.area});
        if (o.shared->json)
            std::cout << boost::json::serialize(boost::json::object{{"text", done.text}, {"numbers", done.numbers}})
                      << '\n';
        else std::cout << done.text << '\n';
    });
    flush_output();
}

} // namespace

void add_redact(CLI::App& app) {
    CLI::App* command = app.add_subcommand("redact", "Mask the phone numbers in a text");
    auto o = std::make_shared<redact_options>();
    o->shared = add_common(*command);
    command->add_option("--style", o->style, "partial (+7 916 ***-**-67), last:N, country or nothing")
        ->capture_default_str()
        ->type_name("STYLE");
    command->add_option("--home", o->home, "Region of numbers without a country code")
        ->capture_default_str()
        ->type_name("REGION")
        ->check(is_region());
    command->add_option("--area", o->area, "Area code of local numbers")->type_name("DIGITS")->check(is_digits());
    command->add_option("--office", o->office, "Take home and area from this office file")->type_name("FILE");
    command->add_option("texts", o->texts, "The text; lines of standard input when absent")->type_name("TEXT");
    command->callback([o] { run_redact(*o); });
}

} // namespace almon::cli
