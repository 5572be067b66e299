// SPDX-License-Identifier: BSL-1.0
#pragma once

// What people use today to find the range of a number. Every peer answers the holder, 0 for nobody.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "ranges.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace bench {

/// `std::map` from a range's first number.
class map_peer {
public:
    explicit map_peer(std::span<const range> all) {
        for (const range& r : all) ranges_.emplace_hint(ranges_.end(), r.first, r);
    }
    [[nodiscard]] std::uint32_t operator()(std::uint64_t n) const noexcept {
        auto at = ranges_.upper_bound(n);
        if (at == ranges_.begin()) return 0;
        --at;
        return n <= at->second.last ? at->second.holder : 0;
    }

private:
    std::map<std::uint64_t, range> ranges_;
};

/// `std::upper_bound` over a sorted vector.
class sorted_peer {
public:
    explicit sorted_peer(std::span<const range> all) : ranges_(all) {}
    [[nodiscard]] std::uint32_t operator()(std::uint64_t n) const noexcept;

private:
    std::span<const range> ranges_;
};

/// A tree of decimal digits with longest-prefix match, as Kamailio's and OpenSIPS's routing modules keep it.
class prefix_tree_peer {
public:
    explicit prefix_tree_peer(std::span<const range> all);
    [[nodiscard]] std::uint32_t operator()(std::uint64_t n) const noexcept;
    [[nodiscard]] std::size_t bytes() const noexcept { return nodes_.size() * sizeof(node); }

private:
    struct node {
        std::array<std::uint32_t, 10> next{};
        std::uint32_t holder = 0;
    };
    void insert(std::uint64_t prefix, int digits, std::uint32_t holder);

    std::vector<node> nodes_{1};
};

/// SQLite in memory, a prepared statement: the last row by primary key at or below the number, or BETWEEN over an index.
class sqlite_peer {
public:
    enum class form : std::uint8_t { ordered_key, between };
    sqlite_peer(std::span<const range> all, form f);
    sqlite_peer(const sqlite_peer&) = delete;
    sqlite_peer& operator=(const sqlite_peer&) = delete;
    ~sqlite_peer();
    [[nodiscard]] std::uint32_t operator()(std::uint64_t n) const noexcept;

private:
    void run(const char* sql);
    sqlite3* db_ = nullptr;
    sqlite3_stmt* query_ = nullptr;
};

} // namespace bench
