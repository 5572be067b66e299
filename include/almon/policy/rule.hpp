// SPDX-License-Identifier: BSL-1.0
#pragma once

// A policy as it was written: plain words with their places, nothing checked yet. The office loader fills these from
// TOML, `compile` reads them.
//
//     [role.agent]                                        a raw_role; its name is "agent"
//     inherits = ["staff"]
//     permit   = ["call.internal", "stats.view@own"]      verb, group.* or *, and perhaps @scope
//     forbid   = ["recording.*"]
//     scope    = "any"                                    for the permits above that name none; any when absent
//     show_number = "alias"                               full, partial, alias, nothing
//     present     = "office"                              own, line, office
//     record      = "always"                              always, on_demand, never
//     announce    = "inbound"                             always, inbound, outbound, never
//     [[role.agent.rule]]                                 a raw_rule: what needs a condition
//     effect = "permit"
//     verbs  = ["call.external"]
//     scope  = "any"
//     when   = { class = ["whitelist"], hours = "mon-fri 09:00-18:00" }
//     [[policy.test]]                                     a raw_test
//     user = "ivanov"
//     verb = "recording.listen"
//     object = "petrova"                                  as `find_object` reads it; everything when absent
//     given  = { direction = "inbound" }                  facts of the call, as in `when`
//     expect = "deny"
//     record = "always"                                   and/or show_number, present: obligations expected

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace almon::inline v0::policy {

/// A word of the file and where it stands (1-based; 0 where it came from no file).
struct word {
    std::string text;
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    /// Words are equal when their texts are, wherever they stand.
    friend bool operator==(const word& a, const word& b) noexcept { return a.text == b.text; }
};

/// `key = [values]` of a `when` or `given` table; a plain string is one value.
struct raw_condition {
    word key;
    std::vector<word> values;

    friend bool operator==(const raw_condition&, const raw_condition&) = default;
};

/// One `[[role.NAME.rule]]`. All its conditions must hold.
struct raw_rule {
    word effect;
    std::vector<word> verbs;
    std::optional<word> scope;
    std::vector<raw_condition> when;

    friend bool operator==(const raw_rule&, const raw_rule&) = default;
};

/// One `[role.NAME]`.
struct raw_role {
    word name;
    std::vector<word> inherits;
    std::vector<word> permit;
    std::vector<word> forbid;
    std::optional<word> scope;
    std::optional<word> show_number;
    std::optional<word> present;
    std::optional<word> record;
    std::optional<word> announce;
    std::vector<raw_rule> rules;

    friend bool operator==(const raw_role&, const raw_role&) = default;
};

/// One `[[policy.test]]`.
struct raw_test {
    word user;
    word verb;
    std::optional<word> object;
    std::vector<raw_condition> given;
    word expect; ///< `allow` or `deny`
    std::optional<word> show_number;
    std::optional<word> present;
    std::optional<word> record;
};

/// All that a file says of policy. Who has which role is the tenant's to say.
struct raw_policy {
    std::string file; ///< its name, for diagnostics
    std::vector<raw_role> roles;
    std::vector<raw_test> tests;
};

} // namespace almon::inline v0::policy
