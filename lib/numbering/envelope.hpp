// SPDX-License-Identifier: BSL-1.0
#pragma once

// What PBXs wrap around a number: a display name, angle brackets, a URI scheme, a host; or a word that says why there
// is no number.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace almon::inline v0::numbering::detail {

/// What the words of the field say about the caller.
enum class envelope_words : std::uint8_t { none, withheld, unknown };
enum class envelope_scheme : std::uint8_t { none, sip, tel };

/// The number's text inside its wrapping, and where it begins in the whole.
struct envelope {
    std::string_view text; ///< user part of a sip: URI, all after `tel:`, what stood in angle brackets, or everything
    std::size_t offset = 0;
    envelope_words words = envelope_words::none;
    envelope_scheme scheme = envelope_scheme::none;
    std::string_view uri; ///< the SIP URI without its parameters and headers; empty unless `scheme` is `sip`
};

[[nodiscard]] envelope open_envelope(std::string_view text) noexcept;

} // namespace almon::inline v0::numbering::detail
