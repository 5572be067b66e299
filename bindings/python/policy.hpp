// SPDX-License-Identifier: BSL-1.0
#pragma once

// A decision of the policy with the words of the rule that made it.

#include <memory>
#include <string>

#include <almon/office/load.hpp>
#include <almon/policy/decide.hpp>

#include "bind.hpp"

namespace almon::python {

/// What Python knows as `Policy`: the rules of an office file, with the people that they are about.
struct rules {
    std::shared_ptr<const office::office_file> file;

    [[nodiscard]] const policy::table& policy() const { return file->policy; }
};

struct told_decision {
    policy::decision answer;
    std::string rule, role, file; ///< empty where no rule decided
};

[[nodiscard]] told_decision tell(const policy::table& policy, const policy::decision& d);

} // namespace almon::python
