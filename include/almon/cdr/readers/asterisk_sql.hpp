// SPDX-License-Identifier: BSL-1.0
#pragma once

// Call records and channel events as databases hold them: FreePBX's tables `cdr` and `cel`, Asterisk's own, and others with
// such columns, whatever the tables are called.
//
// As text: what mysqldump, pg_dump and sqlite3 write (`CREATE TABLE`, `INSERT INTO`, `COPY`), and the mysql client's
// output with its header, separated by tabs. As rows: from whoever can read a database; `almon::store` reads SQLite.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <almon/cdr/readers/reader.hpp>

namespace almon::inline v0::cdr {

[[nodiscard]] std::unique_ptr<reader> make_asterisk_sql_reader(source s, reader::on_diagnostic tell);

/// Rows of one table to evidence. *Threads*: one at a time.
class table_rows {
public:
    /// `asterisk_cdr_custom` or `asterisk_cel` where a table with these columns holds such; nothing for other tables.
    [[nodiscard]] static std::optional<format> kind_of(std::span<const std::string> columns);

    /// `s.columns` are the columns of the table, in order; `kind_of` knows them.
    table_rows(source s, reader::on_diagnostic tell);

    /// NULL is an empty field. `line` stands in diagnostics and in the evidence: a line of a dump, or the row's number.
    void take(std::span<const std::string_view> fields, std::uint32_t line, evidence_sink& out);
    [[nodiscard]] const reader::counts& count() const noexcept { return reader_->count(); }

private:
    std::unique_ptr<reader> reader_;
    std::size_t width_;
    std::uint32_t line_ = 0;
    std::string row_;
};

} // namespace almon::inline v0::cdr
