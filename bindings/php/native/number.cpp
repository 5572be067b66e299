// SPDX-License-Identifier: BSL-1.0
#include "number.hpp"

#include <almon/masking/redact.hpp>
#include <almon/numbering/diagnose.hpp>
#include <almon/numbering/find.hpp>
#include <almon/numbering/format.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/numbering/zones.hpp>

#include "values.hpp"

namespace almon::php {

namespace {

using numbering::parsed;

json::array to_row(const parsed& p) {
    return {to_php_integer(p.number()), p.extension(), p.carrier_code().view()};
}

} // namespace

std::optional<number> number_of(std::int64_t value) noexcept {
    const number n = almon::detail::make_number(static_cast<std::uint64_t>(value));
    if (!numbering::read(numbering::format(n, numbering::style::e164).view())) return std::nullopt;
    return n;
}

answer number_read(std::string_view text, std::string_view home, std::string_view area) {
    const result<parsed> found = numbering::read(text, {home, area});
    if (!found) return failed_parse(found.error());
    return to_row(*found);
}

answer number_parse(std::string_view text, std::string_view home, std::string_view area) {
    const result<number> found = numbering::parse(text, {home, area});
    if (!found) return failed_parse(found.error());
    return number_read(text, home, area);
}

answer number_parse_many(const std::vector<std::string_view>& texts, std::string_view home, std::string_view area) {
    json::array all;
    all.reserve(texts.size());
    for (const std::string_view text : texts) {
        const result<number> n = numbering::parse(text, {home, area});
        if (!n) {
            all.push_back(failed_parse(n.error()));
            continue;
        }
        const result<parsed> found = numbering::read(text, {home, area});
        if (found->extension().empty() && found->carrier_code().view().empty()) all.push_back(to_php_integer(*n));
        else all.push_back(to_row(*found));
    }
    return all;
}

answer number_facts(std::int64_t value) {
    const std::optional<number> n = number_of(value);
    if (!n) return failed(core_errc::invalid_argument);
    const numbering::facts f = numbering::look_up(*n);
    return json::array{to_string(f.type()), or_null(f.region()), f.valid(), to_string(f.possible()), f.country_code()};
}

answer number_format(std::int64_t value, std::string_view extension, std::int64_t style) {
    const std::optional<number> n = number_of(value);
    if (!n || style < 0 || style > static_cast<int>(numbering::style::rfc3966) || extension.size() > 20)
        return failed(core_errc::invalid_argument);
    const auto s = static_cast<numbering::style>(style);
    if (extension.empty()) return json::string(numbering::format(*n, s).view());
    parsed with(*n, numbering::look_up(*n), numbering::origin::plus);
    numbering::extension_digits digits;
    for (const char c : extension) digits.push_back(c);
    with.set_extension(digits);
    return json::string(numbering::format(with, s).view());
}

answer number_masked(std::int64_t value) {
    const std::optional<number> n = number_of(value);
    if (!n) return failed(core_errc::invalid_argument);
    return json::string(n->masked());
}

answer number_zones(std::int64_t value) {
    const std::optional<number> n = number_of(value);
    if (!n) return failed(core_errc::invalid_argument);
    json::array all;
    for (const std::string_view zone : numbering::zones(*n)) all.emplace_back(zone);
    return all;
}

answer number_example(std::string_view region, std::string_view type) {
    for (int i = 0; i <= static_cast<int>(numbering::number_type::voicemail); ++i) {
        const auto t = static_cast<numbering::number_type>(i);
        if (to_string(t) != type) continue;
        const std::optional<number> n = numbering::example(region, t);
        return n ? answer(to_php_integer(*n)) : answer(nullptr);
    }
    return failed(core_errc::invalid_argument);
}

answer text_find(std::string_view text, std::string_view home, std::string_view area) {
    numbering::check({home, area}).value();
    json::array all;
    for (const numbering::found_number& f : numbering::find(text, {home, area})) {
        json::array row = {f.begin, f.end};
        for (json::value& part : to_row(f.value)) row.push_back(std::move(part));
        all.push_back(std::move(row));
    }
    return all;
}

answer text_diagnose(const std::vector<std::string_view>& texts, std::string_view home, std::string_view area) {
    const std::vector<std::string> observed(texts.begin(), texts.end());
    return json::string(numbering::to_json(numbering::diagnose(observed, {home, area})));
}

answer text_redact(std::string_view text, std::string_view style, std::string_view home, std::string_view area) {
    numbering::check({home, area}).value();
    const masking::redacted_text masked = masking::redact(text, masking::style::parse(style).value(), {home, area});
    return json::array{masked.text, masked.numbers};
}

} // namespace almon::php
