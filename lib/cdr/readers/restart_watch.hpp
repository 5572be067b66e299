// SPDX-License-Identifier: BSL-1.0
#pragma once

// Tells from the ids of channels that the PBX began anew, where no event says so: one that was killed writes nothing more,
// and its calls would be waited for.
//
//     1795297099.34        the second in which the channel was made, and how many were made before it since the start
//     office-1795297099.34 with `systemname` of asterisk.conf
//
// A count that begins again, later, is a PBX that began again. Two channels have to say so.

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace almon::inline v0::cdr {

class restart_watch {
public:
    /// A channel with this id was made. With the second channel of a PBX that began anew: how long before, at least, all
    /// others were over.
    std::optional<std::chrono::seconds> born(std::string_view id) {
        const std::size_t dot = id.rfind('.');
        if (dot == std::string_view::npos) return std::nullopt;
        const std::size_t dash = id.rfind('-', dot);
        const std::size_t begin = dash == std::string_view::npos ? 0 : dash + 1;
        std::int64_t second = 0, count = 0;
        if (!read(id.substr(begin, dot - begin), second) || !read(id.substr(dot + 1), count)) return std::nullopt;
        return take(of(id.substr(0, begin)), second, count);
    }

private:
    struct system {
        std::string name;
        std::int64_t second = -1, count = -1;       ///< of the channel with the highest count
        std::int64_t again_second = -1, again = -1; ///< of the first of a count that began anew
    };
    static constexpr std::int64_t few = 3;   ///< the first channels may have left no event
    static constexpr std::int64_t apart = 2; ///< seconds: events of one moment come in any order

    static bool read(std::string_view digits, std::int64_t& out) {
        const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
        return code == std::errc() && end == digits.data() + digits.size() && out >= 0;
    }
    /// Some systems may write into one table; of more than a few the last take turns.
    system& of(std::string_view name) {
        for (system& s : systems_)
            if (s.second >= 0 && s.name == name) return s;
        system& s = systems_[next_++ % systems_.size()];
        s = {};
        s.name = name;
        return s;
    }
    static std::optional<std::chrono::seconds> take(system& s, std::int64_t second, std::int64_t count) {
        if (s.again >= 0 && count > s.again && count <= s.again + few && second >= s.again_second) {
            const std::chrono::seconds since(second - s.again_second + 1);
            s.second = second;
            s.count = count;
            s.again = -1;
            return since;
        }
        if (count > s.count) { // as it should be; and a count that goes on belies one that seemed to begin
            s.second = second;
            s.count = count;
            s.again = -1;
        } else if (count <= few && second >= s.second + apart && count < s.count) {
            s.again = count;
            s.again_second = second;
        }
        return std::nullopt;
    }

    std::array<system, 8> systems_;
    std::size_t next_ = 0;
};

} // namespace almon::inline v0::cdr
