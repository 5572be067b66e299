// SPDX-License-Identifier: BSL-1.0
#include <almon/core/clock.hpp>

#include <date/date.h>
#include <date/tz.h>
#include <fmt/compile.h>

namespace almon::inline v0 {

namespace {

using local_micro = date::local_time<microseconds>;
using sys_micro = std::chrono::time_point<std::chrono::system_clock, microseconds>;

const date::time_zone& zone_of(const void* handle) {
    return *static_cast<const date::time_zone*>(handle);
}

local_micro local_of(const civil_time& c) {
    using namespace std::chrono;
    return date::local_days(date::year(c.year) / c.month / c.day) + hours(c.hour) + minutes(c.minute) +
           seconds(c.second) + microseconds(c.micro);
}

civil_time civil_of(local_micro t) {
    const auto day = date::floor<date::days>(t);
    const date::year_month_day ymd(day);
    const date::hh_mm_ss<microseconds> time(t - day);
    civil_time c;
    c.year = static_cast<int>(ymd.year());
    c.month = static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month()));
    c.day = static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()));
    c.hour = static_cast<std::uint8_t>(time.hours().count());
    c.minute = static_cast<std::uint8_t>(time.minutes().count());
    c.second = static_cast<std::uint8_t>(time.seconds().count());
    c.micro = static_cast<std::uint32_t>(time.subseconds().count());
    return c;
}

/// A cursor over digits and marks; remembers where it failed.
struct reader {
    std::string_view text;
    std::size_t at = 0;
    bool good = true;

    std::uint32_t digits(std::size_t count) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count && good; ++i) {
            if (at >= text.size() || text[at] < '0' || text[at] > '9') good = false;
            else value = value * 10 + static_cast<std::uint32_t>(text[at++] - '0');
        }
        return value;
    }
    bool mark(char c) {
        if (at < text.size() && text[at] == c) return ++at, true;
        return false;
    }
    void need(char c) {
        if (good && !mark(c)) good = false;
    }
};

civil_time read_civil(reader& in) {
    civil_time c;
    c.year = static_cast<std::int32_t>(in.digits(4));
    in.need('-');
    c.month = static_cast<std::uint8_t>(in.digits(2));
    in.need('-');
    c.day = static_cast<std::uint8_t>(in.digits(2));
    if (in.good && !in.mark(' ') && !in.mark('T') && !in.mark('t')) in.good = false;
    c.hour = static_cast<std::uint8_t>(in.digits(2));
    in.need(':');
    c.minute = static_cast<std::uint8_t>(in.digits(2));
    in.need(':');
    c.second = static_cast<std::uint8_t>(in.digits(2));
    if (in.good && in.mark('.')) {
        std::uint32_t scale = 100000;
        const std::size_t first = in.at;
        for (; in.at < in.text.size() && in.text[in.at] >= '0' && in.text[in.at] <= '9'; ++in.at, scale /= 10)
            c.micro += static_cast<std::uint32_t>(in.text[in.at] - '0') * scale;
        if (in.at == first) in.good = false;
    }
    const bool day_exists = (date::year(c.year) / c.month / c.day).ok();
    if (in.good && (!day_exists || c.hour > 23 || c.minute > 59 || c.second > 60)) in.good = false;
    return c;
}

} // namespace

result<civil_time> parse_civil_time(std::string_view text) noexcept {
    reader in{text};
    const civil_time c = read_civil(in);
    if (!in.good || in.at != text.size()) return error(core_errc::malformed_time, in.at);
    return c;
}

result<instant> parse_rfc3339(std::string_view text) noexcept {
    reader in{text};
    const civil_time c = read_civil(in);
    if (!in.good) return error(core_errc::malformed_time, in.at);
    std::chrono::minutes offset{0};
    if (!in.mark('Z') && !in.mark('z')) {
        const bool west = in.mark('-');
        if (!west) in.need('+');
        const std::uint32_t hours = in.digits(2);
        in.need(':');
        const std::uint32_t minutes = in.digits(2);
        if (hours > 23 || minutes > 59) in.good = false;
        offset = std::chrono::minutes((west ? -1 : 1) * static_cast<int>(hours * 60 + minutes));
    }
    if (!in.good || in.at != text.size()) return error(core_errc::malformed_time, in.at);
    return instant(local_of(c).time_since_epoch() - offset);
}

time_zone::time_zone() noexcept : zone_(date::locate_zone("Etc/UTC")) {}

result<time_zone> time_zone::find(std::string_view name) {
    try {
        time_zone z;
        z.zone_ = date::locate_zone(std::string(name));
        return z;
    } catch (const std::exception&) {
        return core_errc::unknown_time_zone;
    }
}

std::string_view time_zone::name() const noexcept {
    return zone_of(zone_).name();
}

std::int32_t time_zone::offset_at(instant t) const {
    return static_cast<std::int32_t>(zone_of(zone_).get_info(sys_micro(t)).offset.count());
}

instant time_zone::to_utc(const civil_time& local, fold which) const {
    const local_micro t = local_of(local);
    const date::local_info info = zone_of(zone_).get_info(t);
    const bool second = info.result == date::local_info::ambiguous && which == fold::later;
    return instant(t.time_since_epoch() - (second ? info.second.offset : info.first.offset));
}

bool time_zone::is_ambiguous(const civil_time& local) const {
    return zone_of(zone_).get_info(local_of(local)).result == date::local_info::ambiguous;
}

civil_time time_zone::to_local(instant t) const {
    return civil_of(local_micro(t.time_since_epoch() + std::chrono::seconds(offset_at(t))));
}

std::string time_zone::rfc3339(instant t) const {
    const std::int32_t offset = offset_at(t);
    const civil_time c = civil_of(local_micro(t.time_since_epoch() + std::chrono::seconds(offset)));
    fmt::memory_buffer out;
    auto to = std::back_inserter(out);
    fmt::format_to(to, FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}"), c.year, c.month, c.day, c.hour, c.minute,
                   c.second);
    if (c.micro / 1000) fmt::format_to(to, FMT_COMPILE(".{:03}"), c.micro / 1000);
    const std::int32_t minutes = (offset < 0 ? -offset : offset) / 60;
    fmt::format_to(to, FMT_COMPILE("{}{:02}:{:02}"), offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return fmt::to_string(out);
}

} // namespace almon::inline v0
