// SPDX-License-Identifier: BSL-1.0
#pragma once

// Times as RFC 3339 writes them, fast: the zone is asked once for each quarter of an hour.

#include <chrono>
#include <cstdlib>
#include <limits>
#include <string>

#include <almon/core/clock.hpp>

namespace almon::inline v0::cdr {

/// RFC 3339 in one zone; the offset is asked once for each quarter of an hour.
class local_clock {
public:
    explicit local_clock(const time_zone& zone) : zone_(&zone) {}

    void append(std::string& out, instant t) {
        using namespace std::chrono;
        const auto quarter = floor<minutes>(t.time_since_epoch()).count() / 15;
        if (quarter != quarter_) {
            quarter_ = quarter;
            offset_ = zone_->offset_at(t);
        }
        const auto local = t + seconds(offset_);
        const auto day = floor<days>(local);
        const year_month_day date(day);
        const auto ms = floor<milliseconds>(local - day).count();
        char text[40];
        char* p = text;
        p = digits(p, static_cast<unsigned>(static_cast<int>(date.year())), 4);
        *p++ = '-';
        p = digits(p, static_cast<unsigned>(date.month()), 2);
        *p++ = '-';
        p = digits(p, static_cast<unsigned>(date.day()), 2);
        *p++ = 'T';
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
        out.append(text, p);
    }

private:
    static char* digits(char* p, unsigned value, int count) noexcept {
        for (int i = count; i-- > 0; value /= 10) p[i] = static_cast<char>('0' + value % 10);
        return p + count;
    }

    const time_zone* zone_;
    std::int64_t quarter_ = std::numeric_limits<std::int64_t>::min();
    std::int32_t offset_ = 0;
};

} // namespace almon::inline v0::cdr
