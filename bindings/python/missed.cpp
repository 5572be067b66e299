// SPDX-License-Identifier: BSL-1.0
// The report of missed calls.
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <almon/office/missed_calls.hpp>

#include "call.hpp"
#include "records.hpp"
#include "values.hpp"

namespace almon::python {

namespace {

struct missed_report {
    office::missed_calls found;
    std::vector<diagnostic> mistakes;
};
using shared_report = std::shared_ptr<const missed_report>;

/// One of a report's calls, which it keeps alive.
struct told_missed {
    shared_report report;
    const cdr::missed_call* call;

    [[nodiscard]] const time_zone& zone() const noexcept { return report->found.zone; }
};

struct told_resolution {
    told_missed of;

    [[nodiscard]] const cdr::resolution& operator*() const noexcept { return *of.call->resolved; }
};

/// Goes through the missed calls.
struct missed_iterator {
    shared_report report;
    std::size_t next = 0;
};

const std::vector<cdr::missed_call>& missed_of(const shared_report& r) {
    return r->found.report.missed;
}

shared_report missed_calls(const py::object& path, const std::string& format, const py::object& office,
                           const std::string& tz, std::vector<std::string> columns, const py::object& since,
                           const py::object& until, const std::string& viewer, const py::object& at) {
    const auto report = std::make_shared<missed_report>();
    const auto doors = offices_of(office);
    std::optional<diagnostic> unread;
    almon::office::missed_request wanted;
    wanted.files = paths_of(path);
    wanted.reading = settings_of(format, tz, std::move(columns), doors);
    for (const auto& d : doors) wanted.offices.push_back(d.get());
    wanted.viewer = viewer;
    wanted.since = day_or_time(since, "since");
    wanted.until = day_or_time(until, "until");
    wanted.now = instant_of(at);
    wanted.bad_record = [&](const diagnostic& d) { report->mistakes.push_back(d); };
    wanted.bad_file = [&](const diagnostic& d) {
        if (unread || d.reason == cdr::errc::empty_file) report->mistakes.push_back(d);
        else unread = d;
    };
    {
        const py::gil_scoped_release free;
        auto found = almon::office::read_missed_calls(wanted);
        if (found) report->found = std::move(*found);
        else unread.emplace(diagnostic{found.error(), {}, 0, 0, {}, {}, {}});
    }
    if (unread && unread->file.empty()) raise(unread->reason);
    if (unread) raise(*unread);
    return report;
}

std::string json_of(const told_missed& c) {
    return cdr::to_json(*c.call, c.zone());
}

std::string json_of(const missed_report& r) {
    std::string out;
    for (const auto* calls : {&r.found.report.missed, &r.found.report.short_abandons})
        for (const cdr::missed_call& m : *calls) out += cdr::to_json(m, r.found.zone) + '\n';
    return out + cdr::totals_as_json(r.found.report) + '\n';
}

std::string shown(const told_missed& c) {
    std::string then = "nobody called back";
    if (const auto& r = c.call->resolved)
        then = fmt::format("{} after {} ms",
                           r->how == cdr::resolution::how_type::called_back ? "called back" : "called again",
                           r->after.count());
    return fmt::format("<MissedCall {}: {}, {}>", c.call->id, to_string(c.call->disposition), then);
}

template <class Class>
void add_words(Class& missed) {
    const auto add = [&](const char* name, std::string cdr::missed_call::*which, const char* doc) {
        missed.def_property_readonly(
            name, [which](const told_missed& c) { return text_or_none(c.call->*which); }, doc);
    };
    add("text", &cdr::missed_call::text, "As the PBX wrote it: the full number, so mind where it goes.");
    add("name", &cdr::missed_call::name, "As the network told it.");
    add("did", &cdr::missed_call::did, "Our number that was called.");
    add("campaign", &cdr::missed_call::campaign, "Which advert shows that number.");
    add("queue", &cdr::missed_call::queue, "The queue it waited in.");
}

void add_missed_call(py::module_& m) {
    py::class_<told_resolution>(m, "Resolution", "How a missed call was made good.")
        .def_property_readonly(
            "how", [](const told_resolution& r) { return text(to_string((*r).how)); },
            "`called_back`, or `called_again`: they called once more and were answered.")
        .def_property_readonly(
            "by", [](const told_resolution& r) { return text_or_none((*r).by); },
            "The extension that called back, or that answered in the end.")
        .def_property_readonly(
            "at", [](const told_resolution& r) { return datetime_of((*r).at, r.of.zone()); }, "When that call began.")
        .def_property_readonly(
            "after_ms", [](const told_resolution& r) { return (*r).after.count(); }, "Since the missed call was over.")
        .def_property_readonly(
            "after_open_ms", [](const told_resolution& r) { return (*r).after_open.count(); },
            "Of that, in opening hours; without an office all of it.")
        .def("__repr__", [](const told_resolution& r) {
            return fmt::format("<Resolution: {}, after {} ms>", to_string((*r).how), (*r).after.count());
        });
    py::class_<told_missed> missed(m, "MissedCall",
                                   "Somebody who wanted us and was not served, and what became of it.");
    missed
        .def_property_readonly(
            "id", [](const told_missed& c) { return c.call->id; }, "That of the Call.")
        .def_property_readonly(
            "caller", [](const told_missed& c) { return number_or_none(c.call->caller); },
            "A Number, or None: withheld, or not for the viewer.")
        .def_property_readonly(
            "at", [](const told_missed& c) { return datetime_of(c.call->at, c.zone()); }, "When it began.")
        .def_property_readonly(
            "open", [](const told_missed& c) { return c.call->open; },
            "Whether the office was open; None without an office.")
        .def_property_readonly(
            "waited_ms", [](const told_missed& c) { return c.call->waited.count(); }, "How long they waited.")
        .def_property_readonly(
            "disposition", [](const told_missed& c) { return text(to_string(c.call->disposition)); },
            "How it ended: `missed`, `cancelled`, `abandoned_queue`, and the others.")
        .def_property_readonly(
            "outcome", [](const told_missed& c) { return text(to_string(c.call->outcome)); },
            "`missed`, `voicemail`, `short_abandon`.")
        .def_property_readonly(
            "rang", [](const told_missed& c) { return c.call->rang; }, "Extensions that rang and did not answer.")
        .def_property_readonly(
            "tried_back", [](const told_missed& c) { return c.call->tried_back; },
            "How many calls to them nobody answered.")
        .def_property_readonly(
            "resolved",
            [](const told_missed& c) {
                return c.call->resolved ? py::cast(told_resolution{c}) : py::object(py::none());
            },
            "A Resolution, or None: they are still owed a call.")
        .def("__repr__", &shown);
    add_words(missed);
    method(
        missed, "json", [](const told_missed& c) { return json_of(c); },
        "As one JSON object, as `almon calls --report missed --json` prints it.");
    method(
        missed, "to_dict", [](const told_missed& c) { return from_json(json_of(c)); }, "The same as plain values.");
}

/// The five counts as properties of whatever has them.
template <class Of, class Count>
void add_count_words(py::class_<Of>& of, Count count) {
    const auto add = [&](const char* name, std::size_t cdr::missed_count::*which, const char* doc) {
        of.def_property_readonly(
            name, [which, count](const Of& o) { return count(o).*which; }, doc);
    };
    add("missed", &cdr::missed_count::missed, "Missed calls, messages included.");
    add("messages", &cdr::missed_count::messages, "Of them: left a message.");
    add("outside_hours", &cdr::missed_count::outside_hours, "Of them: while the office was closed.");
    add("unresolved", &cdr::missed_count::unresolved, "Of them: nobody called back, or answered in the end.");
    add("short_abandons", &cdr::missed_count::short_abandons, "Beside them: gave up at once.");
}

void add_counts(py::module_& m) {
    py::class_<cdr::missed_count> all(m, "MissedCount", "How many there were.");
    add_count_words(all, [](const cdr::missed_count& n) { return n; });
    all.def("__repr__", [](const cdr::missed_count& n) {
        return fmt::format("<MissedCount: {} missed, {} unresolved>", n.missed, n.unresolved);
    });
    py::class_<cdr::line_hour> line(m, "LineHour", "Those of one of our numbers in one hour of the day.");
    add_count_words(line, [](const cdr::line_hour& l) { return l.count; });
    line.def_property_readonly(
            "did", [](const cdr::line_hour& l) { return text_or_none(l.did); }, "Our number.")
        .def_property_readonly(
            "campaign", [](const cdr::line_hour& l) { return text_or_none(l.campaign); },
            "Which advert shows that number.")
        .def_property_readonly(
            "hour", [](const cdr::line_hour& l) { return l.hour; }, "0 to 23, of the office's clock.")
        .def("__repr__", [](const cdr::line_hour& l) {
            return fmt::format("<LineHour {:02}: {} missed, {} unresolved>", l.hour, l.count.missed,
                               l.count.unresolved);
        });
}

} // namespace

void add_missed(py::module_& m) {
    add_missed_call(m);
    add_counts(m);
    py::class_<missed_iterator>(m, "_MissedIterator")
        .def("__iter__", [](py::object self) { return self; })
        .def("__next__", [](missed_iterator& i) {
            const auto& missed = missed_of(i.report);
            if (i.next >= missed.size()) throw py::stop_iteration();
            return told_missed{i.report, &missed[i.next++]};
        });
    py::class_<missed_report, std::shared_ptr<missed_report>> report(
        m, "MissedReport",
        "Who was not answered, and what became of it; made by `missed_calls`. A sequence of MissedCall, earliest "
        "first.");
    using held = std::shared_ptr<missed_report>;
    report.def("__len__", [](const held& r) { return missed_of(r).size(); })
        .def("__iter__", [](const held& r) { return missed_iterator{r}; })
        .def_property_readonly(
            "short_abandons",
            [](const held& r) {
                py::list out;
                for (const cdr::missed_call& c : r->found.report.short_abandons) out.append(told_missed{r, &c});
                return out;
            },
            "Who gave up before anybody could have answered, apart: a list of MissedCall.")
        .def_property_readonly(
            "totals", [](const held& r) { return r->found.report.all; }, "A MissedCount of all.")
        .def_property_readonly(
            "by_line_and_hour", [](const held& r) { return r->found.report.by_line_and_hour; },
            "A list of LineHour, by number, then hour.")
        .def_property_readonly(
            "rang_unanswered",
            [](const held& r) {
                py::dict out;
                for (const cdr::unanswered& p : r->found.report.people) out[text(p.who)] = p.times;
                return out;
            },
            "Whose phones rang without an answer, and at how many missed calls, most first: a dict.")
        .def_property_readonly(
            "mistakes", [](const held& r) { return r->mistakes; },
            "What was wrong with the records: a list of Mistake. Bad records cost themselves and nothing else.")
        .def("__repr__", [](const held& r) {
            return fmt::format("<MissedReport: {} missed, {} unresolved>", r->found.report.all.missed,
                               r->found.report.all.unresolved);
        });
    report.def("__getitem__", [](const held& r, const py::slice& part) {
        std::size_t start = 0, stop = 0, step = 0, count = 0;
        if (!part.compute(missed_of(r).size(), &start, &stop, &step, &count)) throw py::error_already_set();
        py::list out;
        for (; count > 0; --count, start += step) out.append(told_missed{r, &missed_of(r)[start]});
        return out;
    });
    method(
        report, "__getitem__",
        [](const held& r, std::ptrdiff_t index) {
            const auto& missed = missed_of(r);
            if (index < 0) index += static_cast<std::ptrdiff_t>(missed.size());
            if (index < 0 || index >= static_cast<std::ptrdiff_t>(missed.size())) throw py::index_error("no such call");
            return told_missed{r, &missed[static_cast<std::size_t>(index)]};
        },
        py::arg("index"), "The missed call at this place; from the end where it is negative.");
    method(
        report, "json", [](const held& r) { return json_of(*r); },
        "All of it, a JSON object a line, as `almon calls --report missed --json` prints it.");
    function(
        m, "missed_calls", &missed_calls, py::arg("path"), py::kw_only(), py::arg("format") = "auto",
        py::arg("office") = py::none(), py::arg("tz") = "", py::arg("columns") = std::vector<std::string>(),
        py::arg("since") = py::none(), py::arg("until") = py::none(), py::arg("viewer") = "",
        py::arg("at") = py::none(),
        "The report of missed calls of one file of call records, or of a list of files, read as `read_calls` reads "
        "them. "
        "`since` and `until` are days, which are meant whole, or times; calls outside them still tell who was called "
        "back. With `viewer`, a user's NAME or TENANT/NAME, callers are shown as he may see them at `at`. A file that "
        "cannot be read is raised, because it may tell who was called back.");
}

} // namespace almon::python
