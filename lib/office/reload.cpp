// SPDX-License-Identifier: BSL-1.0
// What changed between two versions of an office, in words that hold no number.
#include "reload.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace almon::inline v0::office::detail {

namespace {

using names = std::set<std::string, std::less<>>;

template <class T>
names names_of(const std::vector<T>& all) {
    names out;
    for (const T& one : all) {
        if constexpr (requires { one.name.text; }) out.insert(one.name.text);
        else if constexpr (requires { one.name; }) out.insert(one.name);
        else out.insert(one.number.masked());
    }
    return out;
}

void compare(std::string_view what, const names& before, const names& after, std::vector<std::string>& changes) {
    for (const std::string& name : after)
        if (!before.contains(name)) changes.push_back(fmt::format("{} {} added", what, name));
    for (const std::string& name : before)
        if (!after.contains(name)) changes.push_back(fmt::format("{} {} removed", what, name));
}

} // namespace

std::vector<std::string> changes_between(const state& before, const state& after) {
    std::vector<std::string> changes;
    const tenant::tenant &old = before.office(), &now = after.office();
    compare("user", names_of(old.users), names_of(now.users), changes);
    compare("trunk", names_of(old.trunks), names_of(now.trunks), changes);
    compare("line", names_of(old.lines), names_of(now.lines), changes);
    compare("department", names_of(old.departments), names_of(now.departments), changes);
    compare("role", names_of(before.file.rules.roles), names_of(after.file.rules.roles), changes);
    for (const policy::raw_role& role : after.file.rules.roles) {
        const auto same_name = [&](const policy::raw_role& r) { return r.name == role.name; };
        const auto was = std::find_if(before.file.rules.roles.begin(), before.file.rules.roles.end(), same_name);
        if (was != before.file.rules.roles.end() && *was != role)
            changes.push_back(fmt::format("role {} changed", role.name.text));
    }
    if (before.file.outcomes.rules() != after.file.outcomes.rules()) changes.push_back("what calls count as changed");
    if (old.own.contexts != now.own.contexts || old.own.accounts != now.own.accounts || old.phones != now.phones)
        changes.push_back("the records claimed changed");
    if (before.clients.size() != after.clients.size())
        changes.push_back(fmt::format("{} clients, {} before", after.clients.size(), before.clients.size()));
    if (!before.directory != !after.directory)
        changes.push_back(after.directory ? "operator snapshot opened" : "operator snapshot gone");
    return changes;
}

} // namespace almon::inline v0::office::detail
