// SPDX-License-Identifier: BSL-1.0
#include "progress.hpp"

#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

namespace almon::cli {

namespace {

constexpr std::uint64_t small = std::uint64_t{8} << 20; // bytes that are read before anybody wonders
constexpr std::chrono::milliseconds often{200};

} // namespace

progress::progress(std::optional<std::uint64_t> total)
    : total_(total), wanted_(::isatty(STDERR_FILENO) != 0 && (!total || *total > small)),
      next_(std::chrono::steady_clock::now() + often) {}

progress::~progress() {
    if (shown_) std::cerr << "\r\x1B[K";
}

void progress::show(std::uint64_t done, const cdr::assembler::counts& so_far) {
    if (!wanted_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + often;
    shown_ = true;
    constexpr double mega = 1e6;
    std::string line;
    if (total_ && *total_ > 0) {
        constexpr std::size_t width = 24;
        const std::size_t filled = static_cast<std::size_t>(std::min(done, *total_) * width / *total_);
        line = fmt::format("[{:<{}}] {:3} %  {:.0f} of {:.0f} MB", std::string(filled, '#'), width,
                           std::min(done, *total_) * 100 / *total_, static_cast<double>(done) / mega,
                           static_cast<double>(*total_) / mega);
    } else {
        line = fmt::format("{:.0f} MB", static_cast<double>(done) / mega);
    }
    // one write, so that it passes unmasked: counts may look like numbers
    std::cerr << fmt::format("\r{}  {} records  {} calls\x1B[K", line, so_far.evidence, so_far.calls);
}

} // namespace almon::cli
