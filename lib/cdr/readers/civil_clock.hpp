// SPDX-License-Identifier: BSL-1.0
#pragma once

// Local times as PBXs write them, read fast: the zone is asked once for each hour.

#include <cstdint>
#include <optional>
#include <string_view>

#include <almon/core/clock.hpp>

#include "digit_words.hpp"

namespace almon::inline v0::cdr {

class civil_clock {
public:
    explicit civil_clock(time_zone zone) : zone_(zone) {}

    /// `2026-11-22 00:38:19[.fraction]` in this zone; nothing where it is no time.
    [[nodiscard]] std::optional<instant> read(std::string_view text) {
        if (text.size() < 19) return std::nullopt;
        // `00:38:19` with each digit as its value and each colon as zero
        const std::uint64_t clock = eight_at(text.data() + 11) ^ 0x30303A30303A3030u;
        // more than 9 (in the tens of minutes more than 5, of seconds 6), more than 0 for a colon: the highest bit
        constexpr std::uint64_t up_to = 0x76797F767A7F7676u, highest = 0x8080808080808080u;
        if (((clock + up_to) | clock) & highest) return std::nullopt;
        const std::uint64_t second = (clock >> 48 & 0xF) * 10 + (clock >> 56);
        if (second > 60) return std::nullopt;
        // the fourteen characters before the minute, with two of them twice
        const std::uint64_t front = eight_at(text.data()), back = eight_at(text.data() + 6);
        if ((front != front_ || back != back_) && !read_hour(text)) return std::nullopt;
        front_ = front;
        back_ = back;
        const std::uint64_t minute = (clock >> 24 & 0xF) * 10 + (clock >> 32 & 0xF);
        instant t = hour_ + std::chrono::seconds(static_cast<std::int64_t>(minute * 60 + second));
        if (text.size() > 19) {
            const auto micro = fraction(text.substr(19));
            if (!micro) return std::nullopt;
            t += *micro;
        }
        return t;
    }

private:
    static constexpr unsigned no_digits = 1000;

    static unsigned two_digits(std::string_view text, std::size_t at) noexcept {
        const unsigned tens = static_cast<unsigned char>(text[at]) - unsigned{'0'};
        const unsigned ones = static_cast<unsigned char>(text[at + 1]) - unsigned{'0'};
        return tens < 10 && ones < 10 ? tens * 10 + ones : no_digits;
    }

    static std::optional<microseconds> fraction(std::string_view text) noexcept {
        if (text[0] != '.') return std::nullopt;
        std::int64_t micro = 0, unit = 100000;
        for (std::size_t i = 1; i < text.size(); ++i, unit /= 10) {
            if (text[i] < '0' || text[i] > '9') return std::nullopt;
            micro += (text[i] - '0') * unit;
        }
        return microseconds(micro);
    }

    /// Asks the zone when the hour began that `2026-11-22 00:` names; false where that is no hour.
    bool read_hour(std::string_view text) {
        front_ = back_ = 0;
        if (text[4] != '-' || text[7] != '-' || (text[10] != ' ' && text[10] != 'T') || text[13] != ':') return false;
        const unsigned century = two_digits(text, 0), year = two_digits(text, 2), month = two_digits(text, 5);
        const unsigned day = two_digits(text, 8), hour = two_digits(text, 11);
        if (century > 99 || year > 99 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23) return false;
        civil_time c;
        c.year = static_cast<std::int32_t>(century * 100 + year);
        c.month = static_cast<std::uint8_t>(month);
        c.day = static_cast<std::uint8_t>(day);
        c.hour = static_cast<std::uint8_t>(hour);
        if (day > 28 && time_zone().to_local(time_zone().to_utc(c)).day != c.day) return false; // 30 February
        hour_ = zone_.to_utc(c);
        return true;
    }

    time_zone zone_;
    std::uint64_t front_ = 0, back_ = 0; // of the hour asked last
    instant hour_;
};

/// `2026-11-22T00:38:19[.349]+0300`, or without an offset or with `Z`, by a clock in UTC.
[[nodiscard]] inline std::optional<instant> read_with_offset(civil_clock& utc, std::string_view text) {
    const std::size_t sign = text.find_last_of("+-");
    if (sign == std::string_view::npos || sign < 19) {
        if (text.ends_with('Z')) text.remove_suffix(1);
        return utc.read(text);
    }
    const auto local = utc.read(text.substr(0, sign));
    if (!local) return std::nullopt;
    int digits = 0, value = 0;
    for (const char c : text.substr(sign + 1))
        if (c >= '0' && c <= '9' && digits < 4) value = value * 10 + (c - '0'), ++digits;
    const std::chrono::minutes offset(value / 100 * 60 + value % 100);
    return text[sign] == '-' ? *local + offset : *local - offset;
}

/// `1795297099[.349743]`, seconds since 1970 in UTC.
[[nodiscard]] inline std::optional<instant> read_epoch(std::string_view text) noexcept {
    constexpr std::size_t least_digits = 9, most_digits = 10;
    constexpr std::int64_t end = 4'102'444'800; // of the century: what is later is a telephone number rather
    std::int64_t whole = 0, micro = 0, unit = 100000;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != '.'; ++i) {
        if (text[i] < '0' || text[i] > '9' || i >= most_digits) return std::nullopt;
        whole = whole * 10 + (text[i] - '0');
    }
    if (i < least_digits || whole >= end) return std::nullopt;
    for (++i; i < text.size(); ++i, unit /= 10) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        micro += (text[i] - '0') * unit;
    }
    return instant(microseconds(whole * 1000000 + micro));
}

} // namespace almon::inline v0::cdr
