// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <optional>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <almon/numbering/calling_hours.hpp>
#include <almon/numbering/format.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/numbering/zones.hpp>

#include "command.hpp"
#include "front_door.hpp"
#include "lines.hpp"

namespace almon::cli {

namespace {

namespace json = boost::json;
using namespace numbering;

struct number_options {
    std::shared_ptr<common> shared;
    std::string home = "RU", area, office, hours;
    std::vector<std::string> texts;
};

/// What is asked beside the plan: the office's operator snapshot, and whether it is time to call.
struct company {
    std::optional<office::office> door;
    std::optional<calling_hours> hours;
    instant now;

    [[nodiscard]] std::vector<std::string> zones_of(number n) const {
        if (door) return door->zones(n);
        std::vector<std::string> names;
        for (const std::string_view z : zones(n)) names.emplace_back(z);
        return names;
    }
};

/// `09:00-21:00`, every day of the week; nothing where `text` is no such hours.
std::optional<calling_hours> parse_hours(const std::string& text) {
    unsigned from_hour, from_minute, until_hour, until_minute;
    char end;
    const int read =
        std::sscanf(text.c_str(), "%2u:%2u-%2u:%2u%c", &from_hour, &from_minute, &until_hour, &until_minute, &end);
    if (read != 4 || from_hour > 24 || until_hour > 24 || from_minute > 59 || until_minute > 59) return std::nullopt;
    calling_hours hours;
    hours.windows.front().from = static_cast<std::uint16_t>(from_hour * 60 + from_minute);
    hours.windows.front().until = static_cast<std::uint16_t>(until_hour * 60 + until_minute);
    return hours;
}

json::object to_json(std::string_view text, const parsed& p, const company& asked) {
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
    if (const auto carrier = p.carrier_code(); !carrier.view().empty()) o["carrier_code"] = carrier.view();
    const std::vector<std::string> names = asked.zones_of(p.number());
    o["zones"] = json::array(names.begin(), names.end());
    if (asked.hours) o["safe_to_call"] = safe_to_call(p.number(), names, asked.now, *asked.hours);
    return o;
}

json::object to_json(std::string_view text, const error& e) {
    return {{"input", text_for_json(text)},
            {"error", {{"code", e.code()}, {"offset", e.offset()}, {"message", e.message()}}}};
}

std::string to_text(const parsed& p, const company& asked) {
    const std::string_view region = p.region().empty() ? "--" : p.region();
    const std::string verdict =
        p.valid() ? std::string(to_string(p.type())) : fmt::format("not valid ({})", to_string(p.plan().possible()));
    std::string line = fmt::format("{:<16} {} {:<20} {}", format(p, style::e164).view(), region, verdict,
                                   format(p, style::national).view());
    if (asked.hours)
        line += safe_to_call(p.number(), asked.zones_of(p.number()), asked.now, *asked.hours)
                    ? "  may be called"
                    : "  not to be called now";
    return line;
}

void run_number(number_options& options) {
    company asked{std::nullopt, std::nullopt, options.shared->now()};
    if (!options.office.empty()) {
        office::options with;
        with.check = office::options::alias_check::never;
        asked.door = open_front_door(options.office, with);
        const auto file = asked.door->file();
        options.home = file->tenant.home;
        if (options.area.empty()) options.area = file->tenant.area;
    }
    if (!options.hours.empty()) {
        asked.hours = parse_hours(options.hours);
        if (!asked.hours) {
            std::cerr << "almon: --calling-hours: wanted two times of a day, such as 09:00-21:00\n";
            throw leave{usage};
        }
    }
    const home where{options.home, options.area};
    bool good = true;
    each_line(options.texts, [&](const std::string& text, std::size_t index) {
        const result<parsed> found = read(text, where);
        if (found) {
            std::cout << (options.shared->json ? json::serialize(to_json(text, *found, asked)) : to_text(*found, asked))
                      << '\n';
            return;
        }
        good = false;
        if (options.shared->json) std::cout << json::serialize(to_json(text, found.error())) << '\n';
        tell_line(index, found.error());
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
    command->add_option("--area", options->area, "Area code that completes local numbers")
        ->type_name("DIGITS")
        ->check(is_digits());
    command->add_option("--office", options->office, "Office file with home, area and operator snapshot")
        ->type_name("FILE");
    command->add_option("--calling-hours", options->hours, "Say whether it is within these hours in all its time zones")
        ->type_name("HH:MM-HH:MM");
    command->add_option("TEXT", options->texts, "Numbers; lines of standard input where there are none");
    add_number_text(*command);
    command->callback([command, options] {
        if (command->get_subcommands().empty()) run_number(*options);
    });
}

} // namespace almon::cli
