// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/directory.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <almon/core/system_error.hpp>

#include "file.hpp"
#include "hash.hpp"

namespace almon::inline v0::operators {

namespace {

using detail::header;
using detail::section;

header header_of(std::span<const std::byte> bytes) noexcept {
    header h;
    std::memcpy(static_cast<void*>(&h), bytes.data(), sizeof h);
    return h;
}

/// A file mapped read-only.
class mapping {
public:
    explicit mapping(int fd, std::size_t size) noexcept : size_(size) {
        void* const at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
        if (at != MAP_FAILED) data_ = at;
    }
    mapping(const mapping&) = delete;
    mapping& operator=(const mapping&) = delete;
    ~mapping() {
        if (data_) ::munmap(data_, size_);
    }
    [[nodiscard]] bool good() const noexcept { return data_; }
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept {
        return {static_cast<const std::byte*>(data_), size_};
    }

private:
    void* data_ = nullptr;
    std::size_t size_;
};

/// The section as records; nothing where it does not lie within the file or is not made of such records.
template <class T>
std::optional<std::span<const T>> records(std::span<const std::byte> file, const section& s) noexcept {
    if (s.offset < sizeof(header) || s.offset > file.size() || s.bytes > file.size() - s.offset) return std::nullopt;
    if (s.offset % alignof(std::uint64_t) != 0 || s.bytes % sizeof(T) != 0) return std::nullopt;
    return std::span(reinterpret_cast<const T*>(file.data() + s.offset), s.bytes / sizeof(T));
}

/// Reads string references, and remembers whether one led out of the section.
struct string_reader {
    std::string_view all;
    bool good = true;

    std::string_view operator()(detail::string_ref r) noexcept {
        if (r.offset <= all.size() && r.length <= all.size() - r.offset) return all.substr(r.offset, r.length);
        good = false;
        return {};
    }
};

std::size_t count_words(std::string_view text) noexcept {
    return text.empty() ? 0 : static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

void add_words(std::string_view text, std::vector<std::string_view>& out) {
    while (!text.empty()) {
        const std::size_t space = text.find(' ');
        out.push_back(text.substr(0, space));
        text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
        if (space != std::string_view::npos && text.empty()) out.emplace_back(); // a space at the end: one word more
    }
}

/// What the first bytes say; an error where this cannot be a snapshot of ours, whole.
result<void> check_header(std::span<const std::byte> bytes) noexcept {
    if (bytes.size() < sizeof detail::snapshot_magic ||
        std::memcmp(bytes.data(), detail::snapshot_magic, sizeof detail::snapshot_magic) != 0)
        return errc::not_a_snapshot;
    if (bytes.size() < sizeof(header)) return errc::truncated;
    const header h = header_of(bytes);
    if (h.version != detail::snapshot_version) return errc::unsupported_version;
    if (h.header_hash != detail::hash64(bytes.first(offsetof(header, header_hash)))) return errc::corrupted;
    if (h.header_bytes != sizeof(header)) return errc::corrupted;
    if (h.file_bytes != bytes.size()) return errc::truncated;
    return {};
}

} // namespace

result<directory> directory::open(const std::string& path) {
    const detail::descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0) return meaning_of_errno(errno);
    struct stat about {};
    if (::fstat(file.get(), &about) != 0) return core_errc::io;
    if (!S_ISREG(about.st_mode) || about.st_size <= 0) return errc::not_a_snapshot;
    const auto mapped = std::make_shared<const mapping>(file.get(), static_cast<std::size_t>(about.st_size));
    if (!mapped->good()) return core_errc::io;
    result<directory> opened = view(mapped->bytes());
    if (opened) opened->mapping_ = mapped;
    return opened;
}

result<directory> directory::view(std::span<const std::byte> snapshot) {
    if (reinterpret_cast<std::uintptr_t>(snapshot.data()) % alignof(std::uint64_t) != 0)
        return core_errc::invalid_argument;
    if (const result<void> good = check_header(snapshot); !good) return good.error();
    directory d;
    d.bytes_ = snapshot;
    if (const result<void> good = d.read_tables(); !good) return good.error();
    return d;
}

result<void> directory::read_tables() {
    const header h = header_of(bytes_);
    const auto planes = records<detail::plane>(bytes_, h.sections[detail::planes]);
    const auto blocks = records<std::uint32_t>(bytes_, h.sections[detail::blocks]);
    const auto starts = records<std::uint16_t>(bytes_, h.sections[detail::starts]);
    const auto holders = records<std::uint32_t>(bytes_, h.sections[detail::holders]);
    const auto origins = records<detail::origin>(bytes_, h.sections[detail::origins]);
    const auto operators = records<detail::operator_record>(bytes_, h.sections[detail::operators]);
    const auto regions = records<detail::region_record>(bytes_, h.sections[detail::regions]);
    const auto sources = records<detail::source_record>(bytes_, h.sections[detail::sources]);
    const auto strings = records<char>(bytes_, h.sections[detail::strings]);
    if (!planes || !blocks || !starts || !holders || !origins || !operators || !regions || !sources || !strings)
        return errc::corrupted;
    if (starts->size() != holders->size() || starts->size() != origins->size() || starts->size() >= detail::split_bit ||
        operators->size() > 0xFFFF || regions->size() > 0xFFFF || sources->size() > 0xFFFF || planes->size() > 0xFFFF)
        return errc::corrupted;
    const section& searched = h.sections[detail::starts]; // a search reads some starts beyond its block
    if (bytes_.size() - searched.offset - searched.bytes < detail::search_width * sizeof(std::uint16_t))
        return errc::corrupted;
    for (const detail::plane& p : *planes) // the entry after the last block is read too
        if (p.first_block >= blocks->size() || p.block_count >= blocks->size() - p.first_block) return errc::corrupted;
    planes_ = *planes;
    blocks_ = *blocks;
    starts_ = starts->data();
    holders_ = holders->data();
    origins_ = origins->data();
    range_count_ = static_cast<std::uint32_t>(starts->size());

    string_reader text{std::string_view(strings->data(), strings->size())};
    std::size_t words = 0;
    for (const detail::region_record& r : *regions) words += count_words(text(r.codes)) + count_words(text(r.zones));
    if (words > strings->size() + 2 * regions->size()) return errc::corrupted; // texts that share bytes: not ours
    words_.reserve(words); // the regions' spans point into it: it must never move
    operators_.reserve(operators->size());
    for (const detail::operator_record& r : *operators)
        operators_.push_back({text(r.name), text(r.inn), text(r.brand), text(r.key)});
    regions_.reserve(regions->size());
    for (const detail::region_record& r : *regions) {
        const std::size_t codes = words_.size();
        add_words(text(r.codes), words_);
        const std::size_t zones = words_.size();
        add_words(text(r.zones), words_);
        const std::span<const std::string_view> all(words_);
        regions_.push_back({text(r.text), text(r.name), all.subspan(codes, zones - codes), all.subspan(zones)});
    }
    sources_.reserve(sources->size());
    for (const detail::source_record& r : *sources)
        sources_.push_back({text(r.file), text(r.date), r.rows, r.repaired, r.rejected});
    if (!text.good) return errc::corrupted;
    return {};
}

void directory::lookup(std::span<const number> numbers, std::span<std::optional<assignment>> answers) const noexcept {
    constexpr std::size_t group = 16;
    const std::size_t count = std::min(numbers.size(), answers.size());
    std::array<const std::uint32_t*, group> entries{};
    std::array<std::uint16_t, group> within{};
    for (std::size_t begin = 0; begin < count; begin += group) {
        const std::size_t size = std::min(group, count - begin);
        for (std::size_t i = 0; i < size; ++i) {
            entries[i] = nullptr;
            for (const detail::plane& p : planes_) {
                const std::uint64_t from_first = numbers[begin + i].value() - p.first;
                if (from_first / detail::block_size >= p.block_count) continue;
                entries[i] = blocks_.data() + p.first_block + from_first / detail::block_size;
                within[i] = static_cast<std::uint16_t>(from_first % detail::block_size);
                __builtin_prefetch(entries[i]);
                break;
            }
        }
        for (std::size_t i = 0; i < size; ++i) {
            if (!entries[i]) continue;
            const std::uint32_t first = *entries[i] & ~detail::split_bit;
            __builtin_prefetch(holders_ + first);
            if (*entries[i] & detail::split_bit) __builtin_prefetch(starts_ + first + 1);
        }
        for (std::size_t i = 0; i < size; ++i) {
            std::uint32_t range = detail::nobody;
            if (entries[i] && !(*entries[i] & detail::split_bit)) range = *entries[i];
            else if (entries[i])
                range =
                    range_in_block(entries[i][0] & ~detail::split_bit, entries[i][1] & ~detail::split_bit, within[i]);
            answers[begin + i] = answer(range);
        }
    }
}

std::optional<origin> directory::origin_of(const assignment& a) const noexcept {
    if (a.range >= range_count_ || a.range + 1 >= range_count_) return std::nullopt;
    const detail::origin& o = origins_[a.range];
    const std::uint64_t next = origins_[a.range + 1].first;
    if (o.source >= sources_.size() || next <= o.first) return std::nullopt;
    return origin{sources_.data() + o.source, o.row, o.first, next - 1};
}

result<void> directory::verify() const noexcept {
    const header h = header_of(bytes_);
    if (h.content_hash != detail::hash64(bytes_.subspan(sizeof(header)))) return errc::hash_mismatch;
    std::uint64_t numbers = 0;
    for (std::uint32_t i = 0; i < range_count_; ++i) {
        if (starts_[i] != origins_[i].first % detail::block_size) return errc::corrupted;
        if (holders_[i] == detail::nobody) continue;
        if (i + 1 >= range_count_ || origins_[i + 1].first <= origins_[i].first || !answer(i) ||
            origins_[i].source >= sources_.size())
            return errc::corrupted;
        numbers += origins_[i + 1].first - origins_[i].first;
    }
    if (numbers != h.numbers) return errc::corrupted;
    for (const detail::plane& p : planes_)
        for (std::uint64_t b = 0; b < p.block_count; ++b) {
            const std::uint64_t begin = p.first + b * detail::block_size;
            const std::uint32_t entry = blocks_[p.first_block + b];
            const std::uint32_t range = entry & ~detail::split_bit;
            if (range + 1 >= range_count_ || origins_[range].first > begin || origins_[range + 1].first <= begin)
                return errc::corrupted;
            const bool split = origins_[range + 1].first < begin + detail::block_size;
            if (split != ((entry & detail::split_bit) != 0)) return errc::corrupted;
        }
    return {};
}

instant directory::built() const noexcept {
    return instant(microseconds(header_of(bytes_).built));
}

std::uint64_t directory::numbers() const noexcept {
    return header_of(bytes_).numbers;
}

} // namespace almon::inline v0::operators
