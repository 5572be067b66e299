// SPDX-License-Identifier: BSL-1.0
#include "unpacker.hpp"

#include <algorithm>

#include <zlib.h>

namespace almon::inline v0::cdr {

namespace {

constexpr int gzip_only = 15 + 16; // the largest window, and a gzip header

class gzip_unpacker final : public unpacker {
public:
    gzip_unpacker() { ::inflateInit2(&stream_, gzip_only); } // `begin_again` fails where this did
    ~gzip_unpacker() override { ::inflateEnd(&stream_); }

    state run(std::string_view& in, std::span<char>& out) override {
        constexpr std::size_t most = std::size_t{1} << 30; // what its counters hold
        const std::size_t given = std::min(in.size(), most), room = std::min(out.size(), most);
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
        stream_.avail_in = static_cast<uInt>(given);
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = static_cast<uInt>(room);
        const int code = ::inflate(&stream_, Z_NO_FLUSH);
        in.remove_prefix(given - stream_.avail_in);
        out = out.subspan(room - stream_.avail_out);
        if (code == Z_STREAM_END) return state::over;
        return code == Z_OK || code == Z_BUF_ERROR ? state::more : state::damaged;
    }
    bool begin_again() override { return ::inflateReset(&stream_) == Z_OK; }
    /// The magic number, and deflate, which is the only method: one byte of these alone is no cut off member.
    [[nodiscard]] bool begins_with(std::string_view bytes) const noexcept override {
        return bytes.starts_with("\x1F\x8B") && (bytes.size() < beginning || bytes[2] == '\x08');
    }
    [[nodiscard]] bool ignores_rest() const noexcept override { return true; } // the padding of a tape

private:
    z_stream stream_{};
};

} // namespace

std::unique_ptr<unpacker> make_gzip_unpacker() {
    return make_unpacker<gzip_unpacker>();
}

} // namespace almon::inline v0::cdr
