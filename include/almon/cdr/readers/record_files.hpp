// SPDX-License-Identifier: BSL-1.0
#pragma once

// Several files of records, read side by side in the records' own time: what they say about one call comes together,
// whatever their size, and in whatever order they are named. Compressed ones are unpacked on the way (`input_file`).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>

namespace almon::inline v0::cdr {

/// Records that stand in no text: a table of a database, row by row in the order in which they were written.
class record_table {
public:
    virtual ~record_table() = default;
    /// The number that its evidence is to carry as `evidence::file`.
    virtual void set_number(std::uint32_t number) = 0;
    /// Gives some rows; false once there are no more. What cannot be read throws `store_error`.
    virtual bool read_some(evidence_sink& out) = 0;
};

/// Opens a database's tables of records, read with `how`, whose name is the path's, or that of the pipe or the compressed
/// file whose copy lies there for the time of the call; none where it holds no such tables, and nothing where the file is no
/// database. `office::record_tables` opens those of SQLite.
using table_opener = std::function<std::optional<std::vector<std::unique_ptr<record_table>>>(
    const std::string& path, const source& how, const reader::on_diagnostic& tell)>;

/// *Threads*: one at a time. *Fork*: the child must not go on reading.
class record_files {
public:
    struct settings {
        std::optional<format> from;       ///< of all files; nothing: each is recognised by its beginning
        time_zone zone;                   ///< of times that are written without one
        std::vector<std::string> columns; ///< as `source::columns`
        table_opener open_tables;         ///< empty: databases are not read
    };

    /// `-` is standard input. `bad_record` is told of records, `bad_file` of files that cannot be read at all:
    /// `core.not_found`, `core.io`, `cdr.empty_file`, `cdr.unknown_format`, `cdr.unknown_compression`, `cdr.damaged_archive`
    /// (after what came before the damage); the others are read all the same.
    record_files(std::vector<std::string> paths, settings how, reader::on_diagnostic bad_record,
                 reader::on_diagnostic bad_file);
    ~record_files();
    record_files(record_files&&) noexcept;
    record_files& operator=(record_files&&) noexcept;

    /// Reads on in the file that is furthest behind. False once all are read: then the assembler may finish. What a
    /// callback threw comes out of the next reading, of `finish` or of `amend_late`, each of which may be called again.
    [[nodiscard]] bool read_some(assembler& out);

    /// After `out.finish()`: reports the records that came too late for their calls (`cdr.late_record`), reads the files
    /// once more for these calls, if there are any, and tells them whole. Pipes cannot be read twice: their late records
    /// are left out.
    void amend_late(assembler& out, const assembler::on_version& tell);

    [[nodiscard]] std::uint64_t bytes_read() const noexcept;
    /// Of all files together; nothing where one of them is a pipe.
    [[nodiscard]] std::optional<std::uint64_t> bytes_in_all() const noexcept;

private:
    struct body;
    std::unique_ptr<body> body_;
};

} // namespace almon::inline v0::cdr
