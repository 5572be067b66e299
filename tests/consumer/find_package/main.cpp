// SPDX-License-Identifier: BSL-1.0
#include <iostream>

#include <almon/almon.hpp>

int main() {
    std::cout << almon::numbering::parse("8 (916) 123-45-67").value() << '\n';
}
