// SPDX-License-Identifier: BSL-1.0
#pragma once

// Events of Asterisk's REST interface as its websocket sends them: one JSON object a line (subscribeAll).

#include <almon/cdr/readers/reader.hpp>

namespace almon::inline v0::cdr {

[[nodiscard]] std::unique_ptr<reader> make_asterisk_ari_reader(source s, reader::on_diagnostic tell);

} // namespace almon::inline v0::cdr
