// SPDX-License-Identifier: BSL-1.0
#include "unpacked_copy.hpp"

#include <cerrno>
#include <filesystem>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <almon/core/error.hpp>
#include <almon/core/system_error.hpp>
#include <almon/core/write_all.hpp>

namespace almon::inline v0::cdr {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view magic = "SQLite format 3\0"sv;

/// The bytes of the header that say whether a write-ahead log belongs to the file. None came with it.
constexpr std::size_t written_as = 18, read_as = 19;
constexpr char without_log = 1;

std::optional<error> copy(std::string_view beginning, input_file& rest, int to) {
    std::string head(beginning);
    if (head.size() > read_as) head[written_as] = head[read_as] = without_log;
    if (!write_all(to, head)) return meaning_of_errno(errno);
    std::vector<char> block(std::size_t{1} << 16);
    for (;;) {
        const auto n = rest.read(block);
        if (!n) return n.error();
        if (*n == 0) return std::nullopt;
        if (!write_all(to, {block.data(), *n})) return meaning_of_errno(errno);
    }
}

} // namespace

bool begins_as_database(std::string_view beginning) noexcept {
    return beginning.starts_with(magic);
}

result<unpacked_copy> unpacked_copy::of(std::string_view beginning, input_file& rest) {
    std::error_code none;
    std::string path = (std::filesystem::temp_directory_path(none) / "almon-XXXXXX").string();
    const int handle = ::mkostemp(path.data(), O_CLOEXEC);
    if (handle < 0) return meaning_of_errno(errno);
    unpacked_copy made(std::move(path));
    const std::optional<error> failed = copy(beginning, rest, handle);
    ::close(handle);
    if (failed) return *failed;
    return made;
}

unpacked_copy::~unpacked_copy() {
    if (!path_.empty()) ::unlink(path_.c_str());
}

} // namespace almon::inline v0::cdr
