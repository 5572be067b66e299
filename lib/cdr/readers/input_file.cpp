// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/input_file.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <almon/cdr/error.hpp>
#include <almon/core/system_error.hpp>

#include "unpacker.hpp"

namespace almon::inline v0::cdr {

namespace {

using namespace std::string_view_literals;

struct compression {
    std::string_view name, ending, magic;
    unpacker_maker make; ///< none where this build does not know how: it is named, and left to its own program
};

constexpr compression compressions[] = {
    {"gzip", ".gz", "\x1F\x8B"sv, make_gzip_unpacker},
    {"xz", ".xz",
     "\xFD"
     "7zXZ\0"sv,
     make_xz_unpacker},
    {"zstd", ".zst", "\x28\xB5\x2F\xFD"sv, make_zstd_unpacker},
    {"bzip2", ".bz2", "BZh"sv, make_bzip2_unpacker},
    {"zip", ".zip", "PK\x03\x04"sv, nullptr},
};
constexpr std::size_t longest_magic = 6;

/// Zstd's magic number where a file begins with a frame to be skipped, 0x184D2A50 to …5F, as those of `pzstd` do; any other
/// beginning as it is.
std::string_view without_skippable(std::string_view head) noexcept {
    const bool skippable = head.size() >= 4 && (static_cast<unsigned char>(head.front()) & 0xF0) == 0x50 &&
                           head.substr(1).starts_with("\x2A\x4D\x18"sv);
    return skippable ? "\x28\xB5\x2F\xFD"sv : head;
}

const compression* begins_as(std::string_view head) noexcept {
    head = without_skippable(head);
    const auto* const found = std::find_if(std::begin(compressions), std::end(compressions),
                                           [head](const compression& c) { return head.starts_with(c.magic); });
    return found == std::end(compressions) ? nullptr : found;
}

constexpr std::size_t packed_size = std::size_t{1} << 16;

} // namespace

struct input_file::body {
    explicit body(int h) : handle(h) {
        struct stat about {};
        if (::fstat(handle, &about) == 0 && S_ISREG(about.st_mode)) size = static_cast<std::uint64_t>(about.st_size);
    }
    ~body() {
        if (handle > STDIN_FILENO) ::close(handle);
    }
    body(const body&) = delete;
    body& operator=(const body&) = delete;

    result<std::size_t> read_bytes(char* to, std::size_t most);
    result<std::size_t> begin(std::span<char> block);
    result<std::size_t> unpack(std::span<char> block);
    result<bool> fill();
    result<bool> begin_member();

    int handle;
    std::optional<std::uint64_t> size;
    std::uint64_t taken = 0;
    bool begun = false;

    std::unique_ptr<unpacker> packing;
    std::vector<char> room;   // packed bytes
    std::string_view packed;  // those of them that are left
    bool may_hold = false;    // the last block was filled: more may come out of what was taken already
    bool member_over = false; // a file may hold several, one behind the other
    bool at_rest = false;     // behind the last of them, in what is none
    std::optional<error> failed{};
};

result<std::size_t> input_file::body::read_bytes(char* to, std::size_t most) {
    for (;;) {
        const ssize_t n = ::read(handle, to, most);
        if (n >= 0) {
            taken += static_cast<std::size_t>(n);
            return static_cast<std::size_t>(n);
        }
        if (errno != EINTR) return meaning_of_errno(errno);
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
    const compression* const how = begins_as(head);
    if (!how) return have;
    if (!how->make) return errc::unknown_compression;
    packing = how->make();
    if (!packing) return core_errc::no_memory;
    room.resize(std::max(packed_size, have));
    std::copy(head.begin(), head.end(), room.begin());
    packed = {room.data(), have};
    return unpack(block);
}

/// More of the packed bytes, behind those that are left; false at their end.
result<bool> input_file::body::fill() {
    std::copy(packed.begin(), packed.end(), room.begin());
    const auto got = read_bytes(room.data() + packed.size(), room.size() - packed.size());
    if (!got) return got.error();
    packed = {room.data(), packed.size() + *got};
    return *got > 0;
}

/// What stands behind a member: padding, which is skipped, and another one perhaps. False where it is neither.
result<bool> input_file::body::begin_member() {
    if (!packing->ignores_rest()) packed.remove_prefix(std::min(packed.find_first_not_of('\0'), packed.size()));
    if (packed.empty()) return true;
    while (packed.size() < unpacker::beginning) {
        const auto more = fill();
        if (!more) return more.error();
        if (!*more) break;
    }
    if (!at_rest && packing->begins_with(packed)) {
        member_over = false;
        return packing->begin_again();
    }
    at_rest = true;
    packed = {};
    return packing->ignores_rest();
}

result<std::size_t> input_file::body::unpack(std::span<char> block) {
    std::span<char> left = block;
    while (left.size() == block.size()) {
        if (failed) return *failed;
        if (packed.empty() && !may_hold) {
            const auto more = fill();
            if (!more) return more.error();
            if (!*more && member_over) return std::size_t{0};
            if (!*more) return errc::damaged_archive; // cut off
        }
        if (member_over) {
            const auto begun_or_skipped = begin_member();
            if (!begun_or_skipped) return begun_or_skipped.error();
            if (!*begun_or_skipped) failed = errc::damaged_archive;
            continue;
        }
        // what came out before the damage is good as far as anybody can tell, and is given first
        switch (packing->run(packed, left)) {
        case unpacker::state::more: break;
        case unpacker::state::over: member_over = true; break;
        case unpacker::state::damaged: failed = errc::damaged_archive; break;
        case unpacker::state::too_large: failed = errc::unknown_compression; break;
        }
        may_hold = left.empty() && !member_over;
    }
    return block.size() - left.size();
}

std::span<const std::string_view> input_file::compressions() noexcept {
    // not constexpr: under UBSan GCC 12 takes no function's address for a constant
    static const auto known = [] {
        struct {
            std::array<std::string_view, std::size(cdr::compressions)> names;
            std::size_t count = 0;
        } all;
        for (const compression& c : cdr::compressions)
            if (c.make) all.names[all.count++] = c.name;
        return all;
    }();
    return {known.names.data(), known.count};
}

std::string_view input_file::compression_of(std::string_view beginning) noexcept {
    const compression* const found = begins_as(beginning);
    return found && found->make ? found->name : std::string_view();
}

bool input_file::is_named_as_packed(std::string_view name) noexcept {
    return std::any_of(std::begin(cdr::compressions), std::end(cdr::compressions),
                       [name](const compression& c) { return name.ends_with(c.ending); });
}

result<input_file> input_file::open(const std::string& path) {
    const int handle = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return meaning_of_errno(errno);
    return input_file(std::make_unique<body>(handle));
}

input_file::input_file(std::unique_ptr<body> b) : body_(std::move(b)) {}
input_file::~input_file() = default;
input_file::input_file(input_file&&) noexcept = default;
input_file& input_file::operator=(input_file&&) noexcept = default;

result<std::size_t> input_file::read(std::span<char> block) {
    if (!body_->begun) return body_->begin(block);
    if (body_->packing) return body_->unpack(block);
    return body_->read_bytes(block.data(), block.size());
}

std::optional<std::uint64_t> input_file::size() const noexcept {
    return body_->size;
}

std::uint64_t input_file::taken() const noexcept {
    return body_->taken;
}

} // namespace almon::inline v0::cdr
