// SPDX-License-Identifier: BSL-1.0
// Runs a fuzz body over its committed corpus, so that every input that once mattered is a unit test. Each file is also
// replayed cut off at some places and with some bytes flipped: cheap neighbours of what was hard before.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void replay(const std::vector<std::uint8_t>& bytes) {
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    const std::size_t step = bytes.size() < 64 ? 1 : bytes.size() / 64;
    for (std::size_t cut = 0; cut < bytes.size(); cut += step) LLVMFuzzerTestOneInput(bytes.data(), cut);
    std::vector<std::uint8_t> flipped = bytes;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        flipped[at] = static_cast<std::uint8_t>(flipped[at] ^ (1u << (at % 8)));
        LLVMFuzzerTestOneInput(flipped.data(), flipped.size());
        flipped[at] = bytes[at];
    }
}

} // namespace

int main(int argc, char** argv) {
    int files = 0;
    for (int i = 1; i < argc; ++i) {
        if (!std::filesystem::is_directory(argv[i])) continue;
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream in(entry.path(), std::ios::binary);
            replay({std::istreambuf_iterator<char>(in), {}});
            ++files;
        }
    }
    std::printf("%d corpus files replayed\n", files);
    return files ? 0 : 1; // a fuzz target without a corpus tests nothing
}
