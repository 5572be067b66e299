// SPDX-License-Identifier: BSL-1.0
#pragma once

// The hook through which almon tells what it does. Fields are typed; a phone number has no text form here but the
// masked one, so that a log cannot leak it whatever the hook does with it.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <almon/core/error.hpp>

namespace almon::inline v0 {

class number;

enum class log_level : std::uint8_t { debug, info, warning, error };

/// A field's value. `const number*` is a phone number that the hook may only show masked.
using log_value = std::variant<std::int64_t, double, bool, std::string_view, const number*>;

struct log_field {
    std::string_view name;
    log_value value;
};

/// One thing that happened. *Lifetime*: the views end with the call of the hook.
struct log_record {
    log_level level;
    std::string_view event; ///< a stable word such as `office.reloaded`
    std::span<const log_field> fields;
};

/// Where records go: a function and what it is called with. An empty hook drops them. *Threads*: as the function.
struct log_hook {
    void (*function)(void* context, const log_record& record) = nullptr;
    void* context = nullptr;

    void operator()(log_level level, std::string_view event, std::span<const log_field> fields = {}) const {
        if (function) function(context, {level, event, fields});
    }
};

/// `event name=value …` with numbers masked: what the command line writes to standard error.
[[nodiscard]] std::string to_string(const log_record& record);

} // namespace almon::inline v0
