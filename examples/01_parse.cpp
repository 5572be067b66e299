// SPDX-License-Identifier: BSL-1.0
// Demonstrates: any spelling of a phone number to E.164, and what a wrong one says.
// Simpler examples: none, this is the first.

#include <iostream>

#include <almon/numbering/parse.hpp>

int main() {
    using namespace almon;
    const numbering::home moscow{"RU", "495"}; // where bare and local numbers are at home

    for (const char* text : {"+7 (916) 123-45-67", "8 916 123 45 67", "123-45-67", "8~10 44 20 7123 4567",
                             "\"Anna\" <sip:89161234567@10.0.0.1>", "anonymous", "12"}) {
        const result<number> parsed = numbering::parse(text, moscow);
        if (parsed) std::cout << parsed->e164() << "  <- " << text << '\n'; // streaming a number would mask it
        else std::cout << parsed.error().code() << " at byte " << parsed.error().offset() << "  <- " << text << '\n';
    }
}
