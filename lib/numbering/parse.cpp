// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/parse.hpp>

#include <array>
#include <cstdint>

#include "envelope.hpp"

namespace almon::inline v0::numbering {

namespace {

constexpr std::size_t longest_input = 250;

struct digit_run {
    std::array<char, 32> digits{};
    std::size_t size = 0;
    bool plus = false;
    [[nodiscard]] std::string_view view(std::size_t from = 0) const { return {digits.data() + from, size - from}; }
};

result<digit_run> collect(std::string_view text, std::size_t base) noexcept {
    digit_run run;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= '0' && c <= '9') {
            if (run.size == run.digits.size()) return error(errc::too_long, base + i);
            run.digits[run.size++] = c;
        } else if (c == '+' && run.size == 0) {
            run.plus = true;
        } else if (std::string_view(" -().\t/~\xC2\xA0").find(c) == std::string_view::npos) {
            return error(errc::unexpected_character, base + i);
        }
    }
    if (run.size == 0) return error(errc::no_digits, base);
    return run;
}

result<number> international(std::string_view digits, std::size_t offset) noexcept {
    if (digits.empty() || digits[0] == '0') return error(errc::invalid_country_code, offset);
    if (digits.size() < 4) return error(errc::too_short, offset);
    if (digits.size() > 19) return error(errc::too_long, offset);
    std::uint64_t value = 0;
    for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return almon::detail::make_number(value);
}

result<number> russian(std::string_view digits, const home& where, std::size_t offset) noexcept {
    if (digits.starts_with("810") && digits.size() > 11) return international(digits.substr(3), offset);
    if (digits.starts_with("00") && digits.size() > 10) return international(digits.substr(2), offset);
    std::uint64_t value = 0;
    for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    constexpr std::uint64_t billion = 10'000'000'000U;
    if (digits.size() == 10) return almon::detail::make_number(7 * billion + value);
    if (digits.size() == 11 && (digits[0] == '7' || digits[0] == '8'))
        return almon::detail::make_number(7 * billion + value % billion);
    if (digits.size() + where.area.size() == 10 && digits.size() >= 5 && digits.size() <= 7) {
        std::uint64_t national = 0;
        for (const char c : where.area) national = national * 10 + static_cast<std::uint64_t>(c - '0');
        for (const char c : digits) national = national * 10 + static_cast<std::uint64_t>(c - '0');
        return almon::detail::make_number(7 * billion + national);
    }
    if (digits.size() < 10) return error(errc::too_short, offset);
    return error(errc::too_long, offset);
}

} // namespace

result<number> parse(std::string_view text, const home& where) noexcept {
    const detail::envelope inside = detail::open_envelope(text);
    if (inside.words == detail::envelope_words::withheld) return error(errc::withheld, inside.offset);
    if (inside.text.empty()) return error(errc::empty, inside.offset);
    if (inside.text.size() > longest_input) return error(errc::input_too_long, inside.offset);
    const result<digit_run> run = collect(inside.text, inside.offset);
    if (!run) return run.error();
    if (run->plus) return international(run->view(), inside.offset);
    return russian(run->view(), where, inside.offset);
}

} // namespace almon::inline v0::numbering
