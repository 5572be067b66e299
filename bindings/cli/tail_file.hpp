// SPDX-License-Identifier: BSL-1.0
#pragma once

// One open file that grows: its bytes to a reader, and for each line the place where reading again can begin.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/reader.hpp>

#include "follow_state.hpp"

namespace almon::cli {

struct follow_options;

/// What tells a file from another one that has its name.
struct file_identity {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::uint64_t head = 0, hash = 0; ///< how many of its first bytes, and their hash
    std::int64_t changed = 0;
};
/// The hash of first bytes.
[[nodiscard]] std::uint64_t head_hash(std::string_view bytes) noexcept;
/// `most`: how many first bytes count.
[[nodiscard]] file_identity identity_of(int handle, std::uint64_t most);

class tail_file {
public:
    /// Takes over `handle`. Reads from `from.offset` on; `format` where an earlier run knew it.
    tail_file(int handle, std::string name, const kept_file& from, std::optional<cdr::format> format,
              follow_options& options);
    ~tail_file();
    tail_file(const tail_file&) = delete;
    tail_file& operator=(const tail_file&) = delete;

    std::size_t read(cdr::assembler& calls, std::size_t most);
    void rest(cdr::assembler& calls);
    /// Nobody writes into it any more.
    void finish(cdr::assembler& calls);
    /// Goes on in another file with the same content.
    void move_to(int handle);

    /// The time of its newest record.
    [[nodiscard]] instant position() const noexcept { return newest_; }
    [[nodiscard]] bool was_truncated() const;
    [[nodiscard]] bool at_end_of_pipe() const noexcept { return closed_; }
    [[nodiscard]] bool is_regular() const noexcept { return regular_; }
    [[nodiscard]] bool is_finished() const noexcept { return finished_; }
    [[nodiscard]] std::uint32_t number() const noexcept { return kept_.number; }
    [[nodiscard]] int handle() const noexcept { return handle_; }
    [[nodiscard]] std::optional<cdr::format> format() const noexcept { return format_; }
    [[nodiscard]] const file_identity& identity() const noexcept { return identity_; }
    [[nodiscard]] std::chrono::steady_clock::duration quiet_for() const {
        return std::chrono::steady_clock::now() - touched_;
    }
    void touch() { touched_ = std::chrono::steady_clock::now(); }
    /// As it is now; its place as it was at the last `keep`.
    [[nodiscard]] kept_file describe();
    /// Where to begin again when `line` is the first that is needed; none: behind what is understood.
    [[nodiscard]] kept_file keep(std::optional<std::uint32_t> line);

private:
    struct mark {
        std::uint32_t line;
        std::uint64_t offset;
    };
    bool make_reader(std::string_view bytes);
    void feed(std::string_view bytes, cdr::assembler& calls);
    void feed_head();
    void count_lines(std::string_view bytes);
    void learn_head();

    int handle_;
    std::string name_;
    kept_file kept_; // number and place
    std::optional<cdr::format> format_;
    follow_options* options_;
    file_identity identity_;
    bool regular_ = true, closed_ = false, finished_ = false, refused_ = false, quiet_head_ = false;
    std::chrono::steady_clock::time_point touched_;

    instant newest_ = instant::min();
    std::unique_ptr<cdr::reader> reader_;
    std::string head_;          // until the format is known
    std::uint32_t base_ = 0;    // of the reader's line numbers
    std::uint64_t offset_ = 0;  // of the next byte to read
    std::uint64_t counted_ = 0; // lines are counted up to here
    std::uint64_t line_begin_ = 0;
    std::uint32_t line_ = 1;  // the one that begins there
    mark safe_{1, 0};         // everything before is evidence or was refused
    std::vector<mark> marks_; // a place every so often
    std::string block_;
};

} // namespace almon::cli
