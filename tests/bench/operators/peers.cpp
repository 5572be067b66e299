// SPDX-License-Identifier: BSL-1.0
#include "peers.hpp"

#include <algorithm>
#include <stdexcept>

#include <sqlite3.h>

namespace bench {

std::uint32_t sorted_peer::operator()(std::uint64_t n) const noexcept {
    const auto at = std::upper_bound(ranges_.begin(), ranges_.end(), n,
                                     [](std::uint64_t value, const range& r) { return value < r.first; });
    if (at == ranges_.begin()) return 0;
    const range& r = *std::prev(at);
    return n <= r.last ? r.holder : 0;
}

/// Each range as the fewest prefixes that make it up, as such tables are exported for proxies.
prefix_tree_peer::prefix_tree_peer(std::span<const range> all) {
    for (const range& r : all)
        for (std::uint64_t at = r.first; at <= r.last;) {
            std::uint64_t size = 1;
            int digits = 11;
            while (at % (size * 10) == 0 && at + size * 10 - 1 <= r.last) size *= 10, --digits;
            insert(at / size, digits, r.holder);
            at += size;
        }
}

void prefix_tree_peer::insert(std::uint64_t prefix, int digits, std::uint32_t holder) {
    std::array<std::uint8_t, 20> path{};
    for (int i = digits; i-- > 0; prefix /= 10)
        path[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(prefix % 10);
    std::uint32_t at = 0;
    for (int i = 0; i < digits; ++i) {
        const std::size_t digit = path[static_cast<std::size_t>(i)];
        if (nodes_[at].next[digit] == 0) {
            nodes_[at].next[digit] = static_cast<std::uint32_t>(nodes_.size());
            nodes_.emplace_back();
        }
        at = nodes_[at].next[digit];
    }
    nodes_[at].holder = holder;
}

std::uint32_t prefix_tree_peer::operator()(std::uint64_t n) const noexcept {
    constexpr std::uint64_t top = 10'000'000'000;
    std::uint32_t at = 0, found = 0;
    for (std::uint64_t place = top; place > 0; place /= 10) {
        at = nodes_[at].next[n / place % 10];
        if (at == 0) break;
        if (nodes_[at].holder) found = nodes_[at].holder;
    }
    return found;
}

void sqlite_peer::run(const char* sql) {
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
}

sqlite_peer::sqlite_peer(std::span<const range> all, form f) {
    if (sqlite3_open(":memory:", &db_) != SQLITE_OK) throw std::runtime_error("sqlite");
    const bool key = f == form::ordered_key;
    run(key ? "CREATE TABLE r(first INTEGER PRIMARY KEY, last INTEGER, holder INTEGER)"
            : "CREATE TABLE r(first INTEGER, last INTEGER, holder INTEGER); CREATE INDEX i ON r(first, last)");
    run("BEGIN");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(db_, "INSERT INTO r VALUES(?,?,?)", -1, &insert, nullptr);
    for (const range& r : all) {
        sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(r.first));
        sqlite3_bind_int64(insert, 2, static_cast<sqlite3_int64>(r.last));
        sqlite3_bind_int64(insert, 3, r.holder);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT");
    const char* const sql = key ? "SELECT last, holder FROM r WHERE first <= ?1 ORDER BY first DESC LIMIT 1"
                                : "SELECT last, holder FROM r WHERE ?1 BETWEEN first AND last";
    if (sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &query_, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(db_));
}

sqlite_peer::~sqlite_peer() {
    sqlite3_finalize(query_);
    sqlite3_close(db_);
}

std::uint32_t sqlite_peer::operator()(std::uint64_t n) const noexcept {
    sqlite3_bind_int64(query_, 1, static_cast<sqlite3_int64>(n));
    std::uint32_t holder = 0;
    if (sqlite3_step(query_) == SQLITE_ROW && static_cast<std::uint64_t>(sqlite3_column_int64(query_, 0)) >= n)
        holder = static_cast<std::uint32_t>(sqlite3_column_int(query_, 1));
    sqlite3_reset(query_);
    return holder;
}

} // namespace bench
