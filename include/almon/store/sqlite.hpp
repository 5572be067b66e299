// SPDX-License-Identifier: BSL-1.0
#pragma once

// The default store: one SQLite file (WAL) that any number of processes on one machine read and write at once.
//
// Beside the file PATH lie PATH-wal and PATH-shm (SQLite's) and PATH-open, an empty file whose lock tells whether some
// process has the store open. The first to open after an unclean end (a log that nobody holds) checks the database.

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <almon/core/clock.hpp>
#include <almon/core/result.hpp>
#include <almon/masking/ledger.hpp>
#include <almon/store/error.hpp>

namespace almon::inline v0::store {

class connection;

/// `PATH` of `sqlite:PATH`; `malformed_location` otherwise.
[[nodiscard]] result<std::string> sqlite_path(std::string_view location);

struct sqlite_options {
    enum class mode : std::uint8_t {
        create,   ///< make the database where there is none
        existing, ///< `missing` where there is none
        read_only,
    };
    mode open = mode::create;
    milliseconds patience{10000}; ///< how long to wait for another writer before `locked`
};

/// A ledger in an SQLite file. Every function throws `store_error` where the database is broken.
///
/// *Threads*: safe; calls of one object wait for each other. *Fork*: safe; a child opens a connection of its own at its
/// first call and leaves the parent's alone. *Durability*: what a call returned is on disk (synchronous = FULL).
class sqlite final : public masking::ledger {
public:
    explicit sqlite(std::string path, const sqlite_options& options = {});
    ~sqlite() override;
    sqlite(const sqlite&) = delete;
    sqlite& operator=(const sqlite&) = delete;

    /// Whether opening found an unclean end, and so checked the database (and found it whole).
    [[nodiscard]] bool recovered() const noexcept { return recovered_; }

    addition add_alias(const new_alias& wanted) override;
    std::optional<masking::alias_record> find_alias(std::string_view tenant, std::string_view digits) override;
    std::optional<masking::alias_record> find_pair(std::string_view tenant, std::string_view deal,
                                                   number party) override;
    std::vector<masking::alias_record> open_aliases_of(std::string_view tenant, number party) override;
    std::vector<masking::alias_record> aliases(std::string_view tenant) override;
    bool close_alias(std::string_view tenant, std::string_view digits, instant now) override;
    bool reopen_alias(std::string_view tenant, std::string_view digits, instant now) override;
    bool touch_alias(std::string_view tenant, std::string_view digits, instant now) override;
    bool put_grant(std::string_view tenant, std::string_view digits, const masking::grant& g) override;
    bool remove_grant(std::string_view tenant, std::string_view digits, masking::grantee_kind kind,
                      std::string_view name) override;
    std::vector<masking::grant> grants_of(std::string_view tenant, std::string_view digits) override;
    std::uint64_t next_sequence(std::string_view tenant, std::uint64_t least) override;

private:
    class session;
    connection* open();

    std::string path_;
    sqlite_options options_;
    std::mutex busy_;
    std::unique_ptr<connection> connection_;
    bool recovered_ = false;
};

} // namespace almon::inline v0::store
