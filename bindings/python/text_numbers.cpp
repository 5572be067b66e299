// SPDX-License-Identifier: BSL-1.0
// Numbers in free text, and what a trunk does to numbers.
#include <algorithm>

#include <almon/masking/redact.hpp>
#include <almon/numbering/diagnose.hpp>
#include <almon/numbering/find.hpp>

#include "bind.hpp"
#include "texts.hpp"
#include "values.hpp"

namespace almon::python {

namespace {

using namespace numbering;

/// How many characters the bytes make: those that do not go on with one.
std::size_t characters(std::string_view bytes) {
    return static_cast<std::size_t>(
        std::ranges::count_if(bytes, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void refuse_unknown(const home& where) {
    if (const auto good = check(where); !good) raise(good.error());
}

py::list find_numbers(const std::string& given, std::string_view region) {
    refuse_unknown({region, {}});
    std::vector<found_number> all;
    {
        const py::gil_scoped_release free;
        all = find(given, {region, {}});
    }
    py::list out;
    const std::string_view seen = given;
    for (const found_number& f : all) {
        const std::size_t begin = characters(seen.substr(0, f.begin));
        const std::size_t end = begin + characters(seen.substr(f.begin, f.end - f.begin));
        out.append(py::make_tuple(begin, end, py::cast(f.value)));
    }
    return out;
}

py::str redact_text(const std::string& given, const std::string& style, std::string_view region,
                    std::string_view area) {
    const masking::style how = value_of(masking::style::parse(style));
    refuse_unknown({region, area});
    masking::redacted_text done;
    {
        const py::gil_scoped_release free;
        done = masking::redact(given, how, {region, area});
    }
    const auto size = static_cast<py::ssize_t>(done.text.size());
    return py::reinterpret_steal<py::str>(
        PyUnicode_DecodeUTF8(done.text.data(), size, "replace")); // bytes may be anything
}

py::dict told(const guess& g) {
    py::dict out;
    out["inferred"] = g.inferred;
    out["confidence"] = g.confidence();
    out["rivals"] = list_of(g.rivals);
    return out;
}

py::dict diagnose_texts(const py::object& given, std::string_view region, std::string_view area) {
    const texts column(given);
    const std::vector<std::string> observed(column.views().begin(), column.views().end());
    diagnosis d;
    {
        const py::gil_scoped_release free;
        d = diagnose(observed, {region, area});
    }
    py::dict out;
    out["finding"] = d.finding();
    out["home"] = d.rules.home;
    out["home_guess"] = told(d.home);
    out["area"] = d.rules.area;
    out["area_guess"] = told(d.area);
    out["writes"] = to_string(d.rules.writes);
    out["outside_prefix"] = d.rules.outside_prefix;
    out["technical_prefix"] = d.rules.technical_prefix;
    out["numbers"] = d.numbers;
    out["confidence"] = d.confidence;
    out["office_lines"] = d.office_lines();
    py::list exceptions;
    for (const exception_row& e : d.exceptions)
        exceptions.append(py::make_tuple(e.index, to_string(e.looks_like), e.shown));
    out["exceptions"] = exceptions;
    return out;
}

} // namespace

void add_text_numbers(py::module_& m) {
    function(m, "find", &find_numbers, py::arg("text"), py::kw_only(), py::arg("home") = "RU",
             "The valid numbers in free text, in order: a list of (start, end, Number), so that `text[start:end]` is "
             "what spells it.");
    function(
        m, "redact", &redact_text, py::arg("text"), py::kw_only(), py::arg("style") = "partial", py::arg("home") = "RU",
        py::arg("area") = "",
        "The text with every phone number in it masked: `partial` (+7 916 ***-**-67), `last:N` with N from 1 to 4, "
        "`country` or `nothing`.");
    function(
        m, "diagnose", &diagnose_texts, py::arg("texts"), py::kw_only(), py::arg("home") = "", py::arg("area") = "",
        "What a trunk does to numbers, by what it wrote into caller fields: a dict with `finding` (a sentence), "
        "`writes`, `home`, `area` and the prefixes, `confidence`, `office_lines` (TOML), and `exceptions`: (index, "
        "shape, masked number). `home` and `area` are inferred where they are empty. Takes what `parse_many` takes.");
}

} // namespace almon::python
