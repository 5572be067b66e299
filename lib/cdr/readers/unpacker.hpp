// SPDX-License-Identifier: BSL-1.0
#pragma once

// One way of compressing, undone piece by piece: what `input_file` knows of gzip, xz, zstd and bzip2. gzip is always there;
// the others where their libraries were found when almon was built.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace almon::inline v0::cdr {

/// *Threads*: one at a time. *Memory*: some 130 MB at the most, whatever the file asks for.
class unpacker {
public:
    unpacker() = default;
    virtual ~unpacker() = default;
    unpacker(const unpacker&) = delete;
    unpacker& operator=(const unpacker&) = delete;

    enum class state : std::uint8_t {
        more,
        over, ///< a member (a frame, a stream) ended as it should; another may follow
        damaged,
        too_large, ///< it needs more memory than is allowed
    };

    /// Takes bytes off `in` and puts what they unpack to at the beginning of `out`, of which the rest is left. Even of
    /// nothing more may come out, until it gives nothing with room in `out`.
    virtual state run(std::string_view& in, std::span<char>& out) = 0;
    /// Another member begins.
    virtual bool begin_again() = 0;
    /// Whether another member may begin so: with these bytes, `unpacker::beginning` of them where the file has as many.
    [[nodiscard]] virtual bool begins_with(std::string_view bytes) const noexcept = 0;
    static constexpr std::size_t beginning = 3;
    /// Whether what is no member may stand behind the last, as gzip has it; else only zeros may.
    [[nodiscard]] virtual bool ignores_rest() const noexcept { return false; }
};

/// None where the library cannot be had: out of memory.
template <class Unpacker>
[[nodiscard]] std::unique_ptr<unpacker> make_unpacker() {
    auto made = std::make_unique<Unpacker>();
    return made->begin_again() ? std::move(made) : nullptr;
}

using unpacker_maker = std::unique_ptr<unpacker> (*)();
[[nodiscard]] std::unique_ptr<unpacker> make_gzip_unpacker();
#ifdef ALMON_WITH_XZ
[[nodiscard]] std::unique_ptr<unpacker> make_xz_unpacker();
#else
inline constexpr unpacker_maker make_xz_unpacker = nullptr;
#endif
#ifdef ALMON_WITH_ZSTD
[[nodiscard]] std::unique_ptr<unpacker> make_zstd_unpacker();
#else
inline constexpr unpacker_maker make_zstd_unpacker = nullptr;
#endif
#ifdef ALMON_WITH_BZIP2
[[nodiscard]] std::unique_ptr<unpacker> make_bzip2_unpacker();
#else
inline constexpr unpacker_maker make_bzip2_unpacker = nullptr;
#endif

/// How much memory a file may ask for: what `zstd --ultra -22` and `xz -9` need.
inline constexpr std::size_t most_unpacking_memory = std::size_t{1} << 27;

} // namespace almon::inline v0::cdr
