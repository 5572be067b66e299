// SPDX-License-Identifier: BSL-1.0
#include <almon/core/log.hpp>

#include <fmt/format.h>

#include <almon/numbering/number.hpp>

namespace almon::inline v0 {

std::string to_string(const log_record& record) {
    fmt::memory_buffer out;
    auto to = std::back_inserter(out);
    fmt::format_to(to, "{}", record.event);
    for (const log_field& field : record.fields) {
        fmt::format_to(to, " {}=", field.name);
        if (const auto* hidden = std::get_if<const number*>(&field.value))
            fmt::format_to(to, "{}", (*hidden)->masked());
        else
            std::visit(
                [&](const auto& value) {
                    if constexpr (!std::is_pointer_v<std::decay_t<decltype(value)>>) fmt::format_to(to, "{}", value);
                },
                field.value);
    }
    return fmt::to_string(out);
}

} // namespace almon::inline v0
