// SPDX-License-Identifier: BSL-1.0
#pragma once

// Call records and channel events that stand in SQLite files (cdr_sqlite3_custom, cel_sqlite3_custom, FreePBX's tables
// copied): what `store` can read and `cdr` understands.
//
//     cdr::record_files files({"master.db", "cel.csv"}, {.open_tables = office::record_tables()}, …);

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <almon/cdr/readers/asterisk_sql.hpp>
#include <almon/cdr/readers/record_files.hpp>
#include <almon/store/rows.hpp>

namespace almon::inline v0::office {

/// A table of records or events in an SQLite file. *Threads*: one at a time. *Fork*: not to be used by a child.
class sqlite_table final : public cdr::record_table {
public:
    /// All such tables of the file, by name; nothing where it is not SQLite's, or not there. What cannot be read throws
    /// `store_error`.
    [[nodiscard]] static std::optional<std::vector<std::unique_ptr<sqlite_table>>>
    open_all(const std::string& path, const cdr::source& how, const cdr::reader::on_diagnostic& tell);

    void set_number(std::uint32_t number) override { number_ = number; }
    bool read_some(cdr::evidence_sink& out) override;

    [[nodiscard]] const std::string& name() const noexcept { return table_.name; }
    [[nodiscard]] std::uint32_t number() const noexcept { return number_; }
    /// The last row that was read.
    [[nodiscard]] std::int64_t row() const noexcept { return row_; }
    /// Goes on behind this row.
    void go_behind(std::int64_t row) noexcept { row_ = row; }

    /// From now on remembers a print of each row that is read, for `changed`.
    void watch() noexcept { watched_ = true; }
    /// Rows before this one are asked about no more.
    void forget_before(std::int64_t row);
    /// Whether a row that is remembered holds something else now. One that is no more has not changed.
    [[nodiscard]] bool changed();

private:
    struct row_print {
        std::int64_t row;
        std::uint64_t print;
    };
    sqlite_table(std::shared_ptr<store::row_source> file, store::table table, std::unique_ptr<cdr::table_rows> rows)
        : file_(std::move(file)), table_(std::move(table)), rows_(std::move(rows)) {}

    std::shared_ptr<store::row_source> file_;
    store::table table_;
    std::unique_ptr<cdr::table_rows> rows_;
    std::uint32_t number_ = 0;
    std::int64_t row_ = 0;
    bool watched_ = false;
    std::deque<row_print> prints_; ///< by row
    std::int64_t state_ = 0;       ///< of the file, when it was looked at for changes
};

/// For `cdr::record_files::settings`.
[[nodiscard]] cdr::table_opener record_tables();

} // namespace almon::inline v0::office
