// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/input_file.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <almon/cdr/error.hpp>

namespace almon::inline v0::cdr {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view gzip_magic = "\x1F\x8B"sv;
/// What others begin with: named, and left to their own programs.
constexpr std::string_view others[] = {"BZh"sv,
                                       "\xFD"
                                       "7zXZ\0"sv,
                                       "\x28\xB5\x2F\xFD"sv, "PK\x03\x04"sv};
constexpr std::size_t longest_magic = 6;

constexpr std::size_t packed_size = std::size_t{1} << 16;
constexpr int gzip_only = 15 + 16; // the largest window, and a gzip header

} // namespace

struct input_file::body {
    explicit body(int h) : handle(h) {
        struct stat about {};
        if (::fstat(handle, &about) == 0 && S_ISREG(about.st_mode)) size = static_cast<std::uint64_t>(about.st_size);
    }
    ~body() {
        if (unpacking) ::inflateEnd(&stream);
        if (handle > STDIN_FILENO) ::close(handle);
    }
    body(const body&) = delete;
    body& operator=(const body&) = delete;

    result<std::size_t> read_bytes(char* to, std::size_t most);
    result<std::size_t> begin(std::span<char> block);
    result<std::size_t> unpack(std::span<char> block);
    result<bool> fill();

    int handle;
    std::optional<std::uint64_t> size;
    std::uint64_t taken = 0;
    bool begun = false, unpacking = false;
    bool member_over = false; // a file of gzip may hold several, one behind the other
    bool padding = false;     // behind the last of them
    std::string packed;
    z_stream stream{};
};

result<std::size_t> input_file::body::read_bytes(char* to, std::size_t most) {
    for (;;) {
        const ssize_t n = ::read(handle, to, most);
        if (n >= 0) {
            taken += static_cast<std::size_t>(n);
            return static_cast<std::size_t>(n);
        }
        if (errno != EINTR) return core_errc::io;
    }
}

/// The first bytes, and what they tell: a pipe may give them one by one.
result<std::size_t> input_file::body::begin(std::span<char> block) {
    begun = true;
    std::size_t have = 0;
    for (std::size_t n = 1; n > 0 && have < std::min(longest_magic, block.size()); have += n) {
        const auto got = read_bytes(block.data() + have, block.size() - have);
        if (!got) return got;
        n = *got;
    }
    const std::string_view head(block.data(), have);
    for (const std::string_view other : others)
        if (head.starts_with(other)) return errc::unknown_compression;
    if (!head.starts_with(gzip_magic)) return have;
    if (::inflateInit2(&stream, gzip_only) != Z_OK) return core_errc::no_memory;
    unpacking = true;
    packed.reserve(std::max(packed_size, have));
    packed = head;
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    return unpack(block);
}

/// More of the packed bytes; false at their end.
result<bool> input_file::body::fill() {
    packed.resize(packed_size);
    const auto got = read_bytes(packed.data(), packed.size());
    if (!got) return got.error();
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(*got);
    return *got > 0;
}

result<std::size_t> input_file::body::unpack(std::span<char> block) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    while (stream.avail_out == block.size()) {
        if (stream.avail_in == 0) {
            const auto more = fill();
            if (!more) return more.error();
            if (!*more && member_over) return std::size_t{0};
            if (!*more) return errc::damaged_archive; // cut off
        }
        if (member_over) {
            // what is no other member is the padding of a tape, as gzip takes it, and so is all that follows
            padding = padding || *stream.next_in != static_cast<unsigned char>(gzip_magic[0]);
            if (padding) {
                stream.avail_in = 0;
                continue;
            }
            if (::inflateReset(&stream) != Z_OK) return errc::damaged_archive;
            member_over = false;
        }
        const int code = ::inflate(&stream, Z_NO_FLUSH);
        if (code == Z_STREAM_END) member_over = true;
        else if (code != Z_OK && code != Z_BUF_ERROR) {
            // what came out before the damage is good as far as anybody can tell, and is given first
            if (stream.avail_out < block.size()) break;
            return errc::damaged_archive;
        }
    }
    return block.size() - stream.avail_out;
}

result<input_file> input_file::open(const std::string& path) {
    const int handle = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return errno == ENOENT ? core_errc::not_found : core_errc::io;
    return input_file(std::make_unique<body>(handle));
}

input_file::input_file(std::unique_ptr<body> b) : body_(std::move(b)) {}
input_file::~input_file() = default;
input_file::input_file(input_file&&) noexcept = default;
input_file& input_file::operator=(input_file&&) noexcept = default;

result<std::size_t> input_file::read(std::span<char> block) {
    if (!body_->begun) return body_->begin(block);
    if (body_->unpacking) return body_->unpack(block);
    return body_->read_bytes(block.data(), block.size());
}

std::optional<std::uint64_t> input_file::size() const noexcept {
    return body_->size;
}

std::uint64_t input_file::taken() const noexcept {
    return body_->taken;
}

} // namespace almon::inline v0::cdr
