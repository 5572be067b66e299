// SPDX-License-Identifier: BSL-1.0
#pragma once

// Rows as Asterisk writes them, in the shapes of the fixtures and in their proportions: answered calls, missed ones,
// queues of three, transfers, calls out. The same for the same number and seed, so that figures can be compared.

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

/// What rows are written as: Asterisk's own Master.csv, 18 columns with the unique id and no linked one, or a cdr_custom of
/// 29, as FreePBX's tables have them.
enum class rows_as : std::uint8_t { master, custom };

inline constexpr std::uint64_t usual_seed = 88172645463325252u; ///< any but 0 will do

/// Appends whole calls until there are at least `rows` rows; returns how many calls they are.
std::size_t generate_rows(rows_as form, std::size_t rows, std::string& out, std::uint64_t seed = usual_seed);

/// Appends manager events of answered calls until there are at least `events`; returns how many calls they are.
std::size_t generate_events(std::size_t events, std::string& out, std::uint64_t seed = usual_seed);

} // namespace bench
