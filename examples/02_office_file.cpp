// SPDX-License-Identifier: BSL-1.0
// Demonstrates: reading an office file, and the mistakes of a bad one, all at once.
// Read first: 01_parse.cpp.

#include <iostream>

#include <almon/office/load.hpp>

int main() {
    using namespace almon;
    const office::office_file file = office::load("office/office.toml").value(); // throws with every mistake
    const tenant::tenant& agency = file.tenant;
    std::cout << agency.name << ": " << agency.lines.size() << " lines, " << agency.trunks.size() << " trunks, "
              << agency.users.size() << " people\n";
    std::cout << "103 is " << agency.user_of_extension("103")->name << '\n';
    std::cout << "PJSIP/mts-1-0000000e is " << agency.trunk_of_channel("PJSIP/mts-1-0000000e")->name << '\n';

    const auto bad = office::load_text("schema = 1\n[office]\ntenant = \"t\"\ntimezone = \"Europe/Moskva\"\n"
                                       "[[trunk]]\nname = \"mts\"\nchanels = 2\n",
                                       "bad.toml");
    for (const diagnostic& mistake : bad.error().mistakes) std::cout << to_string(mistake) << '\n';
}
