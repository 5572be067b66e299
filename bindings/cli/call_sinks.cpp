// SPDX-License-Identifier: BSL-1.0
#include "call_sinks.hpp"

#include <array>
#include <iostream>
#include <map>
#include <optional>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "command.hpp"
#include "out_file.hpp"

namespace almon::cli {

namespace {

/// Lines to standard output or to a file that appears whole.
class text_sink : public call_sink {
public:
    text_sink(const std::string& path, const cdr::json_options& how) : how_(how) {
        if (!path.empty()) file_.emplace(path);
    }
    void close() override { file_ ? file_->commit() : flush_out(); }

protected:
    void put(std::string_view text) { file_ ? file_->write(text) : write_out(text); }

    cdr::json_options how_;
    std::string line_;

private:
    std::optional<out_file> file_;
};

class ndjson_sink final : public text_sink {
public:
    using text_sink::text_sink;
    void take(const cdr::call& c) override {
        line_.clear();
        cdr::to_json(c, how_, line_);
        line_ += '\n';
        put(line_);
    }
};

class csv_sink final : public text_sink {
public:
    csv_sink(const std::string& path, const cdr::json_options& how) : text_sink(path, how) {
        put(cdr::csv_header());
        put("\n");
    }
    void take(const cdr::call& c) override {
        line_.clear();
        cdr::to_csv(c, how_, line_);
        line_ += '\n';
        put(line_);
    }
};

std::string joined(const std::vector<std::string>& values) {
    return fmt::format("{}", fmt::join(values, " "));
}

std::string minutes(milliseconds span) {
    const auto seconds = (span.count() + 500) / 1000;
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

/// `text` in a column of `width` characters, whatever bytes they take.
std::string column(std::string_view text, std::size_t width) {
    std::string out;
    std::size_t used = 0;
    for (std::size_t i = 0; i < text.size() && used < width; ++used) {
        std::size_t n = 1;
        while (i + n < text.size() && (static_cast<unsigned char>(text[i + n]) & 0xC0) == 0x80) ++n;
        out += text.substr(i, n);
        i += n;
    }
    return out.append(width - used + 1, ' ');
}

class table_sink final : public text_sink {
public:
    explicit table_sink(const cdr::json_options& how) : text_sink({}, how) {}
    void take(const cdr::call& c) override {
        ++outcomes_[static_cast<std::size_t>(c.outcome)];
        if (count_++ == 0)
            put("start                way      outside          name              our number    ended            "
                "counts as      talk  "
                "ring+wait  people\n");
        const std::string outside = !c.external            ? std::string("-")
                                    : c.external->withheld ? std::string("(withheld)")
                                    : c.external->e164     ? c.external->e164->e164()
                                                           : c.external->text;
        std::string people = c.by.empty() ? joined(c.answered_by) : c.by;
        if (c.direction == cdr::direction::internal && !c.answered_by.empty()) people += " > " + joined(c.answered_by);
        if (people.empty() && !c.rang.empty()) people = "rang " + joined(c.rang);
        for (const cdr::transfer& t : c.transfers) people += fmt::format(" ({} to {})", to_string(t.kind), t.to);
        std::string start = how_.zone.rfc3339(std::chrono::floor<std::chrono::seconds>(c.start)).substr(0, 19);
        start[10] = ' ';
        put(column(start, 20) + column(to_string(c.direction), 8) + column(outside, 16) +
            column(c.external ? c.external->name : std::string(), 17) + column(c.did, 13) +
            column(to_string(c.disposition), 16) + column(to_string(c.outcome), 14) + column(minutes(c.spans.talk), 5) +
            column(minutes(c.spans.ring + c.spans.wait), 10) + people + "\n");
    }
    void close() override {
        std::string all = fmt::format("{} calls", count_);
        for (std::size_t i = 0; i < outcomes_.size(); ++i)
            if (outcomes_[i] > 0)
                all += fmt::format("{} {} {}", all.find(':') == std::string::npos ? ":" : ",", outcomes_[i],
                                   to_string(static_cast<cdr::call_outcome>(i)));
        put(all + "\n");
        text_sink::close();
    }

private:
    std::size_t count_ = 0;
    std::array<std::size_t, 6> outcomes_{};
};

/// A table `calls` with one row a call, replaced by its id, so that a second run over the same records adds nothing.
class sqlite_sink final : public call_sink {
public:
    sqlite_sink(const std::string& path, const cdr::json_options& how) : how_(how) {
        check(sqlite3_open(path.c_str(), &base_));
        run("PRAGMA journal_mode=WAL");
        run("BEGIN IMMEDIATE");
        run("CREATE TABLE IF NOT EXISTS calls (id TEXT PRIMARY KEY, direction TEXT NOT NULL, by TEXT, external TEXT, "
            "name TEXT, "
            "withheld INTEGER, did TEXT, campaign TEXT, trunk TEXT, queue TEXT, start TEXT NOT NULL, duration_ms "
            "INTEGER NOT NULL, "
            "talk_ms INTEGER NOT NULL, wait_ms INTEGER NOT NULL, disposition TEXT NOT NULL, answered_by TEXT, "
            "responsible TEXT, "
            "json TEXT NOT NULL, outcome TEXT)");
        // a table that an earlier version made
        if (sqlite3_table_column_metadata(base_, nullptr, "calls", "outcome", nullptr, nullptr, nullptr, nullptr,
                                          nullptr) != SQLITE_OK)
            run("ALTER TABLE calls ADD COLUMN outcome TEXT");
        check(sqlite3_prepare_v2(
            base_,
            "INSERT INTO calls VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
            "direction=excluded.direction, by=excluded.by, external=excluded.external, name=excluded.name, "
            "withheld=excluded.withheld, did=excluded.did, campaign=excluded.campaign, trunk=excluded.trunk, "
            "queue=excluded.queue, start=excluded.start, duration_ms=excluded.duration_ms, "
            "talk_ms=excluded.talk_ms, wait_ms=excluded.wait_ms, disposition=excluded.disposition, "
            "answered_by=excluded.answered_by, responsible=excluded.responsible, json=excluded.json, "
            "outcome=excluded.outcome WHERE json <> excluded.json",
            -1, &insert_, nullptr));
    }
    ~sqlite_sink() override {
        sqlite3_finalize(insert_);
        sqlite3_close(base_); // rolls back what was not committed
    }
    void take(const cdr::call& c) override {
        json_.clear();
        cdr::to_json(c, how_, json_);
        int i = 0;
        const auto text = [&](std::string_view value) {
            if (value.empty()) sqlite3_bind_null(insert_, ++i);
            else sqlite3_bind_text(insert_, ++i, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
        };
        const auto number = [&](std::int64_t value) { sqlite3_bind_int64(insert_, ++i, value); };
        text(c.id);
        text(to_string(c.direction));
        text(c.by);
        text(c.external && c.external->e164 ? c.external->e164->e164() : std::string());
        text(c.external ? c.external->name : std::string());
        number(c.external && c.external->withheld);
        for (const std::string& s : {c.did, c.campaign, c.trunk, c.queue, how_.zone.rfc3339(c.start)}) text(s);
        number(std::chrono::duration_cast<milliseconds>(c.end - c.start).count());
        number(c.spans.talk.count());
        number(c.spans.wait.count());
        text(to_string(c.disposition));
        text(joined(c.answered_by));
        text(c.responsible);
        text(json_);
        text(to_string(c.outcome));
        if (sqlite3_step(insert_) != SQLITE_DONE) check(sqlite3_errcode(base_));
        sqlite3_reset(insert_);
    }
    void close() override { run("COMMIT"); }

private:
    void run(const char* sql) { check(sqlite3_exec(base_, sql, nullptr, nullptr, nullptr)); }
    static void check(int code) {
        if (code == SQLITE_OK) return;
        throw store_error(error(code == SQLITE_FULL ? core_errc::no_space : core_errc::io));
    }

    cdr::json_options how_;
    std::string json_;
    sqlite3* base_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

std::unique_ptr<call_sink> make_sink(const std::string& name, const cdr::json_options& how) {
    const std::size_t colon = name.find(':');
    const std::string kind = name.substr(0, colon), path = colon == std::string::npos ? "" : name.substr(colon + 1);
    if (kind == "ndjson") return std::make_unique<ndjson_sink>(path, how);
    if (kind == "csv") return std::make_unique<csv_sink>(path, how);
    if (kind == "sqlite" && !path.empty()) return std::make_unique<sqlite_sink>(path, how);
    std::cerr << "almon: --to: write ndjson, csv, ndjson:PATH, csv:PATH or sqlite:PATH\n";
    throw leave{usage};
}

} // namespace

void write_missed(const std::vector<cdr::missed_call>& missed, const cdr::json_options& how, bool json) {
    namespace js = boost::json;
    std::map<std::pair<std::string, std::string>, std::size_t> by_line_and_hour;
    std::size_t open = 0;
    if (!json) write_out("missed               by               our number    how              waited  then\n");
    for (const cdr::missed_call& m : missed) {
        const std::string caller = m.caller ? m.caller->e164() : m.text.empty() ? "(withheld)" : m.text;
        const std::string at = how.zone.rfc3339(std::chrono::floor<std::chrono::seconds>(m.at));
        const bool back = m.resolved && m.resolved->how == cdr::resolution::how_type::called_back;
        open += !m.resolved;
        if (!m.resolved) ++by_line_and_hour[{m.did, at.substr(11, 2)}];
        if (json) {
            js::object o{{"id", m.id},
                         {"caller", m.caller ? js::value(m.caller->e164()) : js::value()},
                         {"name", m.name.empty() ? js::value() : js::value(m.name)},
                         {"did", m.did.empty() ? js::value() : js::value(m.did)},
                         {"at", how.zone.rfc3339(m.at)},
                         {"waited_ms", m.waited.count()},
                         {"disposition", to_string(m.disposition)},
                         {"tried_back", m.tried_back},
                         {"resolved", nullptr}};
            if (m.resolved)
                o["resolved"] = {{"how", back ? "called_back" : "called_again"},
                                 {"by", m.resolved->by.empty() ? js::value() : js::value(m.resolved->by)},
                                 {"at", how.zone.rfc3339(m.resolved->at)},
                                 {"after_ms", m.resolved->after.count()}};
            write_out(js::serialize(o) + "\n");
            continue;
        }
        std::string then = m.tried_back > 0 ? fmt::format("tried back {} times, ", m.tried_back) : "";
        if (!m.resolved) then += "nobody called back";
        else
            then += fmt::format("{} by {} after {}", back ? "called back" : "called again, answered", m.resolved->by,
                                minutes(m.resolved->after));
        write_out(column(at.substr(0, 10) + " " + at.substr(11, 8), 20) + column(caller, 16) + column(m.did, 13) +
                  column(to_string(m.disposition), 16) + column(minutes(m.waited), 7) + then + "\n");
    }
    if (!json) {
        write_out(fmt::format("{} missed, {} of them never made good\n", missed.size(), open));
        for (const auto& [where, count] : by_line_and_hour)
            write_out(fmt::format("  {}  {}:00  {}\n", where.first.empty() ? "-" : where.first, where.second, count));
    }
    flush_out();
}

call_sinks::call_sinks(const std::vector<std::string>& names, bool json, const cdr::json_options& how) {
    for (const std::string& n : names) sinks_.push_back(make_sink(n, how));
    if (!sinks_.empty()) return;
    if (json) sinks_.push_back(std::make_unique<ndjson_sink>(std::string(), how));
    else sinks_.push_back(std::make_unique<table_sink>(how));
}

} // namespace almon::cli
