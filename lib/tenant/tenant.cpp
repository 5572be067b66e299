// SPDX-License-Identifier: BSL-1.0
#include <almon/tenant/tenant.hpp>

#include <algorithm>

#include <almon/numbering/digit_pattern.hpp>

namespace almon::inline v0::tenant {

namespace {

/// The first element for which `member` equals `wanted`; null where there is none.
template <class T, class Member, class Wanted>
const T* find_by(const std::vector<T>& all, Member T::*member, const Wanted& wanted) noexcept {
    const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.*member == wanted; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

const line* tenant::find_line(almon::number n) const noexcept {
    return find_by(lines, &line::number, n);
}

const trunk* tenant::find_trunk(std::string_view wanted) const noexcept {
    return find_by(trunks, &trunk::name, wanted);
}

const trunk* tenant::trunk_of_channel(std::string_view channel) const noexcept {
    for (const trunk& t : trunks)
        for (const std::string& glob : t.match)
            if (channel_matches(glob, channel)) return &t;
    return nullptr;
}

bool tenant::may_lead_to_branch(const trunk& t) const noexcept {
    if (t.tie) return *t.tie;
    return std::none_of(trunks.begin(), trunks.end(), [](const trunk& other) { return other.tie.has_value(); });
}

const department* tenant::find_department(std::string_view wanted) const noexcept {
    return find_by(departments, &department::name, wanted);
}

const user* tenant::find_user(std::string_view wanted) const noexcept {
    return find_by(users, &user::name, wanted);
}

const user* tenant::user_of_extension(std::string_view extension) const noexcept {
    return extension.empty() ? nullptr : find_by(users, &user::extension, extension);
}

const user* tenant::user_of_agent(std::string_view agent_id) const noexcept {
    return agent_id.empty() ? nullptr : find_by(users, &user::agent_id, agent_id);
}

const user* tenant::user_of_mobile(almon::number n) const noexcept {
    return find_by(users, &user::mobile, n);
}

std::string_view tenant::extension_of_phone(std::string_view device) const noexcept {
    constexpr std::string_view mark = "{extension}";
    for (const std::string_view pattern : phones) {
        const std::size_t at = pattern.find(mark);
        if (at == std::string_view::npos) continue;
        const std::string_view before = pattern.substr(0, at), behind = pattern.substr(at + mark.size());
        if (device.size() <= before.size() + behind.size() || !device.starts_with(before) || !device.ends_with(behind))
            continue;
        const std::string_view middle = device.substr(before.size(), device.size() - before.size() - behind.size());
        if (is_extension(middle)) return middle;
    }
    return {};
}

bool tenant::is_extension(std::string_view digits) const noexcept {
    if (digits.empty()) return false;
    const auto fits = [&](const std::string& pattern) { return numbering::fits_pattern(pattern, digits); };
    return std::any_of(extensions.begin(), extensions.end(), fits) || user_of_extension(digits);
}

bool channel_matches(std::string_view glob, std::string_view channel) noexcept {
    std::size_t g = 0, c = 0, star = std::string_view::npos, resume = 0;
    while (c < channel.size()) {
        if (g < glob.size() && (glob[g] == '?' || glob[g] == channel[c])) ++g, ++c;
        else if (g < glob.size() && glob[g] == '*') star = g++, resume = c;
        else if (star != std::string_view::npos) g = star + 1, c = ++resume;
        else return false;
    }
    while (g < glob.size() && glob[g] == '*') ++g;
    return g == glob.size();
}

} // namespace almon::inline v0::tenant
