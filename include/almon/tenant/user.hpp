// SPDX-License-Identifier: BSL-1.0
#pragma once

// A person of the office, and a department.

#include <optional>
#include <string>
#include <vector>

#include <almon/numbering/number.hpp>

namespace almon::inline v0::tenant {

/// One person. Found by name in the office file and the CRM, by extension, agent id or mobile on the telephone.
struct user {
    std::string name;                     ///< unique in the tenant
    std::vector<std::string> roles;       ///< at least one
    std::string department;               ///< empty where none
    std::string extension;                ///< empty for somebody without a desk phone
    std::optional<number> mobile;         ///< a mobile that is an extension over our own SIM (FMC)
    std::string agent_id;                 ///< as queues know the person; empty where none
    std::vector<std::string> queues = {}; ///< queues that the person serves
};

/// Some people with trunks and habits of their own.
struct department {
    std::string name;
    std::vector<std::string> trunks; ///< these and no others, in this order; empty means the tenant's
    bool register_in_crm = true;     ///< whether its calls reach the CRM
};

} // namespace almon::inline v0::tenant
