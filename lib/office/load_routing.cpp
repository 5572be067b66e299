// SPDX-License-Identifier: BSL-1.0
// `[[tariff]]`, `[routing]`, and what a trunk may carry.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "load_parts.hpp"

namespace almon::inline v0::office::detail {

namespace {

using routing::money;
using routing::seconds;

/// The type that such a word means; nothing where it means none.
std::optional<numbering::number_type> type_named(std::string_view word, std::vector<std::string_view>& known) {
    known.clear();
    for (int i = 0; i <= static_cast<int>(numbering::number_type::voicemail); ++i) {
        const auto type = static_cast<numbering::number_type>(i);
        known.push_back(numbering::to_string(type));
        if (known.back() == word) return type;
    }
    return std::nullopt;
}

std::optional<numbering::number_type> read_type(section& s, const placed& word) {
    std::vector<std::string_view> known;
    const auto type = type_named(word.text, known);
    if (!type) {
        const std::string_view near = nearest_word(word.text, known);
        s.errors().add(errc::bad_value, word.at, fmt::format("type {} in {}", shown(word.text), s.name()),
                       near.empty() ? fmt::format("one of {}", fmt::join(known, ", ")) : fmt::format("\"{}\"", near));
    }
    return type;
}

/// Money stands in quotes, so that no binary fraction comes between: `"2.40"`.
money read_money(section& s, std::string_view key) {
    if (!s.has(key)) return s.node(key), money{};
    const std::string text = s.text(key);
    if (text.empty()) return money{};
    const result<money> parsed = routing::parse_money(text);
    if (!parsed) s.wrong(errc::bad_value, key, shown(text), "an amount such as \"2.40\"");
    return parsed ? *parsed : money{};
}

std::optional<routing::local_days> read_day(section& s, std::string_view key) {
    const toml::node* n = s.node(key);
    if (!n) return std::nullopt;
    const auto* d = n->as_date();
    if (!d)
        return s.wrong(errc::wrong_type, key, std::string(type_name(*n)), "a date such as 2026-01-01"), std::nullopt;
    using namespace std::chrono;
    return local_days(year(d->get().year) / d->get().month / d->get().day);
}

routing::price read_price(section& s) {
    routing::price p;
    s.rename("a price");
    p.operator_brand = s.text("operator");
    p.region = s.text("region");
    if (s.has("type")) p.type = read_type(s, {s.text("type"), s.at("type")});
    s.node("type");
    if (!s.has("per_minute")) s.errors().add(errc::missing_key, s.at(), s.name(), "per_minute = \"2.40\"");
    p.per_minute = read_money(s, "per_minute");
    s.done();
    return p;
}

routing::tariff read_tariff(section& s) {
    routing::tariff t;
    t.name = s.needed_text("name");
    s.rename(fmt::format("[[tariff]] {}", shown(t.name)));
    t.from = read_day(s, "from");
    t.until = read_day(s, "until");
    if (t.from && t.until && *t.until < *t.from)
        s.wrong(errc::contradiction, "until", "a day before from", "a later day");
    t.set_up = read_money(s, "set_up");
    t.free = seconds(s.integer("free_seconds", 0, 0, 3600));
    t.next_step = seconds(s.integer("step_seconds", 60, 1, 3600));
    t.first_step = seconds(s.integer("first_step_seconds", t.next_step.count(), 1, 3600));
    t.minimum = read_money(s, "minimum");
    s.each("price", [&](section& price) { t.prices.push_back(read_price(price)); });
    if (t.prices.empty())
        s.errors().add(errc::missing_key, s.at(), s.name(), "price = [ { operator = \"*\", per_minute = \"2.40\" } ]");
    s.done();
    return t;
}

} // namespace

void read_routing(section& top, routing::rules& out) {
    top.each("tariff", [&](section& s) { out.prices.tariffs.push_back(read_tariff(s)); });
    if (auto routing = top.table("routing")) {
        out.prices.currency = routing->text("currency", out.prices.currency);
        for (placed& prefix : routing->words("blacklist")) out.blacklist.push_back(std::move(prefix.text));
        routing->done();
    }
}

routing::trunk_limits read_limits(section& s, std::string name) {
    routing::trunk_limits limits;
    limits.trunk = std::move(name);
    for (const placed& word : s.words("types"))
        if (const auto type = read_type(s, word)) limits.types.push_back(*type);
    for (placed& prefix : s.words("only")) limits.only.push_back(std::move(prefix.text));
    for (placed& prefix : s.words("never")) limits.never.push_back(std::move(prefix.text));
    limits.hours.windows = read_windows(s, "hours");
    return limits;
}

} // namespace almon::inline v0::office::detail
