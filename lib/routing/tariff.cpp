// SPDX-License-Identifier: BSL-1.0
#include <almon/routing/tariff.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace almon::inline v0::routing {

namespace {

constexpr std::int64_t unit = 1'000'000;

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// How well `p` fits: 0 not at all; else the more it says of the called party, the better.
int fit(const price& p, const called_party& who) noexcept {
    int score = 1;
    if (!p.operator_brand.empty() && p.operator_brand != "*") {
        if (p.operator_brand != who.operator_brand) return 0;
        score += 8;
    }
    if (!p.region.empty()) {
        const auto named = std::find(who.regions.begin(), who.regions.end(), p.region);
        if (named != who.regions.end()) score += 4;
        else if (p.region == who.country) score += 2;
        else return 0;
    }
    if (p.type) {
        if (*p.type != who.type) return 0;
        score += 1;
    }
    return score;
}

} // namespace

result<money> parse_money(std::string_view text) noexcept {
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, point);
    const std::string_view decimals = point < text.size() ? text.substr(point + 1) : std::string_view();
    if (whole.empty() || whole.size() > 9) return error(errc::malformed_money);
    if ((point < text.size() && decimals.empty()) || decimals.size() > 6) return error(errc::malformed_money, point);
    std::int64_t value = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (!is_digit(whole[i])) return error(errc::malformed_money, i);
        value = value * 10 + (whole[i] - '0');
    }
    for (std::size_t i = 0; i < 6; ++i) {
        const char c = i < decimals.size() ? decimals[i] : '0';
        if (!is_digit(c)) return error(errc::malformed_money, point + 1 + i);
        value = value * 10 + (c - '0');
    }
    return money{value};
}

std::string to_string(money m) {
    const std::int64_t value = micros(m);
    const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    std::string text = fmt::format("{}{}.{:06}", value < 0 ? "-" : "", size / unit, size % unit);
    while (text.back() == '0' && text[text.size() - 3] != '.') text.pop_back();
    return text;
}

const price* tariff::find_price(const called_party& who) const noexcept {
    const price* best = nullptr;
    int best_fit = 0;
    for (const price& p : prices) {
        const int score = fit(p, who);
        if (score > best_fit) best = &p, best_fit = score;
    }
    return best;
}

money tariff::cost(const price& p, seconds length) const noexcept {
    if (length <= std::max(free, seconds(0))) return {};
    const std::int64_t first = std::max<std::int64_t>(first_step.count(), 1);
    const std::int64_t next = std::max<std::int64_t>(next_step.count(), 1);
    const std::int64_t beyond = std::max<std::int64_t>(length.count() - first, 0);
    const std::int64_t steps = (beyond + next - 1) / next;
    const auto of_step = [&](std::int64_t step) { return (micros(p.per_minute) * step + 59) / 60; };
    return money{std::max(micros(minimum), micros(set_up) + of_step(first) + steps * of_step(next))};
}

call_lengths call_lengths::of(std::vector<seconds> past) {
    call_lengths out;
    if (past.empty()) return out;
    std::sort(past.begin(), past.end());
    const std::size_t kept = std::min<std::size_t>(past.size(), 64);
    out.lengths_.clear();
    for (std::size_t i = 0; i < kept; ++i) out.lengths_.push_back(past[(2 * i + 1) * past.size() / (2 * kept)]);
    return out;
}

money call_lengths::expected_cost(const tariff& t, const price& p) const noexcept {
    std::int64_t sum = 0;
    for (const seconds length : lengths_) sum += micros(t.cost(p, length));
    const auto count = static_cast<std::int64_t>(lengths_.size());
    return money{(sum + count / 2) / count};
}

const tariff* price_book::find(std::string_view name, local_days day) const noexcept {
    const tariff* found = nullptr;
    for (const tariff& t : tariffs) {
        if (t.name != name || !t.valid_on(day)) continue;
        const bool later = !found || (t.from && (!found->from || *found->from < *t.from));
        if (later) found = &t;
    }
    return found;
}

std::optional<money> price_book::expected_cost(std::string_view tariff_name, local_days day,
                                               const called_party& who) const noexcept {
    const tariff* const t = find(tariff_name, day);
    const price* const p = t ? t->find_price(who) : nullptr;
    if (!p) return std::nullopt;
    return lengths.expected_cost(*t, *p);
}

} // namespace almon::inline v0::routing
