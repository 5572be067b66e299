// SPDX-License-Identifier: BSL-1.0
#pragma once

// What is to be read, as PHP says it, for the functions that read records.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/readers/record_files.hpp>
#include <almon/office/office.hpp>

#include "answer.hpp"

namespace almon::php {

struct records_asked {
    std::vector<std::string> files;
    cdr::record_files::settings how; ///< `zone`: as it was asked, the first office's, or UTC
    std::vector<std::shared_ptr<office::office>> offices;
};

/// `offices` are ids as text; `zone` may be empty. Throws `failure`.
[[nodiscard]] records_asked records_of(const std::vector<std::string_view>& files, std::string_view format,
                                       const std::vector<std::string_view>& offices, std::string_view zone,
                                       const std::vector<std::string_view>& columns);

} // namespace almon::php
