// SPDX-License-Identifier: BSL-1.0
#include "policy.hpp"

#include <memory>
#include <utility>

#include <almon/office/load.hpp>
#include <almon/policy/explain.hpp>

#include "values.hpp"

namespace almon::python {

namespace {

using namespace almon::policy;

rules load_rules(const py::object& path) {
    const std::string name = path_of(path);
    const py::gil_scoped_release free;
    return {std::make_shared<const office::office_file>(office::load(name).value())};
}

rules read_rules(const std::string& toml, const std::string& path) {
    return {std::make_shared<const office::office_file>(office::load_text(toml, path).value())};
}

/// What is known of the call: the words that were given, and the time.
struct facts {
    std::string direction, number_class, state, evidence, line;
    py::object at;
};

circumstances read_given(const rules& r, const facts& f) {
    std::vector<raw_condition> raw;
    const auto add = [&](const char* key, const std::string& value) {
        if (value.empty()) return;
        raw_condition& one = raw.emplace_back();
        one.key.text = key;
        one.values.emplace_back().text = value;
    };
    add("direction", f.direction);
    add("class", f.number_class);
    add("state", f.state);
    add("evidence", f.evidence);
    add("line", f.line);
    circumstances given;
    if (!raw.empty()) {
        std::vector<diagnostic> problems;
        given = read_facts(r.policy(), raw, problems);
        if (!problems.empty()) raise(problems.front().reason);
    }
    return at_time(given, r.file->tenant, instant_of(f.at));
}

verb verb_of(std::string_view name) {
    const auto found = find_verb(name);
    if (!found) raise(errc::unknown_verb);
    return *found;
}

request request_of(const rules& r, std::string_view user, std::string_view what, std::string_view whose,
                   const facts& f) {
    const auto who = r.policy().find_user(user);
    if (!who) raise(errc::unknown_user);
    const verb v = verb_of(what);
    const object o = whose.empty() ? object{} : value_of(find_object(r.policy(), *who, whose));
    return {*who, v, o, read_given(r, f)};
}

/// Python's keyword arguments, the same for every question.
template <class Ask>
auto with_facts(Ask ask) {
    return [ask](const rules& r, std::string_view user, std::string_view what, std::string_view whose,
                 std::string direction, std::string number_class, std::string state, std::string evidence,
                 std::string line, py::object at) {
        const facts f{std::move(direction), std::move(number_class), std::move(state),
                      std::move(evidence),  std::move(line),         std::move(at)};
        return ask(r, request_of(r, user, what, whose, f));
    };
}

py::list holders(const rules& r, std::string_view what, std::string_view whose, const py::object& at) {
    const circumstances given = read_given(r, {{}, {}, {}, {}, {}, at});
    const verb v = verb_of(what);
    const auto found = whose.empty() ? who_at_all(r.policy(), v, given)
                                     : who(r.policy(), v, value_of(find_object(r.policy(), {}, whose)), given);
    py::list out;
    for (const holder& h : found) out.append(text(r.policy().name(h.user)));
    return out;
}

std::string shown(const told_decision& d) {
    return std::string("<Decision: ") + (d.answer.allowed ? "allow" : "deny") + ", " +
           std::string(word_of(reason_names, d.answer.why)) + (d.rule.empty() ? "" : ", " + d.rule) + ">";
}

void add_decision(py::module_& m) {
    using told = told_decision;
    py::class_<told>(m, "Decision", "Allowed or not, with which obligations, and what decided. True where allowed.")
        .def_property_readonly(
            "allowed", [](const told& d) { return d.answer.allowed; }, "Whether it is allowed.")
        .def("__bool__", [](const told& d) { return d.answer.allowed; })
        .def_property_readonly(
            "reason", [](const told& d) { return text(word_of(reason_names, d.answer.why)); },
            "`granted`, `emergency`, `forbidden`, `fact_unknown`, `not_granted`, `unknown_user`.")
        .def_property_readonly(
            "show_number", [](const told& d) { return text(word_of(visibility_names, d.answer.with.show_number)); },
            "How an outside party's number is shown: `full`, `partial`, `alias`, `nothing`.")
        .def_property_readonly(
            "present", [](const told& d) { return text(word_of(presentation_names, d.answer.with.present)); },
            "Which number of ours the other side sees: `own`, `line`, `office`.")
        .def_property_readonly(
            "record", [](const told& d) { return text(word_of(recording_names, d.answer.with.record)); },
            "Whether the call is recorded: `never`, `on_demand`, `always`.")
        .def_property_readonly(
            "announce", [](const told& d) { return d.answer.with.announce; }, "Whether the recording is announced.")
        .def_property_readonly(
            "rule", [](const told& d) { return text_or_none(d.rule); }, "The deciding rule as it is written, or None.")
        .def_property_readonly(
            "role", [](const told& d) { return text_or_none(d.role); }, "The role that states it, or None.")
        .def_property_readonly(
            "file", [](const told& d) { return text_or_none(d.file); }, "The file it stands in.")
        .def_property_readonly(
            "line", [](const told& d) { return d.answer.line ? py::object(py::int_(d.answer.line)) : py::none(); },
            "The line it stands in, or None where no rule decided.")
        .def("__repr__", &shown);
}

} // namespace

told_decision tell(const policy::table& policy, const policy::decision& d) {
    told_decision told{d, {}, {}, {}};
    if (const written_rule* rule = policy.rule(d)) {
        told.rule = rule->text;
        told.role = rule->role;
        told.file = policy.file();
    }
    return told;
}

void add_policy(py::module_& m) {
    add_decision(m);
    py::class_<rules> policy(m, "Policy",
                             "Who may do what: the roles and rules of an office file. What is not permitted is denied, "
                             "and forbid wins.\nShare it between threads freely.");
    static_method(policy, "load", &load_rules, py::arg("path"), "Reads an office file. Raises `OfficeError`.");
    static_method(policy, "from_text", &read_rules, py::arg("toml"), py::arg("path") = "office.toml",
                  "Reads TOML as if it were the file `path`. Raises `OfficeError`.");
    const auto ask = [&](const char* name, auto answer, const char* doc) {
        method(policy, name, with_facts(answer), py::arg("user"), py::arg("verb"), py::arg("object") = "",
               py::kw_only(), py::arg("direction") = "", py::arg("number_class") = "", py::arg("state") = "",
               py::arg("evidence") = "", py::arg("line") = "", py::arg("at") = py::none(), doc);
    };
    ask(
        "decide", [](const rules& r, const request& q) { return tell(r.policy(), r.policy().decide(q)); },
        "May `user` do `verb` to `object` (empty for everything), given what is known of the call? Raises `ParseError` "
        "for words that the policy does not know.");
    ask(
        "explain",
        [](const rules& r, const request& q) { return to_string(r.policy(), almon::policy::explain(r.policy(), q)); },
        "Why the answer is what it is, and how near a denial is to a grant: one sentence.");
    method(policy, "who", &holders, py::arg("verb"), py::arg("object") = "", py::kw_only(), py::arg("at") = py::none(),
           "The users who may do `verb` to `object`; with an empty one, to anything at all.");
    policy.def_property_readonly(
        "users",
        [](const rules& r) {
            py::list out;
            for (const tenant::user& u : r.file->tenant.users) out.append(text(u.name));
            return out;
        },
        "The names of the office's users.");
    py::list verb_names;
    for (const verb_info& v : verbs) verb_names.append(text(v.name));
    m.attr("VERBS") = py::tuple(verb_names);
}

} // namespace almon::python
