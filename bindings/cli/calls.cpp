// SPDX-License-Identifier: BSL-1.0
// almon calls: records in, calls out.
#include <algorithm>
#include <csignal>
#include <iostream>
#include <limits>
#include <optional>
#include <utility>

#include <boost/unordered/unordered_flat_set.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/json.hpp>
#include <almon/cdr/missed.hpp>
#include <almon/cdr/readers/asterisk_sql.hpp>
#include <almon/cdr/readers/record_files.hpp>
#include <almon/office/record_tables.hpp>

#include "call_sinks.hpp"
#include "command.hpp"
#include "follow.hpp"
#include "front_door.hpp"
#include "office_watch.hpp"
#include "out_file.hpp"
#include "period.hpp"
#include "progress.hpp"

namespace almon::cli {

namespace {

struct calls_options {
    std::string from = "auto", zone, as, report, since, until;
    std::vector<std::string> office, columns, to, files;
    std::string state;
    bool explain = false, follow = false;
};

/// Reports mistakes on standard error and remembers the worst. A terminal gets a hundred, a file or pipe all.
struct reporter {
    exit_code worst = done;
    std::size_t shown = 0;
    std::size_t most = ::isatty(STDERR_FILENO) != 0 ? 100 : std::numeric_limits<std::size_t>::max();

    void operator()(const diagnostic& d) {
        if (d.level != severity::warning) worst = std::max(worst, exit_code_of(d.reason));
        if (++shown <= most) std::cerr << to_string(d) << '\n';
    }
    [[nodiscard]] exit_code close() const {
        if (shown > most) std::cerr << "almon: " << shown - most << " more; 2> FILE keeps them all\n";
        return worst;
    }
};

class calls_run {
public:
    explicit calls_run(const calls_options& o) : options_(o) {}
    exit_code run(bool json, instant now);

private:
    void open_offices();
    void find_viewer();
    void check_report() const;
    void check_columns() const;
    /// Calls `put(call, office)` with what may be shown of `c`, if anything, and whose it is, if anybody's.
    template <class Put>
    void show(const cdr::call& c, instant now, Put put);
    exit_code follow_files(const cdr::json_options& how, bool json);
    std::optional<cdr::shared_records> offices_again();
    time_zone zone_named(const std::string& name) const;
    [[nodiscard]] const time_zone& zone_of(const tenant::tenant* office) const {
        return office ? office->zone : read_zone_;
    }
    void read_all(cdr::assembler& calls, instant now);
    void amend(const cdr::call& c, const cdr::difference& d, instant now);
    [[nodiscard]] bool may_see(std::string_view id) const;
    /// Whether some calls are not shown, so that those which are have to be remembered.
    [[nodiscard]] bool is_selective() const noexcept { return viewer_ || when_.is_limited(); }

    const calls_options& options_;
    reporter report_;
    std::optional<office_watch> watch_;
    std::optional<office::offices> doors_;
    std::optional<office::offices> doors_before_; // until the assembler has taken the new ones
    office::shared_access asked_;
    std::optional<office::office_user> viewer_;
    std::optional<call_sinks> sinks_;
    std::optional<cdr::missed_report> missed_;
    cdr::period when_;
    boost::unordered_flat_set<std::size_t> shown_; // hashes of the ids of these
    std::size_t nobodys_ = 0;                      // calls that no office claims
    time_zone read_zone_;
};

time_zone calls_run::zone_named(const std::string& name) const {
    const result<time_zone> z = time_zone::find(name);
    if (z) return *z;
    std::cerr << "almon: --tz: " << z.error().message() << '\n';
    throw leave{usage};
}

void calls_run::read_all(cdr::assembler& calls, instant now) {
    const auto tell = [this](const diagnostic& d) { report_(d); };
    const auto format = options_.from == "auto" ? std::nullopt : cdr::parse_format(options_.from);
    const bool tables = !format || *format == cdr::format::asterisk_sql;
    cdr::record_files files(
        options_.files, {format, read_zone_, options_.columns, tables ? office::record_tables() : cdr::table_opener()},
        tell, tell);
    progress shown(files.bytes_in_all());
    while (files.read_some(calls)) shown.show(files.bytes_read(), calls.count());
    calls.finish();
    if (const cdr::assembler::counts all = calls.count(); all.calls == 0 && all.evidence > 0)
        std::cerr << fmt::format(
            "almon: {} records or events, but of no call: events cut out of one need another source beside them\n",
            all.evidence);
    files.amend_late(calls, [this, now](const cdr::call& c, const cdr::difference& d) { amend(c, d, now); });
}

/// A call that was told before is shown again, as its late records make it, or is none any more. The viewer may have been
/// shown it before and may not be now, or the other way about.
void calls_run::amend(const cdr::call& c, const cdr::difference& d, instant now) {
    if (missed_) missed_->take_back(c.id);
    const bool was_shown = d.before && (!is_selective() || shown_.contains(std::hash<std::string>()(c.id)));
    bool is_shown = false;
    if (!d.withdrawn)
        show(c, now, [&](const cdr::call& shown, const tenant::tenant* office) {
            is_shown = when_.has(c.start);
            if (sinks_ && is_shown) sinks_->amend(shown, zone_of(office), was_shown ? d : cdr::difference());
            if (missed_) missed_->take(c, shown, office);
        });
    if (is_shown || !was_shown || !sinks_) return;
    cdr::call none;
    none.id = c.id;
    sinks_->amend(none, read_zone_, {d.version, true, {}, d.before});
}

/// Of a call that is no more the id is left, which begins with its office.
bool calls_run::may_see(std::string_view id) const {
    return !viewer_ || id.starts_with(asked_.offices[viewer_->office].file->tenant.name + '/');
}

/// The offices, and in which zone records are read that name none.
void calls_run::open_offices() {
    if (!options_.office.empty()) {
        doors_ = open_front_doors(options_.office);
        asked_ = doors_->records();
        read_zone_ = asked_.offices.front().file->tenant.zone;
    }
    if (!options_.zone.empty()) {
        read_zone_ = zone_named(options_.zone);
        return;
    }
    for (const office::record_access& o : asked_.offices)
        if (!(o.file->tenant.zone == read_zone_)) {
            std::cerr << "almon: the offices lie in different time zones: say with --tz in which the records are\n";
            throw leave{usage};
        }
}

/// Full numbers are for the administrator who owns the files; `--as` shows what a user of one office may see.
void calls_run::find_viewer() {
    if (!doors_) {
        std::cerr << "almon: --as needs --office\n";
        throw leave{usage};
    }
    const auto found = doors_->find_user(options_.as);
    if (!found) {
        std::cerr << "almon: --as: " << found.error().message() << '\n';
        throw leave{usage};
    }
    viewer_ = *found;
}

template <class Put>
void calls_run::show(const cdr::call& c, instant now, Put put) {
    const bool claimed = !doors_ || c.tenant < doors_->all().size();
    nobodys_ += !claimed && when_.has(c.start);
    std::optional<cdr::call> seen;
    if (viewer_) {
        if (c.tenant != viewer_->office) return; // another office's calls are none of his
        seen = doors_->all()[c.tenant].view(c, viewer_->name, now).value();
        if (!seen) return;
    }
    put(seen ? *seen : c, claimed && doors_ ? &asked_.offices[c.tenant].file->tenant : nullptr);
}

void calls_run::check_report() const {
    const std::vector<std::string_view> reports = {"missed"};
    if (options_.report.empty() || std::find(reports.begin(), reports.end(), options_.report) != reports.end()) return;
    const std::string_view near = nearest_word(options_.report, reports);
    std::cerr << fmt::format("almon: --report: {} is no report; ", options_.report)
              << (near.empty() ? fmt::format("there is {}", fmt::join(reports, ", ")) : fmt::format("write {}", near))
              << '\n';
    throw leave{usage};
}

/// `--columns` names those of records or those of events, and is not passed over in silence.
void calls_run::check_columns() const {
    if (options_.columns.empty()) return;
    const auto kind = cdr::table_rows::kind_of(options_.columns);
    if (!kind) {
        std::cerr
            << "almon: --columns: records need start, channel, duration, billsec and disposition, events eventtype, "
               "eventtime, channame and uniqueid\n";
        throw leave{usage};
    }
    const auto from = cdr::parse_format(options_.from);
    const bool fits =
        !from || *from == *kind || (*from == cdr::format::asterisk_csv && *kind == cdr::format::asterisk_cdr_custom);
    if (fits) return;
    std::cerr << fmt::format("almon: --columns: these are columns of {}, not of {}\n", to_string(*kind), options_.from);
    throw leave{usage};
}

/// The offices as their files are now; nothing where these are as before, or wrong.
std::optional<cdr::shared_records> calls_run::offices_again() {
    auto fresh = watch_->again();
    if (!fresh) return std::nullopt;
    std::optional<office::office_user> viewer;
    if (viewer_) {
        const auto found = fresh->find_user(options_.as);
        if (!found) {
            std::cerr << "almon: --as: " << found.error().message() << "; the office stays as it was before\n";
            return std::nullopt;
        }
        viewer = *found;
    }
    doors_before_ = std::exchange(doors_, std::move(fresh));
    viewer_ = viewer;
    asked_ = doors_->records();
    for (cdr::context& c : asked_.shared.contexts) c.explain = options_.explain;
    std::cerr << "almon: the office was read again\n";
    return asked_.shared;
}

exit_code calls_run::follow_files(const cdr::json_options& how, bool json) {
    if (!options_.report.empty() || !options_.since.empty() || !options_.until.empty()) {
        std::cerr << "almon: --report, --since and --until tell what was, --follow what comes: one of them\n";
        return usage;
    }
    follow_request request;
    request.files = options_.files;
    request.state = options_.state.empty() ? default_state(options_.to) : options_.state;
    request.records = asked_.shared;
    if (options_.from != "auto") request.reading.format = cdr::parse_format(options_.from);
    request.reading.zone = read_zone_;
    request.reading.columns = options_.columns;
    request.reading.tell = [this](const diagnostic& d) { report_(d); };
    request.open_sinks = [&](const sink_sizes& kept) {
        sinks_.emplace(options_.to, json || options_.explain, how, kept);
        return &*sinks_;
    };
    if (doors_) request.offices_again = [this] { return offices_again(); };
    request.tell = [this](const cdr::call& c, const cdr::difference& d) {
        if (d.withdrawn) return may_see(c.id) ? sinks_->tell(c, read_zone_, d) : void();
        show(c, system_now(),
             [&](const cdr::call& shown, const tenant::tenant* office) { sinks_->tell(shown, zone_of(office), d); });
    };
    follow(std::move(request));
    return report_.close();
}

exit_code calls_run::run(bool json, instant now) {
    std::signal(SIGPIPE, SIG_IGN); // a reader that went away is told like a full disk
    if (options_.from != "auto" && !cdr::parse_format(options_.from)) {
        std::cerr << fmt::format("almon: --from: {} is no format; there are auto, {}\n", options_.from,
                                 fmt::join(cdr::format_names(), ", "));
        return usage;
    }
    if (options_.follow && !options_.office.empty()) watch_.emplace(options_.office);
    open_offices();
    if (!options_.as.empty()) find_viewer();
    check_report();
    check_columns();
    cdr::json_options how;
    how.explain = options_.explain;
    how.zone = doors_ ? asked_.offices.front().file->tenant.zone : read_zone_;
    for (cdr::context& c : asked_.shared.contexts) c.explain = options_.explain;
    if (options_.follow) return follow_files(how, json);
    when_ = period_between(options_.since, options_.until, how.zone);
    if (!options_.report.empty()) missed_.emplace(how.zone, when_);
    if (!missed_ || !options_.to.empty()) sinks_.emplace(options_.to, json || options_.explain, how);
    cdr::assembler calls(asked_.shared, [&](const cdr::call& c) {
        show(c, now, [&](const cdr::call& shown, const tenant::tenant* office) {
            const bool is_shown = when_.has(c.start);
            if (is_selective() && is_shown) shown_.insert(std::hash<std::string>()(shown.id));
            if (sinks_ && is_shown) sinks_->take(shown, zone_of(office));
            if (missed_) missed_->take(c, shown, office);
        });
    });
    read_all(calls, now);
    if (sinks_) sinks_->close();
    if (missed_) write_missed(*missed_, how, json);
    if (nobodys_ > 0 && !viewer_)
        std::cerr << fmt::format("almon: {} calls that no office claims stand under \"default\"\n", nobodys_);
    return report_.close();
}

} // namespace

void add_calls(CLI::App& app) {
    CLI::App* command = app.add_subcommand("calls", "Call records in, one true call each out");
    auto options = add_common(*command);
    auto o = std::make_shared<calls_options>();
    command
        ->add_option("--from", o->from,
                     fmt::format("What the files hold: auto, {}", fmt::join(cdr::format_names(), ", ")))
        ->type_name("FORMAT");
    command->add_option("--tz", o->zone, "Zone of times written without one, like Europe/Moscow")->type_name("ZONE");
    command
        ->add_option("--columns", o->columns,
                     "Columns of records (asterisk-cdr-custom) or events (asterisk-cel), in order")
        ->delimiter(',')
        ->transform([](std::string name) { return CLI::detail::to_lower(std::move(name)); })
        ->allow_extra_args(false)
        ->type_name("NAME,...");
    command->add_option("--to", o->to, "ndjson, csv, sqlite:PATH, or ndjson:PATH, csv:PATH; may be repeated")
        ->allow_extra_args(false)
        ->type_name("SINK");
    command->add_option("--office", o->office, "The office file; several, or a folder of them, where they share a PBX")
        ->allow_extra_args(false)
        ->type_name("FILE");
    command->add_option("--as", o->as, "Only what this user may see: NAME, or TENANT/NAME")->type_name("USER");
    command->add_option("--report", o->report, "missed: who was not answered, and who called them back")
        ->type_name("REPORT");
    command->add_option("--since", o->since, "Only calls that begin then or later: a day (2026-11-22) or a time")
        ->type_name("TIME");
    command->add_option("--until", o->until, "Only calls that begin before then; a day is meant whole")
        ->type_name("TIME");
    command->add_flag("--follow", o->follow, "Go on with what is appended; each call as soon as it is over");
    command->add_option("--state", o->state, "Where --follow keeps its place; by default beside the first file of --to")
        ->type_name("PATH");
    command->add_flag("--explain", o->explain, "Say for each field why it holds what it holds");
    command->add_option("FILE", o->files, "Files of records; - is standard input")->required();
    command->callback([options, o] {
        const exit_code code = calls_run(*o).run(options->json, options->now());
        if (code != done) throw leave{code};
    });
}

} // namespace almon::cli
