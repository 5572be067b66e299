// SPDX-License-Identifier: BSL-1.0
#include "csv_scan.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "byte_masks.hpp"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(ALMON_PORTABLE)
#include <immintrin.h>
#define ALMON_WIDE 1
#endif

namespace almon::inline v0::cdr {

/// One bit for each of 64 bytes.
struct csv_scan::masks {
    std::uint64_t quotes, commas, line_feeds;
    std::uint64_t odd; // whether an odd number of quotes stands here or before
};

/// What one block tells the next.
struct csv_scan::progress {
    std::uint64_t inside = 0;      // all ones where the block ended within quotes
    std::uint64_t may_open = 1;    // whether a quote may open at the next byte: at a field's begin
    std::uint64_t just_closed = 0; // whether the block ended with a quote that closed
    std::uint64_t wrong = 0;       // quotes, or what follows them, where they should not be
    std::size_t closed = 0;        // of quotes that closed, but for those that are doubled
    std::size_t count = 0;         // of fields that ended
};

/// Up to 63 bytes at the end, and zeros behind them.
struct csv_scan::remainder {
    explicit remainder(std::string_view text) noexcept : behind(~std::uint64_t{0} << text.size()) {
        if (!text.empty()) std::memcpy(bytes, text.data(), text.size());
    }

    std::uint64_t behind; // the places that are no bytes any more
    char bytes[64] = {};
};

/// The commas of a block that part fields.
[[gnu::always_inline]] inline std::uint64_t csv_scan::separators(progress& so_far, const masks& m) noexcept {
    const std::uint64_t within = m.odd ^ so_far.inside;
    const std::uint64_t opening = m.quotes & within, closing = m.quotes & ~within, commas = m.commas & ~within;
    const std::uint64_t after_close = closing << 1 | so_far.just_closed, begins = commas << 1 | so_far.may_open;
    const std::uint64_t doubled = opening & after_close;
    // but for doubled quotes, one opens where a field begins, and behind one that closes there is a comma
    so_far.wrong |= (opening ^ after_close) & ~(begins | commas);
    so_far.inside = static_cast<std::uint64_t>(static_cast<std::int64_t>(within) >> 63);
    so_far.may_open = commas >> 63;
    so_far.just_closed = closing >> 63;
    so_far.closed += static_cast<std::size_t>(std::popcount(closing));
    if (doubled != 0) {
        so_far.closed -= static_cast<std::size_t>(std::popcount(doubled));
        note_doubled(so_far.count, doubled, commas);
    }
    return commas;
}

/// The same for the block in which the line ends; there, the end counts as a comma.
[[gnu::always_inline]] inline std::uint64_t csv_scan::last_separators(progress& so_far, masks m, std::uint64_t behind,
                                                                      const char* line, std::size_t at) noexcept {
    const auto last = static_cast<std::size_t>(std::countr_zero(m.line_feeds | behind));
    ended_ = (m.line_feeds >> last & 1) != 0;
    size_ = end_ = at + last;
    std::uint64_t end = std::uint64_t{1} << last;
    if (ended_ && size_ > 0 && line[size_ - 1] == '\r') {
        --size_;
        end = std::max(end >> 1, std::uint64_t{1});
    }
    m.quotes &= end - 1;
    m.commas = (m.commas & (end - 1)) | end;
    const std::uint64_t commas = separators(so_far, m);
    so_far.wrong |= ~commas & end;
    return commas;
}

/// Counts the fields of a block; where they are too many, from the beginning again, so that there is always room.
[[gnu::always_inline]] inline void csv_scan::count(progress& so_far, std::size_t fields) noexcept {
    so_far.count += fields;
    if (so_far.count <= most) return;
    so_far.count = 0;
    so_far.wrong = 1;
}

/// The last field ends where the line does, its carriage return left out.
[[gnu::always_inline]] inline void csv_scan::close(const progress& so_far, bool may_hold_nul) noexcept {
    count_ = so_far.count;
    regular_ = so_far.wrong == 0;
    all_quoted_ = so_far.closed == so_far.count;
    nul_ = may_hold_nul;
    ends_[count_] = static_cast<std::int32_t>(size_);
}

void csv_scan::note_doubled(std::size_t count, std::uint64_t doubled, std::uint64_t commas) noexcept {
    for (; doubled != 0; doubled &= doubled - 1) {
        const std::uint64_t before = (doubled & -doubled) - 1;
        const std::size_t field = count + static_cast<std::size_t>(std::popcount(commas & before));
        if (field < most) doubled_[field / 64] |= std::uint64_t{1} << (field % 64);
    }
}

void csv_scan::read_plain(std::string_view bytes) noexcept {
    progress so_far;
    std::uint64_t nuls = 0;
    const auto masks_of = [&nuls](const char* block) {
        const byte_masks all({block, 64});
        const std::uint64_t quotes = all.where('"');
        nuls |= all.where('\0');
        return masks{quotes, all.where(','), all.where('\n'), parity(quotes)};
    };
    const auto store = [&](std::size_t at, std::uint64_t commas) {
        std::size_t fields = 0;
        for (; commas != 0; commas &= commas - 1)
            ends_[1 + so_far.count + fields++] =
                static_cast<std::int32_t>(at) + static_cast<std::int32_t>(std::countr_zero(commas));
        count(so_far, fields);
    };
    std::size_t at = 0;
    for (; bytes.size() - at >= 64; at += 64) {
        const masks m = masks_of(bytes.data() + at);
        if (m.line_feeds != 0) {
            store(at, last_separators(so_far, m, 0, bytes.data(), at));
            return close(so_far, nuls != 0);
        }
        store(at, separators(so_far, m));
    }
    const remainder rest(bytes.substr(at));
    store(at, last_separators(so_far, masks_of(rest.bytes), rest.behind, bytes.data(), at));
    close(so_far, true);
}

#ifdef ALMON_WIDE

#define ALMON_WIDE_TARGET gnu::target("avx2,bmi,pclmul,popcnt")

// rows that lie in memory come too late without: the machine's own look ahead ends with each page
static constexpr std::size_t look_ahead = 2048;

struct csv_scan::wide {
    static std::uint64_t where(__m256i low, __m256i high, char c) noexcept;
    static masks masks_of(const char* block, __m256i& least) noexcept;
    static void store(csv_scan& scan, progress& so_far, std::size_t at, std::uint64_t commas) noexcept;
};

[[ALMON_WIDE_TARGET, gnu::always_inline]] inline std::uint64_t csv_scan::wide::where(__m256i low, __m256i high,
                                                                                     char c) noexcept {
    const __m256i wanted = _mm256_set1_epi8(c);
    const auto first = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)));
    const auto second = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)));
    return first | std::uint64_t{second} << 32;
}

/// `least` becomes zero where any byte is.
[[ALMON_WIDE_TARGET, gnu::always_inline]] inline csv_scan::masks csv_scan::wide::masks_of(const char* block,
                                                                                          __m256i& least) noexcept {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 32));
    least = _mm256_min_epu8(least, _mm256_min_epu8(low, high));
    const std::uint64_t quotes = where(low, high, '"');
    const __m128i product =
        _mm_clmulepi64_si128(_mm_cvtsi64_si128(static_cast<long long>(quotes)), _mm_set1_epi8(-1), 0);
    return {quotes, where(low, high, ','), where(low, high, '\n'),
            static_cast<std::uint64_t>(_mm_cvtsi128_si64(product))};
}

/// Notes the ends at these places. So many are stored at once that most blocks need no more: what is stored in vain
/// costs less than a loop whose end cannot be foretold.
[[ALMON_WIDE_TARGET, gnu::always_inline]] inline void
csv_scan::wide::store(csv_scan& scan, progress& so_far, std::size_t at, std::uint64_t commas) noexcept {
    constexpr std::size_t batch = 8;
    std::int32_t* to = scan.ends_.data() + 1 + so_far.count;
    const auto base = static_cast<std::int32_t>(at);
    csv_scan::count(so_far, static_cast<std::size_t>(_mm_popcnt_u64(commas)));
    for (std::size_t i = 0; i < batch; ++i, commas = _blsr_u64(commas))
        to[i] = base + static_cast<std::int32_t>(_tzcnt_u64(commas));
    for (to += batch; commas != 0; commas = _blsr_u64(commas))
        *to++ = base + static_cast<std::int32_t>(_tzcnt_u64(commas));
}

[[ALMON_WIDE_TARGET]] void csv_scan::read_wide(std::string_view bytes) noexcept {
    progress so_far;
    __m256i least = _mm256_set1_epi8(-1);
    std::size_t at = 0;
    for (; bytes.size() - at >= 64; at += 64) {
        _mm_prefetch(bytes.data() + at + look_ahead, _MM_HINT_T0);
        const masks m = wide::masks_of(bytes.data() + at, least);
        if (m.line_feeds != 0) {
            wide::store(*this, so_far, at, last_separators(so_far, m, 0, bytes.data(), at));
            return close(so_far, _mm256_movemask_epi8(_mm256_cmpeq_epi8(least, _mm256_setzero_si256())) != 0);
        }
        wide::store(*this, so_far, at, separators(so_far, m));
    }
    const remainder rest(bytes.substr(at));
    const masks m = wide::masks_of(rest.bytes, least);
    wide::store(*this, so_far, at, last_separators(so_far, m, rest.behind, bytes.data(), at));
    close(so_far, true);
}

#undef ALMON_WIDE_TARGET
#define ALMON_WIDEST_TARGET gnu::target("avx512f,avx512bw,avx512vbmi2,pclmul,popcnt")

struct csv_scan::widest {
    static masks masks_of(const char* block, __m512i& least) noexcept;
    static void store(csv_scan& scan, progress& so_far, std::size_t at, std::uint64_t commas) noexcept;
};

/// GCC would go on with a mask where it was made, where nothing but comparing is fast.
static inline std::uint64_t in_register(std::uint64_t mask) noexcept {
    asm("" : "+r"(mask));
    return mask;
}

/// `least` becomes zero where any byte is.
[[ALMON_WIDEST_TARGET, gnu::always_inline]] inline csv_scan::masks csv_scan::widest::masks_of(const char* block,
                                                                                              __m512i& least) noexcept {
    const __m512i bytes = _mm512_loadu_si512(block);
    least = _mm512_min_epu8(least, bytes);
    const std::uint64_t quotes = in_register(_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')));
    const __m128i product =
        _mm_clmulepi64_si128(_mm_cvtsi64_si128(static_cast<long long>(quotes)), _mm_set1_epi8(-1), 0);
    return {quotes, in_register(_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(','))),
            in_register(_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'))),
            static_cast<std::uint64_t>(_mm_cvtsi128_si64(product))};
}

/// Notes the ends at these places, sixteen at once.
[[ALMON_WIDEST_TARGET, gnu::always_inline]] inline void
csv_scan::widest::store(csv_scan& scan, progress& so_far, std::size_t at, std::uint64_t commas) noexcept {
    alignas(64) static constexpr auto places = [] {
        std::array<std::uint8_t, 64> all{};
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
        return all;
    }();
    std::int32_t* to = scan.ends_.data() + 1 + so_far.count;
    const auto count = static_cast<std::size_t>(_mm_popcnt_u64(commas));
    csv_scan::count(so_far, count);
    // the masks of all ones: GCC 12 takes what the plain forms leave undefined for a mistake
    __m512i found = _mm512_maskz_compress_epi8(commas, _mm512_load_si512(places.data()));
    const __m512i base = _mm512_set1_epi32(static_cast<std::int32_t>(at));
    for (std::size_t stored = 0;; to += 16) {
        const __m512i sixteen = _mm512_maskz_cvtepu8_epi32(0xFFFF, _mm512_maskz_extracti32x4_epi32(0xF, found, 0));
        _mm512_storeu_si512(to, _mm512_add_epi32(base, sixteen));
        if ((stored += 16) >= count) return;
        found = _mm512_maskz_alignr_epi64(0xFF, found, found, 2);
    }
}

[[ALMON_WIDEST_TARGET]] void csv_scan::read_widest(std::string_view bytes) noexcept {
    progress so_far;
    __m512i least = _mm512_set1_epi8(-1);
    std::size_t at = 0;
    for (; bytes.size() - at >= 64; at += 64) {
        _mm_prefetch(bytes.data() + at + look_ahead, _MM_HINT_T0);
        const masks m = widest::masks_of(bytes.data() + at, least);
        if (m.line_feeds != 0) {
            widest::store(*this, so_far, at, last_separators(so_far, m, 0, bytes.data(), at));
            return close(so_far, _mm512_test_epi8_mask(least, least) != ~std::uint64_t{0});
        }
        widest::store(*this, so_far, at, separators(so_far, m));
    }
    const remainder rest(bytes.substr(at));
    const masks m = widest::masks_of(rest.bytes, least);
    widest::store(*this, so_far, at, last_separators(so_far, m, rest.behind, bytes.data(), at));
    close(so_far, true);
}

#undef ALMON_WIDEST_TARGET
#endif

csv_scan::way csv_scan::best_way() noexcept {
#ifdef ALMON_WIDE
    __builtin_cpu_init();
    const auto has_all = [](auto... which) { return (which && ...); };
    if (!has_all(__builtin_cpu_supports("avx2"), __builtin_cpu_supports("pclmul"), __builtin_cpu_supports("bmi"),
                 __builtin_cpu_supports("popcnt")))
        return &csv_scan::read_plain;
    return has_all(__builtin_cpu_supports("avx512f"), __builtin_cpu_supports("avx512bw"),
                   __builtin_cpu_supports("avx512vbmi2"))
               ? &csv_scan::read_widest
               : &csv_scan::read_wide;
#else
    return &csv_scan::read_plain;
#endif
}

void csv_scan::read(std::string_view bytes) noexcept {
    static const way best = best_way();
    ends_[0] = -1;
    ends_[no_field] = -2;
    ends_[no_field + 1] = 1;
    doubled_ = {};
    (this->*best)(bytes);
}

} // namespace almon::inline v0::cdr
