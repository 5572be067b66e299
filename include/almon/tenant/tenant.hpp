// SPDX-License-Identifier: BSL-1.0
#pragma once

// One customer: an office with its numbers, ways out and people. Plain values, filled by the office loader or by hand.

#include <string>
#include <string_view>
#include <vector>

#include <almon/core/clock.hpp>
#include <almon/numbering/number.hpp>
#include <almon/tenant/calendar.hpp>
#include <almon/tenant/line.hpp>
#include <almon/tenant/trunk.hpp>
#include <almon/tenant/user.hpp>

namespace almon::inline v0::tenant {

/// Which records of a shared PBX are one office's, beside those of its lines and trunks: globs, as `alfa-*`.
struct own_records {
    std::vector<std::string> contexts; ///< of the dial plan
    std::vector<std::string> accounts; ///< account codes

    [[nodiscard]] bool empty() const noexcept { return contexts.empty() && accounts.empty(); }
};

/// Everything about one office that the modules need to know. *Threads*: immutable once filled; share freely.
struct tenant {
    std::string name = "default";
    std::string home = "RU"; ///< ISO 3166 region in which bare numbers are read
    std::string area;        ///< area code for local ones
    time_zone zone;
    std::vector<std::string> extensions; ///< patterns of own extensions: `10x`, `111-150`; x is any digit
    /// How the PBX names own phones where not by their extension: `alfa-{extension}`.
    std::vector<std::string> phones;
    own_records own;
    std::string outside_prefix;         ///< digits dialled for an outside line
    std::vector<std::string> emergency; ///< emergency numbers beside 112, without the outside prefix
    std::vector<std::string> services;  ///< feature codes that are no calls, such as `*97`; patterns with x
    target default_target;              ///< where a call goes that no line claims: the operators
    target closed_target;               ///< and outside opening hours; `none` means as when open

    std::vector<line> lines;
    std::vector<trunk> trunks;
    std::vector<department> departments;
    std::vector<user> users;
    calendar hours;
    std::vector<number> not_clients; ///< neither registered nor recorded

    [[nodiscard]] const line* find_line(almon::number n) const noexcept;
    [[nodiscard]] const trunk* find_trunk(std::string_view name) const noexcept;
    /// The trunk whose `match` fits the channel's name; null where none does.
    [[nodiscard]] const trunk* trunk_of_channel(std::string_view channel) const noexcept;
    /// Whether phones of `extensions` may be behind the trunk: behind tie lines. Where no trunk says whether it is one,
    /// behind any.
    [[nodiscard]] bool may_lead_to_branch(const trunk& t) const noexcept;
    [[nodiscard]] const department* find_department(std::string_view name) const noexcept;
    [[nodiscard]] const user* find_user(std::string_view name) const noexcept;
    [[nodiscard]] const user* user_of_extension(std::string_view extension) const noexcept;
    [[nodiscard]] const user* user_of_agent(std::string_view agent_id) const noexcept;
    [[nodiscard]] const user* user_of_mobile(almon::number n) const noexcept;
    /// The extension inside the name of a phone that a pattern of `phones` fits; empty where none does. *Lifetime*: of
    /// `device`.
    [[nodiscard]] std::string_view extension_of_phone(std::string_view device) const noexcept;
    /// Whether `digits` is an own extension: some user's, or one that a pattern of `extensions` fits.
    [[nodiscard]] bool is_extension(std::string_view digits) const noexcept;
};

} // namespace almon::inline v0::tenant
