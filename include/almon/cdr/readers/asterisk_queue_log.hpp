// SPDX-License-Identifier: BSL-1.0
#pragma once

// Asterisk's queue_log: epoch|callid|queue|agent|event|data. Whole seconds; beside other sources it tells when a caller came
// into a queue, was answered, and left.

#include <almon/cdr/readers/reader.hpp>

namespace almon::inline v0::cdr {

[[nodiscard]] std::unique_ptr<reader> make_asterisk_queue_log_reader(source s, reader::on_diagnostic tell);

} // namespace almon::inline v0::cdr
