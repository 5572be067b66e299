// SPDX-License-Identifier: BSL-1.0
#include "office.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include "call.hpp"
#include "directory.hpp"
#include "policy.hpp"
#include "values.hpp"

namespace almon::python {

namespace {

using office::instructions;

/// The CRM as a Python function: `clients(number, budget_ms)` gives None or a dict with `name`, `responsible` and
/// `entity`. What it raises counts as no answer, and Python is told of it as of any exception that nobody can catch.
class client_function {
public:
    explicit client_function(py::object f) : function_(std::move(f)) {}

    std::optional<office::client> operator()(number caller, std::chrono::milliseconds budget) const {
        const py::gil_scoped_acquire lock;
        try {
            const py::object found =
                function_(py::cast(numbering::parsed(caller, numbering::look_up(caller), numbering::origin::plus)),
                          budget.count());
            if (found.is_none()) return std::nullopt;
            const auto word = [&](const char* key) -> std::string {
                const py::object value = found.attr("get")(key);
                return value.is_none() ? std::string() : py::cast<std::string>(value);
            };
            return office::client{word("entity"), word("name"), word("responsible")};
        } catch (py::error_already_set& e) {
            e.discard_as_unraisable("almon: the function `clients`");
        } catch (const std::exception&) { // a value of another type
        }
        return std::nullopt;
    }

private:
    py::object function_;
};

std::shared_ptr<office::office> open_office(const py::object& path, const py::object& clients, int crm_budget_ms) {
    office::options with;
    with.crm_budget = std::chrono::milliseconds(crm_budget_ms);
    if (!clients.is_none()) {
        if (!PyCallable_Check(clients.ptr())) throw py::type_error("clients: a function or None is needed");
        // the last copy goes where there may be no lock: give the function back under one
        std::shared_ptr<client_function> kept(new client_function(clients), [](client_function* f) {
            const py::gil_scoped_acquire lock;
            delete f;
        });
        with.clients = [kept](number caller, std::chrono::milliseconds budget) { return (*kept)(caller, budget); };
    }
    const std::string name = path_of(path);
    const py::gil_scoped_release free;
    return std::make_shared<office::office>(office::office::open(name, std::move(with)).value());
}

/// Asks without the interpreter's lock: the store and the CRM may take their time.
template <class Ask>
auto unlocked(Ask ask) {
    const py::gil_scoped_release free;
    return ask();
}

instructions incoming(const office::office& o, std::string trunk, std::string did, std::string caller,
                      std::string digits, const py::object& at) {
    const instant now = instant_of(at);
    return unlocked([&] {
        return o.incoming({std::move(trunk), std::move(did), std::move(caller), std::move(digits)}, now);
    });
}

instructions dial(const office::office& o, std::string user, std::string digits, std::string via, std::string caller,
                  std::string trunk, std::string party, const py::object& at) {
    const instant now = instant_of(at);
    return unlocked([&] {
        return o.dial(
            {std::move(user), std::move(digits), std::move(via), std::move(caller), std::move(trunk), std::move(party)},
            now);
    });
}

/// An answer that points into the office file, and the file that it points into, whatever a reload does meanwhile.
template <class Ask>
auto with_file(const office::office& o, Ask ask) {
    for (;;) {
        std::shared_ptr<const office::office_file> before = o.file();
        auto answer = ask();
        if (o.file() == before) return std::pair(std::move(before), std::move(answer));
    }
}

told_decision decide(const office::office& o, std::string_view user, std::string_view what, std::string_view whose,
                     const py::object& at) {
    const instant now = instant_of(at);
    const auto [file, answer] = with_file(o, [&] { return o.decide(user, what, whose, now); });
    return tell(file->policy, value_of(answer));
}

told_route route(const office::office& o, std::string_view user, const py::object& to, std::string_view trunk,
                 const py::object& at) {
    const instant now = instant_of(at);
    const office::office_file& home = *o.file();
    const number n = number_of(to, home.tenant.home, home.tenant.area);
    auto [file, answer] = with_file(o, [&] { return unlocked([&] { return o.route(user, n, trunk, now); }); });
    return {std::move(file), o.directory(), value_of(std::move(answer))};
}

py::object lookup(const office::office& o, const py::object& n) {
    const auto file = o.file();
    const number found = number_of(n, file->tenant.home, file->tenant.area);
    const auto from = o.directory();
    return from ? look_up(from, found) : py::none();
}

std::vector<std::string> zones(const office::office& o, const py::object& n) {
    const auto file = o.file();
    return o.zones(number_of(n, file->tenant.home, file->tenant.area));
}

bool safe_to_call(const office::office& o, const py::object& n, const py::object& at, int from, int until) {
    const auto file = o.file();
    if (from < 0 || from > 24 || until < 0 || until > 24) throw py::value_error("hours are 0 to 24");
    numbering::calling_hours rules;
    rules.windows.front().from = static_cast<std::uint16_t>(from * 60);
    rules.windows.front().until = static_cast<std::uint16_t>(until * 60);
    return o.safe_to_call(number_of(n, file->tenant.home, file->tenant.area), instant_of(at), rules);
}

py::object view(const office::office& o, const told_call& c, std::string_view user, const py::object& at) {
    const instant now = instant_of(at);
    auto seen = value_of(unlocked([&] { return o.view(c.call, user, now); }));
    if (!seen) return py::none();
    return py::cast(told_call{std::move(*seen), c.zone, c.explain, c.version});
}

office::reload_report reload(office::office& o) {
    return unlocked([&] { return o.reload().value(); });
}

void add_questions(py::class_<office::office, std::shared_ptr<office::office>>& front) {
    const auto at = py::arg("at") = py::none();
    method(
        front, "incoming", &incoming, py::arg("trunk"), py::arg("did"), py::arg("caller") = "", py::kw_only(),
        py::arg("digits") = "", at,
        "Where an outside caller goes: `Instructions`. `trunk` is a name or the channel as the PBX names it; `digits` "
        "are what the caller dialled after our number.");
    method(front, "dial", &dial, py::arg("user"), py::arg("digits"), py::kw_only(), py::arg("via") = "",
           py::arg("caller") = "", py::arg("trunk") = "", py::arg("party") = "", at,
           "What happens when one of us dials: `Instructions`. `via` and `caller` are the trunk and the caller id by "
           "which a mobile called in, `trunk` the one that is asked for, `party` who is being transferred.");
    method(front, "decide", &decide, py::arg("user"), py::arg("verb"), py::arg("object") = "", py::kw_only(), at,
           "May `user` do `verb` to `object`? A `Decision`.");
    method(front, "route", &route, py::arg("user"), py::arg("number"), py::kw_only(), py::arg("trunk") = "", at,
           "Through which trunks `user` would call the number, and why: a `Route`.");
    method(front, "lookup", &lookup, py::arg("number"),
           "Whose the number is: an `Assignment`; None where no register knows, or the office has no directory.");
    method(front, "zones", &zones, py::arg("number"),
           "The time zones in which its owner may be: of the operator directory, else of the numbering plan.");
    method(front, "safe_to_call", &safe_to_call, py::arg("number"), py::kw_only(), at, py::arg("from_hour") = 9,
           py::arg("until_hour") = 21, "Whether it is within these hours in every time zone of the number.");
    method(front, "view", &view, py::arg("call"), py::arg("user"), py::kw_only(), at,
           "The call as `user` may see it; None where he may not.");
    method(
        front, "reload", &reload,
        "Reads the office file and the directory again: a `Reload`. With a mistake, `OfficeError`, and the old stay in "
        "force.");
}

} // namespace

void add_office(py::module_& m) {
    add_instructions(m);
    add_route(m);
    add_aliases(m);
    py::class_<office::reload_report>(m, "Reload", "What a reload changed.")
        .def_property_readonly(
            "changes", [](const office::reload_report& r) { return r.changes; }, "In words that hold no number.")
        .def_property_readonly(
            "warnings", [](const office::reload_report& r) { return r.warnings; }, "A list of Mistake.");
    py::class_<office::office, std::shared_ptr<office::office>> front(
        m, "Office",
        "The front door of one office: it answers every question from the office file, the operator directory and the\n"
        "store that the file names. Share it between threads freely; it may be used after a fork.");
    constructor<std::shared_ptr<office::office>>(front, "Office", &open_office, py::arg("path"), py::kw_only(),
                                                 py::arg("clients") = py::none(), py::arg("crm_budget_ms") = 250);
    add_questions(front);
    front
        .def_property_readonly(
            "name", [](const office::office& o) { return o.file()->tenant.name; }, "The tenant's name.")
        .def_property_readonly(
            "path", [](const office::office& o) { return o.file()->path; }, "The office file.")
        .def_property_readonly(
            "warnings", [](const office::office& o) { return o.file()->warnings; },
            "What somebody should look at: a list of Mistake.")
        .def_property_readonly(
            "policy", [](const office::office& o) { return rules{o.file()}; }, "The rules as they are now in force.")
        .def_property_readonly(
            "directory",
            [](const office::office& o) -> py::object {
                auto d = o.directory();
                return d ? py::cast(mapped_directory{std::move(d)}) : py::object(py::none());
            },
            "The operator directory, or None.")
        .def_property_readonly(
            "aliases", [](const std::shared_ptr<office::office>& o) { return alias_desk{o}; },
            "The deal numbers of the office.")
        .def("__repr__", [](const office::office& o) { return "<Office " + o.file()->tenant.name + ">"; });
}

} // namespace almon::python
