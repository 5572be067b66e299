// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <span>
#include <utility>

#include <almon/almon.hpp>

#include "handles.hpp"

namespace almon::c {

namespace {

constexpr std::array tables = {
    std::span<const error_info>(core_errc_table),       std::span<const error_info>(numbering::errc_table),
    std::span<const error_info>(operators::errc_table), std::span<const error_info>(policy::errc_table),
    std::span<const error_info>(masking::errc_table),   std::span<const error_info>(routing::errc_table),
    std::span<const error_info>(cdr::errc_table),       std::span<const error_info>(store::errc_table),
    std::span<const error_info>(office::errc_table),
};

/// A status means one error: no two modules may use the same number.
constexpr bool numbers_are_unique() {
    std::array<bool, 2000> seen{};
    for (const std::span<const error_info> table : tables)
        for (const error_info& row : table)
            if (std::exchange(seen[row.number], true)) return false;
    return true;
}
static_assert(numbers_are_unique());

} // namespace

int fail(const error& e, std::string message, almon_error** to) noexcept {
    if (to) *to = new (std::nothrow) almon_error{e, std::move(message), {}};
    return e.number();
}

int fail(const error& e, almon_error** to) noexcept {
    if (to) *to = new (std::nothrow) almon_error{e, {}, {}};
    return e.number();
}

int fail(const std::vector<diagnostic>& mistakes, almon_error** to) noexcept try {
    const error first = mistakes.empty() ? error(core_errc::io) : mistakes.front().reason;
    if (!to) return first.number();
    auto made = std::make_unique<almon_error>(almon_error{first, {}, mistakes});
    for (const diagnostic& d : mistakes) {
        if (!made->message.empty()) made->message += '\n';
        made->message += masking::redact(d);
    }
    *to = made.release();
    return first.number();
} catch (...) {
    return fail(core_errc::no_memory, to);
}

} // namespace almon::c

using namespace almon;

extern "C" {

const char* almon_error_code(const almon_error* error) {
    return error ? error->reason.code().data() : no_error.name.data(); // names are literals, which end with NUL
}

int almon_error_number(const almon_error* error) {
    return error ? error->reason.number() : 0;
}

const char* almon_error_message(const almon_error* error) {
    if (!error) return no_error.cause.data();
    return error->message.empty() ? error->reason.message().data() : error->message.c_str();
}

size_t almon_error_offset(const almon_error* error) {
    return error ? error->reason.offset() : 0;
}

size_t almon_error_mistake_count(const almon_error* error) {
    return error ? error->mistakes.size() : 0;
}

int almon_error_mistake(const almon_error* error, size_t index, almon_mistake* mistake) {
    if (!error || index >= error->mistakes.size() || !c::fits(mistake)) return c::refuse();
    const diagnostic& d = error->mistakes[index];
    *mistake = {sizeof *mistake, d.reason.code().data(), d.reason.message().data(), d.file.c_str(), d.line,
                d.column,        d.found.c_str(),        d.expected.c_str()};
    return 0;
}

void almon_error_free(almon_error* error) {
    delete error;
}

const char* almon_status_code(int status) {
    if (status == 0) return no_error.name.data();
    for (const std::span<const error_info> table : c::tables)
        for (const error_info& row : table)
            if (row.number == status) return row.name.data();
    return nullptr;
}

} // extern "C"
