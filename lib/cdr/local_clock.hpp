// SPDX-License-Identifier: BSL-1.0
#pragma once

// Times as RFC 3339 writes them, fast: the zone is asked once for each quarter of an hour.

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>

#include <almon/core/clock.hpp>

namespace almon::inline v0::cdr {

/// RFC 3339 in one zone; the offset is asked once for each quarter of an hour.
class local_clock {
public:
    explicit local_clock(time_zone zone) : zone_(zone) {}

    void set_zone(time_zone zone) {
        if (!(zone == zone_)) *this = local_clock(zone);
    }

    static constexpr std::size_t longest = 40; ///< bytes of a time

    void append(std::string& out, instant t) {
        char text[longest];
        out.append(text, write(t, text));
    }

    /// Writes `t` to `p` and returns the end.
    char* write(instant t, char* p) {
        using namespace std::chrono;
        const auto quarter = floor<minutes>(t.time_since_epoch()).count() / 15;
        if (quarter != quarter_) open_quarter(t, quarter);
        const auto ms = floor<milliseconds>(t + seconds(offset_) - midnight_).count();
        std::memcpy(p, date_, sizeof date_);
        p += sizeof date_;
        p = digits(p, static_cast<unsigned>(ms / 3600000), 2);
        *p++ = ':';
        p = digits(p, static_cast<unsigned>(ms / 60000 % 60), 2);
        *p++ = ':';
        p = digits(p, static_cast<unsigned>(ms / 1000 % 60), 2);
        if (ms % 1000 != 0) {
            *p++ = '.';
            p = digits(p, static_cast<unsigned>(ms % 1000), 3);
        }
        if (offset_ == 0) {
            *p++ = 'Z';
        } else {
            const unsigned away = static_cast<unsigned>(std::abs(offset_));
            *p++ = offset_ < 0 ? '-' : '+';
            p = digits(p, away / 3600, 2);
            *p++ = ':';
            p = digits(p, away / 60 % 60, 2);
        }
        return p;
    }

private:
    void open_quarter(instant t, std::int64_t quarter) {
        using namespace std::chrono;
        quarter_ = quarter;
        offset_ = zone_.offset_at(t);
        const auto day = floor<days>(t + seconds(offset_));
        midnight_ = day;
        const year_month_day date(day);
        char* p = digits(date_, static_cast<unsigned>(static_cast<int>(date.year())), 4);
        *p++ = '-';
        p = digits(p, static_cast<unsigned>(date.month()), 2);
        *p++ = '-';
        p = digits(p, static_cast<unsigned>(date.day()), 2);
        *p = 'T';
    }

    static char* digits(char* p, unsigned value, int count) noexcept {
        for (int i = count; i-- > 0; value /= 10) p[i] = static_cast<char>('0' + value % 10);
        return p + count;
    }

    time_zone zone_;
    std::int64_t quarter_ = std::numeric_limits<std::int64_t>::min();
    std::int32_t offset_ = 0;
    instant midnight_;   // local, of the quarter's day
    char date_[11] = {}; // `2026-11-22T`
};

} // namespace almon::inline v0::cdr
