// SPDX-License-Identifier: BSL-1.0
#pragma once

// How one trunk or PBX writes and expects numbers, both ways: what `dial_string` writes by them, `read_dialled` reads
// back as the same number.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/core/result.hpp>
#include <almon/numbering/address.hpp>
#include <almon/numbering/number.hpp>

namespace almon::inline v0::numbering {

/// The common habits by name, for +79161234567 and, in Moscow, +74951234567.
enum class spelling : std::uint8_t {
    plus,          ///< `+79161234567`
    international, ///< `79161234567`
    national,      ///< `89161234567`; abroad `810` and the country code
    ten_digit,     ///< `9161234567`: the national number alone; abroad as `national`
    local,         ///< `1234567` where the area code is the home's, else as `national`
};

/// `plus`, `international`, `national`, `ten-digit`, `local`: as the office file writes them.
[[nodiscard]] std::string_view to_string(spelling s) noexcept;

struct dial_rules {
    std::string home = "RU";             ///< region in which bare numbers are read
    std::string area;                    ///< area code for local ones
    std::string outside_prefix;          ///< digits dialled for an outside line
    spelling writes = spelling::plus;    ///< how it spells numbers
    std::string technical_prefix;        ///< digits, stars and hashes that the provider wants before every number
    std::vector<std::string> extensions; ///< patterns of own extensions (`10x`), which it passes on as they are
    std::vector<std::string> emergency;  ///< emergency numbers beside 112
};

/// `n` as these rules write it: prefixes, then the spelling. Where that would be read back as another number (an
/// unusual plan, a clash with a prefix), the next plainer spelling is written, and at last the one with a plus.
[[nodiscard]] std::string dial_string(number n, const dial_rules& rules);

/// The same for any address: extensions, short codes and emergency numbers are never altered; nothing where there is
/// nobody to dial.
[[nodiscard]] std::optional<std::string> dial_string(const address& to, const dial_rules& rules);

/// The number that this trunk or PBX means by `text`; its prefixes are expected, and not needed.
[[nodiscard]] result<number> read_dialled(std::string_view text, const dial_rules& rules);

} // namespace almon::inline v0::numbering
