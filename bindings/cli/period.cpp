// SPDX-License-Identifier: BSL-1.0
#include "period.hpp"

#include <iostream>
#include <string_view>

#include <fmt/format.h>

#include <almon/cdr/error.hpp>

#include "command.hpp"

namespace almon::cli {

namespace {

/// Leaves where the option's text is no time.
void check(std::string_view option, const result<cdr::period>& read) {
    if (read || read.error() == cdr::errc::empty_period) return;
    std::cerr << fmt::format("almon: {}: write a day like 2026-11-22 or a time like 2026-11-22T09:00:00+03:00\n",
                             option);
    throw leave{usage};
}

} // namespace

cdr::period period_between(const std::string& since, const std::string& until, const time_zone& zone) {
    check("--since", cdr::period::between(since, {}, zone));
    check("--until", cdr::period::between({}, until, zone));
    if (const auto p = cdr::period::between(since, until, zone)) return *p;
    std::cerr << "almon: --until: is not after --since\n";
    throw leave{usage};
}

} // namespace almon::cli
