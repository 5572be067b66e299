// SPDX-License-Identifier: BSL-1.0
#include <almon/core/version.hpp>

namespace almon::inline v0 {

std::string_view library_version() noexcept {
    return header_version;
}

} // namespace almon::inline v0
