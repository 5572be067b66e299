// SPDX-License-Identifier: BSL-1.0
#pragma once

// How a snapshot lies in its file. Little-endian, every section on a 64-byte boundary.
//
//     header     256 bytes: magic, version, sizes, counts, section table, hash of the rest, hash of the header
//     planes     one per stretch of numbers without a hole of five billion: its first number and its blocks
//     blocks     u32 per 10,000 numbers (one more at each plane's end): the range in which the block begins,
//                with the top bit where a further range begins inside
//     starts     u16 per range: where it begins within its block; 0 where at the block's very beginning
//     holders    u32 per range: operator (low half) and region (high half); all ones where nobody holds it
//     origins    16 bytes per range: its first number, register and row; read only when somebody asks
//     operators, regions, sources   small records of string references; read whole at open
//     strings    UTF-8, not terminated
//
// Ranges partition each plane: a hole between two rows is a range that nobody holds. So the range of a number is
// found from two neighbouring block entries, and among the `starts` between them where the top bit is set.

#include <bit>
#include <cstddef>
#include <cstdint>

namespace almon::inline v0::operators::detail {

static_assert(std::endian::native == std::endian::little, "snapshots are mapped as they are");

inline constexpr char snapshot_magic[8] = {'a', 'l', 'm', 'o', 'n', 'o', 'p', '\n'};
inline constexpr std::uint32_t snapshot_version = 1;
inline constexpr std::uint64_t block_size = 10'000;
inline constexpr std::uint32_t split_bit = 0x80000000u;
inline constexpr std::uint32_t nobody = 0xFFFFFFFFu;
inline constexpr std::uint32_t search_width = 8; ///< starts read at once; so many more bytes follow the section
inline constexpr std::uint64_t widest_hole = 5'000'000'000;

enum section_index : std::uint32_t { planes, blocks, starts, holders, origins, operators, regions, sources, strings };
inline constexpr std::size_t section_count = 9;

struct section {
    std::uint64_t offset = 0, bytes = 0;
};

struct header {
    char magic[8] = {};
    std::uint32_t version = snapshot_version;
    std::uint32_t header_bytes = 256;
    std::uint64_t file_bytes = 0;
    std::uint64_t content_hash = 0; ///< XXH64 of everything after the header
    std::int64_t built = 0;         ///< microseconds since 1970
    std::uint64_t numbers = 0;      ///< that somebody holds
    section sections[section_count] = {};
    std::uint8_t reserved[56] = {};
    std::uint64_t header_hash = 0; ///< XXH64 of the header before this field
};
static_assert(sizeof(header) == 256);

struct plane {
    std::uint64_t first = 0;       ///< a multiple of `block_size`
    std::uint32_t first_block = 0; ///< of its entries in `blocks`
    std::uint32_t block_count = 0; ///< without the closing entry
};
static_assert(sizeof(plane) == 16);

struct origin {
    std::uint64_t first = 0;
    std::uint32_t row = 0;
    std::uint16_t source = 0;
    std::uint16_t reserved = 0;
};
static_assert(sizeof(origin) == 16);

struct string_ref {
    std::uint32_t offset = 0, length = 0;
};

struct operator_record {
    string_ref name, inn, brand, key;
};

struct region_record {
    string_ref text, name, codes, zones; ///< codes and zones separated by one space
};

struct source_record {
    string_ref file, date;
    std::uint32_t rows = 0, repaired = 0, rejected = 0, reserved = 0;
};

} // namespace almon::inline v0::operators::detail
