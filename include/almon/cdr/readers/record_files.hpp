// SPDX-License-Identifier: BSL-1.0
#pragma once

// Several files of records, read side by side in the records' own time: what they say about one call comes together,
// whatever their size, and in whatever order they are named.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>

namespace almon::inline v0::cdr {

/// *Threads*: one at a time. *Fork*: the child must not go on reading.
class record_files {
public:
    struct settings {
        std::optional<format> from;       ///< of all files; nothing: each is recognised by its beginning
        time_zone zone;                   ///< of times that are written without one
        std::vector<std::string> columns; ///< of asterisk_cdr_custom; empty to infer them
    };

    /// `-` is standard input. `bad_record` is told of records, `bad_file` of files that cannot be read at all:
    /// `core.not_found`, `core.io`, `cdr.empty_file`, `cdr.unknown_format`; the others are read all the same.
    record_files(std::vector<std::string> paths, settings how, reader::on_diagnostic bad_record,
                 reader::on_diagnostic bad_file);
    ~record_files();
    record_files(record_files&&) noexcept;
    record_files& operator=(record_files&&) noexcept;

    /// Reads on in the file that is furthest behind. False once all are read: then the assembler may finish.
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
