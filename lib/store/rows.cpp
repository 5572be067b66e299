// SPDX-License-Identifier: BSL-1.0
#include <almon/store/rows.hpp>

#include <utility>

#include <sqlite3.h>

#include <almon/core/error.hpp>
#include <almon/store/error.hpp>

#include "store/sqlite_file.hpp"

namespace almon::inline v0::store {

namespace {

/// `name` between the quotes of SQL.
std::string quoted(std::string_view name) {
    std::string out = "\"";
    for (const char c : name) out.append(c == '"' ? 2 : 1, c);
    out += '"';
    return out;
}

struct statement {
    sqlite3_stmt* handle = nullptr;
    ~statement() { sqlite3_finalize(handle); }
};

/// Throws what `code` means. A file that is no database here began as one, and is cut or overwritten.
[[noreturn]] void fail(int code) {
    const errc why = meaning_of_sqlite(code);
    throw store_error(why == errc::not_ours ? errc::corrupted : why);
}

} // namespace

struct row_source::body {
    explicit body(std::string name) : path(std::move(name)) { open(); }
    ~body() { sqlite3_close(handle); }
    body(const body&) = delete;
    body& operator=(const body&) = delete;

    void open() {
        file = open_to_read(path);
        handle = file.handle;
        if (file.code != SQLITE_OK) fail(file.code);
        sqlite3_busy_timeout(handle, 10'000); // the PBX writes meanwhile
    }
    /// Once somebody has written to a file that was read as it stood, it is opened again.
    void refresh() {
        if (!file.is_stale(path)) return;
        sqlite3_close(handle);
        handle = nullptr;
        ++opened_again;
        open();
    }
    void prepare(statement& s, const std::string& sql) const {
        if (const int code = sqlite3_prepare_v2(handle, sql.c_str(), -1, &s.handle, nullptr); code != SQLITE_OK)
            fail(code);
    }
    [[nodiscard]] bool step(statement& s) const {
        const int code = sqlite3_step(s.handle);
        if (code != SQLITE_ROW && code != SQLITE_DONE) fail(code);
        return code == SQLITE_ROW;
    }

    std::string path;
    read_handle file;
    sqlite3* handle = nullptr;
    std::int64_t opened_again = 0;
};

bool is_sqlite(std::string_view head) noexcept {
    return head.starts_with(std::string_view("SQLite format 3\0", 16));
}

row_source::row_source(const std::string& path) : body_(std::make_unique<body>(path)) {}
row_source::~row_source() = default;
row_source::row_source(row_source&&) noexcept = default;
row_source& row_source::operator=(row_source&&) noexcept = default;

std::vector<table> row_source::tables() const {
    body_->refresh();
    std::vector<table> found;
    statement names;
    body_->prepare(names,
                   "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    while (body_->step(names)) {
        table t;
        t.name = reinterpret_cast<const char*>(sqlite3_column_text(names.handle, 0));
        statement columns;
        body_->prepare(columns, std::string("PRAGMA table_info(").append(quoted(t.name)).append(")"));
        while (body_->step(columns))
            t.columns.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(columns.handle, 1)));
        statement highest;
        if (sqlite3_prepare_v2(body_->handle, std::string("SELECT max(rowid) FROM ").append(quoted(t.name)).c_str(), -1,
                               &highest.handle, nullptr) != SQLITE_OK)
            continue; // without rows that can be told apart: none of a PBX
        if (body_->step(highest)) t.rows = sqlite3_column_int64(highest.handle, 0);
        found.push_back(std::move(t));
    }
    return found;
}

std::size_t row_source::read(const table& t, std::int64_t after, std::size_t most, const on_row& visit) const {
    body_->refresh();
    std::string sql = "SELECT rowid";
    for (const std::string& c : t.columns) sql.append(",").append(quoted(c));
    sql.append(" FROM ").append(quoted(t.name)).append(" WHERE rowid > ? ORDER BY rowid LIMIT ?");
    statement rows;
    body_->prepare(rows, sql);
    sqlite3_bind_int64(rows.handle, 1, after);
    sqlite3_bind_int64(rows.handle, 2, static_cast<sqlite3_int64>(most));
    std::vector<std::string_view> fields(t.columns.size());
    std::size_t count = 0;
    for (; body_->step(rows); ++count) {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const int column = static_cast<int>(i) + 1;
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(rows.handle, column));
            fields[i] =
                text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(rows.handle, column)))
                     : std::string_view();
        }
        visit(sqlite3_column_int64(rows.handle, 0), fields);
    }
    return count;
}

std::int64_t row_source::state() const {
    body_->refresh();
    statement asked;
    body_->prepare(asked, "PRAGMA data_version");
    const std::int64_t version = body_->step(asked) ? sqlite3_column_int64(asked.handle, 0) : 0;
    return version + (body_->opened_again << 32);
}

} // namespace almon::inline v0::store
