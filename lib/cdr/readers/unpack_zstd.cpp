// SPDX-License-Identifier: BSL-1.0
#include "unpacker.hpp"

#ifdef ALMON_WITH_ZSTD

#include <bit>

#include <zstd.h>
#include <zstd_errors.h>

namespace almon::inline v0::cdr {

namespace {

class zstd_unpacker final : public unpacker {
public:
    zstd_unpacker() : stream_(::ZSTD_createDStream()) {
        constexpr int window = std::bit_width(most_unpacking_memory) - 1;
        if (stream_) ::ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, window);
    }
    ~zstd_unpacker() override { ::ZSTD_freeDStream(stream_); }

    state run(std::string_view& in, std::span<char>& out) override {
        ZSTD_inBuffer from{in.data(), in.size(), 0};
        ZSTD_outBuffer to{out.data(), out.size(), 0};
        const std::size_t left = ::ZSTD_decompressStream(stream_, &to, &from);
        in.remove_prefix(from.pos);
        out = out.subspan(to.pos);
        if (!::ZSTD_isError(left)) return left == 0 ? state::over : state::more;
        const ZSTD_ErrorCode why = ::ZSTD_getErrorCode(left);
        const bool memory = why == ZSTD_error_frameParameter_windowTooLarge || why == ZSTD_error_memory_allocation;
        return memory ? state::too_large : state::damaged;
    }
    bool begin_again() override {
        return stream_ && !::ZSTD_isError(::ZSTD_DCtx_reset(stream_, ZSTD_reset_session_only));
    }
    /// A frame, or one to skip (0x184D2A50 to …5F, lowest byte first).
    [[nodiscard]] bool begins_with(std::string_view bytes) const noexcept override {
        return bytes.front() == '\x28' || (static_cast<unsigned char>(bytes.front()) & 0xF0) == 0x50;
    }

private:
    ZSTD_DStream* stream_;
};

} // namespace

std::unique_ptr<unpacker> make_zstd_unpacker() {
    return make_unpacker<zstd_unpacker>();
}

} // namespace almon::inline v0::cdr

#endif
