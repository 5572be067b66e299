// SPDX-License-Identifier: BSL-1.0
#pragma once

// Rows as Asterisk writes them, in the shapes of the fixtures and in their proportions: answered calls, missed ones,
// queues of three, transfers, calls out. The same for the same number, so that figures can be compared.

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

/// Appends whole calls until there are at least `rows` rows of cdr_custom; returns how many calls they are.
std::size_t generate_rows(std::size_t rows, std::string& out);

/// Appends manager events of answered calls until there are at least `events`; returns how many calls they are.
std::size_t generate_events(std::size_t events, std::string& out);

} // namespace bench
