// SPDX-License-Identifier: BSL-1.0
#pragma once

// Channel event logging of Asterisk as cel_custom writes it: CSV, one event a line.
//
// Columns: eventtype, eventtime (epoch, or a local time), cid_name, cid_num, cid_ani, cid_rdnis, cid_dnid, exten,
// context, channame, appname, appdata, amaflags, accountcode, uniqueid, linkedid, peer, userfield, userdeftype,
// eventextra (JSON); or `source::columns`, or a header that names them.

#include <almon/cdr/readers/reader.hpp>

namespace almon::inline v0::cdr {

[[nodiscard]] std::unique_ptr<reader> make_asterisk_cel_reader(source s, reader::on_diagnostic tell);

} // namespace almon::inline v0::cdr
