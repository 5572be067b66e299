// SPDX-License-Identifier: BSL-1.0
// Calls as rows of an SQLite table.
#include <array>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include <almon/core/result.hpp>
#include <almon/store/error.hpp>
#include <almon/store/private_file.hpp>

#include "call_sinks.hpp"
#include "columns.hpp"
#include "out_file.hpp"

namespace almon::cli {

namespace {

struct table_column {
    std::string_view name, type;
};

/// In the order of `bind_all`. New ones go to the end: a table that an earlier almon made gets them added.
constexpr std::array table_columns = {
    table_column{"id", "TEXT PRIMARY KEY"},
    table_column{"direction", "TEXT NOT NULL"},
    table_column{"by", "TEXT"},
    table_column{"external", "TEXT"},
    table_column{"name", "TEXT"},
    table_column{"withheld", "INTEGER"},
    table_column{"did", "TEXT"},
    table_column{"campaign", "TEXT"},
    table_column{"trunk", "TEXT"},
    table_column{"queue", "TEXT"},
    table_column{"start", "TEXT NOT NULL"},
    table_column{"duration_ms", "INTEGER NOT NULL"},
    table_column{"talk_ms", "INTEGER NOT NULL"},
    table_column{"wait_ms", "INTEGER NOT NULL"},
    table_column{"disposition", "TEXT NOT NULL"},
    table_column{"answered_by", "TEXT"},
    table_column{"responsible", "TEXT"},
    table_column{"json", "TEXT NOT NULL"},
    table_column{"outcome", "TEXT"},
    table_column{"alias", "TEXT"},
    table_column{"operator", "TEXT"},
    table_column{"region", "TEXT"},
};

class sqlite_sink final : public call_sink {
public:
    sqlite_sink(const std::string& path, const cdr::json_options& how) : path_(path), how_(how) {
        store::make_private_file(path);
        std::error_code unknown;
        fresh_ = std::filesystem::file_size(path, unknown) == 0;
        check(sqlite3_open_v2(path.c_str(), &base_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                              nullptr));
        sqlite3_busy_timeout(base_, 10'000); // a reader or another writer is waited for
        // what fills a new file needs neither to be written twice nor small pages, of which a call takes a third
        run(fresh_ ? "PRAGMA page_size=16384" : "PRAGMA journal_mode=WAL");
        begin();
        make_table();
        std::string names, marks, news;
        for (const table_column& c : table_columns) {
            if (!names.empty()) names += ',', marks += ',', news += ',';
            names += c.name;
            marks += '?';
            news += fmt::format("{0}=excluded.{0}", c.name);
        }
        const std::string insert = fmt::format("INSERT INTO calls({}) VALUES({}) ON CONFLICT(id) DO UPDATE SET {} "
                                               "WHERE json <> excluded.json OR outcome IS NULL",
                                               names, marks, news);
        check(sqlite3_prepare_v2(base_, insert.c_str(), -1, &insert_, nullptr));
        check(sqlite3_prepare_v2(base_, "DELETE FROM calls WHERE id = ?", -1, &remove_, nullptr));
    }
    ~sqlite_sink() override {
        sqlite3_finalize(insert_);
        sqlite3_finalize(remove_);
        sqlite3_close(base_); // rolls back what was not committed
    }
    void take(const cdr::call& c, const time_zone& zone) override {
        how_.zone = zone;
        begin();
        json_.clear();
        cdr::to_json(c, how_, json_);
        bound_ = 0;
        bind_all(c);
        if (sqlite3_step(insert_) != SQLITE_DONE) check(sqlite3_errcode(base_));
        sqlite3_reset(insert_);
    }
    void close() override { flush(); }
    void tell(const cdr::call& c, const time_zone& zone, const cdr::difference& d) override {
        if (!d.withdrawn) return take(c, zone);
        begin();
        check(sqlite3_bind_text(remove_, 1, c.id.data(), static_cast<int>(c.id.size()), SQLITE_TRANSIENT));
        if (sqlite3_step(remove_) != SQLITE_DONE) check(sqlite3_errcode(base_));
        sqlite3_reset(remove_);
    }
    void flush() override {
        if (std::exchange(changing_, false)) run("COMMIT");
        if (std::exchange(fresh_, false)) // who reads it already keeps it as it is until the next run
            sqlite3_exec(base_, "PRAGMA journal_mode=WAL", nullptr, nullptr, nullptr);
    }

private:
    void begin() {
        if (!std::exchange(changing_, true)) run("BEGIN IMMEDIATE");
    }
    void make_table() {
        std::string create;
        for (const table_column& c : table_columns)
            create += fmt::format("{}{} {}", create.empty() ? "" : ",", c.name, c.type);
        run(fmt::format("CREATE TABLE IF NOT EXISTS calls({})", create));
        for (const table_column& c : table_columns)
            if (sqlite3_table_column_metadata(base_, nullptr, "calls", c.name.data(), nullptr, nullptr, nullptr,
                                              nullptr, nullptr) != SQLITE_OK)
                run(fmt::format("ALTER TABLE calls ADD COLUMN {} {}", c.name, c.type));
    }
    /// `value` lasts until the step, or is copied.
    void text(std::string_view value, sqlite3_destructor_type keep = SQLITE_STATIC) {
        if (value.empty()) sqlite3_bind_null(insert_, ++bound_);
        else sqlite3_bind_text(insert_, ++bound_, value.data(), static_cast<int>(value.size()), keep);
    }
    void copied_text(const std::string& value) { text(value, SQLITE_TRANSIENT); }
    void number(std::int64_t value) { sqlite3_bind_int64(insert_, ++bound_, value); }
    void bind_all(const cdr::call& c) {
        static const cdr::external_party nobody;
        const cdr::external_party& outside = c.external ? *c.external : nobody;
        text(c.id);
        text(to_string(c.direction));
        text(c.by);
        copied_text(outside.e164 ? outside.e164->e164() : std::string());
        text(outside.name);
        number(outside.withheld);
        for (const std::string* s : {&c.did, &c.campaign, &c.trunk, &c.queue}) text(*s);
        copied_text(how_.zone.rfc3339(c.start));
        number(std::chrono::duration_cast<milliseconds>(c.end - c.start).count());
        number(c.spans.talk.count());
        number(c.spans.wait.count());
        text(to_string(c.disposition));
        copied_text(joined(c.answered_by));
        text(c.responsible);
        text(json_);
        text(to_string(c.outcome));
        for (const std::string* s : {&outside.alias, &outside.operator_name, &outside.region}) text(*s);
    }
    void run(const std::string& sql) { check(sqlite3_exec(base_, sql.c_str(), nullptr, nullptr, nullptr)); }
    void check(int code) const {
        if (code == SQLITE_OK) return;
        const error why = store::meaning_of_sqlite(code);
        throw file_error(why, path_, why == store::errc::io ? sqlite3_errstr(code) : why.message());
    }

    std::string path_;
    cdr::json_options how_;
    std::string json_;
    sqlite3* base_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
    sqlite3_stmt* remove_ = nullptr;
    bool changing_ = false; // within a transaction
    bool fresh_ = false;    // an empty file, until the first commit
    int bound_ = 0;
};

} // namespace

std::unique_ptr<call_sink> make_sqlite_sink(const std::string& path, const cdr::json_options& how) {
    return std::make_unique<sqlite_sink>(path, how);
}

} // namespace almon::cli
