// SPDX-License-Identifier: BSL-1.0
#include "who.hpp"
#include "core/digits.hpp"

#include <algorithm>
#include <string>

#include <almon/numbering/dial_rules.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/numbering/plan.hpp>
#include <almon/numbering/read_address.hpp>

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

} // namespace

std::string_view device_of(std::string_view channel) noexcept {
    const std::size_t slash = channel.find('/');
    if (slash == std::string_view::npos) return {};
    const std::string_view rest = channel.substr(slash + 1);
    return rest.substr(0, rest.rfind('-')); // all of it where there is no counter
}

bool looks_like_extension(std::string_view text) noexcept {
    return text.size() >= 2 && text.size() <= 6 && all_digits(text);
}

bool directory::is_extension(std::string_view digits) const {
    return office_ ? office_->is_extension(digits) : looks_like_extension(digits);
}

bool directory::is_service(std::string_view dialled) const {
    if (dialled.empty()) return false;
    if (office_)
        for (const std::string& pattern : office_->services)
            if (numbering::fits_pattern(pattern, dialled)) return true;
    return dialled.front() == '*' || dialled.front() == '#';
}

device_info directory::look_up(std::string_view channel) const {
    device_info info;
    info.device = device_of(channel);
    if (info.device.empty()) return info;
    if (channel.size() > 2 && channel[channel.size() - 2] == ';') {
        info.role = device_role::half;
        return info;
    }
    const std::string_view key = channel.substr(0, static_cast<std::size_t>(info.device.end() - channel.begin()));
    if (const auto found = known_.find(key); found != known_.end()) {
        device_info known = found->second;
        if (known.role == device_role::own && known.who.data() == nullptr) known.who = info.device;
        known.device = info.device;
        return known;
    }
    if (office_) info.trunk = office_->trunk_of_channel(channel);
    if (info.trunk) {
        info.role = device_role::outside;
    } else if (const auto who = office_ ? office_->extension_of_phone(info.device) : std::string_view(); !who.empty()) {
        info.role = device_role::own;
        info.who = who;
    } else if (is_extension(info.device)) {
        info.role = device_role::own;
    } else if (office_) {
        // some PBXs give each phone of a person a prefix: 99101 beside 101; some name devices as their users
        for (std::size_t cut = 1; cut <= 2 && info.device.size() > cut + 1 && info.who.empty(); ++cut)
            if (all_digits(info.device) && office_->is_extension(info.device.substr(cut)))
                info.who = info.device.substr(cut);
        if (const tenant::user* u = office_->find_user(info.device); u && !u->extension.empty())
            info.who = u->extension;
        // a phone that the office file forgot is a phone all the same
        if (!info.who.empty() || looks_like_extension(info.device)) info.role = device_role::own;
    } else {
        info.role = device_role::outside; // without an office a device that is no extension is a way out
    }
    if (known_.size() < 10000) {
        device_info kept = info;
        kept.device = {};
        // an extension inside the name is cut out of each name anew; one of the office's file stays where it is
        const bool inside = info.who.data() >= channel.data() && info.who.data() < channel.data() + channel.size();
        if (info.role != device_role::own || !inside) known_.emplace(key, kept);
    }
    if (info.role == device_role::own && info.who.empty()) info.who = info.device;
    return info;
}

std::optional<number> directory::read(std::string_view text, const tenant::trunk* trunk) const {
    if (const numbering::dial_rules* rules = own_rules(trunk))
        if (const result<number> n = numbering::read_dialled(text, *rules)) return *n;
    const result<number> n = numbering::parse(text, home_of(office_, trunk));
    if (!n) return std::nullopt;
    return *n;
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
