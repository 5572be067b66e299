// SPDX-License-Identifier: BSL-1.0
#include <iostream>

#include <almon/almon.hpp>

int main() {
    std::cout << almon::numbering::parse("8 (916) 123-45-67").value() << '\n';
    // every library is needed: the office joins them all
    return almon::office::office::open("no-such-office.toml").has_value() ? 1 : 0;
}
