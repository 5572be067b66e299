// SPDX-License-Identifier: BSL-1.0
#pragma once

// Records that stand in an SQLite file: its tables of call records and channel events, side by side.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/asterisk_sql.hpp>
#include <almon/store/rows.hpp>

#include "tail.hpp"

namespace almon::cli {

/// Whether the file is there and is SQLite's.
[[nodiscard]] bool is_sqlite_file(const std::string& path);

class sqlite_records {
public:
    /// `number_of` gives each table the number that its evidence carries. Tells `cdr.no_such_table` where no table holds
    /// records.
    sqlite_records(const std::string& path, const follow_options& how,
                   const std::function<std::uint32_t(const std::string& table)>& number_of);

    /// Reads some rows of each table, in proportion to how many it has. 0 once there are no more.
    std::size_t read_some(cdr::assembler& calls);

    struct part {
        store::table table;
        std::unique_ptr<cdr::table_rows> rows;
        std::uint32_t number;
        std::int64_t read = 0; ///< the last row
    };
    [[nodiscard]] std::vector<part>& parts() noexcept { return parts_; }
    /// The time of the newest record that was read.
    [[nodiscard]] instant position() const noexcept { return newest_; }

private:
    store::row_source source_;
    std::vector<part> parts_;
    instant newest_ = instant::min();
};

/// The same for `--follow`: asks for rows behind the last one.
[[nodiscard]] std::unique_ptr<followed> follow_sqlite(std::string path, follow_options& options);

} // namespace almon::cli
