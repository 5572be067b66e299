// SPDX-License-Identifier: BSL-1.0
#pragma once

// Phone numbers in free text: CRM notes, e-mails, chat. What people type there must be found before it is shown to
// somebody who may not see it.

#include <cstddef>
#include <string_view>
#include <vector>

#include <almon/numbering/parse.hpp>

namespace almon::inline v0::numbering {

/// A number in a text: the bytes [begin, end) and what they spell.
struct found_number {
    std::size_t begin;
    std::size_t end;
    parsed value;
};

/// The valid numbers in `text`, in order. Dates, time stamps, page ranges, prices and digits inside words are passed
/// over. Source: libphonenumber's matcher at its leniency VALID. *Complexity*: linear.
[[nodiscard]] std::vector<found_number> find(std::string_view text, const home& where = {});

/// Good where the plan knows the region of `where`, or none is given; else `unknown_region`. To be asked before free text
/// is read: there a misspelt region finds nothing, and nothing else would say so.
[[nodiscard]] result<void> check(const home& where) noexcept;

} // namespace almon::inline v0::numbering
