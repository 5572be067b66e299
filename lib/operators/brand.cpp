// SPDX-License-Identifier: BSL-1.0
#include <almon/operators/brand.hpp>

#include <algorithm>
#include <array>

#include "core/digits.hpp"
#include "text.hpp"

namespace almon::inline v0::operators {

namespace {

constexpr brand brands[] = {
#include "brands.inc"
};

/// Legal forms, short and long, as single words.
bool is_legal_form(std::string_view word) noexcept {
    constexpr std::array<std::string_view, 20> forms = {"ооо",
                                                        "оао",
                                                        "пао",
                                                        "зао",
                                                        "ао",
                                                        "нао",
                                                        "фгуп",
                                                        "гуп",
                                                        "муп",
                                                        "акционерное",
                                                        "общество",
                                                        "публичное",
                                                        "открытое",
                                                        "закрытое",
                                                        "ограниченной",
                                                        "ответственностью",
                                                        "государственное",
                                                        "унитарное",
                                                        "предприятие",
                                                        "днр"};
    return std::find(forms.begin(), forms.end(), word) != forms.end();
}

/// The check digit of the digits before it. Source: order of the Russian tax service on the ИНН.
template <std::size_t N>
bool check_digit_fits(std::string_view inn, const std::array<int, N>& weights) noexcept {
    int sum = 0;
    for (std::size_t i = 0; i < N; ++i) sum += weights[i] * (inn[i] - '0');
    return sum % 11 % 10 == inn[N] - '0';
}

} // namespace

std::span<const brand> known_brands() noexcept {
    return brands;
}

brand_finder::brand_finder() {
    for (const brand& b : brands) {
        if (!b.inn.empty()) by_inn_.emplace(b.inn, &b);
        for (std::string_view rest = b.names; !rest.empty();) {
            const std::size_t bar = rest.find('|');
            by_name_.emplace(rest.substr(0, bar), &b);
            rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
        }
    }
}

const brand* brand_finder::by_inn(std::string_view inn) const noexcept {
    const auto found = by_inn_.find(inn);
    return found == by_inn_.end() ? nullptr : found->second;
}

const brand* brand_finder::by_name(std::string_view normalised) const noexcept {
    const auto found = by_name_.find(normalised);
    return found == by_name_.end() ? nullptr : found->second;
}

std::string normalised_operator(std::string_view name) {
    const std::vector<std::string> words = detail::words_of(name);
    std::string joined, all;
    bool after_form = false; // «общество с ограниченной»: the preposition goes with the form
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool preposition = words[i] == "с" && after_form;
        after_form = is_legal_form(words[i]);
        detail::join(all, " ", words[i]);
        if (!after_form && !preposition) detail::join(joined, " ", words[i]);
    }
    return joined.empty() ? all : joined;
}

bool is_inn(std::string_view inn) noexcept {
    if (!almon::detail::all_digits(inn)) return false;
    if (inn.size() == 10) return check_digit_fits(inn, std::array{2, 4, 10, 3, 5, 9, 4, 6, 8});
    if (inn.size() != 12) return false;
    return check_digit_fits(inn, std::array{7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) &&
           check_digit_fits(inn, std::array{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8});
}

} // namespace almon::inline v0::operators
