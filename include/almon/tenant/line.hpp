// SPDX-License-Identifier: BSL-1.0
#pragma once

// A line: one number of ours (DID), where its advert hangs, and what happens to who calls it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <almon/numbering/number.hpp>

namespace almon::inline v0::tenant {

/// Where a call goes: to whom or what, and its name.
struct target {
    enum class kind_type : std::uint8_t { none, queue, menu, extension, user, announce, reject };
    kind_type kind = kind_type::none;
    std::string name;

    friend bool operator==(const target&, const target&) = default;
};

/// `queue:500`, `menu:main`, …, `reject`: as the office file writes it; empty for `none`.
[[nodiscard]] std::string to_string(const target& t);

/// The target that such a text means; nothing where it means none.
[[nodiscard]] std::optional<target> parse_target(std::string_view text);

/// One of our numbers. Never a way out: that is a trunk.
struct line {
    almon::number number;
    std::string campaign; ///< which advert shows this number; empty where none
    std::string label;
    target to; ///< `none` means the tenant's default
};

} // namespace almon::inline v0::tenant
