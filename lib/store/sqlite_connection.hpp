// SPDX-License-Identifier: BSL-1.0
#pragma once

// One process's connection to one SQLite file: opened, migrated, checked after an unclean end. Everything that fails
// throws `store_error`.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include <sqlite3.h>
#include <sys/types.h>

#include <almon/store/sqlite.hpp>

#include "store/sqlite_file.hpp"

namespace almon::inline v0::store {

class connection {
public:
    connection(const std::string& path, const sqlite_options& options);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    /// Whether this process opened it. SQLite's handle must not cross a fork.
    [[nodiscard]] bool is_ours() const noexcept;
    /// Whether it reads a file as it was, and somebody has written to it since: a new connection is needed.
    [[nodiscard]] bool is_stale() const { return read_.is_stale(path_); }
    [[nodiscard]] bool recovered() const noexcept { return recovered_; }
    /// Rows changed by the last statement.
    [[nodiscard]] int changes() const noexcept { return sqlite3_changes(handle_); }

    void execute(const char* sql);
    /// The prepared statement, kept for the next use. *Lifetime*: `sql` is a literal.
    sqlite3_stmt* prepared(const char* sql);
    /// Throws what `code` means, unless it is a good one.
    void check(int code) const;

private:
    void lock_presence();
    void open_file();
    void set_up();
    void use_log();
    void migrate();
    void quick_check();
    std::int64_t pragma(const char* sql);
    bool wait_longer(int tries);
    void release() noexcept;

    std::string path_;
    sqlite_options options_;
    pid_t owner_;
    sqlite3* handle_ = nullptr;
    read_handle read_;  ///< the same handle, where it only reads
    int presence_ = -1; ///< descriptor of PATH-open, holding a shared lock
    bool recovered_ = false;
    std::chrono::steady_clock::time_point waiting_since_;
    std::unordered_map<const char*, sqlite3_stmt*> statements_;
};

/// One use of a statement: bind in order, step, read columns; reset at the end.
class query {
public:
    query(connection& db, const char* sql) : db_(db), statement_(db.prepared(sql)) {}
    ~query() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    query(const query&) = delete;
    query& operator=(const query&) = delete;

    query& bind(std::string_view text) {
        db_.check(sqlite3_bind_text(statement_, ++bound_, text.data() ? text.data() : "", static_cast<int>(text.size()),
                                    SQLITE_TRANSIENT));
        return *this;
    }
    query& bind(std::int64_t value) {
        db_.check(sqlite3_bind_int64(statement_, ++bound_, value));
        return *this;
    }
    query& bind_null() {
        db_.check(sqlite3_bind_null(statement_, ++bound_));
        return *this;
    }
    /// Whether there is a row.
    bool step() {
        const int code = sqlite3_step(statement_);
        if (code != SQLITE_ROW && code != SQLITE_DONE) db_.check(code);
        return code == SQLITE_ROW;
    }
    /// For statements without rows, or whose further rows are of no interest.
    void run() {
        while (step()) {
        }
    }
    [[nodiscard]] std::string text(int column) {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : "";
    }
    [[nodiscard]] std::int64_t integer(int column) { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] bool is_null(int column) { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

private:
    connection& db_;
    sqlite3_stmt* statement_;
    int bound_ = 0;
};

/// All or nothing. Takes the write lock at once, so that no reader turns writer halfway.
class transaction {
public:
    explicit transaction(connection& db) : db_(db) { db_.execute("BEGIN IMMEDIATE"); }
    ~transaction() {
        if (!open_) return;
        try {
            db_.execute("ROLLBACK");
        } catch (const store_error&) {
            // SQLite has rolled back by itself, or will when the connection ends
        }
    }
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;

    void commit() {
        db_.execute("COMMIT");
        open_ = false;
    }

private:
    connection& db_;
    bool open_ = true;
};

} // namespace almon::inline v0::store
