// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the sources of the C binding share: the error handle, the guard that lets no exception out, and the checks of
// what C passes.

#include <cstddef>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <almon/almon.h>

#include <almon/core/diagnostic.hpp>
#include <almon/core/result.hpp>
#include <almon/office/load.hpp>

struct almon_error {
    almon::error reason;
    std::string message;
    std::vector<almon::diagnostic> mistakes;
};

namespace almon::c {

/// Sets `*to` (where it is asked for) and gives the status.
int fail(const error& e, almon_error** to) noexcept;
int fail(const error& e, std::string message, almon_error** to) noexcept;
int fail(const std::vector<diagnostic>& mistakes, almon_error** to) noexcept;

inline int refuse(almon_error** to = nullptr) noexcept {
    return fail(core_errc::invalid_argument, to);
}

/// Runs `body`, which gives a status, and turns what it throws into one.
template <class Body>
int guarded(almon_error** to, Body&& body) noexcept {
    if (to) *to = nullptr;
    try {
        return body();
    } catch (const office::office_error& e) {
        return fail(e.mistakes(), to);
    } catch (const failure& e) {
        return fail(e.reason(), e.what(), to);
    } catch (...) { // out of memory, and what nobody foresaw
        return fail(core_errc::no_memory, to);
    }
}

/// A NULL text is an empty one.
[[nodiscard]] inline std::string_view text(const char* s) noexcept {
    return s ? std::string_view(s) : std::string_view();
}

/// Whether a struct that C passes has the size that this version knows. A later version takes shorter ones, too.
template <class Struct>
[[nodiscard]] bool fits(const Struct* s) noexcept {
    return s && s->struct_size == sizeof(Struct);
}

} // namespace almon::c
