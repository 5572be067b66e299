// SPDX-License-Identifier: BSL-1.0
// almon calls: records in, calls out.
#include <iostream>
#include <optional>

#include <fmt/format.h>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/json.hpp>
#include <almon/cdr/missed.hpp>
#include <almon/cdr/readers/record_files.hpp>

#include "call_sinks.hpp"
#include "command.hpp"
#include "front_door.hpp"
#include "out_file.hpp"

namespace almon::cli {

namespace {

struct calls_options {
    std::string from = "auto", zone, office, as, report;
    std::vector<std::string> columns, to, files;
    bool explain = false;
};

/// Reports mistakes on standard error and remembers that there were any.
struct reporter {
    bool any = false;
    std::size_t shown = 0;
    static constexpr std::size_t most = 100;

    void operator()(const diagnostic& d) {
        any = any || d.level != severity::warning;
        if (++shown <= most) std::cerr << to_string(d) << '\n';
    }
    void close() const {
        if (shown > most) std::cerr << "almon: " << shown - most << " more like these\n";
    }
};

class calls_run {
public:
    explicit calls_run(const calls_options& o) : options_(o) {}
    exit_code run(bool json, instant now);

private:
    void check_viewer() const;
    time_zone zone_named(const std::string& name) const;
    void read_all(cdr::assembler& calls);

    const calls_options& options_;
    reporter report_;
    std::optional<office::office> door_;
    std::shared_ptr<const office::office_file> office_;
    time_zone read_zone_;
};

time_zone calls_run::zone_named(const std::string& name) const {
    const result<time_zone> z = time_zone::find(name);
    if (z) return *z;
    std::cerr << "almon: --tz: " << z.error().message() << '\n';
    throw leave{usage};
}

void calls_run::read_all(cdr::assembler& calls) {
    const auto tell = [this](const diagnostic& d) { report_(d); };
    const auto format = options_.from == "auto" ? std::nullopt : cdr::parse_format(options_.from);
    cdr::record_files files(options_.files, {format, read_zone_, options_.columns}, tell, tell);
    while (files.read_some(calls)) {
    }
    calls.finish();
}

/// Full numbers are for the administrator who owns the files; `--as` shows what a user of the office may see.
void calls_run::check_viewer() const {
    if (office_ && office_->policy.find_user(options_.as)) return;
    std::cerr << (office_ ? "almon: --as: the office has no such user\n" : "almon: --as needs --office\n");
    throw leave{usage};
}

exit_code calls_run::run(bool json, instant now) {
    if (options_.from != "auto" && !cdr::parse_format(options_.from)) {
        std::cerr << fmt::format("almon: --from: {} is no format; there are auto, {}\n", options_.from,
                                 fmt::join(cdr::format_names(), ", "));
        return usage;
    }
    cdr::json_options how;
    how.explain = options_.explain;
    if (!options_.office.empty()) {
        door_ = open_front_door(options_.office);
        office_ = door_->file();
        how.zone = read_zone_ = office_->tenant.zone;
    }
    if (!options_.as.empty()) check_viewer();
    if (!options_.zone.empty()) {
        read_zone_ = zone_named(options_.zone);
        if (!office_) how.zone = read_zone_;
    }
    if (!options_.report.empty() && options_.report != "missed") {
        std::cerr << "almon: --report: there is missed\n";
        return usage;
    }
    const bool only_report = !options_.report.empty() && options_.to.empty();
    call_sinks sinks(options_.to, json || options_.explain, how);
    const office::record_access asked = door_ ? door_->records() : office::record_access();
    cdr::context ctx = asked.context;
    ctx.explain = options_.explain;
    cdr::missed_report missed;
    const auto put = [&](const cdr::call& c) {
        if (!only_report) sinks.take(c);
        if (!options_.report.empty()) missed.take(c);
    };
    cdr::assembler calls(ctx, [&](const cdr::call& c) {
        if (options_.as.empty()) return put(c);
        if (const auto seen = door_->view(c, options_.as, now).value()) put(*seen);
    });
    read_all(calls);
    if (!only_report) sinks.close();
    if (!options_.report.empty()) write_missed(missed.finish(), how, json);
    report_.close();
    return report_.any ? bad_input : done;
}

} // namespace

void add_calls(CLI::App& app) {
    CLI::App* command = app.add_subcommand("calls", "Call records in, one true call each out");
    auto options = add_common(*command);
    auto o = std::make_shared<calls_options>();
    command->add_option("--from", o->from, "What the files hold: auto or a format")->type_name("FORMAT");
    command->add_option("--tz", o->zone, "Zone of times written without one, like Europe/Moscow")->type_name("ZONE");
    command->add_option("--columns", o->columns, "Columns of asterisk-cdr-custom, in order")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("NAME,...");
    command->add_option("--to", o->to, "ndjson, csv, sqlite:PATH, or ndjson:PATH, csv:PATH; may be repeated")
        ->allow_extra_args(false)
        ->type_name("SINK");
    command->add_option("--office", o->office, "The office file")->type_name("FILE");
    command->add_option("--as", o->as, "Only what this user may see")->type_name("USER");
    command->add_option("--report", o->report, "missed: who was not answered, and who called them back")
        ->type_name("REPORT");
    command->add_flag("--explain", o->explain, "Say for each field why it holds what it holds");
    command->add_option("FILE", o->files, "Files of records; - is standard input")->required();
    command->callback([options, o] {
        const exit_code code = calls_run(*o).run(options->json, options->now());
        if (code != done) throw leave{code};
    });
}

} // namespace almon::cli
