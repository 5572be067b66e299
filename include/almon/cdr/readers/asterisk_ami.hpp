// SPDX-License-Identifier: BSL-1.0
#pragma once

// Events of Asterisk's manager interface, as they come off the wire or stand in a log: blocks of `Key: value` lines,
// an empty line after each. Needs `timestampevents=yes`: an event without its time cannot be placed.

#include <almon/cdr/readers/reader.hpp>

namespace almon::inline v0::cdr {

[[nodiscard]] std::unique_ptr<reader> make_asterisk_ami_reader(source s, reader::on_diagnostic tell);

} // namespace almon::inline v0::cdr
