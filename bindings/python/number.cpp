// SPDX-License-Identifier: BSL-1.0
#include <almon/numbering/format.hpp>
#include <almon/numbering/plan.hpp>
#include <almon/numbering/zones.hpp>

#include "bind.hpp"
#include "values.hpp"

namespace almon::python {

namespace {

using namespace numbering;

constexpr const char* number_doc =
    "A telephone number (E.164). `Number(text)` reads any spelling and refuses what is too short to reach anybody;\n"
    "`Number.read(text)` takes that too and leaves the judgement to `valid` and `possible`. Immutable, hashable,\n"
    "ordered; equal to every other spelling of the number, whatever the extension. `str()` and `repr()` are masked,\n"
    "so that no log leaks it: `e164` is the one that tells.";

parsed read_number(std::string_view spelling, std::string_view region, std::string_view area) {
    return value_of(read(spelling, {region, area}));
}

parsed parse_number(std::string_view spelling, std::string_view region, std::string_view area) {
    (void)value_of(parse(spelling, {region, area}));
    return read_number(spelling, region, area);
}

template <style Style>
py::str styled(const parsed& p) {
    return text(format(p, Style).view());
}

/// What gives the same Number again, with its extension.
py::str spelled(const parsed& p) {
    return text(format(p, style::rfc3966).view());
}

} // namespace

void add_number(py::module_& m) {
    const auto home = py::arg("home") = "RU", area = py::arg("area") = "";
    py::class_<parsed> number(m, "Number", number_doc);
    constructor<parsed>(number, "Number", &parse_number, py::arg("text"), py::kw_only(), home, area);
    static_method(number, "parse", &parse_number, py::arg("text"), py::kw_only(), home, area,
                  "The number that `text` spells, seen from the region `home` and its area code `area`. Raises "
                  "`ParseError`. The same as the constructor.");
    static_method(number, "read", &read_number, py::arg("text"), py::kw_only(), home, area,
                  "Like `parse`, but what is too short to reach anybody is read, too.");
    number
        .def_property_readonly("e164", &styled<style::e164>, "`+79161234567`: the full number, so mind where it goes.")
        .def_property_readonly(
            "value", [](const parsed& p) { return p.number().value(); },
            "All digits as an integer, country code first: what databases store.")
        .def_property_readonly(
            "masked", [](const parsed& p) { return p.number().masked(); }, "`+7 916 ***-**-67`.")
        .def_property_readonly("international", &styled<style::international>, "`+7 916 123-45-67`.")
        .def_property_readonly("national", &styled<style::national>, "`8 (916) 123-45-67`.")
        .def_property_readonly("rfc3966", &styled<style::rfc3966>, "`tel:+7-916-123-45-67`.")
        .def_property_readonly(
            "extension", [](const parsed& p) { return text_or_none(p.extension()); },
            "Digits dialled after the call is answered, or None.")
        .def_property_readonly(
            "carrier_code", [](const parsed& p) { return text_or_none(p.carrier_code().view()); },
            "Digits of the carrier that was dialled in the national prefix (Brazil, Colombia), or None. Of the number "
            "as it "
            "was read: no part of it, and not kept when it is pickled.")
        .def_property_readonly(
            "country_code", [](const parsed& p) { return p.plan().country_code(); }, "`7`.")
        .def_property_readonly(
            "region", [](const parsed& p) { return text_or_none(p.region()); },
            "ISO 3166 code; `001` for a code of no country; None where nothing tells.")
        .def_property_readonly(
            "type", [](const parsed& p) { return text(to_string(p.type())); },
            "`fixed_line`, `mobile`, `fixed_line_or_mobile`, `toll_free`, `premium_rate`, "
            "`shared_cost`, `voip`, `personal_number`, `pager`, `uan`, `voicemail`, `unknown`.")
        .def_property_readonly("valid", &parsed::valid, "Whether it fits a pattern of its region.")
        .def_property_readonly(
            "possible", [](const parsed& p) { return text(to_string(p.plan().possible())); },
            "By length alone: `possible`, `local_only`, `too_short`, `too_long`, `invalid_length`.")
        .def_property_readonly(
            "zones", [](const parsed& p) { return list_of(zones(p.number())); },
            "The time zones in which its owner may be, by the numbering plan; `Office.zones` knows better.")
        .def("__str__", [](const parsed& p) { return p.number().masked(); })
        .def("__repr__", [](const parsed& p) { return "Number('" + p.number().masked() + "')"; })
        .def("__hash__", [](const parsed& p) { return std::hash<almon::number>()(p.number()); })
        .def(
            "__eq__", [](const parsed& a, const parsed& b) { return a.number() == b.number(); }, py::is_operator())
        .def(
            "__ne__", [](const parsed& a, const parsed& b) { return a.number() != b.number(); }, py::is_operator())
        .def(
            "__lt__", [](const parsed& a, const parsed& b) { return a.number() < b.number(); }, py::is_operator())
        .def(
            "__le__", [](const parsed& a, const parsed& b) { return a.number() <= b.number(); }, py::is_operator())
        .def(
            "__gt__", [](const parsed& a, const parsed& b) { return a.number() > b.number(); }, py::is_operator())
        .def(
            "__ge__", [](const parsed& a, const parsed& b) { return a.number() >= b.number(); }, py::is_operator())
        .def(py::pickle(&spelled, [](const py::str& spelling) { return read_number(std::string(spelling), "", ""); }));
}

} // namespace almon::python
