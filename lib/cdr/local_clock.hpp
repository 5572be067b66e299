// SPDX-License-Identifier: BSL-1.0
#pragma once

// Times as RFC 3339 writes them, fast: the zone is asked once for each quarter of an hour.

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include <almon/core/clock.hpp>

namespace almon::inline v0::cdr {

/// RFC 3339 in one zone; the offset is asked once for each quarter of an hour.
class local_clock {
public:
    explicit local_clock(time_zone zone) : zone_(zone) { open_quarter(instant{}); }

    void set_zone(time_zone zone) {
        if (!(zone == zone_)) *this = local_clock(zone);
    }

    static constexpr std::size_t longest = 40; ///< bytes of a time

    void append(std::string& out, instant t) {
        char text[longest];
        out.append(text, write(t, text));
    }

    /// Writes `t` to `p`, where there is room for `longest` bytes, and returns the end.
    char* write(instant t, char* p) {
        using namespace std::chrono;
        const auto into = static_cast<std::uint64_t>(t.time_since_epoch().count()) -
                          static_cast<std::uint64_t>(quarter_.time_since_epoch().count());
        if (into >= quarter_size) open_quarter(t); // or before it
        const auto ms = static_cast<std::uint32_t>(floor<milliseconds>(t - midnight_).count());
        const std::uint32_t second = ms / 1000, minute = second / 60;
        std::memcpy(p, date_, sizeof date_);
        p += date_size;
        p = two_digits(p, minute / 60);
        *p++ = ':';
        p = two_digits(p, minute % 60);
        *p++ = ':';
        p = two_digits(p, second % 60);
        if (const std::uint32_t fraction = ms % 1000; fraction != 0) {
            *p++ = '.';
            p = two_digits(p, fraction / 10);
            *p++ = static_cast<char>('0' + fraction % 10);
        }
        std::memcpy(p, offset_, sizeof offset_);
        return p + offset_size_;
    }

private:
    static constexpr std::uint64_t quarter_size = 900'000'000; // microseconds
    static constexpr std::size_t date_size = 11;

    void open_quarter(instant t) {
        using namespace std::chrono;
        quarter_ = instant(
            microseconds(floor<minutes>(t.time_since_epoch()).count() / 15 * static_cast<std::int64_t>(quarter_size)));
        const seconds offset(zone_.offset_at(t));
        const auto day = floor<days>(t + offset);
        midnight_ = day - offset;
        const year_month_day date(day);
        const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
        char* p = two_digits(two_digits(date_, year / 100 % 100), year % 100);
        *p++ = '-';
        p = two_digits(p, static_cast<unsigned>(date.month()));
        *p++ = '-';
        p = two_digits(p, static_cast<unsigned>(date.day()));
        *p = 'T';
        const auto away = static_cast<unsigned>(std::abs(offset.count()));
        offset_[0] = away == 0 ? 'Z' : offset.count() < 0 ? '-' : '+';
        offset_size_ = away == 0 ? 1 : 6;
        p = two_digits(offset_ + 1, away / 3600);
        *p++ = ':';
        two_digits(p, away / 60 % 60);
    }

    /// Of a number below 100.
    static char* two_digits(char* p, unsigned value) noexcept {
        p[0] = static_cast<char>('0' + value / 10);
        p[1] = static_cast<char>('0' + value % 10);
        return p + 2;
    }

    time_zone zone_;
    instant quarter_;     // which began then
    instant midnight_;    // that began its day
    char date_[16] = {};  // `2026-11-22T`
    char offset_[8] = {}; // `+03:00`, or `Z`
    std::size_t offset_size_ = 0;
};

} // namespace almon::inline v0::cdr
