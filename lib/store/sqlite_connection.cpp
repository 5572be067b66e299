// SPDX-License-Identifier: BSL-1.0
#include "store/sqlite_connection.hpp"

#include <cerrno>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <almon/store/private_file.hpp>

namespace almon::inline v0::store {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t application_id = 0x616C6D6E; // "almn"
constexpr std::int64_t schema_version = 1;

// The tenant is the first column of every key. Numbers stand in `party` alone.
constexpr const char* migrations[] = {
    R"(
CREATE TABLE party(
  tenant TEXT NOT NULL, party_id INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY(tenant, party_id), UNIQUE(tenant, number)) WITHOUT ROWID;
CREATE TABLE alias(
  tenant TEXT NOT NULL, digits TEXT NOT NULL, deal TEXT NOT NULL, party_id INTEGER NOT NULL, label TEXT NOT NULL,
  opened INTEGER NOT NULL, active INTEGER NOT NULL, closed INTEGER,
  PRIMARY KEY(tenant, digits), UNIQUE(tenant, deal, party_id),
  FOREIGN KEY(tenant, party_id) REFERENCES party(tenant, party_id)) WITHOUT ROWID;
CREATE INDEX alias_party ON alias(tenant, party_id);
CREATE TABLE alias_grant(
  tenant TEXT NOT NULL, digits TEXT NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL,
  until INTEGER, granted INTEGER NOT NULL,
  PRIMARY KEY(tenant, digits, kind, name),
  FOREIGN KEY(tenant, digits) REFERENCES alias(tenant, digits)) WITHOUT ROWID;
CREATE TABLE counter(
  tenant TEXT NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY(tenant, name)) WITHOUT ROWID;
)",
};
static_assert(std::size(migrations) == schema_version);

} // namespace

connection::connection(const std::string& path, const sqlite_options& options)
    : path_(path), options_(options), owner_(getpid()) {
    try {
        open_file();
        set_up();
    } catch (...) {
        release();
        throw;
    }
}

connection::~connection() {
    release();
}

/// Closes what is ours. In a forked child nothing is: the handle is the parent's, and is left as it lies.
void connection::release() noexcept {
    if (!is_ours()) return;
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    statements_.clear();
    if (handle_) sqlite3_close(handle_);
    handle_ = nullptr;
    if (presence_ >= 0) close(presence_);
    presence_ = -1;
}

bool connection::is_ours() const noexcept {
    return owner_ == getpid();
}

void connection::check(int code) const {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    throw store_error(meaning_of_sqlite(code));
}

void connection::execute(const char* sql) {
    check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

sqlite3_stmt* connection::prepared(const char* sql) {
    sqlite3_stmt*& statement = statements_[sql];
    if (!statement) check(sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return statement;
}

std::int64_t connection::pragma(const char* sql) {
    query q(*this, sql);
    return q.step() ? q.integer(0) : 0;
}

/// Short naps with jitter, so that no waiter sleeps through all its chances while others come and go.
bool connection::wait_longer(int tries) {
    const auto now = std::chrono::steady_clock::now();
    if (tries == 0) waiting_since_ = now;
    if (now - waiting_since_ >= options_.patience) return false;
    const auto jitter = (static_cast<unsigned>(tries) * 2654435761u ^ static_cast<unsigned>(owner_) * 40503u) >> 16;
    std::this_thread::sleep_for(std::chrono::microseconds(300 + jitter % 1700));
    return true;
}

/// Says by a shared lock that we are here. Whoever gets the exclusive one first is alone: a log that lies there then
/// was left by a process that ended uncleanly.
void connection::lock_presence() {
    presence_ = ::open((path_ + "-open").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (presence_ < 0) return; // a read-only folder: nobody writes here
    if (flock(presence_, LOCK_EX | LOCK_NB) == 0) {
        std::error_code ignored;
        const auto log = fs::file_size(path_ + "-wal", ignored);
        recovered_ = !ignored && log > 0;
    }
    while (flock(presence_, LOCK_SH) != 0 && errno == EINTR) {
    }
}

void connection::open_file() {
    using mode = sqlite_options::mode;
    std::error_code ignored;
    const bool there = fs::exists(path_, ignored);
    if (!there && options_.open != mode::create) throw store_error(errc::missing);
    if (there && fs::is_directory(path_, ignored)) throw store_error(errc::not_ours);
    if (options_.open != mode::read_only) {
        const fs::path folder = fs::path(path_).parent_path();
        if (!there && !folder.empty() && !fs::is_directory(folder, ignored)) throw store_error(errc::missing);
        lock_presence();
    }
    if (options_.open == mode::read_only) {
        read_ = open_to_read(path_, SQLITE_OPEN_NOMUTEX);
        handle_ = read_.handle;
        check(read_.code);
    } else {
        if (!there) make_private_file(path_);
        const int flags =
            options_.open == mode::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
        check(sqlite3_open_v2(path_.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr));
    }
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_handler(
        handle_, [](void* self, int tries) { return static_cast<connection*>(self)->wait_longer(tries) ? 1 : 0; },
        this);
}

void connection::set_up() {
    execute("PRAGMA trusted_schema = OFF");
    if (options_.open == sqlite_options::mode::read_only) {
        const bool empty = pragma("SELECT count(*) FROM sqlite_master") == 0;
        if (empty && pragma("PRAGMA application_id") == 0) throw store_error(errc::missing); // not yet written to
        if (pragma("PRAGMA application_id") != application_id) throw store_error(errc::not_ours);
        if (pragma("PRAGMA user_version") != schema_version) throw store_error(errc::newer_schema);
        return;
    }
    if (sqlite3_db_readonly(handle_, "main") == 1) throw store_error(errc::read_only);
    if (recovered_) quick_check();
    use_log();
    execute("PRAGMA synchronous = FULL");
    execute("PRAGMA foreign_keys = ON");
    migrate();
}

/// Turns the write-ahead log on. SQLite does not ask the busy handler here, so that we wait ourselves.
void connection::use_log() {
    for (int tries = 0;; ++tries) {
        const int code = sqlite3_exec(handle_, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
        if (code == SQLITE_OK) return;
        if ((code & 0xFF) != SQLITE_BUSY || !wait_longer(tries)) check(code);
    }
}

void connection::migrate() {
    const std::int64_t seen = pragma("PRAGMA user_version");
    if (seen > schema_version) throw store_error(errc::newer_schema);
    if (seen == schema_version && pragma("PRAGMA application_id") == application_id) return;
    transaction all(*this);
    // read again under the lock: another process may have been faster
    const std::int64_t version = pragma("PRAGMA user_version");
    const bool empty = pragma("SELECT count(*) FROM sqlite_master") == 0;
    if (!empty && pragma("PRAGMA application_id") != application_id) throw store_error(errc::not_ours);
    if (version == schema_version) return;
    for (std::int64_t next = version; next < schema_version; ++next) execute(migrations[next]);
    execute("PRAGMA application_id = 1634495854");
    execute("PRAGMA user_version = 1");
    all.commit();
}

void connection::quick_check() {
    query q(*this, "PRAGMA quick_check(1)");
    if (!q.step() || q.text(0) != "ok") throw store_error(errc::corrupted);
}

} // namespace almon::inline v0::store
