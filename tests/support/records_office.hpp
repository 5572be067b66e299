// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <almon/tenant/tenant.hpp>

namespace almon::test {

/// As much of the fixtures' office as call records need: its phones and one trunk.
inline tenant::tenant records_office() {
    tenant::tenant t;
    t.name = "svetly-dom";
    t.area = "495";
    t.zone = time_zone::find("Europe/Moscow").value();
    t.extensions = {"10x", "20x"};
    tenant::trunk mango;
    mango.name = "mango";
    mango.match = {"PJSIP/mango-*"};
    t.trunks.push_back(mango);
    return t;
}

} // namespace almon::test
