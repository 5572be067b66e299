// SPDX-License-Identifier: BSL-1.0
#include "packed_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <almon/cdr/readers/input_file.hpp>
#include <almon/core/write_all.hpp>

#include "tail_file.hpp"

namespace almon::cli {

namespace {

/// Unpacks everything, if it begins as it should.
bool copy(cdr::input_file& from, int to, std::uint64_t head, std::uint64_t hash) {
    std::vector<char> block(std::size_t{1} << 18);
    std::string beginning;
    bool known = head == 0;
    for (;;) {
        const auto n = from.read(block);
        if (!n || (*n == 0 && !known)) return false;
        if (*n == 0) return true;
        const std::string_view bytes(block.data(), *n);
        if (!known) {
            beginning += bytes.substr(0, static_cast<std::size_t>(head) - beginning.size());
            known = beginning.size() == head;
            if (known && head_hash(beginning) != hash) return false;
        }
        if (!write_all(to, bytes)) return false;
    }
}

} // namespace

int unpack(const std::string& path, std::uint64_t head, std::uint64_t hash) {
    auto packed = cdr::input_file::open(path);
    if (!packed) return -1;
    std::string name = (std::filesystem::temp_directory_path() / "almon-XXXXXX").string();
    const int handle = ::mkostemp(name.data(), O_CLOEXEC);
    if (handle < 0) return -1;
    ::unlink(name.c_str());
    if (copy(*packed, handle, head, hash)) return handle;
    ::close(handle);
    return -1;
}

} // namespace almon::cli
