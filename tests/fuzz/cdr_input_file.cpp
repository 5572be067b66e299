// SPDX-License-Identifier: BSL-1.0
// Whatever bytes a file holds: they are given as they are, unpacked, or refused, the same in pieces of any size.
#include <almon/cdr/readers/input_file.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

namespace {

constexpr std::size_t enough = std::size_t{1} << 18; // a bomb is not unpacked to its end here

struct outcome {
    std::string bytes;
    std::uint16_t error = 0;
};

outcome read_all(const std::string& path, std::size_t block) {
    outcome out;
    auto file = almon::cdr::input_file::open(path);
    if (!file) std::abort();
    std::vector<char> room(block);
    while (out.bytes.size() < enough) {
        const auto n = file->read(room);
        if (!n) {
            out.error = n.error().number();
            break;
        }
        if (*n == 0) break;
        if (*n > block) std::abort();
        out.bytes.append(room.data(), *n);
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int handle = ::memfd_create("fuzz", MFD_CLOEXEC);
    if (handle < 0 || ::write(handle, data, size) != static_cast<ssize_t>(size)) std::abort();
    const std::string path = "/proc/self/fd/" + std::to_string(handle);
    outcome whole = read_all(path, 65536), pieces = read_all(path, 61);
    ::close(handle);
    if (whole.bytes.size() < enough && pieces.bytes.size() < enough) {
        if (whole.error != pieces.error) std::abort();
        // of a damaged archive what lies just before the damage may be given or not; of a good one, everything
        if (whole.error == 0 && whole.bytes != pieces.bytes) std::abort();
    }
    const std::size_t both = std::min(whole.bytes.size(), pieces.bytes.size());
    if (whole.bytes.compare(0, both, pieces.bytes, 0, both) != 0) std::abort();
    return 0;
}
