// SPDX-License-Identifier: BSL-1.0
#pragma once

// almon calls --follow: files that grow, calls as soon as they are over, a place that is kept across restarts.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <almon/cdr/assembler.hpp>

#include "call_sinks.hpp"
#include "command.hpp"
#include "tail.hpp"

namespace almon::cli {

struct follow_request {
    std::vector<std::string> files;
    std::string state; ///< path; empty where nothing is kept
    cdr::shared_records records{{{}}, {}};
    follow_options reading;
    /// Opens the sinks, which need to know how far they were written. *Lifetime*: of the run.
    std::function<call_sinks*(const sink_sizes&)> open_sinks;
    /// Asked about once a second, where set: the offices, if they are others now.
    std::function<std::optional<cdr::shared_records>()> offices_again;
    /// Shows a version to the sinks, or what may be shown of it.
    cdr::assembler::on_version tell;
};

/// Runs until SIGTERM or SIGINT, or until standard input, being the only source, ends. Throws `store_error` where a sink
/// or the state cannot be written.
void follow(follow_request request);

/// The state beside the first sink that is a file; empty where there is none.
[[nodiscard]] std::string default_state(const std::vector<std::string>& sinks);

} // namespace almon::cli
