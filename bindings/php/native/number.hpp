// SPDX-License-Identifier: BSL-1.0
#pragma once

// Numbers, for PHP. A number crosses as its `value()`, the bits of which PHP holds in its own integer.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "answer.hpp"

namespace almon::php {

/// `[value, extension]`, or a failure.
[[nodiscard]] answer number_parse(std::string_view text, std::string_view home, std::string_view area);
/// The same for what `numbering::read` takes: also digits that are too short to reach anybody.
[[nodiscard]] answer number_read(std::string_view text, std::string_view home, std::string_view area);
/// The same as `number_parse` for each text, or the bare value where there is no extension.
[[nodiscard]] answer number_parse_many(const std::vector<std::string_view>& texts, std::string_view home,
                                       std::string_view area);

/// `[type, region, valid, possibility, country code]`.
[[nodiscard]] answer number_facts(std::int64_t value);
/// As `style` (its place in `numbering::style`) writes it.
[[nodiscard]] answer number_format(std::int64_t value, std::string_view extension, std::int64_t style);
[[nodiscard]] answer number_masked(std::int64_t value);

/// The time zones in which its owner may be.
[[nodiscard]] answer number_zones(std::int64_t value);
/// The value of a number for documents and tests, or null.
[[nodiscard]] answer number_example(std::string_view region, std::string_view type);

/// The valid numbers in a text: `[[begin, end, value, extension]]`, in bytes.
[[nodiscard]] answer text_find(std::string_view text, std::string_view home, std::string_view area);
/// What a trunk does to numbers, as JSON text.
[[nodiscard]] answer text_diagnose(const std::vector<std::string_view>& texts, std::string_view home,
                                   std::string_view area);
/// `[text, how many]`: every number in it masked in this style (`partial`, `country`, `nothing`, `last:N`).
[[nodiscard]] answer text_redact(std::string_view text, std::string_view style, std::string_view home,
                                 std::string_view area);

} // namespace almon::php
