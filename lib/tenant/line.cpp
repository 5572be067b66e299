// SPDX-License-Identifier: BSL-1.0
#include <almon/tenant/line.hpp>

#include <array>
#include <utility>

namespace almon::inline v0::tenant {

namespace {

using kind = target::kind_type;

constexpr std::array<std::pair<std::string_view, kind>, 6> kinds = {{
    {"queue", kind::queue},
    {"menu", kind::menu},
    {"extension", kind::extension},
    {"user", kind::user},
    {"announce", kind::announce},
    {"reject", kind::reject},
}};

} // namespace

std::string to_string(const target& t) {
    for (const auto& [word, value] : kinds)
        if (value == t.kind) return t.name.empty() ? std::string(word) : std::string(word) + ":" + t.name;
    return {};
}

std::optional<target> parse_target(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view name = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    for (const auto& [word, value] : kinds)
        if (word == text.substr(0, colon) && name.empty() == (value == kind::reject))
            return target{value, std::string(name)};
    return std::nullopt;
}

} // namespace almon::inline v0::tenant
