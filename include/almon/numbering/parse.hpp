// SPDX-License-Identifier: BSL-1.0
#pragma once

// Any spelling of a phone number to E.164. The plain spellings (ASCII digits and separators) are read here, inline;
// letters, extensions, other scripts' digits, URIs and names go through the compiled reader.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include <almon/core/result.hpp>
#include <almon/numbering/error.hpp>
#include <almon/numbering/number.hpp>
#include <almon/numbering/plan.hpp>

namespace almon::inline v0::numbering {

/// Where a number without a country code is at home.
struct home {
    std::string_view region = "RU"; ///< ISO 3166 region; empty where only international spellings are wanted
    std::string_view area = {};     ///< area code that completes local numbers; empty where there is none
};

/// Where the country code came from: written with `+`, after the home's international prefix (810, 00, 011), written
/// without either (`7916…`), or not written, so that it is the home's.
enum class origin : std::uint8_t { plus, international_prefix, without_plus, home };

/// The digits of an extension, at most twenty.
class extension_digits {
public:
    constexpr extension_digits() noexcept {} // the room is read as far as it was written
    constexpr void push_back(char digit) noexcept { room_[size_++] = digit; }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {room_.data(), size_}; }

private:
    std::array<char, 20> room_;
    std::uint8_t size_ = 0;
};

/// A number as it was read: with its extension, the plan's facts, and where the country code came from.
class parsed {
public:
    parsed(almon::number n, facts plan, origin from) noexcept : number_(n), plan_(plan), from_(from) {}

    [[nodiscard]] almon::number number() const noexcept { return number_; }
    [[nodiscard]] const facts& plan() const noexcept { return plan_; }
    [[nodiscard]] bool valid() const noexcept { return plan_.valid(); }
    [[nodiscard]] number_type type() const noexcept { return plan_.type(); }
    [[nodiscard]] std::string_view region() const noexcept { return plan_.region(); }
    [[nodiscard]] numbering::origin from() const noexcept { return from_; }
    /// Digits dialled after the call is answered; empty where there are none.
    [[nodiscard]] std::string_view extension() const noexcept { return extension_.view(); }
    void set_extension(const extension_digits& digits) noexcept { extension_ = digits; }
    /// Digits of the carrier that was dialled in the national prefix, as in Brazil (`0 31 11 …`) and Colombia; empty where
    /// there are none. They are no part of the number.
    [[nodiscard]] extension_digits carrier_code() const noexcept {
        extension_digits digits;
        std::uint32_t unit = 1;
        while (carrier_ / unit / 10 > 0) unit *= 10;
        for (unit /= 10; unit > 0; unit /= 10) digits.push_back(static_cast<char>('0' + carrier_ / unit % 10));
        return digits;
    }
    /// At most eight digits, of values 0 to 9.
    void set_carrier_code(std::span<const std::uint8_t> digits) noexcept {
        carrier_ = 1;
        for (const std::uint8_t d : digits.first(digits.size() < 8 ? digits.size() : 8)) carrier_ = carrier_ * 10 + d;
    }

private:
    almon::number number_;
    facts plan_;
    numbering::origin from_;
    extension_digits extension_;
    std::uint32_t carrier_ = 0; // behind a 1, which keeps zeros in front; 0 where there is none
};

/// What `text` spells, seen from `where`: number, extension, facts. `errc` with the byte offset otherwise. Any bytes,
/// at most 250 characters of number: longer ones are an error. *Complexity*: linear. Allocates nothing.
[[nodiscard]] result<parsed> read(std::string_view text, const home& where = {}) noexcept;

/// The E.164 number that `text` spells, seen from `where`: `read`, and a look at its length. What is too short to reach
/// anybody is refused, a local number without its area code as `no_area_code`. `errc` with the byte offset otherwise.
[[nodiscard]] result<number> parse(std::string_view text, const home& where = {}) noexcept;

/// Reads `texts[i]` into `results[i]`, as many as both have.
void read(std::span<const std::string_view> texts, std::span<result<parsed>> results, const home& where = {}) noexcept;
void parse(std::span<const std::string_view> texts, std::span<result<number>> results, const home& where = {}) noexcept;

} // namespace almon::inline v0::numbering

#include <almon/numbering/detail/read_plain.hpp>
