// SPDX-License-Identifier: BSL-1.0
#pragma once

// The office handle, for the sources that answer from it.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <almon/office/office.hpp>

#include "handles.hpp"

struct almon_office {
    almon::office::office front;
    std::string name = front.file()->tenant.name; ///< as it was opened: a reload must not move it
    /// Every directory that was looked up in: its texts are in the caller's hands until the office is closed.
    std::mutex guard = {};
    std::vector<std::shared_ptr<const almon::operators::directory>> directories = {};
};

namespace almon::c {

[[nodiscard]] inline instant moment(int64_t at) {
    return at == ALMON_NOW ? system_now() : instant(microseconds(at));
}

/// *Lifetime*: of the texts.
[[nodiscard]] inline std::vector<const char*> pointers(const std::vector<std::string>& texts) {
    std::vector<const char*> out;
    out.reserve(texts.size());
    for (const std::string& t : texts) out.push_back(t.c_str());
    return out;
}

} // namespace almon::c
