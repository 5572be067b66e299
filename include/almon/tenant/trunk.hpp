// SPDX-License-Identifier: BSL-1.0
#pragma once

// A trunk: a way out, with its operator, its channels, its price list, how it writes numbers, and the numbers that it
// can present. A GSM channel shows its SIM's number whatever we ask for.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <almon/numbering/dial_rules.hpp>
#include <almon/numbering/number.hpp>

namespace almon::inline v0::tenant {

struct trunk {
    std::string name;
    std::vector<std::string> match; ///< how the PBX names its channels: globs such as `PJSIP/mts-*`
    std::string dial;               ///< how the PBX is told to use it, `{number}` in it: `PJSIP/{number}@mango`
    std::string operator_brand;     ///< `mts`; empty where it belongs to no mobile operator
    std::vector<number> presents;   ///< what the called party may see; never anything else
    std::uint32_t channels = 0;     ///< simultaneous calls; 0 means no limit known
    numbering::dial_rules rules;    ///< how it writes numbers, both ways
    std::string tariff;             ///< name of a price list; empty where unknown
    bool fallback = false;          ///< the trunk for called operators that nobody knows (`default = true`)
    bool shared = false;            ///< other offices use it, too: it does not tell whose a call is
    bool own_sim = false;           ///< a SIM or FMC trunk of ours: its caller id is proof
    std::optional<bool> tie = {};   ///< whether it leads to another PBX of ours; see `tenant::may_lead_to_branch`
};

/// Whether `channel`, as a PBX names it (`PJSIP/mts-1-0000000e`), fits `glob` (`*` any text, `?` one character).
[[nodiscard]] bool channel_matches(std::string_view glob, std::string_view channel) noexcept;

} // namespace almon::inline v0::tenant
