// SPDX-License-Identifier: BSL-1.0
// Demonstrates: the front door. A client calls in, an agent dials a deal number, and is refused what he may not do.
// Read first: 02_office_file.cpp.

#include <filesystem>
#include <iostream>

#include <almon/office/office.hpp>

using namespace almon;

void print(const office::instructions& told) {
    std::cout << to_string(told.what);
    if (!told.name.empty()) std::cout << ' ' << told.name;
    for (const office::way_out& w : told.trunks) std::cout << ", " << w.trunk << " showing " << w.present->e164();
    if (told.refused) std::cout << ", " << told.refused->code();
    std::cout << '\n';
    for (const office::because& b : told.why)
        if (b.line) std::cout << "  line " << b.line << ": " << b.text << '\n';
}

int main() {
    // a copy, since the office keeps its aliases beside its file
    const std::filesystem::path place = std::filesystem::temp_directory_path() / "almon-example-04";
    std::filesystem::remove_all(place);
    std::filesystem::copy("office", place);
    const instant noon = parse_rfc3339("2026-11-23T12:00:00+03:00").value();

    office::office agency = office::office::open((place / "office.toml").string()).value();
    print(agency.incoming({"mts-gsm", "9161230001", "9035551122", ""}, noon));

    const number client = numbering::parse("+79035551122").value();
    office::alias_access aliases = agency.aliases();
    (void)aliases.book.open({"4017", client, "client", ""}, noon).value();
    aliases.book.grant_to("4017", masking::parse_grantee("user:ivanov").value(), noon).value();

    print(agency.dial({"ivanov", "4017", "mts-gsm", "9031230003", "", ""}, noon));
    print(agency.dial({"ivanov", "989035551122", "", "", "", ""}, noon));
    print(agency.dial({"sidorova", "4017", "", "", "", ""}, noon));
    print(agency.dial({"nobody at all", "112", "", "", "", ""}, noon));
    std::filesystem::remove_all(place);
}
