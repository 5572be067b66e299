// SPDX-License-Identifier: BSL-1.0
#pragma once

// A phone number so that it can be shown: enough to recognise a known one, too little to dial it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <almon/core/diagnostic.hpp>
#include <almon/core/result.hpp>
#include <almon/masking/error.hpp>
#include <almon/numbering/number.hpp>
#include <almon/numbering/parse.hpp>

namespace almon::inline v0::masking {

/// How much of a number is shown.
class style {
public:
    enum class kind_type : std::uint8_t {
        partial, ///< `+7 916 ***-**-67`
        last,    ///< `*67`: the last digits only, however long the number is
        country, ///< `+7 ***`
        nothing, ///< `***`
    };

    [[nodiscard]] static constexpr style partial() noexcept { return {kind_type::partial, 0}; }
    [[nodiscard]] static constexpr style country() noexcept { return {kind_type::country, 0}; }
    [[nodiscard]] static constexpr style nothing() noexcept { return {kind_type::nothing, 0}; }
    /// `partial`, `country`, `nothing`, `last:N` with N from 1 to 4.
    [[nodiscard]] static result<style> parse(std::string_view text) noexcept;

    [[nodiscard]] constexpr kind_type kind() const noexcept { return kind_; }
    /// How many digits `last` shows.
    [[nodiscard]] constexpr std::uint8_t digits() const noexcept { return digits_; }

private:
    constexpr style(kind_type kind, std::uint8_t digits) noexcept : kind_(kind), digits_(digits) {}

    kind_type kind_;
    std::uint8_t digits_;
};

/// `n` in this style. Of a short number less is shown: at least half of the digits behind the country code stay hidden.
[[nodiscard]] std::string redact(number n, style how);

struct redacted_text {
    std::string text;
    std::size_t numbers = 0; ///< how many were found and masked
};

/// `text` with every phone number in it masked; all else is left as it is. Numbers are found as people write them
/// (`numbering::find`), and besides as machines do: any unbroken run of ten to fifteen digits that is a valid number,
/// even within a file's name. In doubt it masks. Numbers without country or area code are not found.
/// *Complexity*: linear.
[[nodiscard]] redacted_text redact(std::string_view text, style how, const numbering::home& where);

/// `d` as `to_string` writes it, for whoever may read it: numbers in the file's name are masked, too.
[[nodiscard]] std::string redact(const diagnostic& d);

} // namespace almon::inline v0::masking
