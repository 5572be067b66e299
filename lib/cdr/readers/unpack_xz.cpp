// SPDX-License-Identifier: BSL-1.0
#include "unpacker.hpp"

#ifdef ALMON_WITH_XZ

#include <lzma.h>

namespace almon::inline v0::cdr {

namespace {

class xz_unpacker final : public unpacker {
public:
    ~xz_unpacker() override { ::lzma_end(&stream_); }

    state run(std::string_view& in, std::span<char>& out) override {
        stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
        stream_.avail_in = in.size();
        stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
        stream_.avail_out = out.size();
        const lzma_ret code = ::lzma_code(&stream_, LZMA_RUN);
        in.remove_prefix(in.size() - stream_.avail_in);
        out = out.subspan(out.size() - stream_.avail_out);
        switch (code) {
        case LZMA_STREAM_END: return state::over;
        case LZMA_OK:
        case LZMA_BUF_ERROR: return state::more; // nothing to do until more comes
        case LZMA_MEM_ERROR:
        case LZMA_MEMLIMIT_ERROR: return state::too_large;
        default: return state::damaged;
        }
    }
    bool begin_again() override { return ::lzma_stream_decoder(&stream_, most_unpacking_memory, 0) == LZMA_OK; }
    [[nodiscard]] bool begins_with(std::string_view bytes) const noexcept override { return bytes.starts_with('\xFD'); }

private:
    lzma_stream stream_ = LZMA_STREAM_INIT;
};

} // namespace

std::unique_ptr<unpacker> make_xz_unpacker() {
    return make_unpacker<xz_unpacker>();
}

} // namespace almon::inline v0::cdr

#endif
