// SPDX-License-Identifier: BSL-1.0
#pragma once

// Local times as PBXs write them, read fast: the zone is asked once for each hour.

#include <optional>
#include <string_view>

#include <almon/core/clock.hpp>

namespace almon::inline v0::cdr {

class civil_clock {
public:
    explicit civil_clock(time_zone zone) : zone_(zone) {}

    /// `2026-11-22 00:38:19[.fraction]` in this zone; nothing where it is no time.
    [[nodiscard]] std::optional<instant> read(std::string_view text) {
        if (text.size() < 19 || text[4] != '-' || text[7] != '-' || (text[10] != ' ' && text[10] != 'T') ||
            text[13] != ':' || text[16] != ':')
            return std::nullopt;
        bool good = true;
        const auto number = [&](std::size_t at, std::size_t count) {
            unsigned value = 0;
            for (std::size_t i = at; i < at + count; ++i) {
                const unsigned digit = static_cast<unsigned char>(text[i]) - unsigned{'0'};
                good = good && digit < 10;
                value = value * 10 + digit;
            }
            return value;
        };
        const unsigned year = number(0, 4), month = number(5, 2), day = number(8, 2);
        const unsigned hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
        if (!good || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
            return std::nullopt;
        std::int64_t micro = 0;
        if (text.size() > 19) {
            if (text[19] != '.') return std::nullopt;
            std::int64_t unit = 100000;
            for (std::size_t i = 20; i < text.size(); ++i, unit /= 10) {
                if (text[i] < '0' || text[i] > '9') return std::nullopt;
                micro += (text[i] - '0') * unit;
            }
        }
        const std::uint64_t key = ((std::uint64_t{year} * 16 + month) * 32 + day) * 32 + hour;
        if (key != key_) {
            civil_time c;
            c.year = static_cast<std::int32_t>(year);
            c.month = static_cast<std::uint8_t>(month);
            c.day = static_cast<std::uint8_t>(day);
            c.hour = static_cast<std::uint8_t>(hour);
            if (day > 28) { // days that the month does not have
                const instant t = time_zone().to_utc(c);
                if (time_zone().to_local(t).day != c.day) return std::nullopt;
            }
            hour_ = zone_.to_utc(c);
            key_ = key;
        }
        return hour_ + std::chrono::minutes(minute) + std::chrono::seconds(second) + microseconds(micro);
    }

private:
    time_zone zone_;
    std::uint64_t key_ = 0;
    instant hour_;
};

} // namespace almon::inline v0::cdr
