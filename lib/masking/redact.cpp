// SPDX-License-Identifier: BSL-1.0
#include <almon/masking/redact.hpp>

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include <almon/numbering/find.hpp>

namespace almon::inline v0::masking {

result<style> style::parse(std::string_view text) noexcept {
    if (text == "partial") return partial();
    if (text == "country") return country();
    if (text == "nothing") return nothing();
    if (text.size() == 6 && text.starts_with("last:") && text[5] >= '1' && text[5] <= '4')
        return style(kind_type::last, static_cast<std::uint8_t>(text[5] - '0'));
    return error(errc::malformed_style);
}

std::string redact(number n, style how) {
    const std::string partial = n.masked();
    const std::string code = partial.substr(0, partial.find(' ')); // `+7`
    switch (how.kind()) {
    case style::kind_type::partial: return partial;
    case style::kind_type::country: return fmt::format("{} ***", code);
    case style::kind_type::nothing: return "***";
    case style::kind_type::last: break;
    }
    const std::string all = n.e164();
    const std::size_t national = all.size() - std::min(all.size(), code.size());
    const std::size_t shown = std::min<std::size_t>(how.digits(), national / 2);
    return fmt::format("***{}", all.substr(all.size() - shown));
}

namespace {

struct place {
    std::size_t begin, end;
    number found;
};

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// A valid number that the digits spell, at home or with the country code in front.
std::optional<number> read_run(std::string_view digits, const numbering::home& where) {
    if (digits.size() < 10 || digits.size() > 15) return std::nullopt;
    if (const auto here = numbering::read(digits, where); here && here->valid()) return here->number();
    if (const auto abroad = numbering::read(fmt::format("+{}", digits), where); abroad && abroad->valid())
        return abroad->number();
    return std::nullopt;
}

/// Adds the runs of digits in text[from, to) that are valid numbers.
void add_runs(std::string_view text, std::size_t from, std::size_t to, const numbering::home& where,
              std::vector<place>& into) {
    for (std::size_t i = from; i < to;) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < to && is_digit(text[end])) ++end;
        const bool plus = i > from && text[i - 1] == '+';
        if (const auto n = read_run(text.substr(i, end - i), where)) into.push_back({plus ? i - 1 : i, end, *n});
        i = end;
    }
}

} // namespace

redacted_text redact(std::string_view text, style how, const numbering::home& where) {
    std::vector<place> places;
    std::size_t from = 0;
    for (const numbering::found_number& one : numbering::find(text, where)) {
        add_runs(text, from, one.begin, where, places);
        places.push_back({one.begin, one.end, one.value.number()});
        from = one.end;
    }
    add_runs(text, from, text.size(), where, places);

    redacted_text out;
    out.numbers = places.size();
    from = 0;
    for (const place& p : places) {
        out.text += text.substr(from, p.begin - from);
        out.text += redact(p.found, how);
        from = p.end;
    }
    out.text += text.substr(from);
    return out;
}

std::string redact(const diagnostic& d) {
    return redact(to_string(d), style::partial(), {}).text;
}

} // namespace almon::inline v0::masking
