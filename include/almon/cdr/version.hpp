// SPDX-License-Identifier: BSL-1.0
#pragma once

// Versions of a call that is told while its records still come in: what a sink needs to follow along, and what has to be
// kept so that a restarted program tells nothing twice.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/cdr/json.hpp>

namespace almon::inline v0::cdr {

/// How a version differs from the one before.
struct difference {
    std::uint32_t version = 1;        ///< 1, 2, … of this id
    bool withdrawn = false;           ///< later evidence made it part of another call: a sink deletes it
    std::vector<std::string> changed; ///< keys of the JSON, in its order; none in a first version
    /// What the call counted as when it was told before; only of calls that are told again because of late records.
    std::optional<call_outcome> before{};
};

/// A hash of each member of the call's JSON, in its order: two calls are equal to a sink where these are.
[[nodiscard]] std::vector<std::uint32_t> field_prints(const call& c);

/// The keys of the JSON in which two calls differ, in its order.
[[nodiscard]] std::vector<std::string> changed_fields(const call& before, const call& after);
/// The same between a call that is known by its prints only and one that is at hand. Prints of another almon, which knew
/// other fields, differ in every key.
[[nodiscard]] std::vector<std::string> changed_fields(const std::vector<std::uint32_t>& before, const call& after);

/// Appends one JSON object without a line end: the call's own with `"version"` and `"changed"` as last members, or of a
/// withdrawn call `{"schema":1,"id":…,"version":…,"withdrawn":true}`.
void to_json(const call& c, const difference& d, const json_options& options, std::string& out);

/// A line of one of the sources, as the evidence numbers them.
struct place {
    std::uint32_t file = 0;
    std::uint32_t line = 0;

    friend constexpr auto operator<=>(const place&, const place&) noexcept = default;
};

/// A call that was told and may be met again: enough to recognise it.
struct told_call {
    std::string id;
    std::uint32_t version = 1;
    bool withdrawn = false;
    bool closed = false;               ///< its evidence was let go: nothing changes it any more
    std::vector<std::uint32_t> fields; ///< `field_prints` of what was told last
    std::vector<place> until;          ///< of a closed call: the last line about it in each source
};

} // namespace almon::inline v0::cdr
