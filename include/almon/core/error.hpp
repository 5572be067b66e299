// SPDX-License-Identifier: BSL-1.0
#pragma once

// What went wrong, in codes that C++, C, Python, PHP and the command line share.
//
// Each module has its own `enum class errc` with numbers of its own hundred, and a table that gives every
// enumerator its stable name, cause and cure. An `error` is one row of such a table plus the byte offset at which
// reading stopped. It holds no text of the input, so that no message can leak a phone number.
//
//     namespace almon::inline v0::numbering {
//     enum class errc : std::uint16_t { empty = 101, ... };
//     inline constexpr error_info errc_table[] = {{101, "numbering.empty", "no text was given"}, ...};
//     constexpr const error_info& describe(errc e) noexcept { return find_error(errc_table, e); }
//     }

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace almon::inline v0 {

/// One row of a module's error table. Names and numbers never change their meaning once released.
struct error_info {
    std::uint16_t number;   ///< unique in the whole library: the module's hundred plus a running number
    std::string_view name;  ///< `module.what`, the code that all languages show
    std::string_view cause; ///< one sentence: what is wrong and what would be right
};

/// The row of `table` that describes `code`; the first row where the table lacks it (a unit test forbids that).
template <class Errc, std::size_t N>
[[nodiscard]] constexpr const error_info& find_error(const error_info (&table)[N], Errc code) noexcept {
    for (const error_info& row : table)
        if (row.number == static_cast<std::uint16_t>(code)) return row;
    return table[0];
}

/// An error enum of a module: `describe(code)` gives its row.
template <class T>
concept error_enum = requires(T code) {
    { describe(code) } -> std::same_as<const error_info&>;
};

inline constexpr error_info no_error = {0, "core.ok", "nothing is wrong"};

/// A module's error code and the place where it was found. Two words, trivially copyable.
class error {
public:
    /// No error: what `result::error()` of a good result says.
    constexpr error() noexcept : info_(&no_error) {}
    /// The error `code`, found at byte `offset` of the input (0 where the input as a whole is meant).
    template <error_enum Errc>
    constexpr error(Errc code, std::size_t offset = 0) noexcept // NOLINT: implicit, so that `return errc::x;` works
        : info_(&describe(code)), offset_(static_cast<std::uint32_t>(offset)) {}

    /// The stable number.
    [[nodiscard]] constexpr std::uint16_t number() const noexcept { return info_->number; }
    /// The stable name, `module.what`.
    [[nodiscard]] constexpr std::string_view code() const noexcept { return info_->name; }
    /// Cause and cure in one sentence. Never holds a phone number.
    [[nodiscard]] constexpr std::string_view message() const noexcept { return info_->cause; }
    /// The byte at which reading stopped.
    [[nodiscard]] constexpr std::size_t offset() const noexcept { return offset_; }

    /// The same error, found at another byte.
    [[nodiscard]] constexpr error at(std::size_t offset) const noexcept {
        error moved = *this;
        moved.offset_ = static_cast<std::uint32_t>(offset);
        return moved;
    }

    /// Two errors are equal when their codes are, wherever they were found.
    friend constexpr bool operator==(const error& a, const error& b) noexcept { return a.number() == b.number(); }
    template <error_enum Errc>
    friend constexpr bool operator==(const error& a, Errc b) noexcept {
        return a.number() == static_cast<std::uint16_t>(b);
    }

private:
    const error_info* info_;
    std::uint32_t offset_ = 0;
};

/// Thrown when the value of a failed `result` is read.
class failure : public std::runtime_error {
public:
    explicit failure(const error& e)
        : std::runtime_error(std::string(e.code()) + ": " + std::string(e.message())), error_(e) {}
    [[nodiscard]] const error& reason() const noexcept { return error_; }

private:
    error error_;
};

/// Errors of the parts that every module uses.
enum class core_errc : std::uint16_t {
    io = 1,
    not_found = 2,
    no_space = 3,
    unknown_time_zone = 4,
    malformed_time = 5,
    invalid_argument = 6,
    no_entropy = 7,
    no_memory = 8,
    no_permission = 9,
    is_directory = 10,
};

inline constexpr error_info core_errc_table[] = {
    {1, "core.io",
     "reading or writing a file failed: the disk, the device or the network file system; see the system's log"},
    {2, "core.not_found", "there is no such file or folder"},
    {3, "core.no_space", "the disk is full; what was there before is unchanged"},
    {4, "core.unknown_time_zone", "not a time zone of the system's tz database; write one like Europe/Moscow"},
    {5, "core.malformed_time", "not a time as RFC 3339 writes it, like 2026-11-22T00:38:19+03:00"},
    {6, "core.invalid_argument", "the argument is outside what the function takes"},
    {7, "core.no_entropy", "the system gave no random bytes"},
    {8, "core.no_memory", "the system gave no memory"},
    {9, "core.no_permission", "this user may not read or write it; see the permissions of file and folder"},
    {10, "core.is_directory", "this is a folder, and a file is needed"},
};

constexpr const error_info& describe(core_errc code) noexcept {
    return find_error(core_errc_table, code);
}

/// A resource that almon needs is broken (database, disk): thrown, because no caller can go on as if it were there.
class store_error : public failure {
public:
    using failure::failure;
};

} // namespace almon::inline v0
