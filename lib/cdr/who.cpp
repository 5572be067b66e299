// SPDX-License-Identifier: BSL-1.0
#include "who.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>

#include <almon/numbering/dial_rules.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/numbering/plan.hpp>
#include <almon/numbering/read_address.hpp>

#include "copy_text.hpp"
#include "core/digits.hpp"

namespace almon::inline v0::cdr {

namespace {

using almon::detail::all_digits;

numbering::home home_of(const tenant::tenant* office, const tenant::trunk* trunk) noexcept {
    if (trunk) return {trunk->rules.home, trunk->rules.area.empty() && office ? office->area : trunk->rules.area};
    if (office) return {office->home, office->area};
    return {};
}

/// The rules of a trunk that spells numbers in a way of its own: bare country codes, ten digits, a prefix.
const numbering::dial_rules* own_rules(const tenant::trunk* trunk) noexcept {
    if (!trunk) return nullptr;
    const numbering::dial_rules& rules = trunk->rules;
    const bool own = rules.writes != numbering::spelling::plus || !rules.technical_prefix.empty();
    return own ? &rules : nullptr;
}

/// The digits of a device that is named by one number and a word before or behind it: `7005` of `web-7005` and of
/// `7005_mobile`; empty for any other.
std::string_view number_at_edge(std::string_view device) noexcept {
    constexpr std::string_view digits = "0123456789";
    const std::size_t from = device.find_first_of(digits);
    if (from == std::string_view::npos) return {};
    const std::size_t to = std::min(device.find_first_not_of(digits, from), device.size());
    const bool at_edge = (from == 0) != (to == device.size());
    const bool one = device.find_first_of(digits, to) == std::string_view::npos;
    return at_edge && one ? device.substr(from, to - from) : std::string_view{};
}

/// Its lowest bit is the highest of the first of the eight bytes that is `byte`; 0 where none is.
std::uint64_t marks_of(std::uint64_t eight, unsigned char byte) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    const std::uint64_t zero_there = eight ^ ones * byte;
    return (zero_there - ones) & ~zero_there & tops;
}

/// Where the technology ends; technologies have short names. The size of the text where there is no slash.
std::size_t place_of_slash(std::string_view channel) noexcept {
    if (channel.size() >= 8)
        if (const std::uint64_t slash = marks_of(detail::word_at<std::uint64_t>(channel.data()), '/'))
            return static_cast<std::size_t>(std::countr_zero(slash)) / 8;
    return std::min(channel.find('/'), channel.size());
}

inline std::string_view find_device(std::string_view channel) noexcept {
    const std::size_t slash = place_of_slash(channel);
    if (slash == channel.size()) return {};
    const std::string_view rest = channel.substr(slash + 1);
    constexpr std::size_t counter = 9; // the usual `-0000000e`
    const bool usual = rest.size() >= counter && rest[rest.size() - counter] == '-' &&
                       marks_of(detail::word_at<std::uint64_t>(rest.data() + rest.size() - 8), '-') == 0;
    return rest.substr(0, usual ? rest.size() - counter : rest.rfind('-')); // all of it where there is no counter
}

} // namespace

std::string_view device_of(std::string_view channel) noexcept {
    return find_device(channel);
}

bool looks_like_extension(std::string_view text) noexcept {
    return text.size() >= 2 && text.size() <= 6 && all_digits(text);
}

bool directory::is_extension(std::string_view digits) const {
    return office_ ? office_->is_extension(digits) : looks_like_extension(digits);
}

bool directory::is_listed_phone(std::string_view digits) const {
    if (digits.empty() || !office_ || !office_->is_extension(digits)) return false;
    const auto& emergency = office_->emergency;
    return std::find(emergency.begin(), emergency.end(), digits) == emergency.end();
}

bool directory::is_listed_service(std::string_view dialled) const {
    return office_ &&
           std::any_of(office_->services.begin(), office_->services.end(),
                       [dialled](const std::string& pattern) { return numbering::fits_pattern(pattern, dialled); });
}

bool directory::is_service(std::string_view dialled) const {
    if (dialled.empty()) return false;
    return dialled.front() == '*' || dialled.front() == '#' || is_listed_service(dialled);
}

void directory::look_up(std::string_view channel, device_info& out) const {
    const std::string_view device = find_device(channel);
    if (device.empty()) {
        out = {};
        return;
    }
    if (channel.size() > 2 && channel[channel.size() - 2] == ';') {
        out = {device_role::half, device, {}, nullptr};
        return;
    }
    const std::string_view key = channel.substr(0, static_cast<std::size_t>(device.end() - channel.begin()));
    known_device& known = known_[hash_of(key, 5) % known_devices];
    if (!same_text(known.key, key)) {
        known.info = ask_office(channel, device);
        const std::string_view who = known.info.who;
        known.who_inside = who.data() >= device.data() && who.data() < device.data() + device.size();
        known.who_from = known.who_inside ? static_cast<std::size_t>(who.data() - device.data()) : 0;
        known.key = key;
    }
    out.role = known.info.role;
    out.trunk = known.info.trunk;
    out.device = device;
    out.who = known.who_inside ? device.substr(known.who_from, known.info.who.size()) : known.info.who;
}

device_info directory::ask_office(std::string_view channel, std::string_view device) const {
    device_info info;
    info.device = device;
    if (office_) info.trunk = office_->trunk_of_channel(channel);
    if (info.trunk) {
        info.role = device_role::outside;
    } else if (const auto who = office_ ? office_->extension_of_phone(device) : std::string_view(); !who.empty()) {
        info.role = device_role::own;
        info.who = who;
    } else if (is_extension(device)) {
        info.role = device_role::own;
    } else if (office_) {
        // some PBXs give each phone of a person a prefix: 99101 or web-101 beside 101; some name devices as their users
        for (std::size_t cut = 1; cut <= 2 && device.size() > cut + 1 && info.who.empty(); ++cut)
            if (all_digits(device) && office_->is_extension(device.substr(cut))) info.who = device.substr(cut);
        if (info.who.empty() && office_->is_extension(number_at_edge(device))) info.who = number_at_edge(device);
        if (const tenant::user* u = office_->find_user(device); u && !u->extension.empty()) info.who = u->extension;
        // a phone that the office file forgot is a phone all the same
        if (!info.who.empty() || looks_like_extension(device)) info.role = device_role::own;
    } else {
        info.role = device_role::outside; // without an office a device that is no extension is a way out
    }
    if (info.role == device_role::own && info.who.empty()) info.who = device;
    return info;
}

std::optional<number> directory::read(std::string_view text, const tenant::trunk* trunk) const {
    if (const numbering::dial_rules* rules = own_rules(trunk))
        if (const result<number> n = numbering::read_dialled(text, *rules)) return *n;
    const result<number> n = numbering::parse(text, home_of(office_, trunk));
    if (!n) return std::nullopt;
    return *n;
}

const directory::called_number& directory::read_called(std::string_view text, const tenant::trunk* trunk) const {
    const std::uint64_t hash = hash_of(text, reinterpret_cast<std::uintptr_t>(trunk));
    called_number& known = called_[hash % called_numbers];
    if (known.trunk == trunk && same_text(known.text, text)) return known; // an empty place knows of the empty text
    known.text = text;
    known.trunk = trunk;
    known.is = read(text, trunk);
    known.e164 = known.is ? known.is->e164() : std::string();
    known.line = known.is && office_ ? office_->find_line(*known.is) : nullptr;
    return known;
}

bool directory::read_international(std::string_view text, const tenant::trunk* trunk, std::optional<number>& to) const {
    if (!text.starts_with('+') || own_rules(trunk)) return false;
    const result<numbering::parsed> n = numbering::read(text, home_of(office_, trunk));
    if (!n || !n->valid()) return false;
    to = n->number();
    return true;
}

address directory::read_field(std::string_view text, const tenant::trunk* trunk) const {
    numbering::address_context how;
    how.where = home_of(office_, trunk);
    how.rules = own_rules(trunk);
    if (office_) {
        how.extensions = office_->extensions;
        how.emergency = office_->emergency;
    }
    return numbering::read_address(text, how);
}

std::string_view directory::without_outside_prefix(std::string_view dialled) const {
    if (!office_ || office_->outside_prefix.empty() || !dialled.starts_with(office_->outside_prefix)) return dialled;
    const std::string_view rest = dialled.substr(office_->outside_prefix.size());
    const auto behind = read(rest, nullptr);
    return behind && numbering::look_up(*behind).valid() ? rest : dialled;
}

bool directory::is_ours(number n) const {
    if (!office_) return false;
    if (office_->find_line(n)) return true;
    return std::any_of(office_->trunks.begin(), office_->trunks.end(), [n](const tenant::trunk& t) {
        return std::find(t.presents.begin(), t.presents.end(), n) != t.presents.end();
    });
}

} // namespace almon::inline v0::cdr
