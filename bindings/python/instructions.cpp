// SPDX-License-Identifier: BSL-1.0
#include "office.hpp"
#include "values.hpp"

namespace almon::python {

namespace {

using office::because;
using office::instructions;
using office::way_out;

py::object refused(const std::optional<error>& e) {
    return e ? exception_of(*e) : py::object(py::none());
}

py::object otherwise(const instructions& i) {
    return i.otherwise.kind == tenant::target::kind_type::none ? py::object(py::none())
                                                               : py::object(text(to_string(i.otherwise)));
}

std::string shown(const instructions& i) {
    std::string out = "<Instructions: " + std::string(to_string(i.what));
    if (!i.name.empty()) out += " " + i.name;
    if (!i.trunks.empty()) out += ", trunks " + std::to_string(i.trunks.size());
    if (i.refused) out += ", " + std::string(i.refused->code());
    return out + ">";
}

void add_parts(py::module_& m) {
    py::class_<way_out>(m, "WayOut", "One attempt at the outside world.")
        .def_property_readonly(
            "trunk", [](const way_out& w) { return w.trunk; }, "Its name.")
        .def_property_readonly(
            "present",
            [](const way_out& w) -> py::object {
                return w.present ? py::object(text(w.present->e164())) : py::object(py::none());
            },
            "What the called party sees: one of our numbers that this trunk can present, or None.")
        .def_property_readonly(
            "digits", [](const way_out& w) { return w.digits; }, "The called number as this trunk wants it written.")
        .def_property_readonly(
            "channel", [](const way_out& w) { return text_or_none(w.channel); }, "The same as an Asterisk dial string.")
        .def("__repr__", [](const way_out& w) { return "<WayOut " + w.trunk + ">"; });
    py::class_<because>(m, "Because", "One step of the reasoning.")
        .def_property_readonly(
            "rule", [](const because& b) { return b.rule; }, "A stable word, as `alias.granted`.")
        .def_property_readonly(
            "text", [](const because& b) { return b.text; }, "A sentence without a full number.")
        .def_property_readonly(
            "line", [](const because& b) { return b.line ? py::object(py::int_(b.line)) : py::object(py::none()); },
            "Of the office file, or None.")
        .def("__str__", [](const because& b) { return b.rule + ": " + b.text; })
        .def("__repr__", [](const because& b) { return "<Because " + b.rule + ": " + b.text + ">"; });
}

} // namespace

void add_instructions(py::module_& m) {
    add_parts(m);
    py::class_<instructions> told(
        m, "Instructions",
        "What the PBX is told to do with a call. Holds the called number: for the PBX, not for "
        "people.");
    told.def_property_readonly(
            "act", [](const instructions& i) { return text(to_string(i.what)); },
            "`dial`, `queue`, `menu`, `announce`, `reject`.")
        .def_property_readonly(
            "name", [](const instructions& i) { return text_or_none(i.name); }, "Of the queue, menu or announcement.")
        .def_property_readonly(
            "extensions", [](const instructions& i) { return i.extensions; }, "Own phones to ring, all at once.")
        .def_property_readonly(
            "trunks", [](const instructions& i) { return i.trunks; }, "A list of WayOut, tried in this order.")
        .def_property_readonly("otherwise", &otherwise, "Where to go when nobody answers, as `queue:500`, or None.")
        .def_property_readonly(
            "record", [](const instructions& i) { return text(word_of(policy::recording_names, i.record)); },
            "`never`, `on_demand`, `always`.")
        .def_property_readonly(
            "announce_recording", [](const instructions& i) { return i.announce_recording; },
            "Whether the other side is told.")
        .def_property_readonly(
            "show", [](const instructions& i) { return text_or_none(i.show); },
            "What whoever is rung sees as the caller.")
        .def_property_readonly(
            "alias", [](const instructions& i) { return text_or_none(i.alias); },
            "The deal number that is shown or was dialled.")
        .def_property_readonly(
            "pop", [](const instructions& i) { return i.pop; }, "Users whose screen pops.")
        .def_property_readonly(
            "caller", [](const instructions& i) { return text_or_none(i.caller); },
            "The user who calls, where it is one of ours.")
        .def_property_readonly(
            "register_in_crm", [](const instructions& i) { return i.register_in_crm; },
            "Whether the call reaches the CRM.")
        .def_property_readonly(
            "refused", [](const instructions& i) { return refused(i.refused); },
            "The Error why it is `reject`, or None. It is told, not raised.")
        .def_property_readonly(
            "why", [](const instructions& i) { return i.why; }, "A list of Because.")
        .def("__repr__", &shown);
    method(
        told, "json", [](const instructions& i) { return to_json(i); }, "All of it as one JSON object.");
    method(
        told, "to_dict", [](const instructions& i) { return from_json(to_json(i)); }, "The same as plain values.");
    method(
        told, "agi", [](const instructions& i) { return to_agi(i); }, "The same as commands for Asterisk's AGI.");
}

void add_route(py::module_& m) {
    using told = told_route;
    py::class_<told>(m, "Route", "Through which trunks a call goes out, and why.")
        .def_property_readonly(
            "emergency", [](const told& r) { return r.found.emergency; }, "A call for help.")
        .def_property_readonly(
            "operator", [](const told& r) { return text_or_none(r.found.operator_brand); },
            "The called party's, as trunks name theirs, or None.")
        .def_property_readonly(
            "trunks",
            [](const told& r) {
                py::list out;
                for (const routing::hop& h : r.found.hops) out.append(text(h.trunk->name));
                return out;
            },
            "Their names, in the order to try them.")
        .def_property_readonly(
            "presents",
            [](const told& r) {
                py::list out;
                for (const routing::hop& h : r.found.hops)
                    out.append(h.present ? py::object(text(h.present->e164())) : py::object(py::none()));
                return out;
            },
            "The number of ours to present on each.")
        .def_property_readonly(
            "reasons",
            [](const told& r) {
                py::list out;
                for (const routing::hop& h : r.found.hops) out.append(text(to_string(h.because)));
                return out;
            },
            "Why each ranks where it does: `emergency`, `chosen`, `operator`, `default`, `own_number`, `cost`, "
            "`order`.")
        .def_property_readonly(
            "rejected",
            [](const told& r) {
                py::dict out;
                for (const routing::trace_entry& t : r.found.trace)
                    if (t.trunk && t.rejected) out[text(t.trunk->name)] = text(t.rejected->code());
                return out;
            },
            "A dict from each trunk that cannot be used to the code why.")
        .def_property_readonly(
            "refused", [](const told& r) { return refused(r.found.refused); },
            "The Error why the call does not go out, or None.")
        .def("__repr__", [](const told& r) { return "<Route: trunks " + std::to_string(r.found.hops.size()) + ">"; });
}

} // namespace almon::python
