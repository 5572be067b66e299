// SPDX-License-Identifier: BSL-1.0
#include <almon/masking/redact.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace almon::inline v0::masking {

result<style> style::parse(std::string_view text) noexcept {
    if (text == "partial") return partial();
    if (text == "country") return country();
    if (text == "nothing") return nothing();
    if (text.size() == 6 && text.starts_with("last:") && text[5] >= '1' && text[5] <= '4')
        return style(kind_type::last, static_cast<std::uint8_t>(text[5] - '0'));
    return error(errc::malformed_style);
}

std::string redact(number n, style how) {
    const std::string partial = n.masked();
    const std::string code = partial.substr(0, partial.find(' ')); // `+7`
    switch (how.kind()) {
    case style::kind_type::partial: return partial;
    case style::kind_type::country: return fmt::format("{} ***", code);
    case style::kind_type::nothing: return "***";
    case style::kind_type::last: break;
    }
    const std::string all = n.e164();
    const std::size_t national = all.size() - std::min(all.size(), code.size());
    const std::size_t shown = std::min<std::size_t>(how.digits(), national / 2);
    return fmt::format("***{}", all.substr(all.size() - shown));
}

} // namespace almon::inline v0::masking
