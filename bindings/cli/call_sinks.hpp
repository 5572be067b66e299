// SPDX-License-Identifier: BSL-1.0
#pragma once

// Where `almon calls` puts its calls: a table for a person, NDJSON, CSV, an SQLite table.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/cdr/json.hpp>
#include <almon/cdr/missed.hpp>

namespace almon::cli {

class call_sink {
public:
    virtual ~call_sink() = default;
    /// `zone` is that of the call's office.
    virtual void take(const cdr::call& c, const time_zone& zone) = 0;
    /// Everything was taken: what was written becomes visible.
    virtual void close() = 0;
};

/// A table `calls` in the SQLite file at `path` with one row a call, replaced by its id, so that a second run over the
/// same records adds nothing.
[[nodiscard]] std::unique_ptr<call_sink> make_sqlite_sink(const std::string& path, const cdr::json_options& how);

/// The report of missed calls: tables, or a JSON object for each call and a last one, `{"totals":{…}}`.
void write_missed(const cdr::missed_summary& all, const cdr::json_options& how, bool json);

class call_sinks {
public:
    /// `names` as on the command line; none means standard output, JSON where `json` says so, else a table. Throws
    /// `leave{usage}` for a name that means nothing.
    call_sinks(const std::vector<std::string>& names, bool json, const cdr::json_options& how);

    void take(const cdr::call& c, const time_zone& zone) {
        for (const auto& s : sinks_) s->take(c, zone);
    }
    void close() {
        for (const auto& s : sinks_) s->close();
    }

private:
    std::vector<std::unique_ptr<call_sink>> sinks_;
};

} // namespace almon::cli
