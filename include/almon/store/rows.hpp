// SPDX-License-Identifier: BSL-1.0
#pragma once

// The tables of somebody else's SQLite file, read only: their columns, and their rows as text, in order and from any row
// on. Knows nothing of what they mean; `cdr::table_rows` does.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace almon::inline v0::store {

/// Whether these are the first bytes of an SQLite file.
[[nodiscard]] bool is_sqlite(std::string_view head) noexcept;

struct table {
    std::string name;
    std::vector<std::string> columns;
    std::int64_t rows = 0; ///< about: the highest row
};

/// *Threads*: one at a time. *Fork*: not to be used by a child. What cannot be read throws `store_error`.
class row_source {
public:
    explicit row_source(const std::string& path);
    ~row_source();
    row_source(row_source&&) noexcept;
    row_source& operator=(row_source&&) noexcept;

    /// Tables and views, by name.
    [[nodiscard]] std::vector<table> tables() const;

    using on_row = std::function<void(std::int64_t row, std::span<const std::string_view> fields)>;
    /// Visits at most `most` rows behind `after`; how many there were. NULL is empty. *Lifetime*: the fields only within
    /// the visit.
    std::size_t read(const table& t, std::int64_t after, std::size_t most, const on_row& visit) const;

    /// Another number whenever somebody else has written to the file since.
    [[nodiscard]] std::int64_t state() const;

private:
    struct body;
    std::unique_ptr<body> body_;
};

} // namespace almon::inline v0::store
