// SPDX-License-Identifier: BSL-1.0
#include "call.hpp"

#include <array>
#include <chrono>

#include <fmt/format.h>

#include <almon/cdr/json.hpp>
#include <almon/numbering/plan.hpp>

#include "values.hpp"

namespace almon::python {

namespace {

using told = told_call;

/// A part of a call with the call's zone.
template <class Part>
struct zoned {
    Part part;
    time_zone zone;
};
using told_talk = zoned<cdr::talk>;
using told_transfer = zoned<cdr::transfer>;
using told_leg = zoned<cdr::leg>;

template <class Part>
py::list parts_of(const std::vector<Part>& parts, const time_zone& zone) {
    py::list out;
    for (const Part& p : parts) out.append(zoned<Part>{p, zone});
    return out;
}

std::string_view word_of(address_kind k) {
    constexpr std::array<std::string_view, 5> words = {"none", "number", "extension", "short_code", "sip_uri"};
    return words[static_cast<std::size_t>(k)];
}

std::string json_of(const told& c) {
    return cdr::to_json(c.call, {c.zone, c.explain});
}

std::string shown(const told& c) {
    const auto length = std::chrono::duration_cast<milliseconds>(c.call.end - c.call.start).count();
    return "<Call " + c.call.id + ": " + std::string(to_string(c.call.direction)) + ", " +
           std::string(to_string(c.call.disposition)) + ", " + std::to_string(length) + " ms>";
}

/// A text of the part, None where it is empty.
template <class Whole, class Pick>
auto word(Pick pick) {
    return [pick](const Whole& w) { return text_or_none(pick(w)); };
}

template <class Whole, class Pick>
auto time(Pick pick) {
    return [pick](const Whole& w) { return datetime_of(pick(w), w.zone); };
}

void add_external(py::module_& m) {
    using party = cdr::external_party;
    py::class_<party>(m, "External", "The party outside the office.")
        .def_property_readonly(
            "number", [](const party& p) { return number_or_none(p.e164); }, "A Number, or None.")
        .def_property_readonly(
            "text", [](const party& p) { return p.text; },
            "As the PBX wrote it: the full number, so mind where it goes.")
        .def_property_readonly(
            "kind", [](const party& p) { return text(word_of(p.kind)); },
            "`number`, `sip_uri`, `short_code`, `extension`, `none`.")
        .def_property_readonly("name", word<party>([](const party& p) -> auto& { return p.name; }),
                               "As the network told it.")
        .def_property_readonly(
            "withheld", [](const party& p) { return p.withheld; },
            "Whether the caller hid the number: then it is never shown, even where it is known.")
        .def_property_readonly("alias", word<party>([](const party& p) -> auto& { return p.alias; }),
                               "The deal's number that was dialled instead, or under which the viewer knows the party.")
        .def_property_readonly("operator", word<party>([](const party& p) -> auto& { return p.operator_name; }),
                               "Who serves the number, where the office has an operator directory.")
        .def_property_readonly("region", word<party>([](const party& p) -> auto& { return p.region; }),
                               "Where the number is at home, by the same.")
        .def("__repr__", [](const party& p) {
            return "<External " +
                   (p.withheld ? "withheld"
                    : p.e164   ? p.e164->masked()
                               : std::string(word_of(p.kind))) +
                   ">";
        });
}

void add_parts(py::module_& m) {
    py::class_<told_talk>(m, "Talk", "The outside party and somebody heard each other.")
        .def_property_readonly(
            "who", [](const told_talk& t) { return t.part.who; },
            "Own extension, or an outside number that the call was forwarded to.")
        .def_property_readonly("start", time<told_talk>([](auto& t) { return t.part.start; }), "From when.")
        .def_property_readonly("end", time<told_talk>([](auto& t) { return t.part.end; }), "Until when.")
        .def("__repr__", [](const told_talk& t) { // of whom stands in `who`, which may be a number
            return fmt::format("<Talk: {} ms>",
                               std::chrono::duration_cast<almon::milliseconds>(t.part.end - t.part.start).count());
        });
    py::class_<told_transfer>(m, "Transfer", "The call went from one person to another.")
        .def_property_readonly(
            "kind", [](const told_transfer& t) { return text(to_string(t.part.kind)); },
            "`blind`, `attended`, `blond`, `redirect`.")
        .def_property_readonly("by", word<told_transfer>([](auto& t) -> auto& { return t.part.by; }),
                               "The extension that sent it on, or None where a machine did.")
        .def_property_readonly("to", word<told_transfer>([](auto& t) -> auto& { return t.part.to; }), "Where it went.")
        .def_property_readonly("at", time<told_transfer>([](auto& t) { return t.part.at; }), "When.")
        .def_property_readonly(
            "result", [](const told_transfer& t) { return text(to_string(t.part.result)); },
            "`answered`, `no_answer`, `busy`, `refused`, `no_answer_returned`.")
        .def("__repr__", [](const told_transfer& t) {
            return fmt::format("<Transfer: {}, {}>", to_string(t.part.kind), to_string(t.part.result));
        });
    py::class_<told_leg>(m, "Leg", "One channel of the PBX in the call. Its texts may hold full numbers.")
        .def_property_readonly(
            "channel", [](const told_leg& l) { return l.part.channel; }, "Its name.")
        .def_property_readonly("trunk", word<told_leg>([](auto& l) -> auto& { return l.part.trunk; }),
                               "Or None for an own phone.")
        .def_property_readonly("who", word<told_leg>([](auto& l) -> auto& { return l.part.who; }),
                               "Extension, or None.")
        .def_property_readonly("dialled", word<told_leg>([](auto& l) -> auto& { return l.part.dialled; }),
                               "What it was asked to reach.")
        .def_property_readonly("presented", word<told_leg>([](auto& l) -> auto& { return l.part.presented; }),
                               "The number shown to the called party.")
        .def_property_readonly("start", time<told_leg>([](auto& l) { return l.part.start; }), "When it began.")
        .def_property_readonly(
            "answer",
            [](const told_leg& l) {
                return l.part.answer ? datetime_of(*l.part.answer, l.zone) : py::object(py::none());
            },
            "When it was answered, or None.")
        .def_property_readonly("end", time<told_leg>([](auto& l) { return l.part.end; }), "When it ended.")
        .def_property_readonly(
            "cause", [](const told_leg& l) { return l.part.cause; }, "Q.850, or None.")
        .def("__repr__", [](const told_leg& l) {
            return l.part.trunk.empty() ? std::string("<Leg of a phone>")
                                        : fmt::format("<Leg through {}>", l.part.trunk);
        });
}

/// Where the time went, in milliseconds.
template <class Class>
void add_spans(Class& call) {
    const auto span = [&](const char* name, milliseconds cdr::spans::*which, const char* doc) {
        call.def_property_readonly(
            name, [which](const told& c) { return (c.call.spans.*which).count(); }, doc);
    };
    span("ring_ms", &cdr::spans::ring, "Somebody's phone rang.");
    span("menu_ms", &cdr::spans::menu, "The caller was in a menu.");
    span("wait_ms", &cdr::spans::wait, "The caller waited in a queue.");
    span("talk_ms", &cdr::spans::talk, "People talked.");
    span("hold_ms", &cdr::spans::hold, "The call was held.");
    span("other_ms", &cdr::spans::other, "The rest; all six add up to the duration.");
    call.def_property_readonly(
        "duration_ms",
        [](const told& c) { return std::chrono::duration_cast<milliseconds>(c.call.end - c.call.start).count(); },
        "From start to end.");
}

/// Who and what, as words or None.
template <class Class>
void add_words(Class& call) {
    const auto add = [&](const char* name, std::string cdr::call::*which, const char* doc) {
        call.def_property_readonly(
            name, [which](const told& c) { return text_or_none(c.call.*which); }, doc);
    };
    add("by", &cdr::call::by, "Own extension that placed an outbound or internal call.");
    add("did", &cdr::call::did, "Our number that was called.");
    add("campaign", &cdr::call::campaign, "Which advert shows that number.");
    add("trunk", &cdr::call::trunk, "The way in or out.");
    add("queue", &cdr::call::queue, "The queue it waited in.");
    add("responsible", &cdr::call::responsible, "The extension of who talked last.");
    add("hangup_by", &cdr::call::hung_up_by, "`external`, an extension, `pbx`.");
    const auto list = [&](const char* name, std::vector<std::string> cdr::call::*which, const char* doc) {
        call.def_property_readonly(
            name, [which](const told& c) { return c.call.*which; }, doc);
    };
    list("rang", &cdr::call::rang, "Own extensions that rang.");
    list("answered_by", &cdr::call::answered_by, "Own extensions that talked.");
    list("recordings", &cdr::call::recordings, "Files.");
    list("native", &cdr::call::native, "The PBX's own ids, earliest first.");
}

} // namespace

py::object number_or_none(const std::optional<number>& n) {
    if (!n) return py::none();
    return py::cast(numbering::parsed(*n, numbering::look_up(*n), numbering::origin::plus));
}

void add_call(py::module_& m) {
    add_external(m);
    add_parts(m);
    py::class_<told> call(m, "Call",
                          "One call as a person means it. Full numbers, for who owns the records; `Office.view` gives "
                          "the call as somebody may see it.");
    call.def_property_readonly(
            "id", [](const told& c) { return c.call.id; }, "Tenant and the PBX's id.")
        .def_property_readonly(
            "direction", [](const told& c) { return text(to_string(c.call.direction)); },
            "`inbound`, `outbound`, `internal`.")
        .def_property_readonly(
            "disposition", [](const told& c) { return text(to_string(c.call.disposition)); },
            "`answered`, `missed`, and the others of docs/calls.md.")
        .def_property_readonly(
            "outcome", [](const told& c) { return text(to_string(c.call.outcome)); },
            "What it counts as by the office's rules: `held`, `not_held`, `missed`, `short_abandon`, `voicemail`, "
            "`ignored`.")
        .def_property_readonly(
            "external", [](const told& c) { return c.call.external; }, "An External, or None.")
        .def_property_readonly("start", time<told>([](auto& c) { return c.call.start; }), "When it began.")
        .def_property_readonly("end", time<told>([](auto& c) { return c.call.end; }), "When it ended.")
        .def_property_readonly(
            "talks", [](const told& c) { return parts_of(c.call.talks, c.zone); }, "Who talked, when.")
        .def_property_readonly(
            "transfers", [](const told& c) { return parts_of(c.call.transfers, c.zone); }, "In order.")
        .def_property_readonly(
            "legs", [](const told& c) { return parts_of(c.call.legs, c.zone); }, "In order.")
        .def_property_readonly(
            "hangup_cause", [](const told& c) { return c.call.cause; }, "Q.850, or None.")
        .def("__repr__", &shown);
    call.def_property_readonly(
        "version", [](const told& c) { return c.version; },
        "1, or 2 of a call that was given before and comes again, whole, because records of it came late.");
    method(call, "json", &json_of, "The call as one JSON object, as `almon calls` prints it.");
    method(
        call, "to_dict", [](const told& c) { return from_json(json_of(c)); }, "The same as plain values.");
    add_spans(call);
    add_words(call);
}

} // namespace almon::python
