// SPDX-License-Identifier: BSL-1.0
#pragma once

// What can stand in a caller or callee field: a number, an own extension, a short code, a SIP URI, or nobody, with the
// reason. PBXs write all five into the same column.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <almon/numbering/number.hpp>

namespace almon::inline v0 {

/// What an `address` holds.
enum class address_kind : std::uint8_t { none, number, extension, short_code, sip_uri };

/// Why there is nobody: the field was empty, the caller withheld the number, the network did not know it, or the text
/// is none of the things an address can be (kept in `text()`).
enum class absence : std::uint8_t { empty, withheld, unknown, malformed };

/// Caller or callee as a PBX wrote it. `text()` is what stood there, `number()` its meaning where it is a number.
class address {
public:
    /// Nobody: the field was empty.
    address() = default;

    [[nodiscard]] static address of(almon::number n, std::string_view text) {
        address a(address_kind::number, text);
        a.number_ = n.value();
        return a;
    }
    [[nodiscard]] static address extension(std::string_view digits) { return {address_kind::extension, digits}; }
    [[nodiscard]] static address short_code(std::string_view digits) { return {address_kind::short_code, digits}; }
    [[nodiscard]] static address sip_uri(std::string_view uri) { return {address_kind::sip_uri, uri}; }
    [[nodiscard]] static address nobody(absence why, std::string_view text = {}) {
        address a(address_kind::none, text);
        a.why_ = why;
        return a;
    }

    [[nodiscard]] address_kind kind() const noexcept { return kind_; }
    /// Why there is nobody; meaningful only when `kind()` is `none`.
    [[nodiscard]] absence why() const noexcept { return why_; }
    [[nodiscard]] std::optional<almon::number> number() const noexcept {
        if (kind_ != address_kind::number) return std::nullopt;
        return detail::make_number(number_);
    }
    /// What stood in the field, untouched. *Lifetime*: until the address is assigned to or destroyed.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    /// The same party: kind and number (or text where there is none) are equal, whatever the spelling.
    friend bool operator==(const address& a, const address& b) noexcept {
        if (a.kind_ != b.kind_) return false;
        if (a.kind_ == address_kind::number) return a.number_ == b.number_;
        if (a.kind_ == address_kind::none) return a.why_ == b.why_;
        return a.text_ == b.text_;
    }

private:
    address(address_kind kind, std::string_view text) : text_(text), kind_(kind) {}

    std::string text_;
    std::uint64_t number_ = 0;
    address_kind kind_ = address_kind::none;
    absence why_ = absence::empty;
};

} // namespace almon::inline v0
