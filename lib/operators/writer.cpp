// SPDX-License-Identifier: BSL-1.0
#include "writer.hpp"

#include <cstring>
#include <limits>

#include <almon/operators/error.hpp>

#include "hash.hpp"

namespace almon::inline v0::operators::detail {

namespace {

/// The partition of the numbers, in the order of the file's sections.
struct partition {
    std::vector<plane> planes;
    std::vector<std::uint32_t> blocks;
    std::vector<std::uint16_t> starts;
    std::vector<std::uint32_t> holders;
    std::vector<origin> origins;
    std::uint64_t numbers = 0;
};

/// Adds ranges in order, and the holes between them.
class partitioner {
public:
    void add(const held_range& r) {
        if (out_.planes.empty() || r.first - cursor_ > widest_hole) {
            close_plane();
            open_plane(r.first);
        }
        if (r.first > cursor_) push_hole(cursor_);
        push(r.first, r.holder | (r.region << 16), {r.first, r.row, static_cast<std::uint16_t>(r.source), 0});
        out_.numbers += r.last - r.first + 1;
        cursor_ = r.last + 1;
    }

    [[nodiscard]] partition finish() {
        close_plane();
        return std::move(out_);
    }

private:
    void push(std::uint64_t first, std::uint32_t holder, const origin& from) {
        out_.starts.push_back(static_cast<std::uint16_t>(first % block_size));
        out_.holders.push_back(holder);
        out_.origins.push_back(from);
    }
    void push_hole(std::uint64_t first) { push(first, nobody, {first, 0, 0, 0}); }

    void open_plane(std::uint64_t first) {
        cursor_ = first / block_size * block_size;
        out_.planes.push_back({cursor_, static_cast<std::uint32_t>(out_.blocks.size()), 0});
        first_range_ = out_.origins.size();
    }

    /// Fills up to the end of the last block, and adds the range that ends the search.
    void close_plane() {
        if (out_.planes.empty()) return;
        plane& p = out_.planes.back();
        const std::uint64_t end = (cursor_ + block_size - 1) / block_size * block_size;
        if (cursor_ < end) push_hole(cursor_);
        push_hole(end);
        p.block_count = static_cast<std::uint32_t>((end - p.first) / block_size);
        std::size_t at = first_range_;
        for (std::uint64_t begin = p.first; begin <= end; begin += block_size) {
            while (at + 1 < out_.origins.size() && out_.origins[at + 1].first <= begin) ++at;
            const bool split = at + 1 < out_.origins.size() && out_.origins[at + 1].first < begin + block_size;
            out_.blocks.push_back(static_cast<std::uint32_t>(at) | (split ? split_bit : 0));
        }
    }

    partition out_;
    std::uint64_t cursor_ = 0;    ///< the first number after what was added
    std::size_t first_range_ = 0; ///< of the open plane
};

class file_bytes {
public:
    file_bytes() : bytes_(sizeof(header)) {}

    template <class T>
    void append(header& h, section_index which, const T* data, std::size_t count) {
        bytes_.resize((bytes_.size() + 63) / 64 * 64);
        h.sections[which] = {bytes_.size(), count * sizeof(T)};
        const auto* const from = reinterpret_cast<const std::byte*>(data);
        bytes_.insert(bytes_.end(), from, from + count * sizeof(T));
    }
    template <class T>
    void append(header& h, section_index which, const std::vector<T>& all) {
        append(h, which, all.data(), all.size());
    }

    [[nodiscard]] std::vector<std::byte> finish(header& h) {
        h.file_bytes = bytes_.size();
        h.content_hash = hash64(std::span(bytes_).subspan(sizeof(header)));
        std::memcpy(bytes_.data(), &h, sizeof h);
        h.header_hash = hash64(std::span(bytes_).first(offsetof(header, header_hash)));
        std::memcpy(bytes_.data(), &h, sizeof h);
        return std::move(bytes_);
    }

private:
    std::vector<std::byte> bytes_;
};

} // namespace

result<std::vector<std::byte>> write_snapshot(const contents& all) {
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();
    const bool fits = all.operators.size() <= most && all.regions.size() <= most && all.sources.size() <= most &&
                      all.ranges.size() < split_bit / 2 &&
                      all.strings.bytes().size() <= std::numeric_limits<std::uint32_t>::max();
    if (!fits) return errc::too_many;
    partitioner numbers;
    for (const held_range& r : all.ranges) numbers.add(r);
    const partition p = numbers.finish();

    header h;
    std::memcpy(h.magic, snapshot_magic, sizeof h.magic);
    h.built = all.built.time_since_epoch().count();
    h.numbers = p.numbers;
    file_bytes file;
    file.append(h, planes, p.planes);
    file.append(h, blocks, p.blocks);
    file.append(h, starts, p.starts);
    file.append(h, holders, p.holders);
    file.append(h, origins, p.origins);
    file.append(h, operators, all.operators);
    file.append(h, regions, all.regions);
    file.append(h, sources, all.sources);
    file.append(h, strings, all.strings.bytes().data(), all.strings.bytes().size());
    return file.finish(h);
}

} // namespace almon::inline v0::operators::detail
