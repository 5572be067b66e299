// SPDX-License-Identifier: BSL-1.0
#pragma once

// A call as one user may see it: not at all, or with the outside party's number in full, masked, as the deal's alias, or
// gone. What holds the number in another field (the name of a recording, a channel, a forwarded leg) is covered too.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <almon/cdr/call.hpp>
#include <almon/policy/decide.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::office {

/// The alias under which this user knows this number; nothing where he knows none.
using alias_question = std::function<std::optional<std::string>(number outside)>;

/// `c` as `user` may see it; nothing where the policy does not let him see it (`data.view_calls` of one of the people in
/// it). A withheld caller's number, which only the trunk told, is never shown. Recordings are listed only for those who
/// may hear them.
[[nodiscard]] std::optional<cdr::call> view(const cdr::call& c, const tenant::tenant& office,
                                            const policy::table& policy, policy::user_id user,
                                            const alias_question& alias = {});

/// `text` with every spelling of `digits` (separators between them allowed) replaced by stars, the first `keep` and last
/// two digits left.
[[nodiscard]] std::string cover_digits(std::string_view text, std::string_view digits, std::size_t keep = 0);

} // namespace almon::inline v0::office
