// SPDX-License-Identifier: BSL-1.0
#include "unpacker.hpp"

#ifdef ALMON_WITH_BZIP2

#include <algorithm>

#include <bzlib.h>

namespace almon::inline v0::cdr {

namespace {

class bzip2_unpacker final : public unpacker {
public:
    ~bzip2_unpacker() override { end(); }

    state run(std::string_view& in, std::span<char>& out) override {
        constexpr std::size_t most = std::size_t{1} << 30; // what its counters hold
        const std::size_t given = std::min(in.size(), most), room = std::min(out.size(), most);
        stream_.next_in = const_cast<char*>(in.data());
        stream_.avail_in = static_cast<unsigned>(given);
        stream_.next_out = out.data();
        stream_.avail_out = static_cast<unsigned>(room);
        const int code = ::BZ2_bzDecompress(&stream_);
        in.remove_prefix(given - stream_.avail_in);
        out = out.subspan(room - stream_.avail_out);
        switch (code) {
        case BZ_STREAM_END: return state::over;
        case BZ_OK: return state::more;
        case BZ_MEM_ERROR: return state::too_large;
        default: return state::damaged;
        }
    }
    bool begin_again() override {
        end();
        stream_ = {};
        begun_ = ::BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK;
        return begun_;
    }
    [[nodiscard]] bool begins_with(std::string_view bytes) const noexcept override { return bytes.starts_with('B'); }

private:
    void end() {
        if (begun_) ::BZ2_bzDecompressEnd(&stream_);
        begun_ = false;
    }

    bz_stream stream_{};
    bool begun_ = false;
};

} // namespace

std::unique_ptr<unpacker> make_bzip2_unpacker() {
    return make_unpacker<bzip2_unpacker>();
}

} // namespace almon::inline v0::cdr

#endif
