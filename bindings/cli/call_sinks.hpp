// SPDX-License-Identifier: BSL-1.0
#pragma once

// Where `almon calls` puts its calls: a table for a person, NDJSON, CSV, an SQLite table.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/cdr/json.hpp>
#include <almon/cdr/missed.hpp>
#include <almon/cdr/version.hpp>

namespace almon::cli {

class call_sink {
public:
    virtual ~call_sink() = default;
    /// `zone` is that of the call's office.
    virtual void take(const cdr::call& c, const time_zone& zone) = 0;
    /// A call whose records came too late for `take`, whole, or withdrawn: takes the place of what was taken under its id.
    virtual void amend(const cdr::call& c, const time_zone& zone, const cdr::difference& d) { tell(c, zone, d); }
    /// Everything was taken: what was written becomes visible.
    virtual void close() = 0;

    // while records come in
    /// A version of a call, which may be withdrawn.
    virtual void tell(const cdr::call& c, const time_zone& zone, const cdr::difference& d) {
        if (!d.withdrawn) take(c, zone);
    }
    /// What was told becomes visible and lasts.
    virtual void flush() {}
    /// How much of a file that grows was flushed, and its name; nothing for other sinks.
    [[nodiscard]] virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
    [[nodiscard]] virtual std::string name() const { return {}; }
};

/// A version of a call as a line of NDJSON, in `line`.
[[nodiscard]] inline std::string_view json_line(const cdr::call& c, const cdr::difference& d, const time_zone& zone,
                                                cdr::json_options& how, std::string& line) {
    how.zone = zone;
    line.clear();
    cdr::to_json(c, d, how, line);
    line += '\n';
    return line;
}

/// How large the files of growing sinks were when the state was kept, by their names.
using sink_sizes = std::map<std::string, std::uint64_t>;

/// NDJSON or CSV with the version and what changed, appended line by line to `path`, or to standard output where it is
/// empty. What stands in the file behind `kept` was written by a run that was killed, and is taken away: it comes again.
[[nodiscard]] std::unique_ptr<call_sink> make_live_ndjson(const std::string& path, const cdr::json_options& how,
                                                          std::optional<std::uint64_t> kept);
[[nodiscard]] std::unique_ptr<call_sink> make_live_csv(const std::string& path, const cdr::json_options& how,
                                                       std::optional<std::uint64_t> kept);

/// A table `calls` in the SQLite file at `path` with one row a call, replaced by its id, so that a second run over the
/// same records adds nothing.
[[nodiscard]] std::unique_ptr<call_sink> make_sqlite_sink(const std::string& path, const cdr::json_options& how);

/// The report of missed calls: tables, or a JSON object for each call and a last one, `{"totals":{…}}`.
void write_missed(cdr::missed_report& report, const cdr::json_options& how, bool json);

class call_sinks {
public:
    /// `names` as on the command line; none means standard output, JSON where `json` says so, else a table. Throws
    /// `leave{usage}` for a name that means nothing.
    call_sinks(const std::vector<std::string>& names, bool json, const cdr::json_options& how);
    /// Sinks that are told versions while records come in.
    call_sinks(const std::vector<std::string>& names, bool json, const cdr::json_options& how, const sink_sizes& kept);

    void take(const cdr::call& c, const time_zone& zone) {
        for (const auto& s : sinks_) s->take(c, zone);
    }
    void amend(const cdr::call& c, const time_zone& zone, const cdr::difference& d) {
        for (const auto& s : sinks_) s->amend(c, zone, d);
    }
    void close() {
        for (const auto& s : sinks_) s->close();
    }
    void tell(const cdr::call& c, const time_zone& zone, const cdr::difference& d) {
        for (const auto& s : sinks_) s->tell(c, zone, d);
    }
    void flush() {
        for (const auto& s : sinks_) s->flush();
    }
    [[nodiscard]] sink_sizes sizes() const {
        sink_sizes all;
        for (const auto& s : sinks_)
            if (const auto size = s->size()) all[s->name()] = *size;
        return all;
    }

private:
    std::vector<std::unique_ptr<call_sink>> sinks_;
};

} // namespace almon::cli
