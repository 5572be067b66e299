// SPDX-License-Identifier: BSL-1.0
#include <almon/masking/alias.hpp>

#include "directory.hpp"
#include "office.hpp"
#include "values.hpp"

namespace almon::python {

namespace {

using masking::alias_record;

/// An alias with the zone that its times are told in.
struct told_alias {
    alias_record record;
    time_zone zone;
};

/// Asks the book of aliases without the interpreter's lock, since it reads and writes a disk.
template <class Ask>
auto ask_book(const alias_desk& d, Ask ask) {
    const py::gil_scoped_release free;
    office::alias_access access = d.office->aliases();
    return ask(access);
}

time_zone zone_of(const alias_desk& d) {
    return d.office->file()->tenant.zone;
}

told_alias open_alias(const alias_desk& d, const std::string& deal, const py::object& party, const std::string& label,
                      const std::string& digits, const py::object& at) {
    const instant now = instant_of(at);
    const auto file = d.office->file();
    const number n = number_of(party, file->tenant.home, file->tenant.area);
    auto opened = ask_book(d, [&](office::alias_access& a) { return a.book.open({deal, n, label, digits}, now); });
    return {value_of(std::move(opened)), zone_of(d)};
}

void grant_alias(const alias_desk& d, const std::string& alias, std::string_view to, const py::object& until,
                 const py::object& at) {
    const instant now = instant_of(at);
    masking::grant g = value_of(masking::parse_grantee(to));
    if (!until.is_none()) g.until = instant_of(until);
    const auto done = ask_book(d, [&](office::alias_access& a) { return a.book.grant_to(alias, g, now); });
    if (!done) raise(done.error());
}

void revoke_alias(const alias_desk& d, const std::string& alias, std::string_view from) {
    const masking::grant g = value_of(masking::parse_grantee(from));
    const auto done = ask_book(d, [&](office::alias_access& a) { return a.book.revoke(alias, g.kind, g.name); });
    if (!done) raise(done.error());
}

told_alias resolve_alias(const alias_desk& d, const std::string& alias, const std::string& user, const py::object& at) {
    const instant now = instant_of(at);
    auto found = ask_book(d, [&](office::alias_access& a) -> result<alias_record> {
        const tenant::user* who = a.file->tenant.find_user(user);
        if (!who) return error(office::errc::unknown_user);
        return a.book.resolve(alias, *who, now);
    });
    return {value_of(std::move(found)), zone_of(d)};
}

void close_alias(const alias_desk& d, const std::string& alias, const py::object& at) {
    const instant now = instant_of(at);
    const auto done = ask_book(d, [&](office::alias_access& a) { return a.book.close(alias, now); });
    if (!done) raise(done.error());
}

} // namespace

void add_aliases(py::module_& m) {
    using told = told_alias;
    py::class_<told>(m, "Alias", "A short number that stands for an outside party of a deal.")
        .def_property_readonly(
            "digits", [](const told& a) { return a.record.digits; }, "What is dialled.")
        .def_property_readonly(
            "deal", [](const told& a) { return a.record.deal; }, "The deal.")
        .def_property_readonly(
            "label", [](const told& a) { return text_or_none(a.record.label); }, "Which party of the deal, or None.")
        .def_property_readonly(
            "party",
            [](const told& a) {
                const number n = a.record.party;
                return numbering::parsed(n, numbering::look_up(n), numbering::origin::plus);
            },
            "The Number that it stands for.")
        .def_property_readonly(
            "opened", [](const told& a) { return datetime_of(a.record.opened, a.zone); }, "When.")
        .def_property_readonly(
            "active", [](const told& a) { return datetime_of(a.record.active, a.zone); }, "When it was last used.")
        .def_property_readonly(
            "closed",
            [](const told& a) {
                return a.record.closed ? datetime_of(*a.record.closed, a.zone) : py::object(py::none());
            },
            "When it was closed, or None.")
        .def("__repr__", [](const told& a) {
            return "<Alias " + a.record.digits + " of deal " + a.record.deal + ": " + a.record.party.masked() + ">";
        });
    py::class_<alias_desk> desk(m, "Aliases",
                                "The deal numbers of an office. Raises `StoreError` where the store is broken.");
    const auto at = py::arg("at") = py::none();
    method(desk, "open", &open_alias, py::arg("deal"), py::arg("party"), py::kw_only(), py::arg("label") = "",
           py::arg("digits") = "", at, "The alias of this party of the deal: the one that it has, else a new one.");
    method(desk, "grant", &grant_alias, py::arg("alias"), py::arg("to"), py::kw_only(), py::arg("until") = py::none(),
           at, "Lets `user:NAME`, `role:NAME` or `department:NAME` use the alias.");
    method(desk, "revoke", &revoke_alias, py::arg("alias"), py::arg("of"), "Ends a grant.");
    method(desk, "resolve", &resolve_alias, py::arg("alias"), py::arg("user"), py::kw_only(), at,
           "The alias, if `user` may know how to reach its party; raises `Error` otherwise.");
    method(desk, "close", &close_alias, py::arg("alias"), py::kw_only(), at, "It leads nowhere from now on.");
    desk.def("__repr__", [](const alias_desk& d) { return "<Aliases of " + d.office->file()->tenant.name + ">"; });
}

} // namespace almon::python
