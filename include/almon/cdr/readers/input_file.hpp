// SPDX-License-Identifier: BSL-1.0
#pragma once

// The bytes of a file or pipe, unpacked on the way where it is compressed: rotated logs are. What it is compressed with
// is told by its first bytes, whatever its name.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <almon/core/result.hpp>

namespace almon::inline v0::cdr {

class input_file {
public:
    /// `-` is standard input, which stays open. Errors: `core.not_found`, `core.io`.
    [[nodiscard]] static result<input_file> open(const std::string& path);
    ~input_file();
    input_file(input_file&&) noexcept;
    input_file& operator=(input_file&&) noexcept;

    /// Fills at most `block` and says how much; 0 at the end. Errors: `core.io`, `cdr.damaged_archive` (what was read
    /// before is good), `cdr.unknown_compression` (or unpacking it would take more than 128 MB).
    [[nodiscard]] result<std::size_t> read(std::span<char> block);

    /// How large the file is, packed; nothing for a pipe.
    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept;
    /// How much of that was read.
    [[nodiscard]] std::uint64_t taken() const noexcept;

    /// What this build unpacks: `gzip`, and `xz`, `zstd`, `bzip2` where their libraries were found.
    [[nodiscard]] static std::span<const std::string_view> compressions() noexcept;

    /// What a file that begins so is compressed with; empty for none of these.
    [[nodiscard]] static std::string_view compression_of(std::string_view beginning) noexcept;

    /// Whether a file's name ends as those of compressed files do: `.gz`, `.xz`, `.zst`, `.bz2`, `.zip`.
    [[nodiscard]] static bool is_named_as_packed(std::string_view name) noexcept;

private:
    struct body;
    explicit input_file(std::unique_ptr<body> b);
    std::unique_ptr<body> body_;
};

} // namespace almon::inline v0::cdr
